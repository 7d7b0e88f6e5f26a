// The catalogue with its words: what deploy/catalogue/*.textproto hold, checked and indexed.
//
//   ASSIGN_OR_RETURN(CatalogueData data, LoadCatalogue("deploy/catalogue"));
//   CategoryIndex carrots = data.FindCategory("Carotte");
//   const Unit* kilo = data.FindUnit(carrots, "kilos");   // kilo->base_units == 1000
//
// Lookups take a code, a label or a synonym, in any case and with or without accents. A
// CatalogueData is immutable and safe to share between threads; lookups are hash lookups.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/model/catalogue.h"

namespace cordee::service {

class Trades;  // trades.h

struct Unit {
  std::string code;  // "kg"
  std::string base;  // "g"
  int64_t base_units = 1;
  std::string fr;  // shown
  std::string en;
};

struct StandardRef {
  std::string system;  // "ROME", "EWC", "UCUM", "DFC", "NAF"
  std::string code;
};

// The words of one category; its structure is catalogue.category(index).
struct CategoryWords {
  std::string fr;
  std::string en;
  std::vector<std::string> synonyms;
  // Unit used on screens.
  Unit unit;
  std::vector<Unit> own_units;
  std::vector<StandardRef> standards;
};

struct LabelWords {
  std::string fr;
  std::string en;
  std::vector<std::string> synonyms;
};

enum class QualificationKind : uint8_t { kLicence, kSkill, kLanguage };

// What a post may require and a person may hold.
struct QualificationWords {
  std::string code;
  QualificationKind kind = QualificationKind::kSkill;
  std::string fr;
  std::string en;
  std::vector<std::string> synonyms;
  // Codes of all that it includes, at any remove; sorted, without itself.
  std::vector<std::string> includes;
};

struct FamilyWords {
  std::string code;
  std::string fr;
  std::string en;
};

// How many things of a booked category can be booked at the same time: the only unit of a booking
// resource.
inline constexpr std::string_view kPieceUnit = "{piece}";
inline constexpr std::string_view kHalfHourUnit = "{half-hour}";

struct CatalogueData {
  Catalogue catalogue;
  // By CategoryIndex, by label index, by Family.
  std::vector<CategoryWords> categories;
  std::vector<LabelWords> labels;
  std::vector<FamilyWords> families;
  std::vector<QualificationWords> qualifications;  // by code
  // Units that are not of one category only, in the order of the files.
  std::vector<Unit> units;
  // SHA-256 of the files in the order of their names, hex.
  std::string fingerprint;

  const CategoryWords& words(CategoryIndex category) const {
    return categories[static_cast<size_t>(category.value())];
  }
  // Invalid, or -1, or null, when there is none.
  CategoryIndex FindCategory(std::string_view text) const;
  int32_t FindLabel(std::string_view text) const;
  const QualificationWords* FindQualification(std::string_view text) const;
  // Among the units of the category: its own first, then those of its base unit.
  const Unit* FindUnit(CategoryIndex category, std::string_view text) const;
  // Among the units of `base`.
  const Unit* FindUnitOf(std::string_view base, std::string_view text) const;
  // Every unit that the category accepts, its display unit first.
  std::vector<const Unit*> UnitsOf(CategoryIndex category) const;
  // French labels of the categories spelled like `text`, closest first, at most `count`.
  std::vector<std::string> NearCategories(std::string_view text, size_t count) const;

  // The same of categories that `text` may mean as a job title; none while `trades` is null.
  std::vector<std::string> NearTrades(std::string_view text, size_t count) const;

  // Of this catalogue, when whoever loaded it wants titles understood.
  std::shared_ptr<const Trades> trades;

  // Folded words, each pointing to its category, label or unit. Filled by the loader.
  struct Words {
    absl::flat_hash_map<std::string, CategoryIndex> categories;
    absl::flat_hash_map<std::string, int32_t> labels;
    absl::flat_hash_map<std::string, size_t> qualifications;
    // "base folded-word" -> index in `units`.
    absl::flat_hash_map<std::string, size_t> units;
    // "category-code folded-word" -> index in own_units.
    absl::flat_hash_map<std::string, size_t> own_units;
  } index;
};

// File names and contents.
using CatalogueFiles = std::vector<std::pair<std::string, std::string>>;

// InvalidArgument with every fault found, one a line: a file that does not parse, a unit that does
// not convert, a word that two categories claim, and whatever CatalogueBuilder refuses.
absl::StatusOr<CatalogueData> ParseCatalogue(CatalogueFiles files);
// All *.textproto of a folder.
absl::StatusOr<CatalogueData> LoadCatalogue(const std::string& folder);

}  // namespace cordee::service
