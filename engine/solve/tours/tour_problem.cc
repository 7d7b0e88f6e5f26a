#include "engine/solve/tours/tour_problem.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

absl::Status Invalid(const std::string& what) { return absl::InvalidArgumentError(what); }

absl::Status CheckTable(const std::vector<int32_t>& table, int64_t locations, const char* name) {
  const int64_t size = locations * locations;
  if (static_cast<int64_t>(table.size()) != size) {
    return Invalid(absl::StrCat(name, ": ", table.size(), " entries, ", size, " expected (",
                                locations, " x ", locations, ")"));
  }
  for (int64_t i = 0; i < size; ++i) {
    const int32_t leg = table[static_cast<size_t>(i)];
    if (leg < 0 || leg > kMaxLeg) {
      return Invalid(absl::StrCat(name, "[", i / locations, "][", i % locations, "]: ", leg,
                                  " is not 0 to ", kMaxLeg));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckLocation(int32_t location, const TourProblem& problem, const std::string& name) {
  if (location >= 0 && location < problem.locations) return absl::OkStatus();
  return Invalid(absl::StrCat(name, ": ", location, " is no location"));
}

absl::Status CheckWindow(int64_t open, int64_t close, const std::string& name) {
  if (0 <= open && open <= close && close <= kMaxTourTime) return absl::OkStatus();
  return Invalid(absl::StrCat(name, ": a window from ", open, " to ", close));
}

absl::Status CheckRange(int64_t value, int64_t most, const std::string& name) {
  if (0 <= value && value <= most) return absl::OkStatus();
  return Invalid(absl::StrCat(name, ": ", value, " is not 0 to ", most));
}

absl::Status CheckLoad(const TourLoad& load, const std::string& name) {
  for (const int32_t amount : load) RETURN_IF_ERROR(CheckRange(amount, kMaxTourLoad, name));
  return absl::OkStatus();
}

absl::Status CheckStop(const TourStop& stop, const TourProblem& problem, const std::string& name) {
  RETURN_IF_ERROR(CheckLocation(stop.location, problem, name + ".location"));
  RETURN_IF_ERROR(CheckWindow(stop.open, stop.close, name));
  return CheckRange(stop.service, kMaxTourTime, name + ".service");
}

// `days`: of the vehicles.
absl::Status CheckDays(const Shipment& shipment, int32_t days, const std::string& name) {
  if (!shipment.days.empty() && static_cast<int32_t>(shipment.days.size()) < days) {
    return Invalid(absl::StrCat(name, ".days: ", shipment.days.size(), " of ", days));
  }
  for (const DayWindows& day : shipment.days) {
    if (day.closed()) continue;
    RETURN_IF_ERROR(CheckWindow(day.pickup_open, day.pickup_close, name + ".days"));
    RETURN_IF_ERROR(CheckWindow(day.delivery_open, day.delivery_close, name + ".days"));
  }
  return absl::OkStatus();
}

bool Holds(const TourLoad& capacity, const TourLoad& load) {
  for (size_t d = 0; d < load.size(); ++d) {
    if (load[d] > capacity[d]) return false;
  }
  return true;
}

// That the vehicle can drive its regular tour when it carries nothing else.
absl::Status CheckRegular(const Vehicle& vehicle, const TourProblem& problem,
                          const std::string& name) {
  RETURN_IF_ERROR(CheckRange(static_cast<int64_t>(vehicle.regular.size()), kMaxRegularStops,
                             "number of " + name));
  RETURN_IF_ERROR(CheckLoad(vehicle.regular_load, name + ".load"));
  bool holds = Holds(vehicle.capacity, vehicle.regular_load);
  int64_t now = vehicle.earliest;
  int32_t here = vehicle.start;
  bool in_time = true;
  const auto go = [&](int32_t there) {
    const size_t leg = static_cast<size_t>(here) * static_cast<size_t>(problem.locations) +
                       static_cast<size_t>(there);
    in_time = in_time && problem.distance[leg] < kNoWay && problem.times()[leg] < kNoWay;
    now += problem.times()[leg];
    here = there;
  };
  for (const RegularStop& stop : vehicle.regular) {
    RETURN_IF_ERROR(CheckStop(stop.at, problem, name));
    RETURN_IF_ERROR(CheckLoad(stop.load, name + ".load"));
    holds = holds && Holds(vehicle.capacity, stop.load);
    go(stop.at.location);
    now = std::max(now, stop.at.open);
    in_time = in_time && now <= stop.at.close;
    now += stop.at.service;
  }
  if (!holds) return Invalid(name + ": more than the vehicle holds");
  if (!vehicle.regular.empty()) go(vehicle.end);
  in_time = in_time && (vehicle.regular.empty() || now <= vehicle.latest);
  return in_time ? absl::OkStatus() : Invalid(name + ": cannot be driven in time");
}

absl::Status CheckVehicle(const Vehicle& vehicle, const TourProblem& problem,
                          const std::string& name) {
  RETURN_IF_ERROR(CheckLocation(vehicle.start, problem, name + ".start"));
  RETURN_IF_ERROR(CheckLocation(vehicle.end, problem, name + ".end"));
  RETURN_IF_ERROR(CheckWindow(vehicle.earliest, vehicle.latest, name));
  RETURN_IF_ERROR(CheckRange(vehicle.day, kMaxTourDays - 1, name + ".day"));
  RETURN_IF_ERROR(CheckLoad(vehicle.capacity, name + ".capacity"));
  RETURN_IF_ERROR(CheckRange(vehicle.max_duration, kMaxTourTime, name + ".max_duration"));
  RETURN_IF_ERROR(CheckRange(vehicle.fixed_cost, kMaxTourCost, name + ".fixed_cost"));
  RETURN_IF_ERROR(
      CheckRange(vehicle.cost_per_distance, kMaxCostPerUnit, name + ".cost_per_distance"));
  RETURN_IF_ERROR(CheckRange(vehicle.cost_per_time, kMaxCostPerUnit, name + ".cost_per_time"));
  RETURN_IF_ERROR(CheckRange(vehicle.breaks.work, kMaxTourTime, name + ".breaks.work"));
  RETURN_IF_ERROR(CheckRange(vehicle.breaks.lasts, kMaxTourTime, name + ".breaks.lasts"));
  return CheckRegular(vehicle, problem, name + ".regular");
}

// Whatever is driven, no sum of costs leaves 64 bits.
absl::Status CheckSums(const TourProblem& problem) {
  int64_t longest = 0;
  for (const int32_t leg : problem.distance) longest = std::max<int64_t>(longest, leg);
  auto legs = static_cast<int64_t>(2 * problem.shipments.size() + problem.vehicles.size());
  for (const Vehicle& vehicle : problem.vehicles) {
    legs += static_cast<int64_t>(vehicle.regular.size());
  }
  __int128 most = 0;
  int64_t dearest = 0;
  for (const Vehicle& vehicle : problem.vehicles) {
    const int64_t day = std::min(vehicle.max_duration, vehicle.latest - vehicle.earliest);
    most += vehicle.fixed_cost + static_cast<__int128>(day) * vehicle.cost_per_time;
    dearest = std::max(dearest, vehicle.cost_per_distance);
  }
  most += static_cast<__int128>(longest) * legs * dearest;
  for (const Shipment& shipment : problem.shipments) most += shipment.prize;
  if (most <= kMaxTourCosts) return absl::OkStatus();
  return Invalid(
      "costs: all vehicles, legs and prizes together could exceed 2^62; take larger units, or "
      "shorter days");
}

}  // namespace

int32_t TourDays(const TourProblem& problem) {
  int32_t days = 1;
  for (const Vehicle& vehicle : problem.vehicles) days = std::max(days, vehicle.day + 1);
  return days;
}

absl::Status ValidateTourProblem(const TourProblem& problem) {
  RETURN_IF_ERROR(CheckRange(problem.locations, kMaxTourLocations, "locations"));
  RETURN_IF_ERROR(CheckRange(static_cast<int64_t>(problem.shipments.size()), kMaxShipments,
                             "number of shipments"));
  RETURN_IF_ERROR(CheckRange(static_cast<int64_t>(problem.vehicles.size()), kMaxVehicles,
                             "number of vehicles"));
  RETURN_IF_ERROR(CheckTable(problem.distance, problem.locations, "distance"));
  if (!problem.time.empty()) {
    RETURN_IF_ERROR(CheckTable(problem.time, problem.locations, "time"));
  }
  for (size_t v = 0; v < problem.vehicles.size(); ++v) {
    RETURN_IF_ERROR(
        CheckVehicle(problem.vehicles[v], problem, absl::StrCat("vehicles[", v, "]")));
  }
  const int32_t days = TourDays(problem);
  for (size_t s = 0; s < problem.shipments.size(); ++s) {
    const Shipment& shipment = problem.shipments[s];
    const std::string name = absl::StrCat("shipments[", s, "]");
    RETURN_IF_ERROR(CheckStop(shipment.pickup, problem, name + ".pickup"));
    RETURN_IF_ERROR(CheckStop(shipment.delivery, problem, name + ".delivery"));
    RETURN_IF_ERROR(CheckLoad(shipment.load, name + ".load"));
    RETURN_IF_ERROR(CheckLoad(shipment.returned, name + ".returned"));
    RETURN_IF_ERROR(CheckRange(shipment.max_ride, kMaxTourTime, name + ".max_ride"));
    RETURN_IF_ERROR(CheckRange(shipment.prize, kMaxTourCost, name + ".prize"));
    RETURN_IF_ERROR(CheckDays(shipment, days, name));
  }
  const size_t pairs = problem.vehicles.size() * problem.shipments.size();
  if (!problem.barred.empty() && problem.barred.size() != pairs) {
    return Invalid(absl::StrCat("barred: ", problem.barred.size(), " entries, ", pairs,
                                " expected (vehicles x shipments)"));
  }
  return CheckSums(problem);
}

}  // namespace cordee
