// Worker-proposing deferred acceptance on units: every worker proposes its greedy choice, every
// post keeps its best and sends the rest away, and whoever lost units proposes what comes next
// (Gale and Shapley 1962; with quantities Baïou and Balinski, "The stable allocation (or ordinal
// transportation) problem", Math. Oper. Res. 27, 2002).
//
//   DeferredAcceptance acceptance(problem);
//   acceptance.ProposeAll(threads, stop);
//   acceptance.units()[edge] ...
//
// The outcome is the worker-optimal stable placement, whatever the order in which workers propose:
// so they may propose side by side, and go on later, when somebody joins.
//
// Side by side: workers are cut into as many blocks as there are threads, and a post belongs to the
// block of its first worker. A worker who comes to a post of another block waits there; those who
// wait go on when all threads are done. It pays where neighbours are close in the arrays.
//
// Time: O(edges log workers of a post), and O(blocks * items) for each placement that is tried.
// Chains of ever smaller changes can be longer in theory (pseudo-polynomial); none was seen.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/stop.h"
#include "engine/solve/stable/stable_problem.h"
#include "engine/solve/stable/week_flow.h"

namespace cordee {

class DeferredAcceptance {
 public:
  // Keeps a reference. REQUIRES: ValidateStable(problem).
  explicit DeferredAcceptance(const StableProblem& problem);

  // All workers propose, until nobody is sent away. False: stopped before, and units() are no
  // placement.
  bool ProposeAll(int32_t threads, StopToken stop);

  const std::vector<int32_t>& units() const { return units_; }

 private:
  class Proposer;
  enum class State : uint8_t { kIdle, kQueued, kWaiting };

  // A worker that a post has.
  struct Held {
    uint32_t rank;
    int32_t worker;
    int64_t edge;
    friend bool operator<(const Held& a, const Held& b) { return a.rank < b.rank; }
  };

  // Workers at which the blocks begin, so that each has about as many edges.
  std::vector<int32_t> CutIntoBlocks(int32_t blocks) const;
  void FindOwners(const std::vector<int32_t>& begins);

  const StableProblem& problem_;
  std::vector<int32_t> units_;           // by edge
  std::vector<int32_t> limit_;           // by edge: falls to what the post keeps
  std::vector<int32_t> free_;            // by post: units it still takes
  std::vector<std::vector<Held>> held_;  // by post: a heap, the worst on top
  std::vector<State> state_;             // by worker
  std::vector<int64_t> next_;            // by worker: the edge from which it proposes next
  std::vector<uint8_t> owner_;           // by post: its block
};

}  // namespace cordee
