// What to look at after a change, and in which order; see warm_simplex.h.
#include <algorithm>
#include <array>

#include "engine/solve/flow/warm_simplex.h"

namespace cordee {
namespace {

// Pivots between two looks at the stop flag.
constexpr int64_t kPivotsPerLook = 256;
// Needs listed between two looks at it.
constexpr int32_t kNeedsPerLook = 1 << 14;
// Arcs of a supply looked at together.
constexpr size_t kInflowsPerLook = 64;

}  // namespace

template <typename Price>
bool WarmSimplex<Price>::StartQueue(StopToken stop) {
  queueing_ = false;
  if (supply_begin_.empty() && !ListArcsOfSupplies(stop)) return false;
  queueing_ = true;
  queue_.clear();
  wrong_.clear();
  queued_.assign(Index(this->hub_), 0);
  return true;
}

template <typename Price>
bool WarmSimplex<Price>::ListArcsOfSupplies(StopToken stop) {
  const FlowProblem& problem = mutable_problem_;
  supply_begin_.assign(problem.supply_capacity.size() + 1, 0);
  for (int32_t supply : problem.arc_supply) ++supply_begin_[Index(supply) + 1];
  for (size_t j = 1; j < supply_begin_.size(); ++j) supply_begin_[j] += supply_begin_[j - 1];
  inflows_.resize(problem.arc_supply.size());
  const bool bounded = !this->at_capacity_.empty();
  if (bounded) inflow_arcs_.resize(problem.arc_supply.size());
  std::vector<int32_t> next(supply_begin_.begin(), supply_begin_.end() - 1);
  for (int32_t need = 0; need < this->needs_; ++need) {
    if (need % kNeedsPerLook == 0 && stop.StopRequested()) {
      supply_begin_.clear();
      return false;
    }
    for (int32_t arc = problem.arc_begin[Index(need)]; arc < problem.arc_begin[Index(need) + 1];
         ++arc) {
      const size_t at = Index(next[Index(problem.arc_supply[Index(arc)])]++);
      inflows_[at] = {need, problem.arc_points[Index(arc)]};
      if (bounded) inflow_arcs_[at] = arc;
    }
  }
  return true;
}

template <typename Price>
void WarmSimplex<Price>::ListPoints(int32_t need, int32_t arc) {
  const int32_t supply = mutable_problem_.arc_supply[Index(arc)];
  const auto begin = inflows_.begin() + supply_begin_[Index(supply)];
  const auto end = inflows_.begin() + supply_begin_[Index(supply) + 1];
  auto inflow = std::lower_bound(
      begin, end, need, [](const Inflow& before, int32_t which) { return before.need < which; });
  const int32_t first = mutable_problem_.arc_begin[Index(need)];
  for (int32_t parallel = arc; parallel > first; --parallel, ++inflow) {
    if (mutable_problem_.arc_supply[Index(parallel) - 1] != supply) break;
  }
  inflow->points = mutable_problem_.arc_points[Index(arc)];
}

template <typename Price>
void WarmSimplex<Price>::Push(int32_t node) {
  uint8_t& queued = queued_[Index(node)];
  if ((queued & kMoved) != 0) return;
  queued |= kMoved;
  queue_.push_back(node);
}

// A node's candidate may be a better one later on, or none: RunQueue looks again.
template <typename Price>
void WarmSimplex<Price>::AddWrong(const Candidate& candidate) {
  queued_[Index(candidate.node)] |= kWrong;
  wrong_.push_back(Wrong(candidate));
  std::push_heap(wrong_.begin(), wrong_.end());
}

template <typename Price>
void WarmSimplex<Price>::LookAtMoved() {
  for (size_t at = 0; at < queue_.size(); ++at) {
    const int32_t node = queue_[at];
    queued_[Index(node)] &= static_cast<uint8_t>(~kMoved);
    Candidate best;
    if (this->PriceNode(node, best)) AddWrong(best);
    if (!this->IsNeed(node)) QueueNeighbours(node);
  }
  queue_.clear();
}

template <typename Price>
bool WarmSimplex<Price>::TakeWorst(Candidate& best) {
  while (!wrong_.empty()) {
    const int32_t node = wrong_.front().node;
    std::pop_heap(wrong_.begin(), wrong_.end());
    wrong_.pop_back();
    uint8_t& queued = queued_[Index(node)];
    if ((queued & kWrong) == 0) continue;
    queued &= static_cast<uint8_t>(~kWrong);
    best = {};
    if (!this->PriceNode(node, best)) continue;
    if (wrong_.empty() || !(Wrong(best) < wrong_.front())) return true;
    AddWrong(best);
  }
  return false;
}

template <typename Price>
int64_t WarmSimplex<Price>::RunQueue(int64_t max_pivots, StopToken stop) {
  for (int64_t pivots = 0;; ++pivots) {
    if (pivots % kPivotsPerLook == 0 && stop.StopRequested()) return pivots;
    LookAtMoved();
    Candidate best;
    if (!TakeWorst(best)) return pivots;
    if (pivots == max_pivots) {
      AddWrong(best);
      return pivots;
    }
    ForcePivot(this->Enter(best));
    Push(best.node);
  }
}

template <typename Price>
void WarmSimplex<Price>::AfterMove(bool raised) {
  if (!queueing_) return;
  const bool bounded = !this->at_capacity_.empty();
  for (int32_t node : moved_) {
    if (this->IsNeed(node)) {
      // Raised: its arcs at zero became worse, but it may be unmet by too much.
      if (!raised || bounded || (!InTree(node) && this->slack_[Index(node)] > 0)) Push(node);
      continue;
    }
    if (raised || bounded) Push(node);
  }
}

// Most arcs are right: those that may not be are put aside without a branch.
template <typename Price>
void WarmSimplex<Price>::QueueNeighbours(int32_t node) {
  const size_t supply = Index(node - this->needs_);
  if (!this->at_capacity_.empty()) return QueueBoundedNeighbours(node);
  const auto end = Index(supply_begin_[supply + 1]);
  const Inflow* const __restrict inflows = inflows_.data();
  const Price* const __restrict potential = this->potential_.data();
  const int64_t* const __restrict unit = mutable_problem_.need_unit.data();
  const Price own = this->potential_[Index(node)];
  std::array<int32_t, kInflowsPerLook> found;
  for (auto at = Index(supply_begin_[supply]); at < end;) {
    const size_t last = std::min(at + kInflowsPerLook, end);
    size_t count = 0;
    for (; at < last; ++at) {
      const int32_t need = inflows[at].need;
      found[count] = need;
      count += potential[need] - inflows[at].points * unit[need] <= own ? 1 : 0;
    }
    for (size_t k = 0; k < count; ++k) {
      if (!AreJoined(found[k], node) && !IsDead(found[k])) Push(found[k]);
    }
  }
}

template <typename Price>
void WarmSimplex<Price>::QueueBoundedNeighbours(int32_t node) {
  const size_t supply = Index(node - this->needs_);
  const auto end = Index(supply_begin_[supply + 1]);
  for (auto at = Index(supply_begin_[supply]); at < end; ++at) {
    const auto [need, points] = inflows_[at];
    const Price cost = this->potential_[Index(need)] - this->potential_[Index(node)] -
                       points * mutable_problem_.need_unit[Index(need)];
    const bool full = this->at_capacity_[Index(inflow_arcs_[at])] != 0;
    if (full ? cost < 0 : cost > 0) continue;
    if (!AreJoined(need, node) && !IsDead(need)) Push(need);
  }
}

template bool WarmSimplex<int64_t>::StartQueue(StopToken);
template void WarmSimplex<int64_t>::Push(int32_t);
template int64_t WarmSimplex<int64_t>::RunQueue(int64_t, StopToken);
template void WarmSimplex<int64_t>::AddWrong(const Candidate&);
template void WarmSimplex<int64_t>::LookAtMoved();
template bool WarmSimplex<int64_t>::TakeWorst(Candidate&);
template void WarmSimplex<int64_t>::AfterMove(bool);
template void WarmSimplex<int64_t>::QueueNeighbours(int32_t);
template void WarmSimplex<int64_t>::QueueBoundedNeighbours(int32_t);
template bool WarmSimplex<int64_t>::ListArcsOfSupplies(StopToken);
template void WarmSimplex<int64_t>::ListPoints(int32_t, int32_t);
template bool WarmSimplex<__int128>::StartQueue(StopToken);
template void WarmSimplex<__int128>::Push(int32_t);
template int64_t WarmSimplex<__int128>::RunQueue(int64_t, StopToken);
template void WarmSimplex<__int128>::AddWrong(const Candidate&);
template void WarmSimplex<__int128>::LookAtMoved();
template bool WarmSimplex<__int128>::TakeWorst(Candidate&);
template void WarmSimplex<__int128>::AfterMove(bool);
template void WarmSimplex<__int128>::QueueNeighbours(int32_t);
template void WarmSimplex<__int128>::QueueBoundedNeighbours(int32_t);
template bool WarmSimplex<__int128>::ListArcsOfSupplies(StopToken);
template void WarmSimplex<__int128>::ListPoints(int32_t, int32_t);

}  // namespace cordee
