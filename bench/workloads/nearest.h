// The nearest points of one set to each point of another, with two threads.
//
//   const std::vector<int32_t> found = NearestWithin(seekers, offers, 20, 60);
//   offers near seeker i, nearest first: found[20 * i ...], -1 behind the last
//
// Equal distances end by the number of the offer. O((seekers + offers) log offers).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cordee::bench {

struct PlanePoint {
  double x = 0;
  double y = 0;
};

std::vector<int32_t> NearestWithin(const std::vector<PlanePoint>& seekers,
                                   const std::vector<PlanePoint>& offers, size_t count,
                                   double reach);

}  // namespace cordee::bench
