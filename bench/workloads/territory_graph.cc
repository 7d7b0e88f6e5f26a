#include "bench/workloads/territory_graph.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <tuple>
#include <utility>
#include <vector>

#include "bench/workloads/hub_shape.h"
#include "bench/workloads/nearest.h"
#include "engine/base/random.h"

namespace cordee::bench {
namespace {

constexpr double kSideKm = 290;
constexpr double kReachKm = 60;
constexpr double kRuralShare = 0.15;
constexpr double kTownSpreadKm = 4;
constexpr size_t kCandidates = 20;

struct Entry {
  int32_t category = 0;
  uint64_t place = 0;  // along the Hilbert curve
  PlanePoint at;
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

struct Towns {
  std::vector<PlanePoint> at;
  std::vector<double> size_sums;
};

Towns DrawTowns(Random& random, int64_t entries) {
  Towns towns;
  double sum = 0;
  const auto count = static_cast<size_t>(std::sqrt(static_cast<double>(entries)));
  for (size_t t = 0; t < count; ++t) {
    const double x = random.Unit() * kSideKm;
    towns.at.push_back({x, random.Unit() * kSideKm});
    towns.size_sums.push_back(sum += std::exp(Normal(random)));
  }
  return towns;
}

std::vector<Entry> DrawEntries(Random& random, int64_t count, int32_t categories,
                               const Towns& towns) {
  std::vector<double> category_sums;
  double sum = 0;
  for (int32_t c = 1; c <= categories; ++c) category_sums.push_back(sum += 1.0 / c);
  std::vector<Entry> entries(static_cast<size_t>(count));
  for (Entry& entry : entries) {
    entry.category = static_cast<int32_t>(Draw(random, category_sums));
    if (random.Unit() < kRuralShare) {
      entry.at.x = random.Unit() * kSideKm;
      entry.at.y = random.Unit() * kSideKm;
    } else {
      const PlanePoint& town = towns.at[Draw(random, towns.size_sums)];
      entry.at.x = town.x + Normal(random) * kTownSpreadKm;
      entry.at.y = town.y + Normal(random) * kTownSpreadKm;
    }
    entry.place = HilbertPlace(entry.at.x, entry.at.y);
    entry.quantity =
        std::clamp<int64_t>(std::llround(std::exp(3.0 + 1.1 * Normal(random))), 1, 1000);
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.category, a.place, a.quantity, a.at.x, a.at.y) <
           std::tie(b.category, b.place, b.quantity, b.at.x, b.at.y);
  });
  return entries;
}

// [begin, end) of the entries of each category.
std::vector<size_t> CategoryBegins(const std::vector<Entry>& entries, int32_t categories) {
  std::vector<size_t> begins(static_cast<size_t>(categories) + 1);
  for (const Entry& entry : entries) ++begins[static_cast<size_t>(entry.category) + 1];
  for (size_t c = 0; c < static_cast<size_t>(categories); ++c) begins[c + 1] += begins[c];
  return begins;
}

// The nearest offers of each seeker, as NearestWithin gives them, over all categories.
std::vector<int32_t> Candidates(const std::vector<Entry>& seekers, const std::vector<Entry>& offers,
                                int32_t categories) {
  const std::vector<size_t> seeker_begin = CategoryBegins(seekers, categories);
  const std::vector<size_t> offer_begin = CategoryBegins(offers, categories);
  const auto points = [](const std::vector<Entry>& entries, size_t begin, size_t end) {
    std::vector<PlanePoint> out;
    for (size_t i = begin; i < end; ++i) out.push_back(entries[i].at);
    return out;
  };
  std::vector<int32_t> all;
  all.reserve(seekers.size() * kCandidates);
  for (size_t c = 0; c < static_cast<size_t>(categories); ++c) {
    const auto first = static_cast<int32_t>(offer_begin[c]);
    for (int32_t hit :
         NearestWithin(points(seekers, seeker_begin[c], seeker_begin[c + 1]),
                       points(offers, offer_begin[c], offer_begin[c + 1]), kCandidates, kReachKm)) {
      all.push_back(hit < 0 ? -1 : first + hit);
    }
  }
  return all;
}

// Both sides' candidates, by need and then resource, each pair once.
void AddPairs(HubGraph& graph, const std::vector<int32_t>& of_needs,
              const std::vector<int32_t>& of_resources) {
  std::vector<int32_t> begin(graph.needs() + 1);
  for (int32_t need : of_resources) {
    if (need >= 0) ++begin[static_cast<size_t>(need) + 1];
  }
  for (size_t i = 0; i < graph.needs(); ++i) begin[i + 1] += begin[i];
  std::vector<int32_t> seekers(static_cast<size_t>(begin.back()));
  std::vector<int32_t> next(begin.begin(), begin.end() - 1);
  for (size_t h = 0; h < of_resources.size(); ++h) {
    if (of_resources[h] < 0) continue;
    int32_t& at = next[static_cast<size_t>(of_resources[h])];
    seekers[static_cast<size_t>(at++)] = static_cast<int32_t>(h / kCandidates);
  }
  std::vector<int32_t> resources;
  for (size_t i = 0; i < graph.needs(); ++i) {
    resources.assign(seekers.begin() + begin[i], seekers.begin() + begin[i + 1]);
    for (size_t h = i * kCandidates; h < (i + 1) * kCandidates && of_needs[h] >= 0; ++h) {
      resources.push_back(of_needs[h]);
    }
    std::sort(resources.begin(), resources.end());
    resources.erase(std::unique(resources.begin(), resources.end()), resources.end());
    graph.arc_resource.insert(graph.arc_resource.end(), resources.begin(), resources.end());
    graph.arc_begin.push_back(static_cast<int32_t>(graph.arcs()));
  }
}

// Adds pairs (need, resource), sorted, that the graph does not have yet.
void InsertPairs(HubGraph& graph, const std::vector<std::pair<int32_t, int32_t>>& pairs) {
  std::vector<int32_t> begin = {0};
  std::vector<int32_t> resources;
  resources.reserve(graph.arcs() + pairs.size());
  auto pair = pairs.begin();
  for (size_t i = 0; i < graph.needs(); ++i) {
    const auto first = static_cast<std::ptrdiff_t>(resources.size());
    resources.insert(resources.end(), graph.arc_resource.begin() + graph.arc_begin[i],
                     graph.arc_resource.begin() + graph.arc_begin[i + 1]);
    for (; pair != pairs.end() && pair->first == static_cast<int32_t>(i); ++pair) {
      resources.push_back(pair->second);
    }
    std::sort(resources.begin() + first, resources.end());
    begin.push_back(static_cast<int32_t>(resources.size()));
  }
  graph.arc_begin = std::move(begin);
  graph.arc_resource = std::move(resources);
}

// See TerritoryGraphOptions::joined.
void JoinComponents(HubGraph& graph) {
  HubSets sets(graph);
  std::vector<std::pair<int32_t, int32_t>> bridges;
  const auto bridge = [&](size_t need, size_t resource) {
    if (sets.Join(need, resource)) {
      bridges.emplace_back(static_cast<int32_t>(need), static_cast<int32_t>(resource));
    }
  };
  size_t i = 0;
  size_t j = 0;
  while (i < graph.needs() || j < graph.resources()) {
    const bool need_next = j == graph.resources() ||
                           (i < graph.needs() && graph.need_place[i] <= graph.resource_place[j]);
    if (need_next) {
      if (graph.resources() > 0) bridge(i, j == 0 ? 0 : j - 1);
      ++i;
    } else {
      if (graph.needs() > 0) bridge(i == 0 ? 0 : i - 1, j);
      ++j;
    }
  }
  std::sort(bridges.begin(), bridges.end());
  InsertPairs(graph, bridges);
}

void AddPoints(HubGraph& graph, const std::vector<Entry>& needs,
               const std::vector<Entry>& resources, const TerritoryGraphOptions& options) {
  constexpr int32_t kEqualPoints = 5000;
  graph.arc_points.reserve(graph.arcs());
  for (size_t i = 0; i < needs.size(); ++i) {
    for (auto a = static_cast<size_t>(graph.arc_begin[i]);
         a < static_cast<size_t>(graph.arc_begin[i + 1]); ++a) {
      const auto j = static_cast<size_t>(graph.arc_resource[a]);
      const double distance =
          std::hypot(needs[i].at.x - resources[j].at.x, needs[i].at.y - resources[j].at.y);
      const double nearness = std::max(0.0, 1 - distance / kReachKm);
      const double noise = Random(MixBits(options.seed) ^ (uint64_t{i} << 32 | j)).Unit();
      const auto points = static_cast<int32_t>(std::lround(1e4 * (0.65 * nearness + 0.35 * noise)));
      graph.arc_points.push_back(options.equal_points ? kEqualPoints : points);
    }
  }
}

}  // namespace

HubGraph TerritoryGraph(const TerritoryGraphOptions& options) {
  Random random(options.seed);
  const Towns towns = DrawTowns(random, options.entries);
  const int64_t need_count = options.entries / 2;
  const std::vector<Entry> needs = DrawEntries(random, need_count, options.categories, towns);
  const std::vector<Entry> resources =
      DrawEntries(random, options.entries - need_count, options.categories, towns);
  HubGraph graph;
  const auto place = [](const Entry& entry) {
    return uint64_t{static_cast<uint32_t>(entry.category)} << 32 | entry.place;
  };
  for (const Entry& need : needs) {
    graph.need_quantity.push_back(need.quantity);
    graph.need_place.push_back(place(need));
  }
  for (const Entry& resource : resources) {
    graph.resource_quantity.push_back(resource.quantity);
    graph.resource_place.push_back(place(resource));
  }
  graph.arc_begin = {0};
  AddPairs(graph, Candidates(needs, resources, options.categories),
           Candidates(resources, needs, options.categories));
  if (options.joined) JoinComponents(graph);
  AddPoints(graph, needs, resources, options);
  if (options.unmet_tiers) graph.unmet_points = {1000, 3000, 6000};
  return graph;
}

}  // namespace cordee::bench
