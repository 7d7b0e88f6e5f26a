// Assignment solved by the engine's kernel: sources are needs of one unit, targets supplies of one.
//
// A source's dearest arc is worth 0 and the others what they save against it. A source without
// target costs M = 1 + the sum of the n - 1 largest spans (dearest minus cheapest arc of a source),
// n the number of sources. It pays: if some source is unmet and a complete assignment exists, an
// augmenting path meets that source and moves each of at most n - 1 others to another of its
// targets, which loses at most its span.
//
// Errors: OUT_OF_RANGE when what results is beyond the kernel's limits, with what to do.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "bench/instance/assignment_file.h"
#include "bench/instance/solved.h"

namespace cordee::bench {

absl::StatusOr<AssignmentSolution> SolveAssignment(const Assignment& assignment, int32_t threads);

}  // namespace cordee::bench
