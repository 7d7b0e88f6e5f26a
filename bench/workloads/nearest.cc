#include "bench/workloads/nearest.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <thread>
#include <utility>

namespace cordee::bench {
namespace {

namespace geometry = boost::geometry;

using Point = geometry::model::point<double, 2, geometry::cs::cartesian>;
using Indexed = std::pair<Point, int32_t>;
using Tree = geometry::index::rtree<Indexed, geometry::index::linear<16>>;

constexpr size_t kWorthAThread = 4096;

}  // namespace

std::vector<int32_t> NearestWithin(const std::vector<PlanePoint>& seekers,
                                   const std::vector<PlanePoint>& offers, size_t count,
                                   double reach) {
  std::vector<Indexed> points;
  points.reserve(offers.size());
  for (size_t j = 0; j < offers.size(); ++j) {
    points.emplace_back(Point(offers[j].x, offers[j].y), static_cast<int32_t>(j));
  }
  const Tree tree(points);  // of a range: packed
  std::vector<int32_t> found(seekers.size() * count, -1);
  const auto search = [&](size_t begin, size_t end) {
    std::vector<std::pair<double, int32_t>> hits;
    for (size_t i = begin; i < end; ++i) {
      const Point here(seekers[i].x, seekers[i].y);
      hits.clear();
      for (auto hit = tree.qbegin(geometry::index::nearest(here, static_cast<unsigned>(count)));
           hit != tree.qend(); ++hit) {
        const double distance = geometry::distance(here, hit->first);
        if (distance <= reach) hits.emplace_back(distance, hit->second);
      }
      std::sort(hits.begin(), hits.end());
      for (size_t h = 0; h < hits.size(); ++h) found[i * count + h] = hits[h].second;
    }
  };
  const size_t half = seekers.size() < kWorthAThread ? 0 : seekers.size() / 2;
  std::thread other([&] { search(0, half); });
  search(half, seekers.size());
  other.join();
  return found;
}

}  // namespace cordee::bench
