#include "engine/solve/local_rounding.h"

#include <algorithm>
#include <utility>

#include <boost/pending/disjoint_sets.hpp>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/lot_search.h"
#include "engine/solve/rounding.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

absl::StatusOr<LotAmounts> Best(const LotProblem& lots, WorkMeter& meter) {
  if (meter.Exhausted()) return absl::CancelledError("rounding was cut short");
  LotFlows flows(lots);
  ASSIGN_OR_RETURN(LotFlow flow, flows.Relax(lots.Undecided(), meter));
  if (lots.Broken(flow.amounts.amount).empty()) return std::move(flow.amounts);
  const bool small = static_cast<int64_t>(lots.pairs().size()) <= kMaxExactPairs;
  return small ? SolveLots(flows, std::move(flow.amounts.amount), meter)
               : RoundLots(flows, std::move(flow.amounts.amount), meter);
}

}  // namespace

LocalRounding::LocalRounding(const RunView& run, std::vector<NeedIndex> needs,
                             std::vector<int64_t>& amount, StopToken stop)
    : run_(run), stop_(stop), needs_(std::move(needs)), amount_(amount) {
  left_.reserve(static_cast<size_t>(run.problem.resources().size()));
  for (const Quantity has : run.problem.resources().amount) left_.push_back(has.value());
}

template <typename Visit>
void LocalRounding::ForEachPair(NeedIndex need, const Visit& visit) const {
  const auto n = static_cast<size_t>(need.value());
  for (int64_t c = run_.candidates.begin[n]; c < run_.candidates.begin[n + 1]; ++c) {
    const auto i = static_cast<size_t>(c);
    visit(i, static_cast<size_t>(run_.candidates.resource[i].value()));
  }
}

int64_t LocalRounding::Lot(NeedIndex need, size_t c) const {
  return PairLot(run_.problem, need, run_.candidates.resource[c]).value();
}

bool LocalRounding::BreaksALot(NeedIndex need) const {
  bool breaks = false;
  ForEachPair(need, [&](size_t c, size_t) {
    breaks = breaks || (amount_[c] > 0 && amount_[c] < Lot(need, c));
  });
  return breaks;
}

bool LocalRounding::GetsNothing(NeedIndex need) const {
  bool nothing = true;
  ForEachPair(need, [&](size_t c, size_t) { nothing = nothing && amount_[c] == 0; });
  return nothing;
}

template <typename Choose>
NeedGroups LocalRounding::Free(const Choose& choose) {
  std::vector<NeedIndex> freed;
  for (NeedIndex need : needs_) {
    if (stop_.StopRequested()) return {};
    const bool chosen = choose(need);
    if (chosen) freed.push_back(need);
    ForEachPair(need, [&](size_t c, size_t r) {
      if (chosen) {
        amount_[c] = 0;
      } else {
        left_[r] -= amount_[c];
      }
    });
  }
  return Group(freed);
}

NeedGroups LocalRounding::Group(const std::vector<NeedIndex>& freed) const {
  std::vector<int32_t> first(left_.size(), -1);  // of the freed needs that could get a resource
  boost::disjoint_sets_with_storage<> sets(freed.size());
  for (size_t i = 0; i < freed.size(); ++i) {
    if (stop_.StopRequested()) return {};
    ForEachPair(freed[i], [&](size_t c, size_t r) {
      if (left_[r] < Lot(freed[i], c)) return;
      if (first[r] < 0) first[r] = static_cast<int32_t>(i);
      sets.union_set(i, static_cast<size_t>(first[r]));
    });
  }
  std::vector<int32_t> group(freed.size(), -1);
  NeedGroups groups;
  for (size_t i = 0; i < freed.size(); ++i) {
    int32_t& mine = group[sets.find_set(i)];
    if (mine < 0) {
      mine = static_cast<int32_t>(groups.size());
      groups.emplace_back();
    }
    groups[static_cast<size_t>(mine)].push_back(freed[i]);
  }
  return groups;
}

NeedGroups LocalRounding::FreeBroken() {
  std::vector<uint8_t> broken(left_.size(), 0);
  for (NeedIndex need : needs_) {
    if (stop_.StopRequested()) return {};
    ForEachPair(need, [&](size_t c, size_t r) {
      if (amount_[c] > 0 && amount_[c] < Lot(need, c)) broken[r] = 1;
    });
  }
  return Free([&](NeedIndex need) {
    bool concerned = BreaksALot(need);
    ForEachPair(need, [&](size_t c, size_t r) {
      concerned = concerned || (amount_[c] > 0 && broken[r] != 0);
    });
    return concerned;
  });
}

NeedGroups LocalRounding::FreeUnproposed() {
  for (NeedIndex need : needs_) {
    if (stop_.StopRequested()) return {};
    ForEachPair(need, [this](size_t c, size_t) { amount_[c] = 0; });
  }
  for (NeedIndex need : needs_) {
    if (stop_.StopRequested()) return {};
    int64_t unmet = run_.problem.needs().amount[static_cast<size_t>(need.value())].value();
    ForEachPair(need, [&](size_t c, size_t r) {
      const int64_t before = run_.expansion.Previous(c);
      if (before == 0) return;
      const int64_t fits =
          std::min({before, unmet, left_[r],
                    PairCapacity(run_.problem, need, run_.candidates.resource[c]).value()});
      if (fits < Lot(need, c)) return;
      amount_[c] = fits;
      unmet -= fits;
      left_[r] -= fits;
    });
  }
  for (NeedIndex need : needs_) {
    if (stop_.StopRequested()) return {};
    ForEachPair(need, [this](size_t c, size_t r) { left_[r] += amount_[c]; });
  }
  return Free([this](NeedIndex need) { return GetsNothing(need); });
}

Total LocalRounding::Value(std::span<const NeedIndex> needs) const {
  const Problem& problem = run_.problem;
  Total value = 0;
  for (NeedIndex need : needs) {
    Total points = 0;
    Quantity unmet = problem.needs().amount[static_cast<size_t>(need.value())];
    ForEachPair(need, [&](size_t c, size_t) {
      points += Total{amount_[c]} * run_.points[c].value() +
                Total{std::min(amount_[c], run_.expansion.Previous(c))} *
                    problem.policy().continuity_points;
      unmet -= Quantity(amount_[c]);
    });
    value += points * problem.MicropointsPerUnit(need) - UnmetCost(problem, need, unmet);
  }
  return value;
}

absl::StatusOr<Share> LocalRounding::Divide(const std::vector<NeedIndex>& group,
                                            WorkMeter& meter) const {
  const LotProblem lots(run_.problem, run_.candidates, run_.expansion, group, &left_, meter.stop());
  if (meter.Exhausted()) return absl::CancelledError("rounding was cut short");
  Share share;
  if (lots.pairs().empty()) return share;
  ASSIGN_OR_RETURN(LotAmounts best, Best(lots, meter));
  for (const LotProblem::Pair& pair : lots.pairs()) {
    share.candidate.push_back(static_cast<size_t>(pair.candidate));
  }
  share.amount = std::move(best.amount);
  return share;
}

}  // namespace cordee
