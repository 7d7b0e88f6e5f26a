// Minimum orders: what each resource gives, counted anew.
#pragma once

#include "absl/status/status.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee::verify {

// No resource gives something and less than its minimum order. A minimum order that is said to be
// missed is stated once, in order, of a resource without a link, with less than the minimum.
// REQUIRES: links name needs and resources of the problem.
absl::Status CheckOrders(const Problem& problem, const SolveResult& claim);

}  // namespace cordee::verify
