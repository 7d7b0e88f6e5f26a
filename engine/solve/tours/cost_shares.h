// Who pays what of tours that several parties share.
//
//   ASSIGN_OR_RETURN(CostShares shares, ShareCosts(problem, party_of_shipment, parties,
//                                                  together.tours, {.cent = 10'000}, stop));
//
// What a set of parties would pay without the others is the cost of tours for their shipments only,
// with the same vehicles, planned anew, or the common tours less the others' stops, or by way of
// them where there is no shorter way (so it is an upper bound, and never more than what those and
// any others pay together). Shares are the Shapley value of that game (Shapley, "A value for
// n-person games", 1953): every party pays what it adds, on average over all orders in which they
// could have joined. Up to kMaxExactParties over all sets; above from sampled orders, each with its
// reverse (Castro, Gomez, Tejada, "Polynomial calculation of the Shapley value based on sampling",
// Computers & OR 36, 2009), with the interval that holds the exact value nineteen times in twenty.
//
// Shares are whole cents and add up to the cost, rounded to the cent. Nobody pays more than alone:
// what a share is above that goes to those who save most, until all save the same. Only where all
// of them alone would pay less than together, all pay more than alone, and as much more.
//
// The Shapley value need not be in the core: a group may pay more than its own tours would cost.
// Which group would save most, and whether any division would content all, is told for the shares
// as they are in the end, over the sets that were planned (core_result.h, lp/core_lp.h).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/solve/core_result.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

inline constexpr int32_t kMaxExactParties = 12;
inline constexpr int32_t kMaxSharingParties = 60;
inline constexpr int64_t kMaxSharingOrders = 10'000;

struct CostSharesOptions {
  // Rounds of search for each shipment of a set of parties.
  int64_t iterations_per_shipment = 50;
  // Above kMaxExactParties: orders, half of them drawn and half their reverse.
  int64_t orders = 200;
  uint64_t seed = 1;
  // Units of cost in a cent.
  int64_t cent = 1;
};

struct PartyShare {
  int64_t alone = 0;           // cost, without the others
  int64_t alone_cents = 0;     // the same as `alone`, to the nearest cent
  int64_t alone_distance = 0;
  std::vector<int32_t> alone_vehicles;  // those of its tours without the others
  int64_t cents = 0;           // its share
  // Both the share where it is exact; else the interval before rounding, widened to hold the share
  // where that was moved to keep somebody from paying more than alone.
  int64_t low_cents = 0;
  int64_t high_cents = 0;
};

struct CostShares {
  bool exact = true;
  int64_t cost = 0;      // of all, together
  int64_t distance = 0;
  int64_t cents = 0;     // the same, rounded; the sum of the shares
  std::vector<PartyShare> parties;
  CoreCheck core;  // its worst group has a bit for each party
};

// `tours` serves every shipment of `problem`; each belongs to a party from 0 to `parties` - 1.
// InvalidArgument when a number is out of range, a shipment is not served or a party has none;
// Cancelled when `stop` was set.
// Time: 2^parties plans, or parties x orders; then an LP of a column for each set (milliseconds).
absl::StatusOr<CostShares> ShareCosts(const TourProblem& problem,
                                      const std::vector<int32_t>& party_of_shipment,
                                      int32_t parties, const std::vector<Tour>& tours,
                                      const CostSharesOptions& options, StopToken stop);

}  // namespace cordee
