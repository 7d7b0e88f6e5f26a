#include "engine/solve/brute_force.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/candidates/pair_rules.h"
#include "engine/score/score.h"

namespace cordee {
namespace {

// What is left: per quantity resource its amount, per booked resource its free units in every
// half-hour of every week.
using State = std::vector<int64_t>;

// Below the value of any links.
constexpr Total kForbidden = -(Total{1} << 120);

struct Option {
  ResourceIndex resource;
  Pair pair;
  int64_t points = 0;
  int64_t previous = 0;
};

class Enumeration {
 public:
  explicit Enumeration(const Problem& problem) : problem_(problem) {
    ListOptions();
    FindStep();
    FillState();
  }

  absl::StatusOr<BruteForceResult> Solve() {
    BruteForceResult out;
    State state = start_;
    out.value = Best(0, state);
    for (size_t n = 0; n < options_.size() && !Exceeded(); ++n) Retrace(n, state, out.links);
    if (Exceeded()) {
      return absl::ResourceExhaustedError(absl::StrCat("brute force: more than ",
                                                       kMaxBruteForceStates, " states or ",
                                                       kMaxBruteForceSteps, " steps"));
    }
    return out;
  }

 private:
  // Called for every way to serve a need: its value, the links, and the state they leave.
  using Visitor = std::function<void(Total, const std::vector<Link>&, State&)>;

  bool Exceeded() const {
    return steps_ > kMaxBruteForceSteps ||
           static_cast<int64_t>(known_.size()) > kMaxBruteForceStates;
  }

  bool Booking(size_t need) const { return problem_.NeedCategory(NeedIndex(need)).booking; }

  void ListOptions() {
    options_.resize(static_cast<size_t>(problem_.needs().size()));
    for (size_t n = 0; n < options_.size(); ++n) {
      for (ResourceIndex resource :
           IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem_.resources().size()))) {
        Option option{.resource = resource, .pair = ExaminePair(problem_, NeedIndex(n), resource)};
        if (option.pair.refusal != Refusal::kNone) continue;
        option.points = ScorePair(problem_, NeedIndex(n), resource, option.pair).total().value();
        for (const PreviousLink& link : problem_.previous_links()) {
          if (link.need == NeedIndex(n) && link.resource == resource) {
            option.previous = link.amount.value();
          }
        }
        options_[n].push_back(option);
      }
    }
  }

  void FindStep() {
    for (size_t n = 0; n < options_.size(); ++n) {
      if (Booking(n)) continue;
      for (const UnmetTier& tier : problem_.policy().unmet_tiers) {
        step_ = std::gcd(step_, TierEnd(problem_.needs(), n, tier));
      }
      for (const Option& option : options_[n]) {
        step_ = std::gcd(step_, option.pair.capacity.value());
        step_ = std::gcd(step_, option.previous);
        if (option.pair.lot > Quantity(1)) step_ = std::gcd(step_, option.pair.lot.value());
        const auto r = static_cast<size_t>(option.resource.value());
        step_ = std::gcd(step_, problem_.resources().amount[r].value());
        step_ = std::gcd(step_, problem_.resources().minimum_order[r].value());
      }
    }
    if (step_ == 0) step_ = 1;
  }

  void FillState() {
    const EntryTable& resources = problem_.resources();
    for (size_t r = 0; r < resources.id.size(); ++r) {
      cells_.emplace_back();
      const auto add_cell = [&] {
        cells_[r].push_back(start_.size());
        start_.push_back(resources.amount[r].value());
      };
      if (!problem_.ResourceCategory(ResourceIndex(r)).booking) {
        add_cell();
        continue;
      }
      for (int32_t week = 0; week < problem_.horizon().weeks; ++week) {
        for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
          const bool open = (resources.weeks[r] >> week & 1) != 0 && resources.hours[r].Has(slot);
          if (open) {
            add_cell();
          } else {
            cells_[r].push_back(SIZE_MAX);
          }
        }
      }
    }
  }

  // What the need loses when `unmet` is missed, unit by unit from the first tier on.
  Total Loss(size_t need, int64_t unmet) const {
    const int64_t step = Booking(need) ? 1 : step_;
    Total points = 0;
    for (int64_t unit = step; unit <= unmet; unit += step) {
      for (const UnmetTier& tier : problem_.policy().unmet_tiers) {
        if (unit > TierEnd(problem_.needs(), need, tier)) continue;
        points += Total{tier.points} * step;
        break;
      }
    }
    return points * problem_.MicropointsPerUnit(NeedIndex(need));
  }

  Total Worth(size_t need, const Option& option, int64_t amount) const {
    const Total kept = std::min(amount, option.previous);
    return (Total{amount} * option.points + kept * problem_.policy().continuity_points) *
           problem_.MicropointsPerUnit(NeedIndex(need));
  }

  Total Best(size_t need, State& state) {
    if (Exceeded()) return 0;
    if (need == options_.size()) return OrdersHold(state) ? 0 : kForbidden;
    const auto key = std::pair(need, state);
    const auto found = known_.find(key);
    if (found != known_.end()) return found->second;
    std::optional<Total> best;
    ForEachWay(need, state, [&](Total value, const std::vector<Link>&, State& left) {
      const Total total = value + Best(need + 1, left);
      if (!best.has_value() || total > *best) best = total;
    });
    if (!best.has_value()) return 0;  // only when exceeded
    known_.emplace(key, *best);
    return *best;
  }

  bool OrdersHold(const State& state) const {
    for (size_t r = 0; r < cells_.size(); ++r) {
      const int64_t least = problem_.resources().minimum_order[r].value();
      if (least == 0) continue;
      const int64_t given = start_[cells_[r].front()] - state[cells_[r].front()];
      if (given > 0 && given < least) return false;
    }
    return true;
  }

  // Adds the links of the first best way, and moves `state` past it.
  void Retrace(size_t need, State& state, std::vector<Link>& links) {
    const Total best = Best(need, state);
    std::optional<State> next;
    ForEachWay(need, state, [&](Total value, const std::vector<Link>& way, State& left) {
      if (next.has_value() || value + Best(need + 1, left) != best) return;
      next = left;
      links.insert(links.end(), way.begin(), way.end());
    });
    if (next.has_value()) state = *std::move(next);
  }

  void ForEachWay(size_t need, State& state, const Visitor& visit) {
    std::vector<Link> links;
    if (Booking(need)) {
      BookAnywhere(need, state, visit);
    } else {
      Share(need, 0, 0, 0, state, links, visit);
    }
  }

  // Every amount of every option from `k` on.
  void Share(size_t need, size_t k, int64_t met, Total value, State& state,
             std::vector<Link>& links, const Visitor& visit) {
    const int64_t amount = problem_.needs().amount[need].value();
    ++steps_;
    if (Exceeded()) return;
    if (k == options_[need].size()) {
      visit(value - Loss(need, amount - met), links, state);
      return;
    }
    Share(need, k + 1, met, value, state, links, visit);
    const Option& option = options_[need][k];
    int64_t& left = state[Cell(option, 0, 0)];
    const int64_t most = std::min({amount - met, left, option.pair.capacity.value()});
    for (int64_t x = step_; x <= most; x += step_) {
      if (x < option.pair.lot.value()) continue;
      left -= x;
      links.push_back(
          {.need = NeedIndex(need), .resource = option.resource, .amount = Quantity(x)});
      Share(need, k + 1, met + x, value + Worth(need, option, x), state, links, visit);
      links.pop_back();
      left += x;
    }
  }

  // Nothing, or any start in any week of any option.
  void BookAnywhere(size_t need, State& state, const Visitor& visit) {
    const int64_t amount = problem_.needs().amount[need].value();
    visit(-Loss(need, amount), {}, state);
    if (amount == 0) return;
    for (const Option& option : options_[need]) {
      if (problem_.needs().period[need] == Period::kWeek) {
        BookIn(need, option, option.pair.weeks, state, visit);
        continue;
      }
      for (int32_t week = 0; week < problem_.horizon().weeks; ++week) {
        if ((option.pair.weeks >> week & 1) == 0) continue;
        BookIn(need, option, WeekSet{1} << week, state, visit);
      }
    }
  }

  void BookIn(size_t need, const Option& option, WeekSet weeks, State& state,
              const Visitor& visit) {
    const int32_t duration = problem_.needs().duration[need];
    const Quantity amount = problem_.needs().amount[need];
    for (int32_t slot = 0; slot + duration <= kHalfHoursPerWeek; ++slot) {
      ++steps_;
      if (Exceeded() || !Free(option, slot, duration, weeks, state)) continue;
      Occupy(option, slot, duration, weeks, -1, state);
      const Link link{.need = NeedIndex(need),
                      .resource = option.resource,
                      .amount = amount,
                      .booked_slot = slot,
                      .booked_weeks = weeks};
      visit(Worth(need, option, amount.value()), {link}, state);
      Occupy(option, slot, duration, weeks, 1, state);
    }
  }

  bool Free(const Option& option, int32_t slot, int32_t duration, WeekSet weeks,
            const State& state) const {
    for (int32_t s = slot; s < slot + duration; ++s) {
      if (!option.pair.hours.Has(s)) return false;
      for (int32_t week = 0; week < problem_.horizon().weeks; ++week) {
        if ((weeks >> week & 1) != 0 && state[Cell(option, week, s)] == 0) return false;
      }
    }
    return true;
  }

  void Occupy(const Option& option, int32_t slot, int32_t duration, WeekSet weeks, int64_t by,
              State& state) const {
    for (int32_t s = slot; s < slot + duration; ++s) {
      for (int32_t week = 0; week < problem_.horizon().weeks; ++week) {
        if ((weeks >> week & 1) != 0) state[Cell(option, week, s)] += by;
      }
    }
  }

  size_t Cell(const Option& option, int32_t week, int32_t slot) const {
    return cells_[static_cast<size_t>(option.resource.value())]
                 [static_cast<size_t>(week * kHalfHoursPerWeek + slot)];
  }

  const Problem& problem_;
  std::vector<std::vector<Option>> options_;  // per need
  int64_t step_ = 0;
  // Per resource: where in a state its amount is, or each half-hour of each week that it is open.
  std::vector<std::vector<size_t>> cells_;
  State start_;
  absl::flat_hash_map<std::pair<size_t, State>, Total> known_;  // the best from a need on
  int64_t steps_ = 0;
};

}  // namespace

absl::StatusOr<BruteForceResult> BruteForce(const Problem& problem) {
  return Enumeration(problem).Solve();
}

}  // namespace cordee
