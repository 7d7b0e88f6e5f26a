// What a vehicle could do for a shipment, before any run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cordee/v1/match_service.pb.h"
#include "engine/model/problem.h"
#include "service/convert/problem_convert.h"

namespace cordee::service {

// Whether the vehicle could carry the shipment and nothing else, as the territory is now.
v1::ExplainMatchResponse ToVehicleExplanation(const Problem& problem, FreightIndex freight,
                                              VanIndex van);

// Which vehicle of `tour`, a proposal, carries the shipment, and what its party pays in that tour
// for all that it sends; said of `vehicle`, which may be another. Nothing when that tour does not
// carry it. Names of entries.
std::optional<v1::Fact> CarriedFact(const v1::Proposal& tour, const std::string& shipment,
                                    const std::string& actor, const std::string& vehicle);

// Of a need that is no shipment: a vehicle comes to it once somebody gives.
v1::ExplainMatchResponse ToCarrierExplanation();
// Of a shipment and what is no vehicle.
v1::ExplainMatchResponse ToShipmentExplanation();

// Vehicles that could carry the shipment and nothing else, or shipments that the vehicle could, the
// cheapest first.
v1::SuggestMatchesResponse SuggestVehicles(const Problem& problem, FreightIndex freight,
                                           int32_t count, const EntryRefs& entries);
v1::SuggestMatchesResponse SuggestShipments(const Problem& problem, VanIndex van, int32_t count,
                                            const EntryRefs& entries);

}  // namespace cordee::service
