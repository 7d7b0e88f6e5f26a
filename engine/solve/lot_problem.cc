#include "engine/solve/lot_problem.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "engine/base/check.h"

namespace cordee {

LotProblem::LotProblem(const Problem& problem, const CandidateSet& candidates,
                       const FlowExpansion& expansion, std::span<const NeedIndex> needs,
                       const std::vector<int64_t>* left, StopToken stop) {
  const FlowProblem& flow = expansion.flow;
  absl::flat_hash_map<int32_t, int32_t> local_supply;
  for (NeedIndex need : needs) {
    if (stop.StopRequested()) break;
    const auto i = static_cast<size_t>(expansion.need_row[static_cast<size_t>(need.value())]);
    CHECK(!problem.NeedCategory(need).booking);
    const int64_t bonus = problem.policy().continuity_points * problem.MicropointsPerUnit(need);
    pair_begin_.push_back(pairs_.size());
    const auto row = static_cast<int32_t>(demand_.size());
    demand_.push_back(flow.demand[i]);
    need_unit_.push_back(flow.need_unit[i]);
    tier_width_.emplace_back(flow.tier_capacity.begin() + flow.tier_begin[i],
                             flow.tier_capacity.begin() + flow.tier_begin[i + 1]);
    tier_cost_.emplace_back(flow.tier_cost.begin() + flow.tier_begin[i],
                            flow.tier_cost.begin() + flow.tier_begin[i + 1]);
    for (const int32_t a : ArcsByCandidate(expansion, need)) {
      const auto arc = static_cast<size_t>(a);
      const int64_t candidate = expansion.arc_candidate[arc];
      // The plain arc comes after the one with the bonus.
      if (pairs_.size() > pair_begin_.back() && pairs_.back().candidate == candidate) continue;
      const auto c = static_cast<size_t>(candidate);
      const auto supply = static_cast<size_t>(flow.arc_supply[arc]);
      const int64_t has = left == nullptr
                              ? flow.supply_capacity[supply]
                              : (*left)[static_cast<size_t>(candidates.resource[c].value())];
      const int64_t lot = PairLot(problem, need, candidates.resource[c]).value();
      if (left != nullptr && has < lot) continue;
      const auto [found, is_new] =
          local_supply.try_emplace(flow.arc_supply[arc], static_cast<int32_t>(supply_.size()));
      if (is_new) {
        const auto r = static_cast<size_t>(candidates.resource[c].value());
        supply_.push_back(has);
        least_.push_back(problem.resources().minimum_order[r].value());
      }
      Pair pair;
      pair.candidate = candidate;
      pair.need = row;
      pair.supply = found->second;
      pair.capacity = PairCapacity(problem, need, candidates.resource[c]).value();
      pair.lot = lot;
      pair.previous = std::min(expansion.Previous(c), pair.capacity);
      pair.bonus = bonus;
      pair.value = flow.Value(i, arc) - (pair.previous > 0 ? bonus : 0);
      pair.tie = flow.Tie(i, arc);
      pairs_.push_back(pair);
    }
  }
  pair_begin_.push_back(pairs_.size());
}

LotProblem LotProblem::WithPrevious(const std::vector<int64_t>& amount) const {
  LotProblem rerun = *this;
  for (size_t p = 0; p < pairs_.size(); ++p) rerun.pairs_[p].previous = amount[p];
  return rerun;
}

std::vector<LotState> LotProblem::StatesOf(const std::vector<int64_t>& amount) const {
  std::vector<LotState> states = Undecided();
  for (size_t p = 0; p < pairs_.size(); ++p) {
    if (pairs_[p].lot <= 1) continue;
    CHECK(!Breaks(p, amount[p]));
    states[p] = amount[p] > 0 ? LotState::kOn : LotState::kOff;
  }
  return states;
}

std::vector<size_t> LotProblem::Broken(const std::vector<int64_t>& amount) const {
  std::vector<size_t> broken;
  for (size_t p = 0; p < pairs_.size(); ++p) {
    if (Breaks(p, amount[p])) broken.push_back(p);
  }
  return broken;
}

std::vector<int32_t> LotProblem::BelowMinimum(const std::vector<int64_t>& amount) const {
  const Left left = LeftOver(amount);
  std::vector<int32_t> below;
  for (int32_t s = 0; s < supply_count(); ++s) {
    const int64_t given = capacity(s) - left.supply[static_cast<size_t>(s)];
    if (given > 0 && given < least(s)) below.push_back(s);
  }
  return below;
}

int64_t LotProblem::LargestMove() const {
  int64_t best = 0;
  int64_t dearest = 0;
  for (const Pair& pair : pairs_) best = std::max(best, pair.value + pair.bonus);
  for (const std::vector<int64_t>& costs : tier_cost_) {
    for (const int64_t cost : costs) dearest = std::max(dearest, cost);
  }
  return best + dearest;
}

LotProblem::Left LotProblem::LeftOver(const std::vector<int64_t>& amount) const {
  Left left{demand_, supply_};
  for (size_t p = 0; p < pairs_.size(); ++p) {
    left.need[static_cast<size_t>(pairs_[p].need)] -= amount[p];
    left.supply[static_cast<size_t>(pairs_[p].supply)] -= amount[p];
  }
  return left;
}

LotAmounts LotProblem::Evaluate(std::vector<int64_t> amount) const {
  LotAmounts out;
  const Left left = LeftOver(amount);
  for (size_t p = 0; p < pairs_.size(); ++p) {
    const Pair& pair = pairs_[p];
    out.value +=
        Total{amount[p]} * pair.value + Total{std::min(amount[p], pair.previous)} * pair.bonus;
    out.tie += Total{amount[p]} * pair.tie;
  }
  for (size_t n = 0; n < demand_.size(); ++n) {
    int64_t unmet = left.need[n];
    for (size_t t = 0; t < tier_width_[n].size() && unmet > 0; ++t) {
      const int64_t filled = std::min(unmet, tier_width_[n][t]);
      out.value -= Total{filled} * tier_cost_[n][t];
      unmet -= filled;
    }
  }
  out.amount = std::move(amount);
  return out;
}

std::vector<int64_t> LotProblem::Tiers(int32_t need, int64_t rest) const {
  std::vector<int64_t> widths;
  for (const int64_t width : tier_width_[static_cast<size_t>(need)]) {
    widths.push_back(std::min(rest, width));
    rest -= widths.back();
  }
  return widths;
}

LotProblem::Network LotProblem::ToNetwork() const {
  Network network;
  FlowProblem& flow = network.flow;
  network.plain_arc.assign(pairs_.size(), -1);
  network.bonus_arc.assign(pairs_.size(), -1);
  flow.tier_begin.push_back(0);
  flow.arc_begin.push_back(0);
  flow.demand = demand_;
  flow.need_unit = need_unit_;
  flow.supply_capacity = supply_;
  const auto add_arc = [&](size_t p, int64_t capacity, int64_t value, std::vector<int32_t>& arcs) {
    if (capacity <= 0) return;
    arcs[p] = flow.arc_count();
    network.arc_pair.push_back(p);
    flow.arc_supply.push_back(pairs_[p].supply);
    flow.arc_capacity.push_back(capacity);
    flow.arc_points.push_back(
        static_cast<int32_t>(value / need_unit_[static_cast<size_t>(pairs_[p].need)]));
    flow.arc_tie.push_back(pairs_[p].tie);
  };
  std::vector<size_t> order;
  for (size_t n = 0; n < demand_.size(); ++n) {
    flow.tier_capacity.insert(flow.tier_capacity.end(), tier_width_[n].begin(),
                              tier_width_[n].end());
    flow.tier_cost.insert(flow.tier_cost.end(), tier_cost_[n].begin(), tier_cost_[n].end());
    order.clear();
    for (size_t p = pair_begin_[n]; p < pair_begin_[n + 1]; ++p) order.push_back(p);
    std::sort(order.begin(), order.end(),
              [this](size_t a, size_t b) { return pairs_[a].supply < pairs_[b].supply; });
    for (size_t p : order) {
      const Pair& pair = pairs_[p];
      const int64_t bonus = pair.previous;
      add_arc(p, bonus, pair.value + pair.bonus, network.bonus_arc);
      add_arc(p, pair.capacity - bonus, pair.value, network.plain_arc);
    }
    flow.tier_begin.push_back(static_cast<int32_t>(flow.tier_capacity.size()));
    flow.arc_begin.push_back(flow.arc_count());
  }
  return network;
}

}  // namespace cordee
