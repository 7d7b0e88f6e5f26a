// What a solved network says about the problem it was made of (flow_expansion.h): what goes where,
// and at which prices.
//
//   std::vector<Link> links = LinksOf(expansion, network, flow.flows, threads);
//   std::vector<SupplyPrice> prices = PricesOf(expansion, flow.supply_price, threads);
//
// Amounts come in two forms: links, one for each pair that something flows between, for what looks
// at those alone; and a column parallel to the candidates, for what looks at all pairs.
//
// The same for any number of threads. Thread-safe; no state.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/flow/flow_solver.h"
#include "engine/solve/flow_expansion.h"
#include "engine/solve/result.h"

namespace cordee {

// Sorted by need and resource. Of a booking: what flows in all its half-hours together, unplaced.
// `network`: that of `expansion`, with new arcs or without. O(needs + flows), nearly.
std::vector<Link> LinksOf(const FlowExpansion& expansion, const FlowProblem& network,
                          const std::vector<ArcFlow>& flows, int32_t threads);

// Of an amount per candidate, those that are not 0. O(candidates).
std::vector<Link> LinksOf(const CandidateSet& candidates, const std::vector<int64_t>& amount,
                          int32_t threads);

// Per candidate. REQUIRES: every link is a candidate. O(candidates + links log degree).
std::vector<int64_t> AmountsOf(std::span<const Link> links, const CandidateSet& candidates,
                               int32_t threads);

// Those of a need in links that are sorted by need. O(log links).
std::span<const Link> LinksOfNeed(std::span<const Link> links, NeedIndex need);

// By need, then by resource.
inline bool ComesBefore(const Link& a, const Link& b) {
  return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
}
// REQUIRES: both are sorted by ComesBefore.
std::vector<Link> Merged(const std::vector<Link>& a, const std::vector<Link>& b);

// As in SolveResult. `price`: per supply of the network.
std::vector<SupplyPrice> PricesOf(const FlowExpansion& expansion, const std::vector<int64_t>& price,
                                  int32_t threads);

// Per resource: the lowest price of its supplies; 0 when some half-hour that it is open has none.
std::vector<int64_t> LowestPrices(const Problem& problem, const FlowExpansion& expansion,
                                  const std::vector<int64_t>& price);

}  // namespace cordee
