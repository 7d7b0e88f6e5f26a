// Prices that bound a set packing: choose sets of rows, of which no row is in two, with the largest
// sum of weights.
//
//   maximise  sum w_j x_j   so that  sum over the sets that hold row i of x_j <= 1,  x >= 0
//
// The dual of this relaxation gives every row a price, so that no set weighs more than its rows
// cost: then the prices of all rows together bound every packing. Floating point decides nothing
// outside this folder: the answer is rounded to whole millionths and mended until it holds exactly,
// so that the bound is safe whatever the LP solver does (Neumaier, Shcherbina, "Safe bounds in
// linear and mixed-integer linear programming", Math. Programming 99, 2004).
//
//   PackingSets sets{.rows = 3, .begin = {0, 2, 4}, .row = {0, 1, 1, 2}, .weight = {5, 7}};
//   std::vector<int64_t> prices = PackingPrices(sets);         // {0, 7'000'000, 0}
#pragma once

#include <cstdint>
#include <vector>

namespace cordee {

inline constexpr int64_t kPriceUnit = 1'000'000;

struct PackingSets {
  int32_t rows = 0;
  std::vector<int32_t> begin;   // set j holds row[begin[j]] to row[begin[j + 1] - 1]
  std::vector<int32_t> row;
  std::vector<int64_t> weight;  // at least 0

  int32_t size() const { return static_cast<int32_t>(weight.size()); }
};

// In kPriceUnit-ths of a weight, at least 0. Where the LP solver fails, larger ones that hold all
// the same. Time: that of Clp's dual simplex.
std::vector<int64_t> PackingPrices(const PackingSets& sets);

}  // namespace cordee
