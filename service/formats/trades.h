// Which trades a job title may mean: the title index over the catalogue and, when a user brings
// them, the official files of ROME (rome.h), with the category of the catalogue that is nearest.
//
//   Trades trades(rome, catalogue);
//   for (const TradeGuess& guess : trades.Guess("boulangère de nuit", 5)) ...
//   // guess.rome == "D1102", guess.confidence_percent == 99, guess.category is "baker"
//
// Nothing here decides: a person confirms. Immutable; thread-safe. Building takes 0.05 s for the
// catalogue alone and 3 s with all titles of ROME; a guess 0.2 ms.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/title_index.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/rome.h"

namespace cordee::service {

// Nearness of a category that states the code itself, in permille.
inline constexpr int32_t kSameTrade = 1000;

struct TradeGuess {
  std::string rome;  // code
  std::string name;  // in French, of the register or else of the category
  int32_t confidence_percent = 0;
  std::string nearest_title;
  // Category that states the code (kSameTrade), or a related one (how near the register says);
  // invalid when there is none.
  CategoryIndex category;
  int32_t nearness_permille = 0;
};

class Trades {
 public:
  Trades(RomeData rome, const CatalogueData& catalogue);

  // Best first, at most `count`; none for a text that shares nothing with any title.
  std::vector<TradeGuess> Guess(std::string_view title, size_t count) const;

 private:
  struct Place {
    CategoryIndex category;
    int32_t nearness_permille = 0;
  };
  void PlaceCodes(const RomeData& rome, const CatalogueData& catalogue);

  std::map<std::string, std::string> names_;
  std::map<std::string, Place> places_;  // by code
  TitleIndex index_;
};

}  // namespace cordee::service
