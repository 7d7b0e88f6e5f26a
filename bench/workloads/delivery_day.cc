#include "bench/workloads/delivery_day.h"

#include <cmath>
#include <vector>

#include "engine/base/random.h"

namespace cordee::bench {
namespace {

constexpr int64_t kMetres = 40'000;
constexpr int32_t kVillages = 24;
constexpr int64_t kVillageMetres = 1'200;
constexpr int64_t kHour = 3'600;
constexpr int64_t kService = 120;
constexpr double kDetour = 1.3;
constexpr double kMetresPerSecond = 50'000.0 / 3'600;

struct Point {
  int64_t x;
  int64_t y;
};

std::vector<Point> Places(int32_t count, Random& random) {
  std::vector<Point> villages;
  for (int32_t v = 0; v < kVillages; ++v) {
    villages.push_back({random.Uniform(0, kMetres), random.Uniform(0, kMetres)});
  }
  std::vector<Point> places;
  for (int32_t k = 0; k < count; ++k) {
    const Point& village = villages[static_cast<size_t>(random.Uniform(0, kVillages - 1))];
    places.push_back({village.x + random.Uniform(-kVillageMetres, kVillageMetres),
                      village.y + random.Uniform(-kVillageMetres, kVillageMetres)});
  }
  return places;
}

void SetTables(const std::vector<Point>& places, TourProblem& problem) {
  problem.locations = static_cast<int32_t>(places.size());
  for (const Point& from : places) {
    for (const Point& to : places) {
      const double metres = kDetour * std::hypot(static_cast<double>(from.x - to.x),
                                                 static_cast<double>(from.y - to.y));
      problem.distance.push_back(static_cast<int32_t>(std::lround(metres)));
      problem.time.push_back(static_cast<int32_t>(std::ceil(metres / kMetresPerSecond)));
    }
  }
}

}  // namespace

TourProblem DeliveryDay(int32_t shipments, int32_t vehicles, uint64_t seed) {
  Random random(seed);
  TourProblem problem;
  const int32_t places = shipments / 2 + 20;
  SetTables(Places(places, random), problem);
  const auto place = [&](int32_t from, int32_t to) {
    return static_cast<int32_t>(random.Uniform(from, to - 1));
  };
  const int32_t senders = places / 3;
  for (int32_t s = 0; s < shipments; ++s) {
    Shipment& shipment = problem.shipments.emplace_back();
    shipment.pickup = {place(0, senders), 6 * kHour, 12 * kHour, kService};
    const int64_t opens = kHour * random.Uniform(7, 15);
    shipment.delivery = {place(senders, places), opens, opens + 2 * kHour, kService};
    const auto kilograms = static_cast<int32_t>(random.Uniform(5, 150));
    shipment.load = {kilograms, 3 * kilograms, kilograms / 12 + 1};
    if (random.OneIn(5)) shipment.needs = 1;
  }
  for (int32_t v = 0; v < vehicles; ++v) {
    Vehicle& vehicle = problem.vehicles.emplace_back();
    vehicle.start = vehicle.end = place(0, senders);
    vehicle.earliest = 5 * kHour;
    vehicle.latest = 20 * kHour;
    vehicle.max_duration = 10 * kHour;
    vehicle.capacity = random.OneIn(2) ? TourLoad{500, 2'500, 60} : TourLoad{1'200, 9'000, 140};
    vehicle.features = v % 2 == 0 ? 1 : 0;
    vehicle.fixed_cost = 20'000'000;
    vehicle.cost_per_distance = 400;
    vehicle.cost_per_time = 15'000'000 / kHour;
  }
  return problem;
}

}  // namespace cordee::bench
