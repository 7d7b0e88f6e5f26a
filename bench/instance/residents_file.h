// Hospitals and residents, as a file of the pyhrtc project writes them:
//
//   0                     couples
//   2                     residents
//   2                     hospitals
//   1 2 1                 a resident, and its hospitals, best first
//   2 (1 2)               those in parentheses are tied
//   1 1 2 1               a hospital, its capacity, and its residents, best first
//   2 1 (1 2)
//
// Some files give the number of residents before that of couples; which it is shows in the one that
// is 0. Ids count from 1. Ties are broken in the order of the file, which leaves a matching that is
// stable for the ties too: a pair that blocks it would have to prefer each other strictly.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace cordee::bench {

// Lists hold positions (ids less one), best first, ties broken.
struct Residents {
  std::vector<std::vector<int32_t>> residents;  // their hospitals
  std::vector<std::vector<int32_t>> hospitals;  // their residents
  std::vector<int32_t> capacity;                // of hospitals
};

inline constexpr int64_t kMaxResidents = 4'000'000;  // and hospitals
inline constexpr int64_t kMaxResidentsFileBytes = int64_t{1} << 30;

// Errors: INVALID_ARGUMENT or NOT_FOUND with "FILE:LINE: what is wrong": couples, a line too few or
// too many, an id that is not there or twice in a list, a parenthesis that does not close.
absl::StatusOr<Residents> ReadResidentsFile(const std::string& path);
// The same of a text; `name` stands for the file in messages.
absl::StatusOr<Residents> ParseResidents(const std::string& text, const std::string& name);

}  // namespace cordee::bench
