#include "bench/instance/check_solution.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/limits.h"
#include "bench/instance/total_text.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

absl::Status Broken(const std::string& rule) {
  return absl::InternalError(
      absl::StrCat("the solution found is wrong, please report it with the file: ", rule));
}

absl::Status CheckObjective(Total recounted, Total claimed) {
  if (recounted == claimed) return absl::OkStatus();
  return Broken(absl::StrCat("it is worth ", TotalText(recounted), ", not ", TotalText(claimed)));
}

// What a need costs that misses `unmet` of its quantity.
Total UnmetCost(const MatchInstance& match, size_t need, int64_t unmet) {
  Total cost = 0;
  int64_t reached = 0;
  for (int64_t t = match.tier_begin[need]; t < match.tier_begin[need + 1]; ++t) {
    const UnmetTier& tier = match.tiers[static_cast<size_t>(t)];
    const auto end =
        static_cast<int64_t>(Total{match.need_quantity[need]} * tier.up_to_permille / kPermille);
    cost += Total{tier.points} * std::max<int64_t>(0, std::min(unmet, end) - reached);
    reached = end;
  }
  return cost;
}

// The best arcs of one need after the other. Going to another need costs the arcs of both.
class BestArcs {
 public:
  explicit BestArcs(const MatchInstance& match)
      : match_(match), points_(match.resource_quantity.size(), kNone) {}

  // The best arc between the two, kNone if there is none.
  int32_t Points(const MatchFlow& flow) {
    if (flow.need != need_) {
      ForEachArc([](int32_t& points, const MatchArc&) { points = kNone; });
      need_ = flow.need;
      ForEachArc(
          [](int32_t& points, const MatchArc& arc) { points = std::max(points, arc.points); });
    }
    return points_[static_cast<size_t>(flow.resource)];
  }

  static constexpr int32_t kNone = -1;

 private:
  template <typename See>
  void ForEachArc(const See& see) {
    if (need_ < 0) return;
    const auto need = static_cast<size_t>(need_);
    for (int64_t a = match_.arc_begin[need]; a < match_.arc_begin[need + 1]; ++a) {
      const MatchArc& arc = match_.arcs[static_cast<size_t>(a)];
      see(points_[static_cast<size_t>(arc.resource)], arc);
    }
  }

  const MatchInstance& match_;
  std::vector<int32_t> points_;  // per resource
  int32_t need_ = -1;
};

}  // namespace

absl::Status CheckSolution(const MinCostFlow& flow, const FlowSolution& solution) {
  if (solution.arc_flow.size() != flow.arcs.size()) return Broken("an arc has no flow");
  std::vector<Total> left(flow.supply.begin(), flow.supply.end());
  Total cost = 0;
  for (size_t a = 0; a < flow.arcs.size(); ++a) {
    const MinCostArc& arc = flow.arcs[a];
    const int64_t amount = solution.arc_flow[a];
    if (amount < arc.lower || amount > arc.upper) {
      return Broken(absl::StrCat("arc ", a + 1, " carries ", amount));
    }
    left[static_cast<size_t>(arc.from)] -= amount;
    left[static_cast<size_t>(arc.to)] += amount;
    cost += Total{arc.cost} * amount;
  }
  for (size_t v = 0; v < left.size(); ++v) {
    if (left[v] != 0) {
      return Broken(absl::StrCat("node ", v + 1, " keeps ", TotalText(left[v])));
    }
  }
  return CheckObjective(cost, solution.objective);
}

absl::Status CheckSolution(const Assignment& assignment, const AssignmentSolution& solution) {
  const size_t nodes = assignment.is_source.size();
  if (solution.target.size() != nodes) return Broken("a node is missing");
  std::vector<int64_t> cheapest(nodes, INT64_MAX);
  for (const AssignmentArc& arc : assignment.arcs) {
    int64_t& cost = cheapest[static_cast<size_t>(arc.source)];
    if (solution.target[static_cast<size_t>(arc.source)] == arc.target) {
      cost = std::min(cost, arc.cost);
    }
  }
  std::vector<bool> taken(nodes, false);
  Total sum = 0;
  for (size_t v = 0; v < nodes; ++v) {
    if (!assignment.is_source[v]) continue;
    if (cheapest[v] == INT64_MAX) return Broken(absl::StrCat("node ", v + 1, " has no target"));
    const auto target = static_cast<size_t>(solution.target[v]);
    if (taken[target]) return Broken(absl::StrCat("node ", target + 1, " has two sources"));
    taken[target] = true;
    sum += cheapest[v];
  }
  for (size_t v = 0; v < nodes; ++v) {
    if (taken[v] == assignment.is_source[v]) {
      return Broken(absl::StrCat("node ", v + 1, " has no source"));
    }
  }
  return CheckObjective(sum, solution.objective);
}

absl::Status CheckSolution(const MatchInstance& match, const MatchSolution& solution) {
  std::vector<int64_t> unmet = match.need_quantity;
  std::vector<int64_t> left = match.resource_quantity;
  Total points = 0;
  BestArcs arcs(match);
  for (const MatchFlow& flow : solution.flows) {
    const int32_t best = arcs.Points(flow);
    if (best == BestArcs::kNone || flow.quantity <= 0) {
      return Broken(absl::StrCat("need ", flow.need + 1, " gets ", flow.quantity, " of resource ",
                                 flow.resource + 1));
    }
    unmet[static_cast<size_t>(flow.need)] -= flow.quantity;
    left[static_cast<size_t>(flow.resource)] -= flow.quantity;
    points += Total{best} * flow.quantity;
  }
  for (size_t i = 0; i < unmet.size(); ++i) {
    if (unmet[i] < 0) return Broken(absl::StrCat("need ", i + 1, " gets too much"));
    points -= UnmetCost(match, i, unmet[i]);
  }
  for (size_t j = 0; j < left.size(); ++j) {
    if (left[j] < 0) return Broken(absl::StrCat("resource ", j + 1, " gives too much"));
  }
  return CheckObjective(points, solution.objective);
}

}  // namespace cordee::bench
