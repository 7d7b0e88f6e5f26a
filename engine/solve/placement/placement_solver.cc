#include "engine/solve/placement/placement_solver.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/model/travel.h"
#include "engine/solve/placement/placement_market.h"
#include "engine/solve/placement/shared_jobs.h"
#include "engine/solve/placement/timetable.h"
#include "engine/solve/stable/blocking_pairs.h"
#include "engine/solve/stable/broken_rules.h"
#include "engine/solve/stable/stable_solver.h"
#include "engine/solve/stable/week_flow.h"

namespace cordee {
namespace {

constexpr int32_t kMinutesPerSlot = 30;

size_t At(int64_t index) { return static_cast<size_t>(index); }

// The weeks of people, of one solution of the market.
class Weeks {
 public:
  Weeks(const Problem& problem, const PlacementMarket& market, const std::vector<int32_t>& units)
      : problem_(problem), market_(market), units_(units) {}

  // The edge that the person wants least of those that it has.
  int64_t LastEdge(PersonIndex person) const {
    int64_t last = -1;
    ForEach(person, [&](int64_t e) { last = e; });
    return last;
  }
  bool HasSeveral(PersonIndex person) const {
    int32_t count = 0;
    ForEach(person, [&](int64_t) { ++count; });
    return count > 1;
  }

  // Nothing when the works of the person leave no week.
  std::optional<std::vector<PlacedWork>> Lay(PersonIndex person) const {
    std::vector<int64_t> edges;
    ForEach(person, [&](int64_t e) { edges.push_back(e); });
    if (IsOneToOne(problem_, person)) return InCommon(person, edges);
    std::vector<WorkToLay> works;
    for (const int64_t e : edges) works.push_back({units_[At(e)], market_.common[At(e)]});
    const std::optional<std::vector<HalfHours>> slots =
        MakeTimetable(works, LimitsOf(problem_, person).half_hours_a_day, Gaps(person, edges));
    if (!slots.has_value()) return std::nullopt;
    std::vector<PlacedWork> placed;
    for (size_t i = 0; i < edges.size(); ++i) {
      placed.push_back({person, PostOf(edges[i]), units_[At(edges[i])], (*slots)[i]});
    }
    return placed;
  }

 private:
  template <typename Body>
  void ForEach(PersonIndex person, const Body& body) const {
    const int64_t end = market_.problem.worker_begin[At(person.value()) + 1];
    for (int64_t e = market_.problem.worker_begin[At(person.value())]; e < end; ++e) {
      if (units_[At(e)] > 0) body(e);
    }
  }
  PostIndex PostOf(int64_t edge) const { return PostIndex(market_.problem.post[At(edge)]); }

  std::vector<PlacedWork> InCommon(PersonIndex person, const std::vector<int64_t>& edges) const {
    std::vector<PlacedWork> placed;
    for (const int64_t e : edges) placed.push_back({person, PostOf(e), 1, market_.common[At(e)]});
    return placed;
  }

  std::vector<std::vector<int32_t>> Gaps(PersonIndex person,
                                         const std::vector<int64_t>& edges) const {
    const MeansSet means = problem_.placements().people.terms[At(person.value())].means;
    std::vector<std::vector<int32_t>> gaps(edges.size());
    for (size_t i = 0; i < edges.size(); ++i) {
      for (const int64_t other : edges) {
        gaps[i].push_back(GapBetween(problem_, PostOf(edges[i]), PostOf(other), means));
      }
    }
    return gaps;
  }

  const Problem& problem_;
  const PlacementMarket& market_;
  const std::vector<int32_t>& units_;
};

// Lays every week; the edges to close where one cannot be laid.
std::vector<int64_t> LayAll(const Problem& problem, const PlacementMarket& market,
                            const std::vector<int32_t>& units, std::vector<PlacedWork>* placed) {
  const Weeks weeks(problem, market, units);
  std::vector<int64_t> closing;
  placed->clear();
  for (int32_t e = 0; e < problem.placements().people.size(); ++e) {
    std::optional<std::vector<PlacedWork>> week = weeks.Lay(PersonIndex(e));
    if (week.has_value()) {
      placed->insert(placed->end(), week->begin(), week->end());
    } else {
      closing.push_back(weeks.LastEdge(PersonIndex(e)));
    }
  }
  return closing;
}

std::vector<PlacementBlocking> ToBlocking(const PlacementMarket& market,
                                          const std::vector<BlockingPair>& pairs) {
  std::vector<PlacementBlocking> blocking;
  int32_t person = 0;
  for (const BlockingPair& pair : pairs) {
    while (market.problem.worker_begin[At(person) + 1] <= pair.edge) ++person;
    blocking.push_back(
        {PersonIndex(person), PostIndex(market.problem.post[At(pair.edge)]), pair.units});
  }
  std::sort(blocking.begin(), blocking.end(), [](const auto& a, const auto& b) {
    return std::pair(a.person, a.post) < std::pair(b.person, b.post);
  });
  return blocking;
}

// Solves `market` again with edges closed until every week can be laid.
absl::StatusOr<PlacementResult> SolveUntilLaid(const Problem& problem,
                                               const PlacementMarket& market,
                                               const PlacementParameters& parameters,
                                               StopToken stop) {
  PlacementMarket open = market;
  PlacementResult result;
  StableResult stable;
  for (int32_t round = 1;; ++round) {
    ASSIGN_OR_RETURN(stable,
                     SolveStable(open.problem, open.rules, {.threads = parameters.threads}, stop));
    const std::vector<int64_t> closing = LayAll(problem, market, stable.units, &result.placed);
    if (closing.empty()) break;
    for (const int64_t e : closing) {
      open.problem.limit[At(e)] = 0;
      ++result.closed;
      if (round < kMaxTimetableRounds) continue;
      // Out of patience: one post for this person, the one it has and wants most.
      const auto worker = std::upper_bound(market.problem.worker_begin.begin(),
                                           market.problem.worker_begin.end(), e) -
                          market.problem.worker_begin.begin() - 1;
      open.rules.worker_partners[At(worker)] = 1;
    }
  }
  result.closed += stable.closed;
  result.blocking = ToBlocking(
      market, FindBlockingPairs(market.problem, market.rules, stable.units, parameters.threads));
  return result;
}

bool IsFeasible(const StableProblem& problem, const StableRules& rules,
                const std::vector<int32_t>& units) {
  std::vector<int64_t> left(problem.post_units.begin(), problem.post_units.end());
  WeekFlow flow;
  for (int32_t w = 0; w < problem.workers(); ++w) {
    flow.Reset(WeekOf(problem, w), problem.worker_units[At(w)]);
    for (int64_t e = problem.worker_begin[At(w)]; e < problem.worker_begin[At(w) + 1]; ++e) {
      const int32_t has = units[At(e)];
      left[At(problem.post[At(e)])] -= has;
      if (has > problem.limit[At(e)] || left[At(problem.post[At(e)])] < 0) return false;
      if (flow.Push(flow.AddItem(problem.blocks[At(e)]), has) < has) return false;
    }
  }
  return AllBrokenEdges(problem, rules, units).empty();
}

// What the base run placed, by edge; nothing when it does not hold any more.
std::optional<std::vector<int32_t>> IncumbentUnits(const Problem& problem,
                                                   const PlacementMarket& market) {
  std::vector<int32_t> units(market.problem.post.size(), 0);
  for (const Incumbency& one : problem.placements().incumbents) {
    const int64_t end = market.problem.worker_begin[At(one.person.value()) + 1];
    int64_t e = market.problem.worker_begin[At(one.person.value())];
    while (e < end && market.problem.post[At(e)] != one.post.value()) ++e;
    if (e == end) return std::nullopt;
    units[At(e)] = one.half_hours;
  }
  if (!IsFeasible(market.problem, market.rules, units)) return std::nullopt;
  return units;
}

// Minimum blocks and travel leave more than one good answer: that of the base run stays when no
// more pairs block it.
void KeepIncumbents(const Problem& problem, const PlacementMarket& market, int32_t threads,
                    PlacementResult& result) {
  if (problem.placements().incumbents.empty()) return;
  const std::optional<std::vector<int32_t>> units = IncumbentUnits(problem, market);
  if (!units.has_value()) return;
  std::vector<PlacedWork> placed;
  if (!LayAll(problem, market, *units, &placed).empty()) return;
  std::vector<PlacementBlocking> blocking =
      ToBlocking(market, FindBlockingPairs(market.problem, market.rules, *units, threads));
  const auto strength = [](const std::vector<PlacementBlocking>& pairs) {
    int64_t sum = 0;
    for (const PlacementBlocking& pair : pairs) sum += pair.half_hours;
    return std::pair(pairs.size(), sum);
  };
  if (strength(blocking) > strength(result.blocking)) return;
  result.placed = std::move(placed);
  result.blocking = std::move(blocking);
}

// With the answer of the base run where it is as good; `placed` in order.
absl::StatusOr<PlacementResult> SolveOnce(const Problem& problem, const PlacementMarket& market,
                                          const PlacementParameters& parameters, StopToken stop) {
  ASSIGN_OR_RETURN(PlacementResult result, SolveUntilLaid(problem, market, parameters, stop));
  if (!result.blocking.empty() || result.closed > 0) {
    KeepIncumbents(problem, market, parameters.threads, result);
  }
  std::sort(result.placed.begin(), result.placed.end(), [](const auto& a, const auto& b) {
    return std::pair(a.person, a.post) < std::pair(b.person, b.post);
  });
  return result;
}

std::vector<Incumbency> ToIncumbents(const std::vector<PlacedWork>& placed) {
  std::vector<Incumbency> incumbents;
  for (const PlacedWork& work : placed) {
    incumbents.push_back({work.person, work.post, work.half_hours});
  }
  return incumbents;
}

std::vector<PlacementBlocking> BlockingOf(const PlacementMarket& market,
                                          const std::vector<PlacedWork>& placed, int32_t threads) {
  std::vector<int32_t> units(market.problem.post.size(), 0);
  for (const PlacedWork& work : placed) {
    int64_t e = market.problem.worker_begin[At(work.person.value())];
    while (market.problem.post[At(e)] != work.post.value()) ++e;
    units[At(e)] = work.half_hours;
  }
  return ToBlocking(market, FindBlockingPairs(market.problem, market.rules, units, threads));
}

int64_t PlacedInFull(const PlacementResult& result) {
  return std::count_if(result.placed.begin(), result.placed.end(), [&](const PlacedWork& work) {
    return !std::binary_search(result.blocking.begin(), result.blocking.end(), work,
                               [](const auto& a, const auto& b) {
                                 return std::pair(a.person, a.post) < std::pair(b.person, b.post);
                               });
  });
}

}  // namespace

int32_t GapBetween(const Problem& problem, PostIndex a, PostIndex b, MeansSet means) {
  const PlacementTable& posts = problem.placements().posts;
  const Metres distance = Distance(posts.place[At(a.value())], posts.place[At(b.value())]);
  return (TravelMinutes(distance, means) + kMinutesPerSlot - 1) / kMinutesPerSlot;
}

absl::StatusOr<PlacementResult> SolvePlacements(const Problem& problem, const PlacementPairs& pairs,
                                                const PlacementParameters& parameters,
                                                StopToken stop) {
  const PlacementMarket market = MakeMarket(problem, pairs);
  ASSIGN_OR_RETURN(PlacementResult result, SolveOnce(problem, market, parameters, stop));
  const bool settles = (!result.blocking.empty() || result.closed > 0) &&
                       problem.placements().people.size() <= kMaxSettledPeople;
  for (int32_t round = 0; settles && round < kMaxSettlingRounds; ++round) {
    const Problem next = problem.WithIncumbents(ToIncumbents(result.placed));
    ASSIGN_OR_RETURN(PlacementResult again,
                     SolveOnce(next, MakeMarket(next, pairs), parameters, stop));
    if (again.placed == result.placed) break;
    result = std::move(again);
  }
  result.blocking = BlockingOf(market, result.placed, parameters.threads);
  result.pairs = market.problem.edges();
  // A pair that blocks is kept apart, in whichever round that was decided; one that has all it
  // wants is not.
  result.closed = std::clamp(result.closed, static_cast<int64_t>(result.blocking.size()),
                             result.pairs - PlacedInFull(result));
  result.termination.reason = result.blocking.empty() ? Reason::kStable : Reason::kFeasible;
  result.offers = FindSharedJobs(problem, result.placed);
  return result;
}

}  // namespace cordee
