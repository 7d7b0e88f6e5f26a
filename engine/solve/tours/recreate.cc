#include "engine/solve/tours/recreate.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace cordee {
namespace {

// A tour is overlooked once in this many times, an idle vehicle more often: which one leaves
// decides more.
constexpr uint64_t kBlinkOneIn = 64;
constexpr int64_t kIdleBlinkOneIn = 4;
// So often shipments are taken along whatever they are worth: some may pay for a vehicle together.
// (Measured with bench/bundles_bench: 2 to 4, and 6 to 12 below, serve more than 8 and 12 to 24.)
constexpr int64_t kGenerousOneIn = 3;
// So often places within the tours are overlooked too: what is cheapest now may leave no room
// later.
constexpr int64_t kCarelessOneIn = 16;
// Shipments left before that are tried in one round.
constexpr size_t kMostWaiting = 8;

// Vehicles that are alike in everything.
std::vector<std::vector<int32_t>> VehicleClasses(const TourProblem& problem) {
  std::map<std::tuple<int32_t, int32_t, int32_t, int64_t, int64_t, TourLoad, uint32_t, int64_t,
                      int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, std::vector<uint8_t>>,
           size_t>
      class_of;
  std::vector<std::vector<int32_t>> classes;
  const auto shipments = static_cast<std::ptrdiff_t>(problem.shipments.size());
  for (size_t v = 0; v < problem.vehicles.size(); ++v) {
    const Vehicle& of = problem.vehicles[v];
    std::vector<uint8_t> barred;
    if (!problem.barred.empty()) {
      const auto row = problem.barred.begin() + static_cast<std::ptrdiff_t>(v) * shipments;
      barred.assign(row, row + shipments);
    }
    const auto [found, is_new] = class_of.try_emplace(
        {of.start, of.end, of.day, of.earliest, of.latest, of.capacity, of.features,
         of.max_duration, of.fixed_cost, of.cost_per_distance, of.cost_per_time,
         of.breaks.work, of.breaks.lasts,
         // A regular tour is its own kind.
         of.regular.empty() ? -1 : static_cast<int64_t>(v),
         std::move(barred)},
        classes.size());
    if (is_new) classes.emplace_back();
    classes[found->second].push_back(static_cast<int32_t>(v));
  }
  return classes;
}

}  // namespace

Recreate::Recreate(const TourColumns& columns)
    : columns_(columns),
      cache_(static_cast<int32_t>(columns.problem.shipments.size()),
             static_cast<int32_t>(columns.problem.vehicles.size())),
      classes_(VehicleClasses(columns.problem)),
      keys_(6) {
  const TourProblem& problem = columns.problem;
  TourLoad most = {};
  for (const Vehicle& vehicle : problem.vehicles) {
    for (size_t d = 0; d < most.size(); ++d) most[d] = std::max(most[d], vehicle.capacity[d]);
  }
  for (const Shipment& shipment : problem.shipments) {
    int64_t load = 0;
    for (size_t d = 0; d < most.size(); ++d) {
      load += (int64_t{shipment.load[d]} + shipment.returned[d]) * 1'000'000 / std::max(most[d], 1);
    }
    int64_t nearest = kMaxTourTime;
    for (const std::vector<int32_t>& each : classes_) {
      const int32_t base = problem.vehicles[static_cast<size_t>(each.front())].start;
      nearest = std::min(nearest, columns.Distance(base, shipment.pickup.location) +
                                      columns.Distance(base, shipment.delivery.location));
    }
    const int64_t width = std::min(shipment.pickup.close - shipment.pickup.open,
                                   shipment.delivery.close - shipment.delivery.open);
    keys_[0].push_back(-load);
    keys_[1].push_back(-nearest);
    keys_[2].push_back(nearest);
    keys_[3].push_back(width);
    keys_[4].push_back(shipment.pickup.open);
    keys_[5].push_back(-shipment.delivery.close);
  }
}

void Recreate::Order(std::vector<int32_t>& shipments, Random& random) const {
  random.Shuffle(shipments);
  // Of 16: at random 4, by load 4, farthest first 2, nearest first 1, by windows 2, 2 and 1.
  static constexpr int8_t kOrders[16] = {-1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 2, 3, 3, 4, 4, 5};
  const int8_t order = kOrders[random.Uniform(0, 15)];
  if (order < 0) return;
  const std::vector<int64_t>& key = keys_[static_cast<size_t>(order)];
  std::sort(shipments.begin(), shipments.end(), [&](int32_t a, int32_t b) {
    const int64_t of_a = key[static_cast<size_t>(a)];
    const int64_t of_b = key[static_cast<size_t>(b)];
    return of_a != of_b ? of_a < of_b : a < b;
  });
}

Recreate::Best Recreate::Find(const TourPlan& plan, int32_t shipment, bool may_leave_base,
                              const Mood& mood, Random& random) {
  Best best;
  if (!mood.generous) {
    best.at.cost = columns_.problem.shipments[static_cast<size_t>(shipment)].prize;
  }
  const auto consider = [&](int32_t vehicle) {
    const Route& route = plan.route(vehicle);
    const int64_t limit = best.at.cost;
    const Insertion at = mood.careless
                             ? search_.Find(columns_, route, shipment, limit, &random)
                             : cache_.Find(columns_, route, shipment, limit);
    if (at.cost < best.at.cost) best = {at, vehicle};
  };
  uint64_t blinks = 0;
  uint64_t left = 0;
  for (const int32_t vehicle : plan.used()) {
    if (left == 0) {
      blinks = random.Next();
      left = ~uint64_t{0};
    }
    const bool blink = blinks % kBlinkOneIn == 0;
    blinks /= kBlinkOneIn;
    left /= kBlinkOneIn;
    if (!blink) consider(vehicle);
  }
  if (!may_leave_base) return best;
  const bool one_kind = classes_.size() == 1;
  for (const std::vector<int32_t>& alike : classes_) {
    if (!one_kind && random.OneIn(kIdleBlinkOneIn)) continue;
    const auto idle = std::find_if(alike.begin(), alike.end(),
                                   [&](int32_t v) { return plan.route(v).empty(); });
    if (idle != alike.end()) consider(*idle);
  }
  return best;
}

// Moves to the front those that are tried: one by chance, and the others near it, so that together
// they may pay for a tour.
void Recreate::ChooseWaiting(size_t waiting, Random& random) {
  const auto first = random.Uniform(0, static_cast<int64_t>(waiting) - 1);
  const int32_t seed = open_[static_cast<size_t>(first)];
  const auto place = [&](int32_t stop) { return columns_.location[static_cast<size_t>(stop)]; };
  near_.clear();
  for (size_t k = 0; k < waiting; ++k) {
    const int32_t other = open_[k];
    near_.emplace_back(columns_.Distance(place(2 * seed), place(2 * other)) +
                           columns_.Distance(place(2 * seed + 1), place(2 * other + 1)),
                       other);
  }
  const auto last = near_.begin() + static_cast<std::ptrdiff_t>(kMostWaiting);
  std::nth_element(near_.begin(), last, near_.end());
  for (size_t k = 0; k < waiting; ++k) open_[k] = near_[k].second;
}

void Recreate::Run(TourPlan& plan, int64_t most_vehicles, size_t waiting, Random& random) {
  open_ = plan.unserved();
  if (waiting > kMostWaiting) {
    ChooseWaiting(waiting, random);
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(kMostWaiting),
                open_.begin() + static_cast<std::ptrdiff_t>(waiting));
  }
  std::sort(open_.begin(), open_.end());
  Order(open_, random);
  const Mood mood{.generous = random.OneIn(kGenerousOneIn),
                  .careless = random.OneIn(kCarelessOneIn)};
  for (const int32_t shipment : open_) {
    const bool may_leave = static_cast<int64_t>(plan.used().size()) < most_vehicles;
    const Best best = Find(plan, shipment, may_leave, mood, random);
    if (best.vehicle >= 0) plan.Insert(shipment, best.vehicle, best.at);
  }
}

Recreate::Best Recreate::FindCheapest(const TourPlan& plan, int32_t shipment) {
  Best best;
  best.at.cost = columns_.problem.shipments[static_cast<size_t>(shipment)].prize;
  const auto consider = [&](int32_t vehicle) {
    const Insertion at = cache_.Find(columns_, plan.route(vehicle), shipment, best.at.cost);
    if (at.cost < best.at.cost) best = {at, vehicle};
  };
  for (const int32_t vehicle : plan.used()) consider(vehicle);
  for (const std::vector<int32_t>& alike : classes_) {
    const auto idle = std::find_if(alike.begin(), alike.end(),
                                   [&](int32_t v) { return plan.route(v).empty(); });
    if (idle != alike.end()) consider(*idle);
  }
  return best;
}

void Recreate::Settle(TourPlan& plan) {
  for (bool placed = true; placed;) {
    placed = false;
    open_ = plan.unserved();
    std::sort(open_.begin(), open_.end());
    for (const int32_t shipment : open_) {
      const Best best = FindCheapest(plan, shipment);
      if (best.vehicle < 0) continue;
      plan.Insert(shipment, best.vehicle, best.at);
      placed = true;
    }
  }
}

}  // namespace cordee
