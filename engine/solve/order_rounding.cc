#include "engine/solve/order_rounding.h"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/solve/components.h"
#include "engine/solve/flow_reading.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/order_search.h"

namespace cordee {
namespace {

size_t At(int64_t index) { return static_cast<size_t>(index); }

// Per resource. A sum of amounts of a need, each at most its own, fits.
std::vector<int64_t> GivenBy(const Problem& problem, const std::vector<Link>& links) {
  std::vector<int64_t> given(At(problem.resources().size()), 0);
  for (const Link& link : links) {
    if (problem.resources().minimum_order[At(link.resource.value())] == Quantity(0)) continue;
    given[At(link.resource.value())] += link.amount.value();
  }
  return given;
}

// Of what `wanted` says of each resource: those that have less than their minimum.
std::vector<MissedOrder> Below(const Problem& problem, const std::vector<int64_t>& wanted) {
  std::vector<MissedOrder> below;
  for (size_t r = 0; r < wanted.size(); ++r) {
    const bool between =
        wanted[r] > 0 && Quantity(wanted[r]) < problem.resources().minimum_order[r];
    if (between) below.push_back({ResourceIndex(r), Quantity(wanted[r])});
  }
  return below;
}

class OrderRounding {
 public:
  OrderRounding(const RunView& run, const std::vector<Link>& relaxed, std::vector<Link>& links,
                WorkMeter& meter)
      : run_(run), links_(links), meter_(meter), given_(GivenBy(run.problem, relaxed)),
        flow_(AmountsOf(relaxed, run.candidates, run.threads)),
        amount_(AmountsOf(links, run.candidates, run.threads)),
        changed_(At(run.problem.needs().size()), 0) {}

  // Whether the choice is proved best over the candidates.
  absl::StatusOr<bool> Keep() && {
    absl::StatusOr<Components> components =
        FindComponents(run_.problem, run_.candidates, meter_.stop());
    if (absl::IsCancelled(components.status())) meter_.EndBy(Limit::kStopped);
    if (meter_.Exhausted()) return false;
    RETURN_IF_ERROR(components.status());
    bool proved = true;
    for (int64_t k = 0; k < components->size() && !meter_.Exhausted(); ++k) {
      const std::span<const NeedIndex> needs = components->NeedsOf(k);
      if (run_.problem.NeedCategory(needs.front()).booking || !IsOpen(needs)) continue;
      ASSIGN_OR_RETURN(const bool sure, Solve(needs));
      proved = proved && sure;
    }
    Replace();
    return proved && !meter_.Exhausted();
  }

 private:
  template <typename Visit>
  void ForEachPair(std::span<const NeedIndex> needs, const Visit& visit) const {
    for (const NeedIndex need : needs) {
      const auto n = At(need.value());
      for (int64_t c = run_.candidates.begin[n]; c < run_.candidates.begin[n + 1]; ++c) {
        visit(need, At(c));
      }
    }
  }

  // Where the flow breaks nothing, it is the best there is.
  bool IsOpen(std::span<const NeedIndex> needs) const {
    const Problem& problem = run_.problem;
    bool asked = false;
    bool broken = false;
    ForEachPair(needs, [&](NeedIndex need, size_t c) {
      const ResourceIndex resource = run_.candidates.resource[c];
      const int64_t least = problem.resources().minimum_order[At(resource.value())].value();
      const int64_t given = given_[At(resource.value())];
      asked = asked || least > 0;
      broken = broken || (given > 0 && given < least);
      broken = broken || (flow_[c] > 0 && flow_[c] < PairLot(problem, need, resource).value());
    });
    return asked && broken;
  }

  absl::StatusOr<bool> Solve(std::span<const NeedIndex> needs) {
    const LotProblem lots(run_.problem, run_.candidates, run_.expansion, needs, nullptr,
                          meter_.stop());
    if (meter_.Exhausted()) return false;
    LotFlows flows(lots);
    std::vector<int64_t> start;
    for (const LotProblem::Pair& pair : lots.pairs()) {
      start.push_back(amount_[At(pair.candidate)]);
    }
    ASSIGN_OR_RETURN(const OrderAmounts found,
                     SolveOrders(flows, lots.Evaluate(std::move(start)), {}, meter_));
    for (size_t p = 0; p < lots.pairs().size(); ++p) {
      amount_[At(lots.pairs()[p].candidate)] = found.best.amount[p];
    }
    for (const NeedIndex need : needs) changed_[At(need.value())] = 1;
    return found.proved;
  }

  void Replace() {
    std::erase_if(links_,
                  [this](const Link& link) { return changed_[At(link.need.value())] != 0; });
    std::vector<Link> found = LinksOf(run_.candidates, amount_, run_.threads);
    std::erase_if(found,
                  [this](const Link& link) { return changed_[At(link.need.value())] == 0; });
    links_ = Merged(links_, found);
  }

  const RunView run_;
  std::vector<Link>& links_;
  WorkMeter& meter_;
  const std::vector<int64_t> given_;  // per resource, by the flow
  const std::vector<int64_t> flow_;   // per candidate
  std::vector<int64_t> amount_;       // per candidate
  std::vector<uint8_t> changed_;      // per need
};

}  // namespace

std::vector<MissedOrder> LetGoBelowMinimum(const Problem& problem, std::vector<Link>& links) {
  if (!problem.has_minimum_orders()) return {};
  std::vector<MissedOrder> missed = Below(problem, GivenBy(problem, links));
  if (missed.empty()) return missed;
  std::vector<uint8_t> closed(At(problem.resources().size()), 0);
  for (const MissedOrder& order : missed) closed[At(order.resource.value())] = 1;
  std::erase_if(links, [&](const Link& link) { return closed[At(link.resource.value())] != 0; });
  return missed;
}

absl::StatusOr<MinimumOrders> KeepMinimumOrders(const RunView& run,
                                                const std::vector<Link>& relaxed,
                                                std::vector<Link>& links, WorkMeter& meter) {
  MinimumOrders orders;
  LetGoBelowMinimum(run.problem, links);
  if (!meter.Exhausted()) {
    ASSIGN_OR_RETURN(orders.best_choice, OrderRounding(run, relaxed, links, meter).Keep());
    orders.best_choice = orders.best_choice && run.candidates.covers_all_pairs;
  }
  const std::vector<int64_t> given = GivenBy(run.problem, links);
  for (const MissedOrder& order : Below(run.problem, GivenBy(run.problem, relaxed))) {
    if (given[At(order.resource.value())] == 0) orders.missed.push_back(order);
  }
  return orders;
}

}  // namespace cordee
