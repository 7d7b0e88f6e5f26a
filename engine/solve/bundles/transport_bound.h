// What no plan of links and tours is worth more than, once transport is paid.
//
//   RETURN_IF_ERROR(BoundWithTransport(problem, candidates, parameters, stop, result.bound,
//                                      transport));
//   if (transport.bounded) ... transport.bound ...
//
// The relaxation of solve/solver.h over the same pairs, each worth less by the least that carrying
// it costs (transport_floor.h), those that nobody may carry left out; of that, what the shipments
// that are carried cost at the least is taken off, and what vehicles drive anyway is put back. So
// it bounds every plan that carries at least these shipments, and its prices prove it, as those of
// the bound without transport do (verify/bound_check.h).
#pragma once

#include "absl/status/status.h"
#include "engine/base/stop.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/solver.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// Pairs of carried goods times vehicles; of more, no such bound is sought.
inline constexpr int64_t kMaxFloorLooks = 20'000'000;

// Fills `bounded`, `bound` and `bound_prices`. Says nothing when it is stopped or out of work, when
// the candidates are not all pairs, or beyond kMaxFloorLooks. `transport`: its hauls and tours are
// settled. Nor is a bound stated that is not below `free_bound`, that of the run with transport for
// nothing: what vehicles drive anyway can weigh more than all that carrying costs at the least.
absl::Status BoundWithTransport(const Problem& problem, const CandidateSet& candidates,
                                const SolveParameters& parameters, StopToken stop, Total free_bound,
                                TransportResult& transport);

}  // namespace cordee
