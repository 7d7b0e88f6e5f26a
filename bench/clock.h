// The clock of the benches: wall time or, on a machine that others keep busy, the processor time of
// all threads of the process.
//
//   const double start = SecondsNow();
//   Solve();
//   const double seconds = SecondsNow() - start;
#pragma once

#include <time.h>

namespace cordee::bench {

// Set once, before anything is measured.
inline clockid_t bench_clock = CLOCK_MONOTONIC;

inline double SecondsOf(clockid_t clock) {
  timespec time = {};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

inline double SecondsNow() { return SecondsOf(bench_clock); }

}  // namespace cordee::bench
