// The answer that a large run gives when it is cut short.
//
//   Incumbent incumbent(candidates, parameters, meter);
//   if (incumbent.wanted()) incumbent.Offer(Answer(view, links, proof, meter));   // at milestones
//   ...
//   if (meter.Exhausted() && incumbent.ready()) return std::move(incumbent).Take(meter);
//
// To make an answer of what a solver has in its hands takes some hundred milliseconds for a million
// entries, which is more than a run may take once it is stopped. So from `incumbent_pairs`
// candidates on, runs that can be cut short at all keep an answer ready: at first a greedy one,
// then one of each flow of the closure that is worth more, then of the rounding as it goes on.
// Smaller runs answer with what they have at that moment.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/candidates/candidate_set.h"
#include "engine/solve/result.h"
#include "engine/solve/run_view.h"
#include "engine/solve/solver.h"
#include "engine/solve/work.h"

namespace cordee {

// What a relaxation proves.
struct BoundProof {
  std::vector<SupplyPrice> prices;  // as in SolveResult
  Total bound = 0;
  bool covers_all_pairs = false;
  Closure closure;
};

// REQUIRES: `links` are feasible candidates but for minimum orders, sorted as in SolveResult, and
// worth no more than the bound. Links of resources below their minimum order are let go.
// O(needs + links log degree).
SolveResult Answer(const RunView& run, std::vector<Link> links, BoundProof proof,
                   const WorkMeter& meter);

class Incumbent {
 public:
  Incumbent(const CandidateSet& candidates, const SolveParameters& parameters,
            const WorkMeter& meter)
      : wanted_(meter.limited() && candidates.size() >= parameters.incumbent_pairs) {}

  bool wanted() const { return wanted_; }
  bool ready() const { return best_.has_value(); }

  // Taken when it is worth more, or its bound covers all pairs and the other's does not.
  void Offer(SolveResult answer);
  // REQUIRES: ready().
  SolveResult Take(const WorkMeter& meter) &&;

 private:
  bool wanted_ = false;
  std::optional<SolveResult> best_;
};

}  // namespace cordee
