#include "service/convert/work_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/strings.h"
#include "engine/text/fold.h"
#include "service/convert/names.h"
#include "service/convert/placed.h"
#include "service/convert/quantity.h"
#include "service/formats/near.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr size_t kSuggestions = 3;
constexpr size_t kAgreementDigits = 4;

class WorkCheck {
 public:
  WorkCheck(v1::Terms* terms, std::string_view name, Side side, CategoryIndex category,
            const CatalogueData& data, bool suggest, Problems* problems)
      : terms_(*terms),
        work_(*terms->mutable_work()),
        name_(name),
        side_(side),
        category_(category),
        data_(data),
        suggest_(suggest),
        problems_(*problems) {}

  void Run() {
    CheckSides();
    CheckHours();
    CheckCategories();
    CheckQualifications();
    CheckContracts();
    CheckRange("max_partners", work_.max_partners(), limits::kPartnersPerEntry);
    CheckRange("max_travel_minutes", work_.max_travel_minutes(), limits::kTravelMinutes);
    CheckRange("pay_cents_per_hour", work_.pay_cents_per_hour(), limits::kPayCentsPerHour);
    CheckMeans();
    CheckAgreement();
    CheckNames(work_.mutable_ranking(), "ranking", nullptr);
    CheckNames(work_.mutable_vetoes(), "vetoes", &work_.ranking());
  }

 private:
  void Add(v1::ErrorReason reason, std::string_view field, std::string_view value = {},
           Facts facts = {}) {
    problems_.push_back(
        MakeProblem(reason, absl::StrCat("terms.work.", ToAbsl(field)), value, std::move(facts)));
  }
  void CheckRange(std::string_view field, int32_t value, int32_t maximum) {
    if (value >= 0 && value <= maximum) return;
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field, absl::StrCat(value),
        {{"maximum", absl::StrCat(maximum)}});
  }

  void CheckSides();
  void CheckHours();
  void CheckCategories();
  void CheckQualifications();
  void CheckContracts();
  void CheckMeans();
  void CheckAgreement();
  void CheckNames(google::protobuf::RepeatedPtrField<std::string>* names, std::string_view field,
                  const google::protobuf::RepeatedPtrField<std::string>* others);
  bool IsCounterpart(std::string_view name) const;
  // Half-hours, or -1 when it is not there or after a problem.
  int64_t ReadHours(v1::Quantity* quantity, std::string_view field);

  v1::Terms& terms_;
  v1::WorkTerms& work_;
  const std::string_view name_;
  const Side side_;
  const CategoryIndex category_;
  const CatalogueData& data_;
  const bool suggest_;
  Problems& problems_;
};

void WorkCheck::CheckSides() {
  const auto refuse_when = [&](bool set, std::string_view field) {
    if (set) Add(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, field);
  };
  if (side_ == Side::kNeed) {
    refuse_when(work_.max_travel_minutes() != 0, "max_travel_minutes");
    refuse_when(!work_.travel_means().empty(), "travel_means");
    refuse_when(work_.minor(), "minor");
  } else {
    refuse_when(work_.insertion_first(), "insertion_first");
    refuse_when(!work_.collective_agreement().empty(), "collective_agreement");
    refuse_when(work_.shared_employment(), "shared_employment");
  }
}

int64_t WorkCheck::ReadHours(v1::Quantity* quantity, std::string_view field) {
  const Unit* unit = quantity->unit().empty() ? &data_.words(category_).unit
                                              : data_.FindUnit(category_, quantity->unit());
  if (unit == nullptr) {
    Add(v1::ERROR_REASON_UNKNOWN_UNIT, absl::StrCat(ToAbsl(field), ".unit"), quantity->unit());
    return -1;
  }
  const Amount amount = ParseAmount(quantity->amount(), *unit);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED) {
    Add(amount.reason, absl::StrCat(ToAbsl(field), ".amount"), quantity->amount(),
        {{"unit", unit->fr}, {"base", unit->base}});
    return -1;
  }
  quantity->set_unit(unit->code);
  quantity->set_amount(NormalAmount(quantity->amount()));
  return amount.base_units;
}

// minimum <= quantity <= maximum, and a lot that does not exceed the quantity (CheckTerms).
void WorkCheck::CheckHours() {
  const int64_t minimum = work_.has_minimum() ? ReadHours(work_.mutable_minimum(), "minimum") : -1;
  const int64_t maximum = work_.has_maximum() ? ReadHours(work_.mutable_maximum(), "maximum") : -1;
  const Unit* unit = data_.FindUnit(category_, terms_.quantity().unit());
  if (unit == nullptr) return;
  const Amount wished = ParseAmount(terms_.quantity().amount(), *unit);
  if (wished.reason != v1::ERROR_REASON_UNSPECIFIED) return;
  const auto contradict = [&](std::string_view field, const v1::Quantity& low,
                              const v1::Quantity& high) {
    Add(v1::ERROR_REASON_HOURS_CONTRADICT, field,
        absl::StrCat(low.amount(), " ", low.unit(), " > ", high.amount(), " ", high.unit()));
  };
  if (minimum > wished.base_units) contradict("minimum", work_.minimum(), terms_.quantity());
  if (maximum >= 0 && maximum < wished.base_units) {
    contradict("maximum", terms_.quantity(), work_.maximum());
  }
}

void WorkCheck::CheckCategories() {
  if (work_.other_categories_size() > limits::kOtherCategoriesPerEntry) {
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "other_categories",
        absl::StrCat(work_.other_categories_size()),
        {{"maximum", absl::StrCat(limits::kOtherCategoriesPerEntry)}});
    return;
  }
  std::set<std::string> codes;
  for (int i = 0; i < work_.other_categories_size(); ++i) {
    const std::string& text = work_.other_categories(i);
    const std::string field = absl::StrCat("other_categories[", i, "]");
    const CategoryIndex found = data_.FindCategory(text);
    if (!found.valid()) {
      Facts facts;
      std::vector<std::string> near;
      if (suggest_) near = data_.NearCategories(text, kSuggestions);
      if (suggest_ && near.empty()) near = data_.NearTrades(text, kSuggestions);
      if (!near.empty()) facts["suggestion"] = absl::StrJoin(near, ", ");
      Add(v1::ERROR_REASON_UNKNOWN_CATEGORY, field, text, std::move(facts));
    } else if (data_.catalogue.category(found).placement !=
               data_.catalogue.category(category_).placement) {
      Add(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, field, text);
    } else if (found != category_) {
      codes.insert(data_.catalogue.category(found).code);
    }
  }
  work_.mutable_other_categories()->Assign(codes.begin(), codes.end());
}

void WorkCheck::CheckQualifications() {
  if (work_.qualifications_size() > limits::kQualificationsPerEntry) {
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "qualifications",
        absl::StrCat(work_.qualifications_size()),
        {{"maximum", absl::StrCat(limits::kQualificationsPerEntry)}});
    return;
  }
  std::set<std::string> codes;
  for (int i = 0; i < work_.qualifications_size(); ++i) {
    const std::string& text = work_.qualifications(i);
    if (const QualificationWords* found = data_.FindQualification(text)) {
      codes.insert(found->code);
      continue;
    }
    NearWords near(Fold(text), limits::kSuggestionDistance, kSuggestions);
    for (const auto& [word, known] : data_.index.qualifications) {
      if (suggest_) near.Offer(word, data_.qualifications[known].fr);
    }
    Facts facts;
    const std::vector<std::string> words = near.Take();
    if (!words.empty()) facts["suggestion"] = absl::StrJoin(words, ", ");
    Add(v1::ERROR_REASON_UNKNOWN_QUALIFICATION, absl::StrCat("qualifications[", i, "]"), text,
        std::move(facts));
  }
  work_.mutable_qualifications()->Assign(codes.begin(), codes.end());
}

void WorkCheck::CheckContracts() {
  std::set<int> kinds;
  for (int i = 0; i < work_.contracts_size(); ++i) {
    const int kind = work_.contracts(i);
    if (kind == v1::CONTRACT_KIND_UNSPECIFIED || !v1::ContractKind_IsValid(kind)) {
      Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, absl::StrCat("contracts[", i, "]"),
          absl::StrCat(kind));
      continue;
    }
    kinds.insert(kind);
  }
  work_.mutable_contracts()->Assign(kinds.begin(), kinds.end());
}

void WorkCheck::CheckMeans() {
  std::set<int> means;
  for (int i = 0; i < work_.travel_means_size(); ++i) {
    const int kind = work_.travel_means(i);
    if (kind == v1::TRAVEL_MEANS_UNSPECIFIED || !v1::TravelMeans_IsValid(kind)) {
      Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, absl::StrCat("travel_means[", i, "]"),
          absl::StrCat(kind));
      continue;
    }
    means.insert(kind);
  }
  work_.mutable_travel_means()->Assign(means.begin(), means.end());
}

void WorkCheck::CheckAgreement() {
  const std::string& code = work_.collective_agreement();
  if (code.empty()) return;
  const bool digits = std::all_of(code.begin(), code.end(), absl::ascii_isdigit);
  if (digits && code.size() == kAgreementDigits) return;
  Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "collective_agreement", code,
      {{"expected", "0000-9999"}});
}

// An entry of the other side in the same territory.
bool WorkCheck::IsCounterpart(std::string_view name) const {
  const std::optional<NameParts> parts = ParseEntryName(name);
  const std::optional<NameParts> own = ParseEntryName(name_);
  const std::string_view other = side_ == Side::kNeed ? kResources : kNeeds;
  return parts.has_value() && parts->collection == other &&
         (!own.has_value() || own->territory == parts->territory);
}

void WorkCheck::CheckNames(google::protobuf::RepeatedPtrField<std::string>* names,
                           std::string_view field,
                           const google::protobuf::RepeatedPtrField<std::string>* others) {
  if (names->size() > limits::kRankingPerEntry) {
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field, absl::StrCat(names->size()),
        {{"maximum", absl::StrCat(limits::kRankingPerEntry)}});
    return;
  }
  std::set<std::string> seen;
  if (others != nullptr) seen.insert(others->begin(), others->end());
  for (int i = 0; i < names->size(); ++i) {
    const std::string& name = names->Get(i);
    if (!IsCounterpart(name) || !seen.insert(name).second) {
      Add(v1::ERROR_REASON_RANKING_INVALID, absl::StrCat(ToAbsl(field), "[", i, "]"), name);
    }
  }
}

// The hours of a week, whether or not it says anything else about work.
void CheckWeek(const v1::Terms& terms, CategoryIndex category, const CatalogueData& data,
               Problems* problems) {
  const Unit* unit = data.FindUnit(category, terms.quantity().unit());
  if (unit == nullptr) return;
  const Amount amount = ParseAmount(terms.quantity().amount(), *unit);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED || amount.base_units <= kHalfHoursPerWeek) {
    return;
  }
  problems->push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "terms.quantity.amount",
                                  terms.quantity().amount(),
                                  {{"maximum", absl::StrCat(kHalfHoursPerWeek / 2, " h")}}));
}

}  // namespace

void CheckWork(v1::Terms* terms, std::string_view name, Side side, CategoryIndex category,
               const CatalogueData& data, bool suggest, Problems* problems) {
  if (IsPlaced(*terms, data.catalogue)) CheckWeek(*terms, category, data, problems);
  if (!terms->has_work()) return;
  if (!IsPlaced(*terms, data.catalogue)) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, "terms.work"));
    return;
  }
  WorkCheck(terms, name, side, category, data, suggest, problems).Run();
}

}  // namespace cordee::service
