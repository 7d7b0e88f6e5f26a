// How many random cases a test runs: all of them when CORDEE_FULL is set (deploy/test.sh --full),
// one hundredth otherwise, at least one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace cordee::testing {

inline int64_t Cases(int64_t full) {
  return std::getenv("CORDEE_FULL") != nullptr ? full : std::max<int64_t>(1, full / 100);
}

}  // namespace cordee::testing
