// Who pays what of tours that several parties share.
//
//   ASSIGN_OR_RETURN(CostShares shares, ShareCosts(problem, party_of_shipment, parties,
//                                                  together.tours, {.cent = 10'000}, stop));
//
// What a set of parties would pay without the others is the cost of tours for their shipments only,
// with the same vehicles, planned anew, or the common tours less the others' stops (so it is an
// upper bound, and never more than what those and any others pay together). Shares are the Shapley
// value of that game (Shapley, "A value for n-person games", 1953): every party pays what it adds,
// on average over all orders in which they could have joined. Up to kMaxExactParties over all sets;
// above from sampled orders, each with its reverse (Castro, Gomez, Tejada, "Polynomial calculation
// of the Shapley value based on sampling", Computers & OR 36, 2009), with the interval that holds
// the exact value nineteen times in twenty.
//
// Shares are whole cents and add up to the cost, rounded to the cent.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
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
  int64_t alone_distance = 0;
  int64_t cents = 0;           // its share
  // The interval of the share before rounding, in cents; both its value where it is exact.
  int64_t low_cents = 0;
  int64_t high_cents = 0;
};

struct CostShares {
  bool exact = true;
  int64_t cost = 0;      // of all, together
  int64_t distance = 0;
  int64_t cents = 0;     // the same, rounded; the sum of the shares
  std::vector<PartyShare> parties;
  // Of all sets of parties that were planned, the one that would save most by leaving, and how much
  // in cents; 0 or less: nobody would, the shares are in the core (of the sets planned).
  uint64_t worst_set = 0;  // a bit for each party
  int64_t worst_excess_cents = 0;
};

// `tours` serves every shipment of `problem`; each belongs to a party from 0 to `parties` - 1.
// InvalidArgument when a number is out of range, a shipment is not served or a party has none;
// Cancelled when `stop` was set.
// Time: 2^parties plans, or parties x orders.
absl::StatusOr<CostShares> ShareCosts(const TourProblem& problem,
                                      const std::vector<int32_t>& party_of_shipment,
                                      int32_t parties, const std::vector<Tour>& tours,
                                      const CostSharesOptions& options, StopToken stop);

}  // namespace cordee
