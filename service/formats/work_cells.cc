#include "service/formats/work_cells.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "engine/text/fold.h"
#include "service/convert/names.h"
#include "service/convert/quantity.h"
#include "service/formats/cells.h"
#include "service/formats/row_cells.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

// The first word of each meaning is the one that the export writes.
constexpr Word kContracts[] = {{"cdi", v1::CONTRACT_KIND_PERMANENT},
                               {"permanent", v1::CONTRACT_KIND_PERMANENT},
                               {"cdd", v1::CONTRACT_KIND_FIXED_TERM},
                               {"fixed term", v1::CONTRACT_KIND_FIXED_TERM},
                               {"saisonnier", v1::CONTRACT_KIND_SEASONAL},
                               {"saison", v1::CONTRACT_KIND_SEASONAL},
                               {"seasonal", v1::CONTRACT_KIND_SEASONAL},
                               {"cddi", v1::CONTRACT_KIND_INSERTION},
                               {"insertion", v1::CONTRACT_KIND_INSERTION},
                               {"cdi inclusion", v1::CONTRACT_KIND_PERMANENT_INSERTION},
                               {"interim", v1::CONTRACT_KIND_TEMPORARY},
                               {"temporary", v1::CONTRACT_KIND_TEMPORARY},
                               {"apprentissage", v1::CONTRACT_KIND_APPRENTICESHIP},
                               {"apprenticeship", v1::CONTRACT_KIND_APPRENTICESHIP},
                               {"professionnalisation", v1::CONTRACT_KIND_TRAINING},
                               {"contrat pro", v1::CONTRACT_KIND_TRAINING},
                               {"benevolat", v1::CONTRACT_KIND_VOLUNTEER},
                               {"benevole", v1::CONTRACT_KIND_VOLUNTEER},
                               {"volunteer", v1::CONTRACT_KIND_VOLUNTEER}};

constexpr Word kMeans[] = {{"a pied", v1::TRAVEL_MEANS_FOOT},
                           {"pied", v1::TRAVEL_MEANS_FOOT},
                           {"on foot", v1::TRAVEL_MEANS_FOOT},
                           {"velo", v1::TRAVEL_MEANS_BIKE},
                           {"bike", v1::TRAVEL_MEANS_BIKE},
                           {"transports en commun", v1::TRAVEL_MEANS_PUBLIC_TRANSPORT},
                           {"bus", v1::TRAVEL_MEANS_PUBLIC_TRANSPORT},
                           {"car", v1::TRAVEL_MEANS_PUBLIC_TRANSPORT},
                           {"public transport", v1::TRAVEL_MEANS_PUBLIC_TRANSPORT},
                           {"voiture", v1::TRAVEL_MEANS_CAR},
                           {"auto", v1::TRAVEL_MEANS_CAR}};

// "priorité": people under the scheme come first, and others are welcome.
constexpr std::string_view kFirst[] = {"priorite", "prioritaire", "first"};

// Nothing, yes (kept for), or first.
void ReadInsertion(RowCells& cells, v1::WorkTerms* work) {
  const std::string folded = Fold(cells.Text(Field::kInsertion));
  if (std::find(std::begin(kFirst), std::end(kFirst), folded) != std::end(kFirst)) {
    work->set_insertion_first(true);
  } else {
    work->set_insertion(cells.YesNo(Field::kInsertion));
  }
}

std::string Ids(const google::protobuf::RepeatedPtrField<std::string>& names) {
  return absl::StrJoin(names, ", ", [](std::string* out, const std::string& name) {
    *out += name.substr(name.rfind('/') + 1);
  });
}

std::string Hours(const v1::Quantity& quantity) {
  return quantity.amount().empty() ? "" : absl::StrCat(quantity.amount(), " ", quantity.unit());
}

}  // namespace

void FieldsToWork(const Fields& fields, std::string_view territory, bool is_need,
                  const QuantityContext& context, v1::Terms* terms,
                  std::vector<CellProblem>* problems) {
  if (!SaysSomething(fields, Field::kMinimumHours, Field::kAgeRule)) return;
  RowCells cells(fields, problems);
  v1::WorkTerms* work = terms->mutable_work();
  if (cells.Has(Field::kMinimumHours)) {
    cells.Hours(Field::kMinimumHours, context, work->mutable_minimum());
  }
  if (cells.Has(Field::kMaximumHours)) {
    cells.Hours(Field::kMaximumHours, context, work->mutable_maximum());
  }
  work->set_max_partners(cells.Number(Field::kPartners));
  for (const std::string& word : ListCell(cells.Text(Field::kOtherCategories))) {
    work->add_other_categories(word);
  }
  for (const std::string& word : ListCell(cells.Text(Field::kQualifications))) {
    work->add_qualifications(word);
  }
  work->set_training(cells.YesNo(Field::kTraining));
  cells.Words(Field::kContracts, kContracts,
              [&](int kind) { work->add_contracts(static_cast<v1::ContractKind>(kind)); });
  work->set_max_travel_minutes(cells.Number(Field::kTravelMinutes));
  cells.Words(Field::kTravelMeans, kMeans,
              [&](int means) { work->add_travel_means(static_cast<v1::TravelMeans>(means)); });
  ReadInsertion(cells, work);
  work->set_pay_cents_per_hour(cells.Cents(Field::kPay, limits::kPayCentsPerHour));
  const std::string_view other = is_need ? kResources : kNeeds;
  for (const std::string& id : ListCell(cells.Text(Field::kRanking))) {
    work->add_ranking(EntryName(territory, other, IdFromText(id)));
  }
  for (const std::string& id : ListCell(cells.Text(Field::kVetoes))) {
    work->add_vetoes(EntryName(territory, other, IdFromText(id)));
  }
  work->set_minor(cells.YesNo(Field::kMinor));
  work->set_collective_agreement(cells.Text(Field::kAgreement));
  work->set_shared_employment(cells.YesNo(Field::kSharedEmployment));
  work->set_age_rule_met(cells.YesNo(Field::kAgeRule));
}

const std::array<std::string_view, kWorkColumns> kWorkHeaders = {"heures minimum",
                                                                 "heures maximum",
                                                                 "partenaires",
                                                                 "autres métiers",
                                                                 "qualifications",
                                                                 "formation",
                                                                 "contrats",
                                                                 "trajet minutes",
                                                                 "mobilité",
                                                                 "insertion",
                                                                 "salaire horaire",
                                                                 "préférences",
                                                                 "exclusions",
                                                                 "mineur",
                                                                 "convention collective",
                                                                 "emploi partagé",
                                                                 "conditions d'âge vérifiées"};

std::array<std::string, kWorkColumns> WorkCells(const v1::Terms& terms) {
  const v1::WorkTerms& work = terms.work();
  std::vector<std::string> contracts;
  for (const int kind : work.contracts()) contracts.push_back(Show(kContracts, kind));
  std::vector<std::string> means;
  for (const int one : work.travel_means()) means.push_back(Show(kMeans, one));
  return {
      Hours(work.minimum()),
      Hours(work.maximum()),
      NumberText(work.max_partners()),
      absl::StrJoin(work.other_categories(), ", "),
      absl::StrJoin(work.qualifications(), ", "),
      YesText(work.training()),
      absl::StrJoin(contracts, ", "),
      NumberText(work.max_travel_minutes()),
      absl::StrJoin(means, ", "),
      work.insertion_first() ? "priorité" : YesText(work.insertion()),
      EurosText(work.pay_cents_per_hour()),
      Ids(work.ranking()),
      Ids(work.vetoes()),
      YesText(work.minor()),
      work.collective_agreement(),
      YesText(work.shared_employment()),
      YesText(work.age_rule_met())};
}

}  // namespace cordee::service
