#include "engine/solve/bundles/transport_bound.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/solve/bundles/bundle_solver.h"
#include "engine/solve/bundles/transport_floor.h"
#include "engine/solve/incumbent.h"
#include "engine/solve/relaxation.h"
#include "engine/solve/work.h"

namespace cordee {
namespace {

constexpr int64_t kNeedsPerBlock = 64;

size_t At(int64_t index) { return static_cast<size_t>(index); }

int64_t LooksOf(const Problem& problem, const CandidateSet& candidates) {
  int64_t pairs = 0;
  for (int32_t n = 0; n < problem.needs().size(); ++n) {
    if (!problem.IsCarried(NeedIndex(n))) continue;
    pairs += candidates.begin[At(n) + 1] - candidates.begin[At(n)];
  }
  return pairs * problem.logistics().vans.size();
}

// By candidate; 0 of those that need no vehicle.
std::vector<int32_t> FloorsOf(const Problem& problem, const CandidateSet& candidates,
                              const TransportFloor& floor, int32_t threads) {
  std::vector<int32_t> floors(At(candidates.size()), 0);
  ParallelFor(problem.needs().size(), kNeedsPerBlock, threads, [&](int64_t begin, int64_t end) {
    for (int64_t n = begin; n < end; ++n) {
      const NeedIndex need(static_cast<int32_t>(n));
      if (!problem.IsCarried(need)) continue;
      for (int64_t c = candidates.begin[At(n)]; c < candidates.begin[At(n) + 1]; ++c) {
        floors[At(c)] = floor.PointsOf(need, candidates.resource[At(c)]);
      }
    }
  });
  return floors;
}

CandidateSet Charged(const CandidateSet& candidates, const std::vector<int32_t>& floors) {
  CandidateSet charged;
  charged.begin.push_back(0);
  for (size_t n = 0; n + 1 < candidates.begin.size(); ++n) {
    for (int64_t c = candidates.begin[n]; c < candidates.begin[n + 1]; ++c) {
      if (floors[At(c)] == TransportFloor::kNobody) continue;
      charged.resource.push_back(candidates.resource[At(c)]);
      charged.points.push_back(
          Points(std::max(candidates.points[At(c)].value() - floors[At(c)], 0)));
    }
    charged.begin.push_back(charged.size());
  }
  charged.admissible_pairs = charged.size();
  return charged;
}

}  // namespace

absl::Status BoundWithTransport(const Problem& problem, const CandidateSet& candidates,
                                const SolveParameters& parameters, StopToken stop, Total free_bound,
                                TransportResult& transport) {
  const bool sought = candidates.covers_all_pairs &&
                      LooksOf(problem, candidates) <= kMaxFloorLooks && !stop.StopRequested();
  if (!sought) return absl::OkStatus();
  const TransportFloor floor(problem);
  const CandidateSet charged =
      Charged(candidates, FloorsOf(problem, candidates, floor, parameters.threads));
  int64_t cost = -floor.CostOfRegularTours();
  for (const Haul& haul : transport.hauls) {
    if (haul.is_freight()) cost += floor.CostOf(haul.freight);
  }
  WorkMeter meter(parameters.max_work, stop);
  SolveParameters whole = parameters;
  whole.incumbent_pairs = INT64_MAX;
  Incumbent none(charged, whole, meter);
  ASSIGN_OR_RETURN(Relaxation relaxed, Relax(problem, charged, charged.points, whole, meter, none));
  if (meter.Exhausted()) return absl::OkStatus();
  const Total bound = relaxed.proof.bound - WorthOfCost(problem, cost);
  if (bound >= free_bound) return absl::OkStatus();
  transport.bounded = true;
  transport.bound = bound;
  transport.bound_prices = std::move(relaxed.proof.prices);
  return absl::OkStatus();
}

}  // namespace cordee
