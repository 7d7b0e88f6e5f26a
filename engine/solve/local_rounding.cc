#include "engine/solve/local_rounding.h"

#include <algorithm>
#include <utility>

#include <boost/pending/disjoint_sets.hpp>

#include "engine/base/limits.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/lot_search.h"
#include "engine/solve/rounding.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

// Groups that are divided side by side.
constexpr size_t kGroupsPerBatch = 64;

class LocalRounding {
 public:
  LocalRounding(const RunView& run, std::span<const NeedIndex> needs, std::vector<int64_t>& amount,
                WorkMeter& meter)
      : run_(run), needs_(needs), amount_(amount), meter_(meter) {
    left_.reserve(static_cast<size_t>(run.problem.resources().size()));
    for (const Quantity has : run.problem.resources().amount) left_.push_back(has.value());
  }

  absl::Status Round() {
    std::vector<uint8_t> broken(left_.size(), 0);
    for (NeedIndex need : needs_) {
      ForEachPair(need, [&](size_t c, size_t r) {
        if (amount_[c] > 0 && amount_[c] < Lot(need, c)) broken[r] = 1;
      });
    }
    const Components_ parts = Free([&](NeedIndex need) {
      bool concerned = BreaksALot(need);
      ForEachPair(need, [&](size_t c, size_t r) {
        concerned = concerned || (amount_[c] > 0 && broken[r] != 0);
      });
      return concerned;
    });
    return DivideAll(parts);
  }

  // Starts from the links of the base run that still fit; needs without one are free.
  absl::Status KeepPrevious() {
    for (NeedIndex need : needs_) {
      ForEachPair(need, [this](size_t c, size_t) { amount_[c] = 0; });
    }
    for (NeedIndex need : needs_) {
      int64_t unmet = run_.problem.needs().amount[static_cast<size_t>(need.value())].value();
      ForEachPair(need, [&](size_t c, size_t r) {
        const int64_t before = run_.expansion.previous[c];
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
      ForEachPair(need, [this](size_t c, size_t r) { left_[r] += amount_[c]; });
    }
    const Components_ parts = Free([this](NeedIndex need) { return GetsNothing(need); });
    return DivideAll(parts);
  }

  Total Value() const {
    const Problem& problem = run_.problem;
    Total value = 0;
    for (NeedIndex need : needs_) {
      Total points = 0;
      Quantity unmet = problem.needs().amount[static_cast<size_t>(need.value())];
      ForEachPair(need, [&](size_t c, size_t) {
        points += Total{amount_[c]} * run_.points[c].value() +
                  Total{std::min(amount_[c], run_.expansion.previous[c])} *
                      problem.policy().continuity_points;
        unmet -= Quantity(amount_[c]);
      });
      value += points * problem.MicropointsPerUnit(need) - UnmetCost(problem, need, unmet);
    }
    return value;
  }

  bool AnyPrevious() const {
    bool any = false;
    for (NeedIndex need : needs_) {
      ForEachPair(need, [&](size_t c, size_t) { any = any || run_.expansion.previous[c] > 0; });
    }
    return any;
  }

 private:
  using Components_ = std::vector<std::vector<NeedIndex>>;

  // visit(candidate, resource)
  template <typename Visit>
  void ForEachPair(NeedIndex need, const Visit& visit) const {
    const auto n = static_cast<size_t>(need.value());
    for (int64_t c = run_.candidates.begin[n]; c < run_.candidates.begin[n + 1]; ++c) {
      const auto i = static_cast<size_t>(c);
      visit(i, static_cast<size_t>(run_.candidates.resource[i].value()));
    }
  }

  int64_t Lot(NeedIndex need, size_t c) const {
    return PairLot(run_.problem, need, run_.candidates.resource[c]).value();
  }

  bool BreaksALot(NeedIndex need) const {
    bool breaks = false;
    ForEachPair(need, [&](size_t c, size_t) {
      breaks = breaks || (amount_[c] > 0 && amount_[c] < Lot(need, c));
    });
    return breaks;
  }

  bool GetsNothing(NeedIndex need) const {
    bool nothing = true;
    ForEachPair(need, [&](size_t c, size_t) { nothing = nothing && amount_[c] == 0; });
    return nothing;
  }

  // Takes from the chosen needs what they have, and groups them: two are in one group when
  // something is free that both could get.
  template <typename Choose>
  Components_ Free(const Choose& choose) {
    std::vector<NeedIndex> freed;
    for (NeedIndex need : needs_) {
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
    std::vector<int32_t> first(left_.size(), -1);  // of the freed needs that could get a resource
    boost::disjoint_sets_with_storage<> sets(freed.size());
    for (size_t i = 0; i < freed.size(); ++i) {
      ForEachPair(freed[i], [&](size_t c, size_t r) {
        if (left_[r] < Lot(freed[i], c)) return;
        if (first[r] < 0) first[r] = static_cast<int32_t>(i);
        sets.union_set(i, static_cast<size_t>(first[r]));
      });
    }
    std::vector<int32_t> group(freed.size(), -1);
    Components_ groups;
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

  // What a group gets: its pairs and their amounts.
  struct Share {
    absl::Status status;
    std::vector<size_t> candidate;
    std::vector<int64_t> amount;
  };

  // Gives what is left to the needs of a group. `left` may be that of before any group of the same
  // Free: what is free for one group, no other can get.
  Share Divide(const std::vector<NeedIndex>& group, const std::vector<int64_t>& left,
               WorkMeter& meter) const {
    const LotProblem lots(run_.problem, run_.candidates, run_.expansion, group, &left);
    Share share;
    if (lots.pairs().empty()) return share;
    const auto best = Best(lots, meter);
    share.status = best.status();
    if (!best.ok()) return share;
    for (const LotProblem::Pair& pair : lots.pairs()) {
      share.candidate.push_back(static_cast<size_t>(pair.candidate));
    }
    share.amount = best->amount;
    return share;
  }

  static absl::StatusOr<LotAmounts> Best(const LotProblem& lots, WorkMeter& meter) {
    LotFlows flows(lots);
    ASSIGN_OR_RETURN(LotFlow flow, flows.Relax(lots.Undecided(), meter));
    if (lots.Broken(flow.amounts.amount).empty()) return std::move(flow.amounts);
    const bool small = static_cast<int64_t>(lots.pairs().size()) <= kMaxExactPairs;
    return small ? SolveLots(flows, std::move(flow.amounts.amount), meter)
                 : RoundLots(flows, std::move(flow.amounts.amount), meter);
  }

  // Batch by batch, so that a run that is stopped ends between two of them: its count of work says
  // which.
  absl::Status DivideAll(const Components_& groups) {
    const std::vector<int64_t> left = left_;
    for (size_t begin = 0; begin < groups.size(); begin += kGroupsPerBatch) {
      const size_t size = std::min(kGroupsPerBatch, groups.size() - begin);
      std::vector<Share> shares(size);
      const auto divide = [&](size_t i, WorkMeter& meter) {
        shares[i] = Divide(groups[begin + i], left, meter);
      };
      if (!meter_.Exhausted()) {
        std::vector<WorkMeter> meters(size, WorkMeter(meter_.remaining(), meter_.stop()));
        ParallelFor(static_cast<int64_t>(size), 1, run_.threads, [&](int64_t first, int64_t last) {
          for (int64_t i = first; i < last; ++i) {
            divide(static_cast<size_t>(i), meters[static_cast<size_t>(i)]);
          }
        });
        int64_t work = 0;
        for (const WorkMeter& meter : meters) {
          work += meter.used();
          if (meter.limit() != Limit::kNone) meter_.EndBy(meter.limit());
        }
        if (meter_.limit() == Limit::kNone) meter_.Add(work);
      }
      if (meter_.Exhausted()) {
        // What was begun is left, and done without any work.
        for (size_t i = 0; i < size; ++i) divide(i, meter_);
      }
      for (const Share& share : shares) RETURN_IF_ERROR(Take(share));
    }
    return absl::OkStatus();
  }

  absl::Status Take(const Share& share) {
    for (size_t p = 0; p < share.candidate.size(); ++p) {
      const size_t c = share.candidate[p];
      amount_[c] = share.amount[p];
      left_[static_cast<size_t>(run_.candidates.resource[c].value())] -= share.amount[p];
    }
    return share.status;
  }

  const RunView run_;
  const std::span<const NeedIndex> needs_;
  std::vector<int64_t>& amount_;
  WorkMeter& meter_;
  std::vector<int64_t> left_;  // per resource
};

}  // namespace

absl::Status RoundLocally(const RunView& run, std::span<const NeedIndex> needs,
                          std::vector<int64_t>& amount, WorkMeter& meter) {
  LocalRounding rounded(run, needs, amount, meter);
  RETURN_IF_ERROR(rounded.Round());
  if (!rounded.AnyPrevious()) return absl::OkStatus();
  std::vector<int64_t> kept_amount(amount.size(), 0);
  LocalRounding kept(run, needs, kept_amount, meter);
  RETURN_IF_ERROR(kept.KeepPrevious());
  if (kept.Value() < rounded.Value()) return absl::OkStatus();
  for (NeedIndex need : needs) {
    const auto n = static_cast<size_t>(need.value());
    for (int64_t c = run.candidates.begin[n]; c < run.candidates.begin[n + 1]; ++c) {
      amount[static_cast<size_t>(c)] = kept_amount[static_cast<size_t>(c)];
    }
  }
  return absl::OkStatus();
}

}  // namespace cordee
