#include "service/convert/trade_convert.h"

namespace cordee::service {

v1::SuggestTradesResponse ToTradeSuggestions(const std::vector<TradeGuess>& guesses,
                                             const CatalogueData& catalogue) {
  v1::SuggestTradesResponse response;
  for (const TradeGuess& guess : guesses) {
    v1::TradeSuggestion* out = response.add_suggestions();
    out->set_rome_code(guess.rome);
    out->set_rome_name(guess.name);
    out->set_confidence_percent(guess.confidence_percent);
    out->set_nearest_title(guess.nearest_title);
    if (!guess.category.valid()) continue;
    out->set_category(catalogue.catalogue.category(guess.category).code);
    out->set_nearness_permille(guess.nearness_permille);
  }
  return response;
}

}  // namespace cordee::service
