// The official files of ROME, the French register of trades: codes and their names, job titles, and
// which trades are near each other. They are no part of Cordée; a user names their folder.
//
//   ASSIGN_OR_RETURN(RomeData rome, LoadRome("/data/rome"));
//   TitleIndex index(TitleRows(rome, catalogue));
//
//   rome.csv               rome,libelle,...            required
//   rome_appellations.csv  ...,appellation,rome        required
//   rome_connexes.csv      rome,rome_connexe,score...  optional
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/text/title_index.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// How the catalogue names the register.
inline constexpr std::string_view kRomeSystem = "ROME";

struct RomeData {
  std::map<std::string, std::string> names;  // by code
  std::vector<TitleRow> titles;
  // Trades near a code, nearest first, with how near, 0 to 1000.
  std::map<std::string, std::vector<std::pair<std::string, int32_t>>> related;
};

// NotFound when the folder lacks a required file; InvalidArgument with "file:line: what" for a
// column that is missing, a code that is not a letter and four digits, a title of an unknown code,
// or a nearness that is no number from 0 to 1.
absl::StatusOr<RomeData> LoadRome(const std::string& folder);

// Titles of the register and names of its codes; and of the catalogue, the names and synonyms of
// categories that state one ROME code, or, without a register, of all that state any (the first).
std::vector<TitleRow> TitleRows(const RomeData& rome, const CatalogueData& catalogue);

}  // namespace cordee::service
