#include "engine/verify/tour_check.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

class Drive {
 public:
  Drive(const TourProblem& problem, const Tour& tour)
      : problem_(problem),
        tour_(tour),
        vehicle_(problem.vehicles[static_cast<size_t>(tour.vehicle)]) {}

  absl::StatusOr<TourTimes> Run() {
    RETURN_IF_ERROR(CheckOrder());
    RETURN_IF_ERROR(CheckLoads());
    RETURN_IF_ERROR(CheckCompany());
    TourTimes times;
    RETURN_IF_ERROR(FollowLate({}, times));
    RETURN_IF_ERROR(CheckRides(times));
    if (times.returns - times.leaves > vehicle_.breaks.work) {
      RETURN_IF_ERROR(FindBreaks(times));
    }
    if (times.returns - times.leaves > vehicle_.max_duration) {
      return Broken(absl::StrCat("lasts ", times.returns - times.leaves, ", at most ",
                                 vehicle_.max_duration));
    }
    return times;
  }

  // What the vehicle would drive without shipments, and for how long. REQUIRES: that it can.
  absl::Status RunRegular(TourTimes& times) { return FollowLate({}, times); }

 private:
  absl::Status Broken(const std::string& what) const {
    return absl::InternalError(absl::StrCat("tour of vehicle ", tour_.vehicle, ": ", what));
  }
  absl::Status BrokenAt(size_t k, const std::string& what) const {
    return Broken(absl::StrCat("stop ", k + 1, ": ", what));
  }

  bool IsRegular(size_t k) const { return tour_.stops[k] < 0; }
  const RegularStop& RegularAt(size_t k) const {
    return vehicle_.regular[static_cast<size_t>(-2 - tour_.stops[k])];
  }
  const Shipment& ShipmentAt(size_t k) const {
    return problem_.shipments[static_cast<size_t>(tour_.stops[k] / 2)];
  }
  bool PicksUp(size_t k) const { return tour_.stops[k] % 2 == 0; }
  // With the windows of the day.
  TourStop StopAt(size_t k) const {
    if (IsRegular(k)) return RegularAt(k).at;
    const Shipment& shipment = ShipmentAt(k);
    TourStop stop = PicksUp(k) ? shipment.pickup : shipment.delivery;
    if (shipment.days.empty()) return stop;
    const DayWindows& day = shipment.days[static_cast<size_t>(vehicle_.day)];
    stop.open = PicksUp(k) ? day.pickup_open : day.delivery_open;
    stop.close = PicksUp(k) ? day.pickup_close : day.delivery_close;
    return stop;
  }

  int64_t Leg(const std::vector<int32_t>& table, int32_t from, int32_t to) const {
    return table[static_cast<size_t>(from) * static_cast<size_t>(problem_.locations) +
                 static_cast<size_t>(to)];
  }

  absl::Status CheckOrder() const {
    std::vector<int32_t> on_board;
    int32_t regular = 0;
    for (size_t k = 0; k < tour_.stops.size(); ++k) {
      if (IsRegular(k)) {
        if (tour_.stops[k] != -2 - regular++) return BrokenAt(k, "not its turn");
        continue;
      }
      const int32_t shipment = tour_.stops[k] / 2;
      const auto at = std::find(on_board.begin(), on_board.end(), shipment);
      if (PicksUp(k)) {
        if (at != on_board.end()) return BrokenAt(k, "picked up twice");
        on_board.push_back(shipment);
      } else {
        if (at == on_board.end()) return BrokenAt(k, "delivered before it is picked up");
        on_board.erase(at);
      }
    }
    if (regular != static_cast<int32_t>(vehicle_.regular.size())) {
      return Broken("a stop of the regular tour is missing");
    }
    return on_board.empty() ? absl::OkStatus() : Broken("something stays on board");
  }

  absl::Status CheckLoads() const {
    for (size_t d = 0; d < static_cast<size_t>(kLoadDimensions); ++d) {
      RETURN_IF_ERROR(CheckDimension(d));
    }
    return absl::OkStatus();
  }

  absl::Status CheckDimension(size_t d) const {
    int64_t regular = vehicle_.regular_load[d];
    int64_t returned = 0;
    int64_t carried = 0;
    for (size_t k = 0; k < tour_.stops.size(); ++k) {
      if (!IsRegular(k) && PicksUp(k)) returned += ShipmentAt(k).returned[d];
    }
    const auto too_much = [&] { return regular + returned + carried > vehicle_.capacity[d]; };
    if (too_much()) return Broken(absl::StrCat("leaves with too much in dimension ", d));
    for (size_t k = 0; k < tour_.stops.size(); ++k) {
      if (IsRegular(k)) {
        regular = RegularAt(k).load[d];
      } else {
        carried += PicksUp(k) ? ShipmentAt(k).load[d] : -ShipmentAt(k).load[d];
      }
      if (too_much()) {
        return BrokenAt(k, absl::StrCat("load ", regular + returned + carried, " in dimension ", d,
                                        ", at most ", vehicle_.capacity[d]));
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckCompany() const {
    for (size_t k = 0; k < tour_.stops.size(); ++k) {
      if (IsRegular(k)) continue;
      if ((ShipmentAt(k).needs & ~vehicle_.features) != 0) {
        return BrokenAt(k, "the vehicle lacks what the shipment needs");
      }
      const size_t row = static_cast<size_t>(tour_.vehicle) * problem_.shipments.size();
      if (!problem_.barred.empty() &&
          problem_.barred[row + static_cast<size_t>(tour_.stops[k] / 2)] != 0) {
        return BrokenAt(k, "the vehicle may not carry it");
      }
      for (size_t other = 0; other < tour_.stops.size(); ++other) {
        if (IsRegular(other) || tour_.stops[other] / 2 == tour_.stops[k] / 2) continue;
        if ((ShipmentAt(k).excludes & ShipmentAt(other).kinds) != 0) {
          return BrokenAt(k, absl::StrCat("may not travel with stop ", other + 1));
        }
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckRides(const TourTimes& times) const {
    for (size_t k = 0; k < tour_.stops.size(); ++k) {
      if (IsRegular(k) || PicksUp(k)) continue;
      const auto pickup = static_cast<size_t>(
          std::find(tour_.stops.begin(), tour_.stops.end(), tour_.stops[k] - 1) -
          tour_.stops.begin());
      const int64_t ride = times.begins[k] - times.begins[pickup] - ShipmentAt(k).pickup.service;
      if (ride > ShipmentAt(k).max_ride) {
        return BrokenAt(k, absl::StrCat("on board for ", ride, ", at most ",
                                        ShipmentAt(k).max_ride));
      }
    }
    return absl::OkStatus();
  }

  // False when there is no way.
  bool Leave(int32_t here, int32_t there, int64_t& now, int64_t& distance) const {
    const int64_t time = Leg(problem_.times(), here, there);
    const int64_t length = Leg(problem_.distance, here, there);
    now += time;
    distance += length;
    return time < kNoWay && length < kNoWay;
  }

  // Stops with a break before their service, sorted.
  using Rests = std::vector<size_t>;
  int64_t RestAt(const Rests& rests, size_t k) const {
    return std::find(rests.begin(), rests.end(), k) == rests.end() ? 0 : vehicle_.breaks.lasts;
  }

  absl::Status Follow(int64_t leaves, const Rests& rests, TourTimes& times) const {
    times.begins.clear();
    times.leaves = leaves;
    times.distance = 0;
    int64_t now = leaves;
    int32_t here = vehicle_.start;
    for (size_t k = 0; k < tour_.stops.size(); ++k) {
      const TourStop stop = StopAt(k);
      if (!Leave(here, stop.location, now, times.distance)) return BrokenAt(k, "no way there");
      now = std::max(now + RestAt(rests, k), stop.open);
      if (now > stop.close) {
        return BrokenAt(k, absl::StrCat("begins at ", now, ", closed at ", stop.close));
      }
      times.begins.push_back(now);
      now += stop.service;
      here = stop.location;
    }
    if (!Leave(here, vehicle_.end, now, times.distance)) return Broken("no way back");
    times.returns = now;
    if (times.returns > vehicle_.latest) {
      return Broken(absl::StrCat("returns at ", times.returns, ", after ", vehicle_.latest));
    }
    return absl::OkStatus();
  }

  // As early as possible, and then leaving later by as much as every stop allows: that takes the
  // waiting out.
  absl::Status FollowLate(const Rests& rests, TourTimes& times) const {
    RETURN_IF_ERROR(Follow(vehicle_.earliest, rests, times));
    const int64_t returns = times.returns;
    times.leaves = LatestDeparture(returns, rests);
    RETURN_IF_ERROR(Follow(times.leaves, rests, times));
    return times.returns == returns ? absl::OkStatus()
                                    : Broken("a later departure changes the return");
  }

  // From the return backwards: no stop later than it may begin.
  int64_t LatestDeparture(int64_t returns, const Rests& rests) const {
    int64_t latest = returns;
    int32_t there = vehicle_.end;
    for (size_t k = tour_.stops.size(); k-- > 0;) {
      const TourStop stop = StopAt(k);
      latest -= Leg(problem_.times(), stop.location, there) + stop.service;
      latest = std::min(latest, stop.close) - RestAt(rests, k);
      there = stop.location;
    }
    latest -= Leg(problem_.times(), vehicle_.start, there);
    return std::max(latest, vehicle_.earliest);
  }

  // One or two breaks that make the tour shortest, all choices tried at which no ride is too long.
  absl::Status FindBreaks(TourTimes& times) const {
    bool found = false;
    const auto consider = [&](const Rests& rests) {
      TourTimes trial;
      if (!FollowLate(rests, trial).ok() || !RestsInTime(rests, trial)) return;
      if (!CheckRides(trial).ok()) return;
      if (found && trial.returns - trial.leaves >= times.returns - times.leaves) return;
      times = trial;
      found = true;
    };
    for (size_t first = 0; first < tour_.stops.size(); ++first) {
      consider({first});
      for (size_t then = first + 1; then < tour_.stops.size(); ++then) consider({first, then});
    }
    return found ? absl::OkStatus() : Broken("no room for the breaks of the driver");
  }

  bool RestsInTime(const Rests& rests, const TourTimes& times) const {
    int64_t since = times.leaves;
    for (const size_t k : rests) {
      const int32_t before = k == 0 ? vehicle_.start : StopAt(k - 1).location;
      const int64_t left = k == 0 ? times.leaves : times.begins[k - 1] + StopAt(k - 1).service;
      const int64_t arrives = left + Leg(problem_.times(), before, StopAt(k).location);
      if (arrives - since > vehicle_.breaks.work) return false;
      since = times.begins[k];
    }
    return times.returns - since <= vehicle_.breaks.work;
  }

  const TourProblem& problem_;
  const Tour& tour_;
  const Vehicle& vehicle_;
};

absl::Status CheckNumbers(const TourProblem& problem, const Tour& tour) {
  if (tour.vehicle < 0 || tour.vehicle >= static_cast<int64_t>(problem.vehicles.size())) {
    return absl::InternalError(absl::StrCat("a tour of vehicle ", tour.vehicle, ": there is none"));
  }
  const auto regular = static_cast<int32_t>(
      problem.vehicles[static_cast<size_t>(tour.vehicle)].regular.size());
  bool carries = false;
  for (const int32_t stop : tour.stops) {
    const bool known = stop < 0 ? stop <= -2 && -2 - stop < regular
                                : stop / 2 < static_cast<int64_t>(problem.shipments.size());
    if (!known) return absl::InternalError(absl::StrCat("stop ", stop, ": there is none"));
    carries = carries || stop >= 0;
  }
  return carries ? absl::OkStatus() : absl::InternalError("a tour without stops");
}

// What the vehicle drives anyway, and what that costs.
absl::Status SubtractRegular(const TourProblem& problem, int32_t number, int64_t& cost) {
  const Vehicle& vehicle = problem.vehicles[static_cast<size_t>(number)];
  if (vehicle.regular.empty()) return absl::OkStatus();
  Tour regular{number, {}};
  for (size_t k = 0; k < vehicle.regular.size(); ++k) {
    regular.stops.push_back(-2 - static_cast<int32_t>(k));
  }
  TourTimes times;
  RETURN_IF_ERROR(Drive(problem, regular).RunRegular(times));
  cost -= vehicle.fixed_cost + times.distance * vehicle.cost_per_distance +
          (times.returns - times.leaves) * vehicle.cost_per_time;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TourTimes> DriveTour(const TourProblem& problem, const Tour& tour) {
  RETURN_IF_ERROR(CheckNumbers(problem, tour));
  return Drive(problem, tour).Run();
}

absl::Status CheckTours(const TourProblem& problem, const TourResult& result) {
  std::vector<int32_t> times_served(problem.shipments.size(), 0);
  std::vector<uint8_t> leaves(problem.vehicles.size(), 0);
  int64_t distance = 0;
  int64_t cost = 0;
  for (const Tour& tour : result.tours) {
    ASSIGN_OR_RETURN(const TourTimes times, DriveTour(problem, tour));
    const Vehicle& vehicle = problem.vehicles[static_cast<size_t>(tour.vehicle)];
    if (leaves[static_cast<size_t>(tour.vehicle)]++ != 0) {
      return absl::InternalError(absl::StrCat("vehicle ", tour.vehicle, " leaves twice"));
    }
    for (const int32_t stop : tour.stops) {
      if (stop >= 0) times_served[static_cast<size_t>(stop / 2)] += 1;
    }
    distance += times.distance;
    int64_t more = vehicle.fixed_cost + times.distance * vehicle.cost_per_distance +
                   (times.returns - times.leaves) * vehicle.cost_per_time;
    RETURN_IF_ERROR(SubtractRegular(problem, tour.vehicle, more));
    cost += std::max<int64_t>(more, 0);
  }
  for (const auto& [shipment, reason] : result.unserved) {
    if (shipment < 0 || shipment >= static_cast<int64_t>(times_served.size())) {
      return absl::InternalError(absl::StrCat("shipment ", shipment, ": there is none"));
    }
    times_served[static_cast<size_t>(shipment)] += 2;
    cost += problem.shipments[static_cast<size_t>(shipment)].prize;
  }
  for (size_t s = 0; s < times_served.size(); ++s) {
    // Both stops in one tour, or once among those not served.
    if (times_served[s] != 2) {
      return absl::InternalError(absl::StrCat("shipment ", s, " is served and left, or neither"));
    }
  }
  if (distance != result.distance || cost != result.cost) {
    return absl::InternalError(absl::StrCat("distance ", result.distance, " and cost ", result.cost,
                                            ", driven ", distance, " and ", cost));
  }
  return absl::OkStatus();
}

}  // namespace cordee
