#include "service/formats/commune_cell.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

namespace cordee::service {
namespace {

constexpr size_t kNamesakesShown = 5;

std::string NamesakesText(const std::vector<const Commune*>& communes) {
  std::string text;
  for (size_t i = 0; i < std::min(communes.size(), kNamesakesShown); ++i) {
    const Commune& commune = *communes[i];
    absl::StrAppend(&text, text.empty() ? "" : ", ", commune.name, " (", commune.department,
                    commune.department.empty() ? "" : ", ", "INSEE ", commune.insee, ")");
  }
  if (communes.size() > kNamesakesShown) absl::StrAppend(&text, "…");
  return text;
}

}  // namespace

void CheckCommuneOfCode(const Fields& fields, const Gazetteer& gazetteer,
                        std::vector<CellProblem>* problems) {
  const std::string& code = fields[Field::kInsee];
  const std::string& name = fields[Field::kCommune];
  if (code.empty() || name.empty()) return;
  const Commune* commune = gazetteer.FindByCode(code);
  if (commune == nullptr) return;  // CheckEntry says so
  const std::vector<const Commune*> named = gazetteer.FindByName(name, code).candidates;
  if (named.empty() || std::find(named.begin(), named.end(), commune) != named.end()) return;
  problems->push_back({Field::kCommune,
                       v1::ERROR_REASON_UNKNOWN_COMMUNE,
                       absl::StrCat(name, ", ", code),
                       {{"name", name}, {"insee", code}, {"code_commune", commune->name}}});
}

void NameTheCommune(const Fields& fields, const Gazetteer& gazetteer,
                    std::vector<FieldProblem>* problems) {
  for (FieldProblem& problem : *problems) {
    if (problem.reason == v1::ERROR_REASON_UNKNOWN_COMMUNE && problem.field == "place.commune") {
      const std::vector<const Commune*> named = gazetteer.FindByName(problem.value).candidates;
      if (named.size() < 2) continue;
      problem.facts.erase("suggestion");
      problem.facts["namesakes"] = NamesakesText(named);
    }
    const auto commune = problem.facts.find("commune");
    if (problem.reason == v1::ERROR_REASON_FIELD_REQUIRED && commune != problem.facts.end()) {
      problem.field = fields[Field::kCommune].empty() ? "place.insee_code" : "place.commune";
      problem.value = commune->second;
    }
  }
}

}  // namespace cordee::service
