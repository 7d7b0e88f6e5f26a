// The hard rules, written a second time from their definitions, for the checker only.
//
//   Terms terms;
//   if (const char* rule = BrokenRule(problem, need, resource, &terms)) ... "distance" ...
//
// O(1) but for the degree of a substitution; no allocation; thread-safe.
#pragma once

#include <cstdint>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"

namespace cordee::verify {

// On what terms a pair may be linked.
struct Terms {
  int32_t degree_percent = 0;
  Metres distance;
  WeekSet weeks = 0;
  HalfHours hours;
  // Nominal, over the horizon. A booking: both are the whole need.
  int64_t capacity = 0;
  int64_t lot = 0;
};

// Name of a rule that forbids the pair, or nullptr. `terms` is complete when none does.
// REQUIRES: terms->degree_percent is set by the caller, 0 when the categories are not compatible.
const char* BrokenRule(const Problem& problem, NeedIndex need, ResourceIndex resource,
                       Terms* terms);

// Times at which the booked need takes place: once, or in each of its weeks.
int32_t Occurrences(const EntryTable& needs, NeedIndex need);

// Half-hours of `open` that lie in a run of at least `length` of them.
HalfHours InLongRuns(const HalfHours& open, int32_t length);

}  // namespace cordee::verify
