#include "engine/solve/tours/ruin.h"

#include <algorithm>
#include <numeric>

namespace cordee {
namespace {

constexpr int32_t kNeighbours = 200;
// Stops of a string, at most.
constexpr int64_t kLongestString = 10;
// Stops taken out at a time, on average, as the paper counts them.
constexpr int64_t kMeanRemoved = 10;
// Strings that leave some stops between them in place: one in two, in the paper's measurements.
constexpr int64_t kSplitOneIn = 2;
constexpr int64_t kLongerOneIn = 100;

}  // namespace

Ruin::Ruin(const TourColumns& columns)
    : columns_(columns),
      near_(static_cast<size_t>(columns.stops())),
      is_chosen_(columns.problem.shipments.size(), 0),
      is_hit_(columns.problem.vehicles.size(), 0) {}

const std::vector<int32_t>& Ruin::Near(int32_t stop) {
  std::vector<int32_t>& order = near_[static_cast<size_t>(stop)];
  if (!order.empty()) return order;
  const int32_t here = columns_.location[static_cast<size_t>(stop)];
  apart_.resize(near_.size());
  for (size_t other = 0; other < near_.size(); ++other) {
    const int32_t there = columns_.location[other];
    apart_[other] = columns_.Distance(here, there) + columns_.Distance(there, here);
  }
  apart_[static_cast<size_t>(stop)] = -1;
  order.resize(near_.size());
  std::iota(order.begin(), order.end(), 0);
  const auto kept = std::min<std::ptrdiff_t>(kNeighbours, columns_.stops());
  std::partial_sort(order.begin(), order.begin() + kept, order.end(), [&](int32_t a, int32_t b) {
    const int64_t to_a = apart_[static_cast<size_t>(a)];
    const int64_t to_b = apart_[static_cast<size_t>(b)];
    return to_a != to_b ? to_a < to_b : a < b;
  });
  order.resize(static_cast<size_t>(kept));
  order.shrink_to_fit();
  return order;
}

void Ruin::Take(int32_t shipment) {
  if (is_chosen_[static_cast<size_t>(shipment)] != 0) return;
  is_chosen_[static_cast<size_t>(shipment)] = 1;
  chosen_.push_back(shipment);
}

const std::vector<int32_t>& Ruin::Choose(const TourPlan& plan, const std::vector<int32_t>& seeds,
                                         Random& random) {
  for (const int32_t shipment : chosen_) is_chosen_[static_cast<size_t>(shipment)] = 0;
  for (const int32_t vehicle : hit_) is_hit_[static_cast<size_t>(vehicle)] = 0;
  chosen_.clear();
  hit_.clear();
  if (plan.used().empty()) return chosen_;
  const auto shipments = static_cast<int64_t>(is_chosen_.size());
  const auto served = shipments - static_cast<int64_t>(plan.unserved().size());
  const int64_t mean_stops = 2 * served / static_cast<int64_t>(plan.used().size());
  const int64_t longest = std::clamp<int64_t>(mean_stops, 1, kLongestString);
  const int64_t most = 4'000 * kMeanRemoved / (1 + longest) - 1'000;  // of them more, thousandths
  const int64_t more = random.Uniform(0, std::max<int64_t>(most, 0)) / 1'000;
  const auto strings = static_cast<size_t>(1 + more);
  const int32_t seed = seeds.empty()
                           ? static_cast<int32_t>(random.Uniform(0, 2 * shipments - 1))
                           : 2 * seeds[static_cast<size_t>(random.Uniform(
                                     0, static_cast<int64_t>(seeds.size()) - 1))] +
                                 static_cast<int32_t>(random.Uniform(0, 1));
  const std::vector<int32_t>& near = Near(seed);
  for (size_t k = 0; k < near.size() && hit_.size() < strings; ++k) {
    const int32_t vehicle = plan.VehicleOf(ShipmentOf(near[k]));
    if (vehicle < 0 || is_hit_[static_cast<size_t>(vehicle)] != 0) continue;
    if (is_chosen_[static_cast<size_t>(ShipmentOf(near[k]))] != 0) continue;
    is_hit_[static_cast<size_t>(vehicle)] = 1;
    hit_.push_back(vehicle);
    const Route& route = plan.route(vehicle);
    const int64_t limit = std::min<int64_t>(longest, route.stops());
    TakeString(route, near[k], random.Uniform(1, limit), random);
  }
  return chosen_;
}

void Ruin::TakeString(const Route& route, int32_t through, int64_t length, Random& random) {
  int64_t kept = 0;  // stops within the string that stay
  if (length > 1 && length < route.stops() && random.OneIn(kSplitOneIn)) {
    kept = 1;
    while (length + kept < route.stops() && !random.OneIn(kLongerOneIn)) ++kept;
    kept = std::min<int64_t>(kept, route.stops() - length);
  }
  const auto& nodes = route.nodes();
  int64_t at = 1;
  while (nodes[static_cast<size_t>(at)].stop != through) ++at;
  const int64_t span = length + kept;
  const int64_t first_low = std::max<int64_t>(1, at - span + 1);
  const int64_t first_high = std::min<int64_t>(at, route.stops() - span + 1);
  const int64_t first = random.Uniform(first_low, first_high);
  const int64_t hole = first + (kept == 0 ? span : random.Uniform(1, length - 1));
  for (int64_t k = first; k < first + span; ++k) {
    if (k >= hole && k < hole + kept) continue;
    if (nodes[static_cast<size_t>(k)].stop < 0) continue;
    Take(ShipmentOf(nodes[static_cast<size_t>(k)].stop));
  }
}

}  // namespace cordee
