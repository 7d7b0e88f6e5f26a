// Guesses of trades onto the wire.
#pragma once

#include "cordee/v1/match_service.pb.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/trades.h"

namespace cordee::service {

v1::SuggestTradesResponse ToTradeSuggestions(const std::vector<TradeGuess>& guesses,
                                             const CatalogueData& catalogue);

}  // namespace cordee::service
