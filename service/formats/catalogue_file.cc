#include "service/formats/catalogue_file.h"

#include <sodium.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/base/strings.h"
#include "engine/text/fold.h"
#include "service/formats/catalogue.pb.h"
#include "service/formats/catalogue_qualifications.h"
#include "service/formats/near.h"
#include "service/formats/rome.h"
#include "service/formats/text_file.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr const char* kFamilyCodes[kFamilyCount] = {"food",        "jobs",      "logistics",
                                                    "materials",   "mobility",  "culture",
                                                    "generations", "expertise", "spaces"};

using Faults = std::vector<std::string>;
using Entries = std::vector<files::v1::CategoryEntry>;

std::string WordKey(std::string_view scope, std::string_view text) {
  return absl::StrCat(ToAbsl(scope), " ", Fold(text));
}

std::string Fingerprint(const CatalogueFiles& files) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&state](const std::string& text) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                              text.size());
  };
  for (const auto& [name, content] : files) {
    add(absl::StrCat(name, "\n", content.size(), "\n"));
    add(content);
  }
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state, hash);
  char hex[2 * crypto_hash_sha256_BYTES + 1];
  return sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
}

Unit ToUnit(const files::v1::UnitEntry& entry, Faults& faults) {
  if (entry.fr().empty() || entry.en().empty()) {
    faults.push_back(absl::StrCat("unit ", entry.code(), ": no French or no English word"));
    return {};
  }
  if (entry.base_units() < 1 || entry.base_units() > kMaxQuantityPerPeriod) {
    faults.push_back(absl::StrCat("unit ", entry.code(), ": multiplier ", entry.base_units()));
  }
  return {entry.code(), entry.base(), entry.base_units(), entry.fr(0), entry.en(0)};
}

void IndexUnit(const files::v1::UnitEntry& entry, std::string_view scope, size_t position,
               absl::flat_hash_map<std::string, size_t>& index, Faults& faults) {
  std::vector<std::string> words = {entry.code()};
  words.insert(words.end(), entry.fr().begin(), entry.fr().end());
  words.insert(words.end(), entry.en().begin(), entry.en().end());
  for (const std::string& word : words) {
    const auto [at, added] = index.emplace(WordKey(scope, word), position);
    if (!added && at->second != position) {
      faults.push_back(absl::StrCat("unit word \"", word, "\" of ", entry.code(), " for ",
                                    ToAbsl(scope), ": claimed by another unit"));
    }
  }
}

void AddUnits(const files::v1::CatalogueFile& file, CatalogueData& data, Faults& faults) {
  for (const files::v1::UnitEntry& entry : file.units()) {
    data.units.push_back(ToUnit(entry, faults));
    IndexUnit(entry, entry.base(), data.units.size() - 1, data.index.units, faults);
  }
}

// Fills what a category does not say from its parents, nearest first. `order` holds parents before
// children.
void Inherit(Entries& entries, Faults& faults) {
  absl::flat_hash_map<std::string, files::v1::CategoryEntry*> by_code;
  for (files::v1::CategoryEntry& entry : entries) by_code.emplace(entry.code(), &entry);
  for (files::v1::CategoryEntry& entry : entries) {
    const bool own_base = !entry.base_unit().empty();
    const files::v1::CategoryEntry* up = &entry;
    size_t steps = 0;
    while (!up->parent().empty() && ++steps <= entries.size()) {
      const auto found = by_code.find(up->parent());
      if (found == by_code.end()) break;
      up = found->second;
      if (entry.base_unit().empty()) entry.set_base_unit(up->base_unit());
      const bool same_base = up->base_unit().empty() || up->base_unit() == entry.base_unit();
      if (same_base && entry.unit().empty()) entry.set_unit(up->unit());
      if (same_base && entry.reference_quantity() == 0) {
        entry.set_reference_quantity(up->reference_quantity());
      }
      if (entry.temperature() == 0) entry.set_temperature(up->temperature());
      if (entry.divisible() == 0) entry.set_divisible(up->divisible());
      if (entry.booking() == 0) entry.set_booking(up->booking());
      if (entry.placement() == 0) entry.set_placement(up->placement());
      if (entry.carried() == 0) entry.set_carried(up->carried());
      if (same_base && entry.unit_grams() == 0) entry.set_unit_grams(up->unit_grams());
      if (entry.freight() == 0) entry.set_freight(up->freight());
    }
    if (own_base && entry.unit().empty()) entry.set_unit(entry.base_unit());
    if (entry.reference_quantity() == 0) {
      faults.push_back(absl::StrCat("category ", entry.code(), ": no reference quantity in ",
                                    entry.base_unit()));
    }
  }
}

MonthSet ToMonths(const files::v1::CategoryEntry& entry, Faults& faults) {
  MonthSet months = 0;
  for (const int32_t month : entry.season_months()) {
    if (month < 1 || month > 12) {
      faults.push_back(absl::StrCat("category ", entry.code(), ": month ", month));
      continue;
    }
    months = static_cast<MonthSet>(months | 1 << (month - 1));
  }
  return months == 0 ? kAllMonths : months;
}

Temperature ToTemperature(files::v1::Temperature temperature) {
  switch (temperature) {
    case files::v1::TEMPERATURE_CHILLED:
      return Temperature::kChilled;
    case files::v1::TEMPERATURE_FROZEN:
      return Temperature::kFrozen;
    default:
      return Temperature::kAmbient;
  }
}

Placement ToPlacement(files::v1::Placement placement) {
  switch (placement) {
    case files::v1::PLACEMENT_HOURS:
      return Placement::kHours;
    case files::v1::PLACEMENT_ONE_TO_ONE:
      return Placement::kOneToOne;
    default:
      return Placement::kNone;
  }
}

int FamilyOfRoot(const std::string& code) {
  const auto* found = std::find(std::begin(kFamilyCodes), std::end(kFamilyCodes), code);
  return found == std::end(kFamilyCodes) ? -1 : static_cast<int>(found - kFamilyCodes);
}

void AddToBuilder(const Entries& entries, CatalogueBuilder& builder, Faults& faults) {
  for (const files::v1::CategoryEntry& entry : entries) {
    Category category;
    category.code = entry.code();
    category.base_unit = entry.base_unit();
    category.reference = Quantity(entry.reference_quantity());
    category.season = ToMonths(entry, faults);
    category.temperature = ToTemperature(entry.temperature());
    category.divisible = entry.divisible() != files::v1::FLAG_NO;
    category.booking = entry.booking() == files::v1::FLAG_YES;
    category.placement = ToPlacement(entry.placement());
    category.carried = entry.carried() == files::v1::FLAG_YES;
    if (entry.unit_grams() != 0) category.unit_grams = entry.unit_grams();
    if (entry.freight() != 0) category.freight = ToTemperature(entry.freight());
    if (entry.parent().empty()) {
      const int family = FamilyOfRoot(entry.code());
      if (family < 0) {
        faults.push_back(absl::StrCat("category ", entry.code(), ": not one of the nine roots"));
      }
      category.family = static_cast<Family>(std::max(family, 0));
    }
    if (category.booking && category.base_unit != kHalfHourUnit) {
      faults.push_back(absl::StrCat("category ", entry.code(), ": booked, but not by half-hours"));
    }
    if (category.placement == Placement::kHours && category.base_unit != kHalfHourUnit) {
      faults.push_back(absl::StrCat("category ", entry.code(), ": placed, but not by half-hours"));
    }
    if (category.carried && entry.unit_grams() == 0 && entry.base_unit() != "g" &&
        entry.base_unit() != "mL") {
      faults.push_back(absl::StrCat("category ", entry.code(), ": carried, but no unit_grams of ",
                                    entry.base_unit()));
    }
    if (category.freight.has_value() && entry.base_unit() != "g") {
      faults.push_back(absl::StrCat("category ", entry.code(), ": freight, but not by mass"));
    }
    std::vector<CatalogueBuilder::SubstituteByCode> substitutes;
    for (const files::v1::Substitute& substitute : entry.substitutes()) {
      substitutes.push_back({substitute.code(), substitute.degree_percent()});
    }
    builder.AddCategory(std::move(category), entry.parent(), std::move(substitutes));
  }
}

void IndexCategoryWords(const files::v1::CategoryEntry& entry, CategoryIndex index,
                        CatalogueData& data, Faults& faults) {
  std::vector<std::string> words = {entry.code(), entry.fr(), entry.en()};
  words.insert(words.end(), entry.synonyms().begin(), entry.synonyms().end());
  for (const std::string& word : words) {
    const auto [at, added] = data.index.categories.emplace(Fold(word), index);
    if (!added && at->second != index) {
      faults.push_back(absl::StrCat("word \"", word, "\": claimed by ", entry.code(), " and ",
                                    data.catalogue.category(at->second).code));
    }
  }
  // A register's code may be stated by several categories: the first has it.
  for (const files::v1::StandardCode& standard : entry.standards()) {
    if (standard.system() == kRomeSystem) {
      data.index.categories.emplace(Fold(standard.code()), index);
    }
  }
}

void AddWords(const Entries& entries, CatalogueData& data, Faults& faults) {
  data.categories.resize(static_cast<size_t>(data.catalogue.category_count()));
  data.families.resize(kFamilyCount);
  for (const files::v1::CategoryEntry& entry : entries) {
    const CategoryIndex index = data.catalogue.FindCategory(entry.code());
    CategoryWords& words = data.categories[static_cast<size_t>(index.value())];
    words.fr = entry.fr();
    words.en = entry.en();
    if (words.fr.empty() || words.en.empty()) {
      faults.push_back(absl::StrCat("category ", entry.code(), ": no French or no English label"));
    }
    words.synonyms.assign(entry.synonyms().begin(), entry.synonyms().end());
    for (const files::v1::StandardCode& standard : entry.standards()) {
      words.standards.push_back({standard.system(), standard.code()});
    }
    for (const files::v1::UnitEntry& own : entry.own_units()) {
      if (own.base() != entry.base_unit()) {
        faults.push_back(absl::StrCat("category ", entry.code(), ": own unit ", own.code(),
                                      " does not convert to ", entry.base_unit()));
      }
      words.own_units.push_back(ToUnit(own, faults));
      IndexUnit(own, entry.code(), words.own_units.size() - 1, data.index.own_units, faults);
    }
    const Unit* unit = data.FindUnit(index, entry.unit());
    if (unit == nullptr) {
      faults.push_back(absl::StrCat("category ", entry.code(), ": unit ", entry.unit(),
                                    " does not convert to ", entry.base_unit()));
    } else {
      words.unit = *unit;
    }
    if (entry.parent().empty()) {
      const auto family = static_cast<size_t>(data.catalogue.category(index).family);
      data.families[family] = {entry.code(), entry.fr(), entry.en()};
    }
    IndexCategoryWords(entry, index, data, faults);
  }
}

using LabelEntries = std::vector<files::v1::LabelEntry>;

void AddLabels(const LabelEntries& entries, CatalogueBuilder& builder) {
  for (const files::v1::LabelEntry& entry : entries) {
    Label label;
    label.code = entry.code();
    label.ecological_percent = entry.ecological_percent();
    label.social_percent = entry.social_percent();
    builder.AddLabel(std::move(label), {entry.implies().begin(), entry.implies().end()});
  }
}

void AddLabelWords(const LabelEntries& entries, CatalogueData& data, Faults& faults) {
  data.labels.resize(data.catalogue.labels().size());
  for (const files::v1::LabelEntry& entry : entries) {
    const int32_t index = data.catalogue.FindLabel(entry.code());
    data.labels[static_cast<size_t>(index)] = {
        entry.fr(), entry.en(), {entry.synonyms().begin(), entry.synonyms().end()}};
    std::vector<std::string> words = {entry.code(), entry.fr(), entry.en()};
    words.insert(words.end(), entry.synonyms().begin(), entry.synonyms().end());
    for (const std::string& word : words) {
      const auto [at, added] = data.index.labels.emplace(Fold(word), index);
      if (!added && at->second != index) {
        faults.push_back(absl::StrCat("label word \"", word, "\" of ", entry.code(),
                                      ": claimed by another label"));
      }
    }
  }
}

absl::Status FromFaults(const Faults& faults) {
  if (faults.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
}

}  // namespace

CategoryIndex CatalogueData::FindCategory(std::string_view text) const {
  const CategoryIndex by_code = catalogue.FindCategory(text);
  if (by_code.valid()) return by_code;
  const auto found = index.categories.find(Fold(text));
  return found == index.categories.end() ? CategoryIndex() : found->second;
}

int32_t CatalogueData::FindLabel(std::string_view text) const {
  const int32_t by_code = catalogue.FindLabel(text);
  if (by_code >= 0) return by_code;
  const auto found = index.labels.find(Fold(text));
  return found == index.labels.end() ? -1 : found->second;
}

const Unit* CatalogueData::FindUnit(CategoryIndex category, std::string_view text) const {
  const Category& structure = catalogue.category(category);
  const std::vector<Unit>& own = words(category).own_units;
  if (!own.empty()) {
    const auto found = index.own_units.find(WordKey(structure.code, text));
    if (found != index.own_units.end()) return &own[found->second];
  }
  return FindUnitOf(structure.base_unit, text);
}

const Unit* CatalogueData::FindUnitOf(std::string_view base, std::string_view text) const {
  const auto found = index.units.find(WordKey(base, text));
  return found == index.units.end() ? nullptr : &units[found->second];
}

std::vector<const Unit*> CatalogueData::UnitsOf(CategoryIndex category) const {
  const CategoryWords& own = words(category);
  std::vector<const Unit*> accepted = {&own.unit};
  const auto add = [&](const Unit& unit) {
    if (unit.code != own.unit.code) accepted.push_back(&unit);
  };
  for (const Unit& unit : own.own_units) add(unit);
  for (const Unit& unit : units) {
    if (unit.base == catalogue.category(category).base_unit) add(unit);
  }
  return accepted;
}

std::vector<std::string> CatalogueData::NearCategories(std::string_view text, size_t count) const {
  NearWords near(Fold(text), limits::kSuggestionDistance, count);
  for (const auto& [word, category] : index.categories) near.Offer(word, words(category).fr);
  return near.Take();
}

absl::StatusOr<CatalogueData> ParseCatalogue(CatalogueFiles files) {
  std::sort(files.begin(), files.end());
  CatalogueData data;
  data.fingerprint = Fingerprint(files);
  Faults faults;
  Entries entries;
  LabelEntries labels;
  std::vector<files::v1::QualificationEntry> qualifications;
  for (const auto& [name, content] : files) {
    files::v1::CatalogueFile file;
    RETURN_IF_ERROR(ParseText(name, content, &file));
    AddUnits(file, data, faults);
    entries.insert(entries.end(), file.categories().begin(), file.categories().end());
    labels.insert(labels.end(), file.labels().begin(), file.labels().end());
    qualifications.insert(qualifications.end(), file.qualifications().begin(),
                          file.qualifications().end());
  }
  Inherit(entries, faults);
  CatalogueBuilder builder;
  AddToBuilder(entries, builder, faults);
  AddLabels(labels, builder);
  RETURN_IF_ERROR(FromFaults(faults));
  ASSIGN_OR_RETURN(data.catalogue, std::move(builder).Build());
  AddWords(entries, data, faults);
  AddLabelWords(labels, data, faults);
  AddQualifications(std::move(qualifications), data, faults);
  for (int family = 0; family < kFamilyCount; ++family) {
    if (data.families[static_cast<size_t>(family)].code.empty()) {
      faults.push_back(absl::StrCat("root ", kFamilyCodes[family], " is missing"));
    }
  }
  RETURN_IF_ERROR(FromFaults(faults));
  return data;
}

absl::StatusOr<CatalogueData> LoadCatalogue(const std::string& folder) {
  ASSIGN_OR_RETURN(CatalogueFiles files, ReadFolder(folder, ".textproto"));
  if (files.empty()) return absl::NotFoundError(absl::StrCat(folder, ": no *.textproto in it"));
  return ParseCatalogue(std::move(files));
}

}  // namespace cordee::service
