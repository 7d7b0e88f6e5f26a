#include "service/formats/profile.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "engine/base/strings.h"
#include "service/formats/template_text.h"
#include "service/formats/text_file.h"

namespace cordee::service {
namespace {

constexpr std::string_view kEnding = ".textproto";

constexpr std::array<std::string_view, kFieldCount> kFieldNames = {"id",
                                                                   "external_id",
                                                                   "source",
                                                                   "name",
                                                                   "kind",
                                                                   "insee",
                                                                   "commune",
                                                                   "post_code",
                                                                   "latitude",
                                                                   "longitude",
                                                                   "labels",
                                                                   "charter",
                                                                   "title",
                                                                   "description",
                                                                   "category",
                                                                   "quantity",
                                                                   "unit",
                                                                   "period",
                                                                   "minimum_lot",
                                                                   "minimum_order",
                                                                   "indivisible",
                                                                   "hours",
                                                                   "start_date",
                                                                   "last_date",
                                                                   "season",
                                                                   "distance_km",
                                                                   "temperatures",
                                                                   "assumptions",
                                                                   "minimum_hours",
                                                                   "maximum_hours",
                                                                   "partners",
                                                                   "other_categories",
                                                                   "qualifications",
                                                                   "training",
                                                                   "contracts",
                                                                   "travel_minutes",
                                                                   "travel_means",
                                                                   "insertion",
                                                                   "pay",
                                                                   "ranking",
                                                                   "vetoes",
                                                                   "minor",
                                                                   "agreement",
                                                                   "shared_employment",
                                                                   "age_rule",
                                                                   "carriage",
                                                                   "driver",
                                                                   "cost_km",
                                                                   "cost_hour",
                                                                   "cost_day",
                                                                   "max_minutes",
                                                                   "licence",
                                                                   "break_after",
                                                                   "break_minutes",
                                                                   "regular_tours",
                                                                   "pickup",
                                                                   "delivery",
                                                                   "pickup_hours",
                                                                   "service_minutes",
                                                                   "max_ride_minutes",
                                                                   "waste",
                                                                   "returns_crates",
                                                                   "litres",
                                                                   "pallets",
                                                                   "crates",
                                                                   "storage_cost",
                                                                   "storage_nights"};

class ProfileCheck {
 public:
  explicit ProfileCheck(const files::v1::Profile& profile) : profile_(profile) {}

  std::vector<std::string> Run() {
    for (const files::v1::Column& column : profile_.columns()) {
      AddKey(column.key());
      columns_.insert(column.key());
      if (column.headers().empty()) Add("column ", column.key(), " without header");
      if (column.separator().size() > 1) Add("separator of ", column.key(), ": one character");
    }
    for (const files::v1::Figure& figure : profile_.figures()) {
      AddKey(figure.key());
      figures_.insert(figure.key());
      for (const auto& term : figure.terms()) Check(term.when());
      for (const auto& factor : figure.factors()) Check(factor.when());
    }
    for (const files::v1::Skip& skip : profile_.skips()) {
      Check(skip.when());
      if (skip.when().empty()) Add("a skip", "", " without condition");
    }
    CheckSettings(profile_.actor());
    CheckSettings(profile_.every_entry());
    CheckAssumptions(profile_.every_assumption());
    std::set<std::string> rules;
    for (const files::v1::EntryRule& rule : profile_.entries()) {
      if (!rule.id().empty() && !rules.insert(rule.id()).second) Add("rule ", rule.id(), " twice");
      if (rule.kind() == files::v1::ENTRY_KIND_UNSPECIFIED) Add("rule ", rule.id(), ": no kind");
      Check(rule.when());
      CheckSettings(rule.settings());
      CheckAssumptions(rule.assumptions());
    }
    return faults_;
  }

 private:
  void Add(std::string_view before, std::string_view what, std::string_view after) {
    faults_.push_back(
        absl::StrCat(profile_.name(), ": ", ToAbsl(before), ToAbsl(what), ToAbsl(after)));
  }

  void AddKey(const std::string& key) {
    if (key.empty() || !keys_.insert(key).second) Add("key \"", key, "\" is empty or comes twice");
  }

  template <typename Conditions>
  void Check(const Conditions& conditions) {
    for (const files::v1::Condition& condition : conditions) {
      if (!columns_.contains(condition.column())) Add("no column ", condition.column(), "");
    }
  }

  void CheckText(const std::string& text, bool quantity) {
    const TemplateText parsed(text);
    for (const std::string& key : parsed.keys()) {
      if (!keys_.contains(key) && !(quantity && key == "quantity")) Add("no key ", key, "");
    }
  }

  template <typename Settings>
  void CheckSettings(const Settings& settings) {
    for (const files::v1::Setting& setting : settings) {
      if (FieldByName(setting.field()) == kFieldCount) Add("no field ", setting.field(), "");
      for (const std::string& text : setting.texts()) CheckText(text, false);
      if (setting.has_product() && !figures_.contains(setting.product().figure())) {
        Add("no figure ", setting.product().figure(), "");
      }
      if (setting.has_product() == !setting.texts().empty()) {
        Add("setting of ", setting.field(), ": either texts or a product");
      }
      Check(setting.when());
    }
  }

  template <typename Texts>
  void CheckAssumptions(const Texts& assumptions) {
    for (const files::v1::AssumptionText& assumption : assumptions) {
      if (assumption.fr().empty() || assumption.en().empty()) {
        Add("assumption on ", assumption.field(), ": French and English");
      }
      CheckText(assumption.fr(), true);
      CheckText(assumption.en(), true);
      Check(assumption.when());
    }
  }

  const files::v1::Profile& profile_;
  std::set<std::string> keys_;
  std::set<std::string> columns_;
  std::set<std::string> figures_;
  std::vector<std::string> faults_;
};

}  // namespace

std::string_view FieldName(Field field) { return kFieldNames[static_cast<size_t>(field)]; }

size_t FieldByName(std::string_view name) {
  for (size_t i = 0; i < kFieldCount; ++i) {
    if (kFieldNames[i] == name) return i;
  }
  return kFieldCount;
}

absl::StatusOr<files::v1::Profile> ParseProfile(const std::string& file_name,
                                                const std::string& text) {
  files::v1::Profile profile;
  RETURN_IF_ERROR(ParseText(file_name, text, &profile));
  std::vector<std::string> faults = ProfileCheck(profile).Run();
  if (profile.name() + std::string(kEnding) != file_name) {
    faults.push_back(absl::StrCat(file_name, ": the profile is named ", profile.name()));
  }
  if (!faults.empty()) return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
  return profile;
}

absl::StatusOr<Profiles> LoadProfiles(const std::string& folder) {
  ASSIGN_OR_RETURN(const auto files, ReadFolder(folder, kEnding));
  Profiles profiles;
  for (const auto& [name, text] : files) {
    ASSIGN_OR_RETURN(files::v1::Profile profile, ParseProfile(name, text));
    const std::string key = profile.name();
    profiles.emplace(key, std::move(profile));
  }
  return profiles;
}

}  // namespace cordee::service
