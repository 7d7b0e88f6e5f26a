// The communes: names, codes, positions.
//
//   ASSIGN_OR_RETURN(Gazetteer gazetteer, LoadGazetteer("communes.csv"));
//   const Commune* thouars = gazetteer.FindByCode("79329");
//   Gazetteer::Match match = gazetteer.FindByName("St-Varent", "79330");
//
// File: CSV with the columns insee, nom, departement, epci, epci_nom, population, codes_postaux
// (separated by spaces), lat, lon, in any order; only insee and nom are required. A commune without
// position is kept. Names meet in any case, with or without accents, hyphens and articles, and
// with "St" for "Saint".
//
// Immutable, safe to share between threads; lookups are hash lookups.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace cordee::service {

struct Commune {
  std::string insee;
  std::string name;
  std::string department;
  int64_t population = 0;
  // Separated by spaces.
  std::string post_codes;
  struct Position {
    double latitude = 0;
    double longitude = 0;
  };
  std::optional<Position> position;
};

class Gazetteer {
 public:
  Gazetteer() = default;
  // REQUIRES: codes are unique.
  explicit Gazetteer(std::vector<Commune> communes);

  // Null when there is none.
  const Commune* FindByCode(std::string_view insee) const;

  struct Match {
    // Null when no commune, or more than one, has that name.
    const Commune* commune = nullptr;
    // Every commune of that name, in the order of codes.
    std::vector<const Commune*> candidates;
  };
  // `hint`: a post code, a department or an INSEE code that tells namesakes apart; it may also
  // stand in the name: "Saint-Denis (79220)". A hint that fits none of several namesakes leaves
  // them all.
  Match FindByName(std::string_view name, std::string_view hint = {}) const;

  // Names spelled like `name`, closest first.
  std::vector<std::string> NearNames(std::string_view name, size_t count) const;

  const std::vector<Commune>& communes() const { return communes_; }

 private:
  struct NameRow {
    std::string key;  // CommuneKey of the name
    uint32_t commune = 0;
  };
  // The rows of a key.
  std::pair<std::vector<NameRow>::const_iterator, std::vector<NameRow>::const_iterator> Named(
      const std::string& key) const;

  std::vector<Commune> communes_;  // by INSEE code
  std::vector<NameRow> names_;     // by key, then by INSEE code
};

// Errors: those of CsvReader, COLUMN_MISSING, and ROW_INVALID with its line for a row without code
// or name, a code that comes twice, or a position that is not one.
absl::StatusOr<Gazetteer> ParseGazetteer(std::string_view csv);
absl::StatusOr<Gazetteer> LoadGazetteer(const std::string& path);
// All communes of several files; of a code that comes twice, the last file's.
absl::StatusOr<Gazetteer> LoadGazetteers(const std::vector<std::string>& paths);

// The key that two spellings of a commune share: "St-Maixent-l'École" and "SAINT MAIXENT L ECOLE".
std::string CommuneKey(std::string_view name);

}  // namespace cordee::service
