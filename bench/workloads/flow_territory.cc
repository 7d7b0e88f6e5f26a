#include "bench/workloads/flow_territory.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numbers>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/random.h"

namespace cordee::bench {
namespace {

namespace geometry = boost::geometry;

constexpr double kSideKm = 290;
constexpr double kReachKm = 60;
constexpr double kRuralShare = 0.15;
constexpr double kTownSpreadKm = 4;
constexpr size_t kCandidates = 20;
constexpr int64_t kMicropointsPerUnitPerPoint = 1000;  // of a reference of 1000 units

using Point = geometry::model::point<double, 2, geometry::cs::cartesian>;
using Indexed = std::pair<Point, int32_t>;
using Tree = geometry::index::rtree<Indexed, geometry::index::rstar<16>>;

struct Entry {
  int32_t category = 0;
  uint64_t place = 0;  // along the Hilbert curve
  double x = 0;
  double y = 0;
  int64_t quantity = 0;
};

double Normal(Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.Unit()));
  return radius * std::cos(2 * std::numbers::pi * random.Unit());
}

// Position of a cell of a 2^16 x 2^16 grid along the Hilbert curve (Hamilton, Rau-Chaplin 2008).
uint64_t HilbertPlace(double x_km, double y_km) {
  constexpr uint32_t kCells = 1u << 16;
  const auto cell = [](double km) {
    return static_cast<uint32_t>(std::clamp(km / kSideKm, 0.0, 0.99999) * kCells);
  };
  uint32_t x = cell(x_km);
  uint32_t y = cell(y_km);
  uint64_t place = 0;
  for (uint32_t s = kCells / 2; s > 0; s /= 2) {
    const uint32_t right = (x & s) ? 1 : 0;
    const uint32_t upper = (y & s) ? 1 : 0;
    place += uint64_t{s} * s * ((3 * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = kCells - 1 - x;
        y = kCells - 1 - y;
      }
      std::swap(x, y);
    }
  }
  return place;
}

// Draws from weights by their running sums.
size_t Draw(Random& random, const std::vector<double>& sums) {
  const double target = random.Unit() * sums.back();
  const auto found = std::upper_bound(sums.begin(), sums.end() - 1, target);
  return static_cast<size_t>(found - sums.begin());
}

std::vector<Entry> Entries(Random& random, int64_t count, int32_t categories,
                           const std::vector<Point>& towns, const std::vector<double>& town_sums) {
  std::vector<double> category_sums;
  double sum = 0;
  for (int32_t c = 1; c <= categories; ++c) category_sums.push_back(sum += 1.0 / c);
  std::vector<Entry> entries(static_cast<size_t>(count));
  for (Entry& entry : entries) {
    entry.category = static_cast<int32_t>(Draw(random, category_sums));
    if (random.Unit() < kRuralShare) {
      entry.x = random.Unit() * kSideKm;
      entry.y = random.Unit() * kSideKm;
    } else {
      const Point& town = towns[Draw(random, town_sums)];
      entry.x = town.get<0>() + Normal(random) * kTownSpreadKm;
      entry.y = town.get<1>() + Normal(random) * kTownSpreadKm;
    }
    entry.place = HilbertPlace(entry.x, entry.y);
    entry.quantity =
        std::clamp<int64_t>(std::llround(std::exp(3.0 + 1.1 * Normal(random))), 1, 1000);
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.category, a.place, a.quantity) < std::tie(b.category, b.place, b.quantity);
  });
  return entries;
}

// Calls add(seeker, found) for the nearest of `found` within reach of each of `seekers`.
template <typename Add>
void ForNearest(const std::vector<Entry>& seekers, const std::vector<Entry>& offers, Add add) {
  size_t offers_begin = 0;
  for (size_t begin = 0; begin < seekers.size();) {
    const int32_t category = seekers[begin].category;
    std::vector<Indexed> points;
    while (offers_begin < offers.size() && offers[offers_begin].category < category) ++offers_begin;
    for (size_t j = offers_begin; j < offers.size() && offers[j].category == category; ++j) {
      points.push_back({Point(offers[j].x, offers[j].y), static_cast<int32_t>(j)});
    }
    const Tree tree(points);
    for (; begin < seekers.size() && seekers[begin].category == category; ++begin) {
      const Point here(seekers[begin].x, seekers[begin].y);
      std::vector<Indexed> found;
      tree.query(geometry::index::nearest(here, kCandidates), std::back_inserter(found));
      for (const Indexed& hit : found) {
        if (geometry::distance(here, hit.first) <= kReachKm) {
          add(static_cast<int32_t>(begin), hit.second);
        }
      }
    }
  }
}

void AddNeed(FlowProblem& problem, const Entry& need) {
  const int64_t third = need.quantity / 3;
  constexpr int64_t kTierPoints[] = {1000, 3000, 6000};
  const int64_t capacities[] = {third, third, need.quantity - 2 * third};
  for (size_t t = 0; t < std::size(capacities); ++t) {
    problem.tier_capacity.push_back(capacities[t]);
    problem.tier_cost.push_back(kTierPoints[t] * kMicropointsPerUnitPerPoint);
  }
  problem.tier_begin.push_back(static_cast<int32_t>(problem.tier_cost.size()));
  problem.demand.push_back(need.quantity);
}

void AddArc(FlowProblem& problem, Random& random, const Entry& need, const Entry& supply,
            int32_t supply_index) {
  const double distance = std::hypot(need.x - supply.x, need.y - supply.y);
  const double score = 10'000 * (0.65 * (1 - distance / kReachKm) + 0.35 * random.Unit());
  problem.arc_supply.push_back(supply_index);
  problem.arc_capacity.push_back(std::min(need.quantity, supply.quantity));
  problem.arc_value.push_back(std::llround(score) * kMicropointsPerUnitPerPoint);
  problem.arc_tie.push_back(static_cast<uint32_t>(random.Uniform(0, kTieRange - 1)));
}

}  // namespace

FlowProblem FlowTerritory(int64_t entries, int32_t categories, uint64_t seed) {
  Random random(seed);
  std::vector<Point> towns;
  std::vector<double> town_sums;
  double sum = 0;
  const auto town_count = static_cast<size_t>(std::sqrt(static_cast<double>(entries)));
  for (size_t t = 0; t < town_count; ++t) {
    const double x = random.Unit() * kSideKm;
    towns.emplace_back(x, random.Unit() * kSideKm);
    town_sums.push_back(sum += std::exp(Normal(random)));
  }
  const std::vector<Entry> needs = Entries(random, entries / 2, categories, towns, town_sums);
  const std::vector<Entry> supplies =
      Entries(random, entries - entries / 2, categories, towns, town_sums);

  std::vector<std::pair<int32_t, int32_t>> pairs;
  ForNearest(needs, supplies, [&](int32_t need, int32_t supply) {
    pairs.push_back({need, supply});
  });
  ForNearest(supplies, needs, [&](int32_t supply, int32_t need) {
    pairs.push_back({need, supply});
  });
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());

  FlowProblem problem;
  problem.tier_begin = {0};
  problem.arc_begin = {0};
  for (const Entry& supply : supplies) problem.supply_capacity.push_back(supply.quantity);
  auto pair = pairs.begin();
  for (size_t i = 0; i < needs.size(); ++i) {
    AddNeed(problem, needs[i]);
    for (; pair != pairs.end() && pair->first == static_cast<int32_t>(i); ++pair) {
      AddArc(problem, random, needs[i], supplies[static_cast<size_t>(pair->second)], pair->second);
    }
    problem.arc_begin.push_back(problem.arc_count());
  }
  return problem;
}

}  // namespace cordee::bench
