#include "service/convert/placement_entries.h"

#include <algorithm>
#include <utility>

#include "service/convert/logistics_entries.h"
#include "service/convert/placed.h"
#include "service/convert/quantity.h"
#include "service/convert/terms_rows.h"

namespace cordee::service {
namespace {

// Half-hours of a week; of a home that is shared, one.
int32_t ToHalfHours(const v1::Quantity& quantity, CategoryIndex category,
                    const CatalogueData& data) {
  const Unit* unit = data.FindUnit(category, quantity.unit());
  if (unit == nullptr) return 0;
  const Amount amount = ParseAmount(quantity.amount(), *unit);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED) return 0;
  // CheckEntry refuses more than a week.
  return static_cast<int32_t>(std::min<int64_t>(amount.base_units, kHalfHoursPerWeek));
}

ContractSet ToContracts(const v1::WorkTerms& work) {
  ContractSet set = 0;
  for (const int kind : work.contracts()) {
    if (kind >= 1 && kind <= kContractKinds) set = static_cast<ContractSet>(set | 1 << (kind - 1));
  }
  return set;
}

MeansSet ToMeans(const v1::WorkTerms& work) {
  MeansSet set = 0;
  for (const int means : work.travel_means()) {
    if (means >= v1::TRAVEL_MEANS_FOOT && means <= v1::TRAVEL_MEANS_CAR) {
      set = static_cast<MeansSet>(set | 1 << (means - v1::TRAVEL_MEANS_FOOT));
    }
  }
  return set;
}

PlacementTerms ToTerms(const v1::Terms& terms, const CatalogueData& data) {
  const v1::WorkTerms& work = terms.work();
  PlacementTerms out;
  out.category = data.catalogue.FindCategory(terms.category());
  for (const std::string& code : work.other_categories()) {
    const CategoryIndex other = data.catalogue.FindCategory(code);
    if (other.valid()) out.other_categories.push_back(other);
  }
  out.wished = ToHalfHours(terms.quantity(), out.category, data);
  if (work.has_minimum()) out.minimum = ToHalfHours(work.minimum(), out.category, data);
  if (work.has_maximum()) out.maximum = ToHalfHours(work.maximum(), out.category, data);
  if (terms.has_minimum_lot()) out.lot = ToHalfHours(terms.minimum_lot(), out.category, data);
  out.indivisible = terms.indivisible();
  out.max_partners = work.max_partners();
  out.hours = ToHours(terms.hours());
  out.dates = ToWindow(terms.dates());
  out.season = ToSeason(terms, data.catalogue.category(out.category));
  if (terms.max_distance_metres() > 0) out.reach = Metres(terms.max_distance_metres());
  out.labels = ToLabels(terms.labels(), data.catalogue);
  out.training = work.training();
  out.contracts = ToContracts(work);
  out.travel_minutes = work.max_travel_minutes();
  out.means = ToMeans(work);
  out.insertion = work.insertion();
  out.insertion_first = work.insertion_first();
  out.pay_cents = work.pay_cents_per_hour();
  out.minor = work.minor();
  out.agreement = work.collective_agreement();
  out.shared_employment = work.shared_employment();
  out.age_rule_met = work.age_rule_met();
  return out;
}

void AddQualification(const QualificationWords& words, const std::string& code, PlacementRow& row) {
  switch (words.kind) {
    case QualificationKind::kLicence:
      row.licences.push_back(code);
      break;
    case QualificationKind::kSkill:
      row.skills.push_back(code);
      break;
    case QualificationKind::kLanguage:
      row.languages.push_back(code);
      break;
  }
}

std::vector<std::string> Known(const google::protobuf::RepeatedPtrField<std::string>& names,
                               const std::set<std::string>& ids) {
  std::vector<std::string> known;
  for (const std::string& name : names) {
    if (ids.contains(LastPart(name))) known.push_back(LastPart(name));
  }
  return known;
}

// `includes`: what is held includes all that it implies.
template <typename EntryProto>
PlacementRow ToRow(const EntryProto& entry, bool includes, const std::set<std::string>& others,
                   const CatalogueData& data) {
  const v1::WorkTerms& work = entry.terms().work();
  PlacementRow row;
  row.id = LastPart(entry.name());
  row.actor = LastPart(entry.actor());
  row.terms = ToTerms(entry.terms(), data);
  for (const std::string& code : work.qualifications()) {
    const QualificationWords* words = data.FindQualification(code);
    if (words == nullptr) continue;
    AddQualification(*words, words->code, row);
    if (!includes) continue;
    for (const std::string& implied : words->includes) {
      AddQualification(*data.FindQualification(implied), implied, row);
    }
  }
  row.ranking = Known(work.ranking(), others);
  row.vetoes = Known(work.vetoes(), others);
  return row;
}

}  // namespace

SplitEntries Split(const EntryRefs& entries, const Catalogue& catalogue) {
  SplitEntries split;
  for (const v1::Need* need : entries.needs) {
    (IsShipment(*need)                     ? split.shipments
     : IsPlaced(need->terms(), catalogue) ? split.posts
                                          : split.needs)
        .push_back(need);
  }
  for (const v1::Resource* one : entries.resources) {
    (IsVehicle(*one)                     ? split.vehicles
     : IsStore(*one)                     ? split.stores
     : IsPlaced(one->terms(), catalogue) ? split.people
                                         : split.resources)
        .push_back(one);
  }
  return split;
}

PlacedIds IdsOf(const SplitEntries& entries) {
  PlacedIds ids;
  for (const v1::Need* post : entries.posts) ids.posts.insert(LastPart(post->name()));
  for (const v1::Resource* one : entries.people) ids.people.insert(LastPart(one->name()));
  return ids;
}

PlacementRow ToPostRow(const v1::Need& need, const PlacedIds& ids, const CatalogueData& data) {
  return ToRow(need, false, ids.people, data);
}

PlacementRow ToPersonRow(const v1::Resource& resource, const PlacedIds& ids,
                         const CatalogueData& data) {
  return ToRow(resource, true, ids.posts, data);
}

}  // namespace cordee::service
