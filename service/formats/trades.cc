#include "service/formats/trades.h"

#include <algorithm>
#include <utility>

namespace cordee::service {

Trades::Trades(RomeData rome, const CatalogueData& catalogue)
    : names_(rome.names), index_(TitleRows(rome, catalogue)) {
  PlaceCodes(rome, catalogue);
}

void Trades::PlaceCodes(const RomeData& rome, const CatalogueData& catalogue) {
  for (size_t i = 0; i < catalogue.categories.size(); ++i) {
    for (const StandardRef& standard : catalogue.categories[i].standards) {
      if (standard.system != kRomeSystem) continue;
      places_.try_emplace(standard.code, Place{CategoryIndex(static_cast<int32_t>(i)), kSameTrade});
      names_.try_emplace(standard.code, catalogue.categories[i].fr);
    }
  }
  std::map<std::string, Place> related;
  for (const auto& [code, neighbours] : rome.related) {
    if (places_.contains(code)) continue;
    for (const auto& [neighbour, nearness] : neighbours) {
      const auto stated = places_.find(neighbour);
      if (stated == places_.end()) continue;
      related.try_emplace(code, Place{stated->second.category, nearness});
      break;
    }
  }
  places_.merge(related);
}

std::vector<TradeGuess> Trades::Guess(std::string_view title, size_t count) const {
  std::vector<TradeGuess> guesses;
  for (const TitleGuess& of_index : index_.Classify(title, count)) {
    TradeGuess guess;
    guess.rome = of_index.code;
    guess.confidence_percent = of_index.confidence_percent;
    guess.nearest_title = index_.rows()[static_cast<size_t>(of_index.nearest)].title;
    if (const auto name = names_.find(guess.rome); name != names_.end()) guess.name = name->second;
    if (const auto place = places_.find(guess.rome); place != places_.end()) {
      guess.category = place->second.category;
      guess.nearness_permille = place->second.nearness_permille;
    }
    guesses.push_back(std::move(guess));
  }
  return guesses;
}

std::vector<std::string> CatalogueData::NearTrades(std::string_view text, size_t count) const {
  std::vector<std::string> near;
  if (trades == nullptr) return near;
  for (const TradeGuess& guess : trades->Guess(text, count)) {
    if (!guess.category.valid()) continue;
    const std::string& label = words(guess.category).fr;
    if (std::find(near.begin(), near.end(), label) == near.end()) near.push_back(label);
  }
  return near;
}

}  // namespace cordee::service
