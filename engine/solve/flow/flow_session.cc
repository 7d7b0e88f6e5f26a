#include "engine/solve/flow/flow_session.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/solve/flow/flow_run.h"
#include "engine/solve/flow/warm_simplex.h"

namespace cordee {
namespace {

// Needs between two looks at the stop flag.
constexpr int32_t kNeedsPerLook = 1 << 13;

// The columns of a problem with some arcs more.
struct MergedArcs {
  std::vector<int32_t> begin;
  std::vector<int32_t> supply;
  std::vector<int32_t> points;
  std::vector<int64_t> capacity;
  std::vector<int32_t> new_arc;  // the number that each old arc has now
};

absl::StatusOr<MergedArcs> MergeArcs(const FlowProblem& problem, std::vector<NewArc> arcs,
                                     StopToken stop) {
  std::sort(arcs.begin(), arcs.end(), [](const NewArc& a, const NewArc& b) {
    return std::tie(a.need, a.supply, b.points) < std::tie(b.need, b.supply, a.points);
  });
  const size_t total = problem.arc_supply.size() + arcs.size();
  MergedArcs merged;
  merged.begin.reserve(problem.arc_begin.size());
  merged.supply.reserve(total);
  merged.points.reserve(total);
  if (!problem.arc_capacity.empty()) merged.capacity.reserve(total);
  merged.new_arc.reserve(problem.arc_supply.size());
  const auto add = [&](int32_t supply, int32_t points, size_t old) {
    merged.supply.push_back(supply);
    merged.points.push_back(points);
    if (problem.arc_capacity.empty()) return;
    const bool is_new = old == problem.arc_capacity.size();
    merged.capacity.push_back(is_new ? kMaxFlowCapacity : problem.arc_capacity[old]);
  };
  auto next = arcs.begin();
  const auto add_before = [&](int32_t need, int32_t old_supply, int32_t old_points) {
    for (; next != arcs.end() && next->need == need &&
           (next->supply < old_supply || (next->supply == old_supply && next->points > old_points));
         ++next) {
      add(next->supply, next->points, problem.arc_supply.size());
    }
  };
  for (int32_t need = 0; need < problem.need_count(); ++need) {
    if (need % kNeedsPerLook == 0 && stop.StopRequested()) {
      return absl::CancelledError("stopped while adding arcs");
    }
    const auto n = static_cast<size_t>(need);
    merged.begin.push_back(static_cast<int32_t>(merged.supply.size()));
    for (auto a = static_cast<size_t>(problem.arc_begin[n]);
         a < static_cast<size_t>(problem.arc_begin[n + 1]); ++a) {
      add_before(need, problem.arc_supply[a], problem.arc_points[a]);
      merged.new_arc.push_back(static_cast<int32_t>(merged.supply.size()));
      add(problem.arc_supply[a], problem.arc_points[a], a);
    }
    add_before(need, problem.supply_count(), 0);
  }
  merged.begin.push_back(static_cast<int32_t>(merged.supply.size()));
  return merged;
}

absl::Status CheckNewArcs(const FlowProblem& problem, const std::vector<NewArc>& arcs) {
  if (!problem.arc_tie.empty()) {
    return absl::InvalidArgumentError("arc_tie: new arcs need keys to take their ties from");
  }
  if (problem.arc_supply.size() + arcs.size() >= static_cast<size_t>(INT32_MAX)) {
    return absl::InvalidArgumentError("arcs must stay below 2^31");
  }
  for (size_t k = 0; k < arcs.size(); ++k) {
    const NewArc& arc = arcs[k];
    const bool known = arc.need >= 0 && arc.need < problem.need_count() && arc.supply >= 0 &&
                       arc.supply < problem.supply_count();
    if (!known) return absl::InvalidArgumentError(absl::StrCat("arcs[", k, "]: no such end"));
    const int64_t most = kMaxFlowValue / problem.need_unit[static_cast<size_t>(arc.need)];
    if (arc.points < -most || arc.points > most) {
      return absl::InvalidArgumentError(
          absl::StrCat("arcs[", k, "]: points times need_unit are beyond kMaxFlowValue"));
    }
  }
  return absl::OkStatus();
}

absl::Status TooLarge() {
  return absl::OutOfRangeError(
      "prices of the changed problem may need more than 64 bits; start a new session");
}

template <typename Price>
class Session : public FlowSession {
 public:
  Session(FlowProblem problem, const SessionParameters& parameters, StopToken stop)
      : problem_(std::move(problem)), parameters_(parameters) {
    SolveCold(stop);
  }

  absl::StatusOr<FlowUpdate> Update(const FlowDelta& delta, StopToken stop) override {
    RETURN_IF_ERROR(ValidateFlowDelta(problem_, delta));
    int64_t largest = 1;
    for (size_t k = 0; k < delta.arc.size(); ++k) {
      const auto need = static_cast<size_t>(delta.arc_need[k]);
      largest = std::max(largest, std::abs(delta.arc_points[k] * problem_.need_unit[need]));
    }
    if (!StaysFit(largest)) return TooLarge();
    const int64_t nodes = int64_t{problem_.need_count()} + problem_.supply_count();
    // An arc counts as the part of a node that it is.
    const auto moved = static_cast<int64_t>(delta.need.size() + delta.supply.size()) +
                       static_cast<int64_t>(delta.arc.size() + delta.bound_arc.size()) * nodes /
                           std::max(1, 2 * problem_.arc_count());
    const bool whole = update_.limit == Limit::kNone;
    if (!ties_started_) return Recompute(delta, stop);
    if (whole && delta.size() <= parameters_.max_repaired_changes) return Repair(delta, stop);
    if (moved > nodes / parameters_.cold_share) return Recompute(delta, stop);
    return Warm(delta, stop);
  }

  absl::StatusOr<FlowUpdate> AddArcs(std::vector<NewArc> arcs, StopToken stop) override {
    RETURN_IF_ERROR(CheckNewArcs(problem_, arcs));
    int64_t largest = 1;
    for (const NewArc& arc : arcs) {
      const int64_t unit = problem_.need_unit[static_cast<size_t>(arc.need)];
      largest = std::max(largest, std::abs(arc.points * unit));
    }
    if (!StaysFit(largest)) return TooLarge();
    ASSIGN_OR_RETURN(MergedArcs merged, MergeArcs(problem_, std::move(arcs), stop));
    problem_.arc_begin = std::move(merged.begin);
    problem_.arc_supply = std::move(merged.supply);
    problem_.arc_points = std::move(merged.points);
    problem_.arc_capacity = std::move(merged.capacity);
    if (!can_go_on_) {
      SolveCold(stop);
      return update_;
    }
    auto next = std::make_unique<Run>(problem_, parameters_.flow, stop);
    next->simplex().Adopt(run_->simplex(), merged.new_arc);
    run_ = std::move(next);
    queue_started_ = false;
    if (ties_started_) return Resolve(stop);
    run_->ResolveValue(stop);
    update_ = {FlowRegime::kWarm, run_->limit(), run_->Value(), run_->pivots()};
    return update_;
  }

  FlowUpdate BreakTies(StopToken stop) override {
    CHECK(can_go_on_);
    parameters_.ties_later = false;
    if (ties_started_) return update_;
    ties_started_ = true;
    run_->ResolveTies(stop);
    update_ = {FlowRegime::kWarm, run_->limit(), run_->Value(), run_->pivots()};
    return update_;
  }

  void LimitPivots(int64_t max_pivots) override {
    parameters_.flow.max_pivots = max_pivots;
    run_->LimitPivots(max_pivots);
  }

  const FlowUpdate& last() const override { return update_; }
  const FlowProblem& problem() const override { return problem_; }
  FlowProblem Release() override { return std::move(problem_); }
  std::vector<ArcFlow> Flows() const override { return run_->Flows(); }
  FlowResult Result() const override {
    FlowResult result = run_->Result(update_.limit);
    result.pivots = update_.pivots;
    return result;
  }

 private:
  using Run = FlowRun<WarmSimplex<Price>>;

  void SolveCold(StopToken stop) {
    run_ = std::make_unique<Run>(problem_, parameters_.flow, stop);
    can_go_on_ = parameters_.ties_later ? run_->SolveValue(stop) : run_->Solve(stop);
    ties_started_ = can_go_on_ && !parameters_.ties_later;
    queue_started_ = ties_started_ && run_->simplex().StartQueue(stop);
    update_ = {FlowRegime::kCold, run_->limit(), run_->Value(), run_->pivots()};
  }

  bool StaysFit(int64_t largest) const {
    return sizeof(Price) > sizeof(int64_t) || PotentialsFitInt64(problem_, largest);
  }

  void Apply(const FlowDelta& delta) {
    WarmSimplex<Price>& simplex = run_->simplex();
    for (size_t k = 0; k < delta.arc.size(); ++k) {
      simplex.SetPoints(delta.arc_need[k], delta.arc[k], delta.arc_points[k]);
    }
    for (size_t k = 0; k < delta.bound_arc.size(); ++k) {
      simplex.SetArcCapacity(delta.bound_need[k], delta.bound_arc[k], delta.arc_capacity[k]);
    }
    for (size_t k = 0; k < delta.supply.size(); ++k) {
      simplex.SetCapacity(delta.supply[k], delta.supply_capacity[k]);
    }
    ForEachNeed(delta, [&simplex](int32_t need, int64_t demand, std::span<const int64_t> tiers) {
      simplex.SetDemand(need, demand, tiers);
    });
  }

  template <typename Visit>
  void ForEachNeed(const FlowDelta& delta, const Visit& visit) const {
    size_t tier = 0;
    for (size_t k = 0; k < delta.need.size(); ++k) {
      const auto need = static_cast<size_t>(delta.need[k]);
      const auto tiers =
          static_cast<size_t>(problem_.tier_begin[need + 1] - problem_.tier_begin[need]);
      visit(delta.need[k], delta.demand[k], std::span(delta.tier_capacity).subspan(tier, tiers));
      tier += tiers;
    }
  }

  FlowUpdate Repair(const FlowDelta& delta, StopToken stop) {
    WarmSimplex<Price>& simplex = run_->simplex();
    if (!queue_started_) queue_started_ = simplex.StartQueue(stop);
    if (!queue_started_) return Warm(delta, stop);
    Apply(delta);
    const int64_t pivots = simplex.RunQueue(parameters_.flow.max_pivots, stop);
    update_ = {FlowRegime::kRepair, QueueLimit(pivots), update_.value + simplex.TakeGain(), pivots};
    return update_;
  }

  FlowUpdate Warm(const FlowDelta& delta, StopToken stop) {
    run_->simplex().StopQueue();
    queue_started_ = false;
    Apply(delta);
    return Resolve(stop);
  }

  // Most of the work turn by turn, the rest by following what moves, without a last look.
  FlowUpdate Resolve(StopToken stop) {
    WarmSimplex<Price>& simplex = run_->simplex();
    const bool resolved = run_->Resolve(stop);
    int64_t pivots = run_->pivots();
    Limit limit = run_->limit();
    if (resolved) queue_started_ = simplex.StartQueue(stop);
    if (resolved && !queue_started_) limit = Limit::kStopped;
    if (queue_started_) {
      simplex.QueueMarked(run_->regions());
      const int64_t left = parameters_.flow.max_pivots - pivots;
      pivots += simplex.RunQueue(left, stop);
      limit = QueueLimit(pivots);
    }
    simplex.TakeGain();
    update_ = {FlowRegime::kWarm, limit, run_->Value(), pivots};
    return update_;
  }

  Limit QueueLimit(int64_t pivots) const {
    if (run_->simplex().IsQueueEmpty()) return Limit::kNone;
    return pivots < parameters_.flow.max_pivots ? Limit::kStopped : Limit::kWork;
  }

  FlowUpdate Recompute(const FlowDelta& delta, StopToken stop) {
    for (size_t k = 0; k < delta.arc.size(); ++k) {
      problem_.arc_points[static_cast<size_t>(delta.arc[k])] = delta.arc_points[k];
    }
    for (size_t k = 0; k < delta.bound_arc.size(); ++k) {
      problem_.arc_capacity[static_cast<size_t>(delta.bound_arc[k])] = delta.arc_capacity[k];
    }
    for (size_t k = 0; k < delta.supply.size(); ++k) {
      problem_.supply_capacity[static_cast<size_t>(delta.supply[k])] = delta.supply_capacity[k];
    }
    ForEachNeed(delta, [this](int32_t need, int64_t demand, std::span<const int64_t> tiers) {
      problem_.demand[static_cast<size_t>(need)] = demand;
      std::copy(tiers.begin(), tiers.end(),
                problem_.tier_capacity.begin() + problem_.tier_begin[static_cast<size_t>(need)]);
    });
    SolveCold(stop);
    return update_;
  }

  FlowProblem problem_;
  SessionParameters parameters_;
  std::unique_ptr<Run> run_;
  bool can_go_on_ = false;     // the basis was an optimum's once
  bool ties_started_ = false;  // and its ties are kept up with it
  bool queue_started_ = false;
  FlowUpdate update_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<FlowSession>> FlowSession::Start(FlowProblem problem,
                                                                const SessionParameters& parameters,
                                                                StopToken stop) {
  RETURN_IF_ERROR(ValidateFlowProblem(problem));
  std::unique_ptr<FlowSession> session;
  if (PotentialsFitInt64(problem)) {
    session = std::make_unique<Session<int64_t>>(std::move(problem), parameters, stop);
  } else {
    session = std::make_unique<Session<__int128>>(std::move(problem), parameters, stop);
  }
  return session;
}

}  // namespace cordee
