#include "engine/solve/tours/tour_search.h"

#include <algorithm>
#include <bit>
#include <map>

namespace cordee {
namespace {

// The caller's clock is read, and the stop flag polled, once in this many iterations.
constexpr int64_t kIterationsPerLook = 16;
// First temperature, in mean legs; the last is a hundredth of it. Tours to begin with are kept: a
// temperature at which they would melt would lose them.
constexpr int64_t kFirstTemperature = 10;
constexpr int64_t kWarmTemperatureDivisor = 4;
// So often a whole tour goes to another vehicle, where they are not all alike.
constexpr int64_t kChangeVehicleOneIn = 8;
constexpr int64_t kCoolingSteps = 256;
// 100 to the power of -1/256, in 65,536ths.
constexpr int64_t kCooling = 64'368;

// -ln of a uniform number in (0, 1], in 65,536ths, within 0.01. No floating point: the same on
// every machine.
int64_t NegativeLog(Random& random) {
  const uint64_t u = random.Next() | 1;
  const int zeros = std::countl_zero(u);
  const auto fraction = static_cast<int64_t>(((u << zeros) << 1) >> 48);
  // log2(1 + f) is near f + 0.34 f (1 - f).
  const int64_t bend = (((22'282 * fraction) >> 16) * (65'536 - fraction)) >> 16;
  const int64_t binary = (int64_t{zeros} + 1) * 65'536 - fraction - bend;
  return (binary * 45'426) >> 16;
}

// In millionths.
int64_t Share(int64_t part, int64_t whole) {
  return static_cast<int64_t>(static_cast<__int128>(part) * kWholeBudget / whole);
}

int64_t Scaled(int64_t value, int64_t by) {
  return static_cast<int64_t>((static_cast<__int128>(value) * by) >> 16);
}

}  // namespace

TourSearch::TourSearch(const TourColumns& columns, const TourOptions& options, int32_t number,
                       StopToken stop)
    : columns_(columns),
      options_(options),
      stop_(stop),
      random_(MixBits(options.seed) + static_cast<uint64_t>(number)),
      plan_(columns),
      ruin_(columns),
      recreate_(columns),
      absences_(columns.problem.shipments.size(), 0) {}

bool TourSearch::Next(int64_t until) {
  if (iterations_ >= options_.iterations) return false;
  if (iterations_ % kIterationsPerLook == 0) {
    stopped_ = stopped_ || stop_.StopRequested();
    spent_ = options_.spent ? options_.spent() : Share(iterations_, options_.iterations);
  }
  if (stopped_ || spent_ >= until) return false;
  ++iterations_;
  return true;
}

void TourSearch::Keep() {
  best_ = plan_.Tours();
  best_cost_ = plan_.cost();
}

std::vector<int32_t> TourSearch::StillPossible(const std::vector<int32_t>& stops) const {
  const auto all = static_cast<int32_t>(2 * columns_.problem.shipments.size());
  // By shipment: 1 picked up, 2 delivered as well, 3 more than that.
  std::map<int32_t, int> seen;
  for (const int32_t stop : stops) {
    if (stop < 0 || stop >= all || plan_.VehicleOf(ShipmentOf(stop)) >= 0) continue;
    int& state = seen[ShipmentOf(stop)];
    state = state == (IsPickup(stop) ? 0 : 1) ? state + 1 : 3;
  }
  std::vector<int32_t> possible;
  for (const int32_t stop : stops) {
    const auto found = seen.find(ShipmentOf(stop));
    const bool whole = stop >= 0 && found != seen.end() && found->second == 2;
    if (whole || stop < kDepot) possible.push_back(stop);
  }
  return possible;
}

void TourSearch::Start() {
  const auto vehicles = static_cast<int32_t>(columns_.problem.vehicles.size());
  for (const Tour& tour : options_.start) {
    const bool idle =
        tour.vehicle >= 0 && tour.vehicle < vehicles && plan_.route(tour.vehicle).empty();
    if (idle) plan_.Assign(tour.vehicle, StillPossible(tour.stops));
  }
  if (options_.start.empty()) {
    recreate_.Run(plan_, vehicles, 0, random_);
  } else {
    recreate_.Settle(plan_);
  }
  plan_.Begin();
  Keep();
}

void TourSearch::ChangeVehicle() {
  const auto any = [&](const auto& list) {
    return list[static_cast<size_t>(random_.Uniform(0, static_cast<int64_t>(list.size()) - 1))];
  };
  const int32_t vehicle = any(plan_.used());
  const std::vector<int32_t>& alike = recreate_.classes()[static_cast<size_t>(random_.Uniform(
      0, static_cast<int64_t>(recreate_.classes().size()) - 1))];
  const auto idle = std::find_if(alike.begin(), alike.end(),
                                 [&](int32_t v) { return plan_.route(v).empty(); });
  if (idle == alike.end()) return;
  std::vector<int32_t> stops;
  for (const Route::Node& node : plan_.route(vehicle).nodes()) {
    if (node.stop >= 0) stops.push_back(node.stop);
  }
  plan_.RemoveAll(vehicle);
  if (!plan_.Assign(*idle, stops)) plan_.Undo();
}

void TourSearch::Perturb(int64_t most_vehicles) {
  plan_.Begin();
  const size_t waiting = plan_.unserved().size();
  if (recreate_.classes().size() > 1 && !plan_.used().empty() &&
      random_.OneIn(kChangeVehicleOneIn)) {
    ChangeVehicle();
    return;
  }
  plan_.Remove(ruin_.Choose(plan_, options_.focus, random_));
  recreate_.Run(plan_, most_vehicles, waiting, random_);
}

int64_t TourSearch::Absences(const std::vector<int32_t>& shipments) const {
  int64_t sum = 0;
  for (const int32_t shipment : shipments) sum += absences_[static_cast<size_t>(shipment)];
  return sum;
}

void TourSearch::DropLeastAbsentTour() {
  int32_t least = -1;
  int64_t least_sum = 0;
  for (const int32_t vehicle : plan_.used()) {
    int64_t sum = 0;
    for (const Route::Node& node : plan_.route(vehicle).nodes()) {
      if (node.stop >= 0) sum += absences_[static_cast<size_t>(ShipmentOf(node.stop))];
    }
    if (least < 0 || sum < least_sum || (sum == least_sum && vehicle < least)) {
      least = vehicle;
      least_sum = sum;
    }
  }
  plan_.RemoveAll(least);
}

void TourSearch::ReduceFleet(int64_t until) {
  auto most = static_cast<int64_t>(plan_.used().size());
  if (plan_.unserved().empty()) {
    if (most <= 1) return;
    DropLeastAbsentTour();
    --most;
  }
  while (Next(until)) {
    const std::vector<int32_t> absent = plan_.unserved();
    const int64_t cost = plan_.cost();
    const int64_t temperature = MeanLegCost();
    Perturb(most);
    const std::vector<int32_t>& now = plan_.unserved();
    if (now.empty()) {
      if (plan_.cost() < best_cost_) Keep();
      if (most <= 1) return;
      DropLeastAbsentTour();
      --most;
      continue;
    }
    const bool fewer = now.size() < absent.size() || Absences(now) < Absences(absent);
    const bool cheaper = now.size() == absent.size() &&
                         plan_.cost() < cost + Scaled(temperature, NegativeLog(random_));
    for (const int32_t shipment : now) ++absences_[static_cast<size_t>(shipment)];
    if (!fewer && !cheaper) plan_.Undo();
  }
  plan_.Restore(best_);
}

int64_t TourSearch::MeanLegCost() const {
  int64_t cost = 0;
  int64_t legs = 0;
  for (const int32_t vehicle : plan_.used()) {
    const Route& route = plan_.route(vehicle);
    cost += route.cost();
    if (!route.has_regular()) {
      cost -= columns_.problem.vehicles[static_cast<size_t>(vehicle)].fixed_cost;
    }
    legs += route.stops() + 1;
  }
  return legs == 0 ? 1 : std::max<int64_t>(cost / legs, 1);
}

void TourSearch::Anneal(int64_t until) {
  if (temperatures_.empty()) {
    began_ = spent_;
    temperatures_.push_back(options_.start.empty() ? kFirstTemperature * MeanLegCost()
                                                   : MeanLegCost() / kWarmTemperatureDivisor);
    while (temperatures_.size() <= static_cast<size_t>(kCoolingSteps)) {
      temperatures_.push_back(Scaled(temperatures_.back(), kCooling));
    }
  }
  const auto vehicles = static_cast<int64_t>(columns_.problem.vehicles.size());
  while (Next(until)) {
    const auto step = static_cast<size_t>((spent_ - began_) * kCoolingSteps /
                                          std::max<int64_t>(kWholeBudget - began_, 1));
    const int64_t cost = plan_.cost();
    Perturb(vehicles);
    if (plan_.cost() >= cost + Scaled(temperatures_[step], NegativeLog(random_))) {
      plan_.Undo();
    } else if (plan_.cost() < best_cost_) {
      Keep();
    }
  }
}

void TourSearch::Settle() {
  plan_.Restore(best_);
  plan_.Begin();
  recreate_.Settle(plan_);
  Keep();
}

void TourSearch::TakeOver(const TourSearch& better) {
  plan_.Restore(better.best_);
  Keep();
}

}  // namespace cordee
