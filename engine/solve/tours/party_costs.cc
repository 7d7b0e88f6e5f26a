#include "engine/solve/tours/party_costs.h"

#include <algorithm>
#include <utility>

#include "engine/base/random.h"
#include "engine/base/status_macros.h"
#include "engine/solve/tours/tour_solver.h"

namespace cordee {
namespace {

// The shipments of a set, in a problem of their own with the places that they and the vehicles
// need.
struct Part {
  TourProblem problem;
  std::vector<int32_t> shipment;  // in the whole problem
};

Part MakePart(const TourProblem& whole, const std::vector<int32_t>& shipments) {
  Part part;
  part.shipment = shipments;
  part.problem.vehicles = whole.vehicles;
  std::vector<int32_t> number(static_cast<size_t>(whole.locations), -1);
  std::vector<int32_t> places;
  const auto renumber = [&](int32_t& location) {
    int32_t& to = number[static_cast<size_t>(location)];
    if (to < 0) {
      to = static_cast<int32_t>(places.size());
      places.push_back(location);
    }
    location = to;
  };
  for (Vehicle& vehicle : part.problem.vehicles) {
    renumber(vehicle.start);
    renumber(vehicle.end);
    for (RegularStop& stop : vehicle.regular) renumber(stop.at.location);
  }
  for (const int32_t shipment : shipments) {
    Shipment& own =
        part.problem.shipments.emplace_back(whole.shipments[static_cast<size_t>(shipment)]);
    own.prize = kMaxTourCost;
    renumber(own.pickup.location);
    renumber(own.delivery.location);
  }
  if (!whole.barred.empty()) {
    for (size_t v = 0; v < whole.vehicles.size(); ++v) {
      for (const int32_t shipment : shipments) {
        part.problem.barred.push_back(
            whole.barred[v * whole.shipments.size() + static_cast<size_t>(shipment)]);
      }
    }
  }
  part.problem.locations = static_cast<int32_t>(places.size());
  const auto copy = [&](const std::vector<int32_t>& from, std::vector<int32_t>& to) {
    for (const int32_t row : places) {
      for (const int32_t column : places) {
        to.push_back(from[static_cast<size_t>(row) * static_cast<size_t>(whole.locations) +
                          static_cast<size_t>(column)]);
      }
    }
  };
  copy(whole.distance, part.problem.distance);
  if (!whole.time.empty()) copy(whole.time, part.problem.time);
  return part;
}

}  // namespace

PartyCosts::PartyCosts(const TourProblem& problem, const std::vector<int32_t>& party_of_shipment,
                       int64_t iterations_per_shipment, uint64_t seed, StopToken stop)
    : problem_(problem),
      columns_(problem),
      party_of_shipment_(party_of_shipment),
      iterations_per_shipment_(iterations_per_shipment),
      seed_(seed),
      stop_(stop) {}

std::vector<Tour> PartyCosts::Without(const std::vector<Tour>& tours, uint64_t set) const {
  std::vector<Tour> left;
  for (const Tour& tour : tours) {
    Tour own{tour.vehicle, {}};
    bool carries = false;
    for (const int32_t stop : tour.stops) {
      if (stop < 0) {
        own.stops.push_back(stop);
        continue;
      }
      const int32_t party = party_of_shipment_[static_cast<size_t>(ShipmentOf(stop))];
      if ((set >> party & 1) == 0) continue;
      own.stops.push_back(stop);
      carries = true;
    }
    if (carries) left.push_back(std::move(own));
  }
  return left;
}

PartyCosts::Plan PartyCosts::Measure(std::vector<Tour> tours) const {
  Plan plan;
  for (const Tour& tour : tours) {
    Route route(columns_, tour.vehicle, 0);
    if (!route.Assign(columns_, tour.stops, 0)) return {.cost = kMaxTourCost};
    plan.cost += route.cost();
    plan.distance += route.distance() -
                     columns_.regular_distance[static_cast<size_t>(tour.vehicle)];
  }
  plan.tours = std::move(tours);
  return plan;
}

void PartyCosts::Set(uint64_t set, const std::vector<Tour>& tours) {
  plans_[set] = Measure(tours);
}

absl::Status PartyCosts::PlanSet(uint64_t set, const std::vector<uint64_t>& larger) {
  if (stop_.StopRequested()) return absl::CancelledError("stopped while costs were shared");
  Plan best{.cost = kMaxTourCost};
  for (const uint64_t other : larger) {
    Plan less = Measure(Without(Of(other).tours, set));
    if (less.cost > Of(other).cost) less = Of(other);
    if (less.cost < best.cost) best = std::move(less);
  }
  std::vector<int32_t> shipments;
  for (size_t s = 0; s < party_of_shipment_.size(); ++s) {
    if ((set >> party_of_shipment_[s] & 1) != 0) shipments.push_back(static_cast<int32_t>(s));
  }
  const Part part = MakePart(problem_, shipments);
  TourOptions options;
  options.iterations = iterations_per_shipment_ * static_cast<int64_t>(shipments.size());
  options.seed = seed_ ^ MixBits(set);
  ASSIGN_OR_RETURN(TourResult result, SolveTours(part.problem, options, stop_));
  if (result.unserved.empty() && result.cost < best.cost) {
    for (Tour& tour : result.tours) {
      for (int32_t& stop : tour.stops) {
        if (stop < 0) continue;
        stop = 2 * part.shipment[static_cast<size_t>(ShipmentOf(stop))] + (IsPickup(stop) ? 0 : 1);
      }
    }
    best = Measure(std::move(result.tours));
  }
  plans_[set] = std::move(best);
  return absl::OkStatus();
}

}  // namespace cordee
