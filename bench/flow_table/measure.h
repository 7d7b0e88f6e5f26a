// Times of repeated runs, and how they are printed.
//
//   Times times;
//   times.Add(Timed([&] { Solve(); }));
//   PrintTimes(times)   // "4.40 s (4.38-4.52)"
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/clock.h"

namespace cordee::bench {

struct Duration {
  double seconds = 0;  // by the clock of bench/clock.h
  double cpu = 0;      // of all threads of the process
};

template <typename Work>
Duration Timed(Work work) {
  const double start = SecondsNow();
  const double start_cpu = SecondsOf(CLOCK_PROCESS_CPUTIME_ID);
  work();
  const double end = SecondsNow();
  return {end - start, SecondsOf(CLOCK_PROCESS_CPUTIME_ID) - start_cpu};
}

// In seconds.
class Times {
 public:
  void Add(double seconds) { seconds_.push_back(seconds); }

  bool empty() const { return seconds_.empty(); }
  size_t count() const { return seconds_.size(); }
  double Total() const;
  double Mean() const { return Total() / static_cast<double>(count()); }
  // The least time that at least `share` of the runs do not exceed. REQUIRES: not empty.
  double Quantile(double share) const;
  double Median() const { return Quantile(0.5); }
  double Least() const { return Quantile(0); }
  double Most() const { return Quantile(1); }

 private:
  std::vector<double> seconds_;
};

// "56.1 us", "2.60 ms", "28.1 s".
std::string PrintSeconds(double seconds);
// The median, with least and most when there are several; "-" when there is none.
std::string PrintTimes(const Times& times);
// How many times the other's median; "-" when one of them has none.
std::string PrintRatio(const Times& times, const Times& other);
// "1,000,000".
std::string PrintCount(int64_t count);

}  // namespace cordee::bench
