#include "engine/solve/booking_problem.h"

#include <algorithm>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "engine/base/check.h"
#include "engine/solve/flow_reading.h"
#include "engine/solve/value.h"

namespace cordee {
BookingProblem::BookingProblem(const Problem& problem, const CandidateSet& candidates,
                               const FlowExpansion& expansion, std::span<const Link> relaxed,
                               std::span<const NeedIndex> needs, StopToken stop)
    : weeks_(problem.horizon().weeks) {
  const FlowProblem& flow = expansion.flow;
  absl::flat_hash_map<int32_t, int32_t> rows;
  for (NeedIndex index : needs) {
    if (stop.StopRequested()) return;
    const auto n = static_cast<size_t>(index.value());
    CHECK(problem.NeedCategory(index).booking);
    Need need;
    need.index = index;
    need.amount = problem.needs().amount[n].value();
    need.duration = problem.needs().duration[n];
    need.weekly = problem.needs().period[n] != Period::kOnce;
    need.pair_begin = pairs_.size();
    const int64_t unit = problem.MicropointsPerUnit(index);
    const Total saved = UnmetCost(problem, index, Quantity(need.amount));
    const auto i = static_cast<size_t>(expansion.need_row[n]);
    const std::span<const Link> own = LinksOfNeed(relaxed, index);
    int64_t last = -1;
    for (const int32_t a : ArcsByCandidate(expansion, index)) {
      const int64_t candidate = expansion.arc_candidate[static_cast<size_t>(a)];
      if (candidate == last) continue;  // another half-hour
      last = candidate;
      const auto c = static_cast<size_t>(candidate);
      const ResourceIndex resource = candidates.resource[c];
      const auto r = static_cast<size_t>(resource.value());
      const auto [row, is_new] =
          rows.try_emplace(resource.value(), static_cast<int32_t>(resources_.size()));
      if (is_new) {
        resources_.push_back(resource);
        units_.push_back(std::min<int64_t>(problem.resources().amount[r].value(),
                                           std::numeric_limits<uint16_t>::max()));
      }
      Pair pair;
      pair.need = static_cast<int32_t>(needs_.size());
      pair.resource = row->second;
      pair.previous = expansion.Previous(c);
      pair.hours =
          BookableHours(problem.needs().hours[n] & problem.resources().hours[r], need.duration);
      pair.weeks = problem.needs().weeks[n] & problem.resources().weeks[r];
      pair.bonus = problem.policy().continuity_points * unit;
      const int64_t per_unit = flow.Value(i, static_cast<size_t>(a));
      pair.tie = Total{need.amount} * flow.Tie(i, static_cast<size_t>(a));
      const Total kept = std::min(pair.previous, need.amount);
      const Total spread = (kept * problem.policy().continuity_points + need.amount - 1) /
                           need.amount;  // whole points, as in the expansion
      pair.gain = Total{need.amount} * (per_unit - spread * unit) + kept * pair.bonus + saved;
      for (const Link& link : own) {
        if (link.resource == resource) pair.relaxed = link.amount.value();
      }
      pairs_.push_back(pair);
    }
    need.pair_end = pairs_.size();
    needs_.push_back(need);
  }
}

void BookingProblem::SetPrevious(const std::vector<int32_t>& booked) {
  for (size_t p = 0; p < pairs_.size(); ++p) {
    Pair& pair = pairs_[p];
    const auto need = static_cast<size_t>(pair.need);
    const int64_t amount = needs_[need].amount;
    pair.gain -= Total{std::min(pair.previous, amount)} * pair.bonus;
    pair.previous = booked[need] == static_cast<int32_t>(p) ? amount : 0;
    pair.gain += Total{pair.previous} * pair.bonus;
  }
}

}  // namespace cordee
