// What a set of links is worth, re-derived from scores, previous links and unmet tiers.
#pragma once

#include <cstdint>
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

// The tiers of being unmet of a need of `amount`, cheapest first.
struct TierPart {
  int64_t capacity = 0;     // base units
  int64_t micropoints = 0;  // cost of each of them
};
std::vector<TierPart> UnmetTiers(const Problem& problem, NeedIndex need);

// The stated parts, in total and by category, are what the links are worth. `terms` is parallel to
// claim.links; `served` is what each need gets.
absl::Status CheckValue(const Problem& problem, const SolveResult& claim,
                        const std::vector<Terms>& terms, const std::vector<Total>& served);

}  // namespace cordee::verify
