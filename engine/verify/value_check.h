// What a set of links is worth, re-derived from scores, previous links and unmet tiers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/verify/rules_check.h"

namespace cordee::verify {

// Micropoints that one base unit of the pair is worth, continuity left out.
int64_t UnitValue(const Problem& problem, NeedIndex need, ResourceIndex resource,
                  const Terms& terms);

// What the base run proposed for the pair, nominal; 0 when nothing. O(log previous links).
int64_t PreviousAmount(const Problem& problem, NeedIndex need, ResourceIndex resource);

// A tier of being unmet.
struct TierPart {
  int64_t capacity = 0;     // base units
  int64_t micropoints = 0;  // cost of each of them
};

// Calls visit(TierPart) for the tiers of a need, cheapest first.
template <typename Visit>
void ForEachTier(const Problem& problem, NeedIndex need, Visit&& visit) {
  const int64_t unit = problem.MicropointsPerUnit(need);
  int64_t before = 0;
  for (const UnmetTier& tier : problem.policy().unmet_tiers) {
    const int64_t upto = TierEnd(problem.needs(), static_cast<size_t>(need.value()), tier);
    visit(TierPart{upto - before, tier.points * unit});
    before = upto;
  }
}

// The stated parts, in total and by category, are what the links are worth. `unit_value` is
// parallel to claim.links (UnitValue); `served` is what each need gets.
absl::Status CheckValue(const Problem& problem, const SolveResult& claim,
                        const std::vector<int64_t>& unit_value, const std::vector<Total>& served);

}  // namespace cordee::verify
