// The patterns behind explain_phrases.h: one for each code of a fact.
#pragma once

#include <string_view>

#include "service/phrases/phrases.h"

namespace cordee::service {

// Null when there is none.
const Pattern* FindFactPattern(std::string_view code);
// The same for facts of posts and people only (placement_patterns.cc).
const Pattern* FindPlacementPattern(std::string_view code);
// Of tours only (tour_patterns.cc).
const Pattern* FindTourPattern(std::string_view code);

// Titles of proposals: goods by weight or volume, goods by the piece, everything else, bookings.
extern const Pattern kSupplyTitle;
extern const Pattern kPiecesTitle;
extern const Pattern kOfferTitle;
extern const Pattern kBookingTitle;

}  // namespace cordee::service
