// The most memory that a piece of work holds at once.
//
//   PeakMemory peak;              // what is resident now does not count
//   ... work ...
//   EXPECT_LE(peak.Bytes(), 24 * arcs);
//
// Tests run one to a process, so nobody else's memory is counted. Empty where the system cannot say
// (no /proc, or a sanitizer that keeps shadows).
#pragma once

#include <malloc.h>

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>

namespace cordee::testing {

class PeakMemory {
 public:
  PeakMemory() {
    malloc_trim(0);
    before_ = Status("VmRSS:");
    // From here on VmHWM counts anew: man 5 proc, clear_refs.
    std::ofstream file("/proc/self/clear_refs");
    file << "5" << std::flush;
    works_ = file.good() && before_ > 0 && !kSanitized;
  }

  std::optional<int64_t> Bytes() const {
    if (!works_) return std::nullopt;
    return Status("VmHWM:") - before_;
  }

 private:
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  static constexpr bool kSanitized = true;
#else
  static constexpr bool kSanitized = false;
#endif

  static int64_t Status(const std::string& key) {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
      int64_t kilobytes = 0;
      if (word == key && status >> kilobytes) return kilobytes * 1024;
    }
    return 0;
  }

  int64_t before_ = 0;
  bool works_ = false;
};

}  // namespace cordee::testing
