#include "engine/solve/bundles/haul_problem.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "engine/base/check.h"
#include "engine/model/road.h"
#include "engine/solve/tours/breaks.h"
#include "engine/solve/tours/insertion.h"
#include "engine/solve/tours/route.h"

namespace cordee {
namespace {

constexpr int32_t kSecondsPerHalfHour = 1'800;
constexpr int32_t kHalfHoursPerDay = 48;
constexpr int32_t kDaysPerWeek = 7;

// What may not travel together, in bits: waste with food, and what is frozen with what is not, as
// a vehicle has one hold.
constexpr uint32_t kFood = 1;
constexpr uint32_t kWaste = 2;
constexpr uint32_t kFrozen = 4;
constexpr uint32_t kNotFrozen = 8;

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}
size_t At(int32_t day) { return static_cast<size_t>(day); }

// The runs of `hours` on a day, in half-hours of it: [begin, end).
std::vector<std::pair<int32_t, int32_t>> RunsOnDay(const HalfHours& hours, int32_t day) {
  std::vector<std::pair<int32_t, int32_t>> runs;
  int32_t begin = -1;
  for (int32_t slot = 0; slot <= kHalfHoursPerDay; ++slot) {
    const bool open = slot < kHalfHoursPerDay && hours.Has(day * kHalfHoursPerDay + slot);
    if (open && begin < 0) begin = slot;
    if (open || begin < 0) continue;
    runs.emplace_back(begin, slot);
    begin = -1;
  }
  return runs;
}

// When service may begin so that it ends within the same run of hours: of each run on a day that is
// long enough, the longest first, of equals the earlier.
std::vector<std::pair<int64_t, int64_t>> StartsOn(const HalfHours& hours, int32_t day,
                                                  int32_t service) {
  std::vector<std::pair<int64_t, int64_t>> runs;
  for (const auto& [begin, end] : RunsOnDay(hours, day)) {
    const int64_t opens = int64_t{begin} * kSecondsPerHalfHour;
    const int64_t closes = int64_t{end} * kSecondsPerHalfHour - std::max(service, 1);
    if (opens <= closes) runs.emplace_back(opens, closes);
  }
  std::stable_sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) {
    return a.second - a.first > b.second - b.first;
  });
  return runs;
}

int64_t Length(const DayWindows& at) {
  return at.pickup_close - at.pickup_open + at.delivery_close - at.delivery_open;
}

// Places by their coordinates, each once.
class Places {
 public:
  int32_t Number(const UnitVector& place) {
    const auto [found, is_new] =
        number_.try_emplace(place, static_cast<int32_t>(places_.size()));
    if (is_new) places_.push_back(place);
    return found->second;
  }
  const std::vector<UnitVector>& all() const { return places_; }

 private:
  std::map<UnitVector, int32_t> number_;
  std::vector<UnitVector> places_;
};

// Without its windows.
Shipment ToShipment(const HaulFacts& haul, int64_t prize, Places& places) {
  Shipment shipment;
  shipment.pickup.location = places.Number(haul.from);
  shipment.delivery.location = places.Number(haul.to);
  shipment.pickup.service = shipment.delivery.service = haul.service;
  if (haul.max_ride > 0) shipment.max_ride = haul.max_ride;
  shipment.load = haul.load;
  shipment.returned = haul.returned;
  shipment.needs = TemperatureBit(haul.temperature);
  const bool frozen = haul.temperature == Temperature::kFrozen;
  shipment.kinds = (haul.food ? kFood : 0) | (haul.waste ? kWaste : 0) |
                   (frozen ? kFrozen : kNotFrozen);
  shipment.excludes = (haul.food ? kWaste : 0) | (haul.waste ? kFood : 0) |
                      (frozen ? kNotFrozen : kFrozen);
  shipment.prize = std::clamp<int64_t>(prize, 0, kMaxTourCost);
  return shipment;
}

// What part of the vehicle is taken; nothing of what it holds without limit.
Load RegularLoad(const Load& capacity, int32_t percent) {
  Load load = {};
  for (size_t d = 0; d < load.size(); ++d) load[d] = PartOf(capacity[d], percent);
  return load;
}

Vehicle ToVehicle(const VanTable& vans, const VanDay& van_day, Places& places) {
  const size_t v = At(van_day.van);
  Vehicle vehicle;
  vehicle.start = vehicle.end = places.Number(vans.place[v]);
  vehicle.day = van_day.day;
  vehicle.earliest = van_day.opens;
  vehicle.latest = van_day.closes;
  for (size_t d = 0; d < vehicle.capacity.size(); ++d) {
    const int32_t capacity = vans.capacity[v][d];
    // Mass is always stated; of the others 0 is no limit.
    vehicle.capacity[d] = d > 0 && capacity == 0 ? kMaxTourLoad : capacity;
  }
  vehicle.features = vans.temperatures[v];
  vehicle.max_duration = int64_t{vans.max_minutes[v]} * 60;
  vehicle.fixed_cost = vans.cents_per_day[v] * kCostPerCent;
  vehicle.cost_per_distance = vans.cents_per_km[v] * (kCostPerCent / 1'000);
  vehicle.cost_per_time = vans.cents_per_hour[v] * (kCostPerCent / 3'600);
  vehicle.breaks = {vans.rest[v].work * 60, vans.rest[v].lasts * 60};
  if (van_day.regular < 0) return vehicle;
  const RegularTour& tour = vans.regular_tours[v][static_cast<size_t>(van_day.regular)];
  vehicle.regular_load = RegularLoad(vans.capacity[v], tour.load_percent);
  for (const RegularCall& call : tour.calls) {
    vehicle.regular.push_back({.at = {.location = places.Number(call.place),
                                      .open = call.opens,
                                      .close = call.closes,
                                      .service = call.stays},
                               .load = RegularLoad(vans.capacity[v], call.load_percent)});
  }
  return vehicle;
}

// The regular tour that lies in a run of hours, -1 when none does.
int32_t RegularWithin(const VanTable& vans, const VanDay& run) {
  const std::vector<RegularTour>& tours = vans.regular_tours[At(run.van)];
  for (size_t t = 0; t < tours.size(); ++t) {
    const int32_t begins = tours[t].calls.front().opens;
    if (tours[t].day == run.day && begins >= run.opens && begins < run.closes) {
      return static_cast<int32_t>(t);
    }
  }
  return -1;
}

// Of the hauls and the vehicles, all but the windows.
TourProblem WithoutWindows(const Problem& problem, std::span<const HaulFacts> hauls,
                           std::span<const int64_t> prizes, std::span<const VanDay> van_days) {
  TourProblem tours;
  Places places;
  for (size_t h = 0; h < hauls.size(); ++h) {
    tours.shipments.push_back(ToShipment(hauls[h], prizes[h], places));
  }
  for (const VanDay& van_day : van_days) {
    tours.vehicles.push_back(ToVehicle(problem.logistics().vans, van_day, places));
    for (const HaulFacts& haul : hauls) {
      tours.barred.push_back(MayCarry(problem, van_day.van, haul) ? 0 : 1);
    }
  }
  tours.locations = static_cast<int32_t>(places.all().size());
  std::vector<int32_t> rows;
  for (const UnitVector& place : places.all()) rows.push_back(problem.roads().RowOf(place));
  for (size_t from = 0; from < rows.size(); ++from) {
    for (size_t to = 0; to < rows.size(); ++to) {
      const Drive drive =
          DriveBetween(problem.roads(), rows[from], rows[to], problem.policy().transport,
                       places.all()[from], places.all()[to]);
      tours.distance.push_back(drive.possible() ? drive.metres : kNoWay);
      tours.time.push_back(drive.possible() ? drive.seconds : kNoWay);
    }
  }
  return tours;
}

// A vehicle that carries one haul and nothing else.
class Alone {
 public:
  Alone(const Problem& problem, const VanDay& van_day, const HaulFacts& haul)
      : problem_(problem), van_day_(van_day), haul_(haul) {
    const VanTable& vans = problem.logistics().vans;
    const size_t v = At(van_day.van);
    if (!MayCarry(problem, van_day.van, haul)) return;
    for (size_t d = 0; d < haul.load.size(); ++d) {
      const bool limited = d == 0 || vans.capacity[v][d] > 0;
      if (limited && haul.load[d] + haul.returned[d] > vans.capacity[v][d]) return;
    }
    const TransportRules& rules = problem.policy().transport;
    out_ = DriveBetween(problem.roads(), rules, vans.place[v], haul.from);
    across_ = DriveBetween(problem.roads(), rules, haul.from, haul.to);
    back_ = DriveBetween(problem.roads(), rules, haul.to, vans.place[v]);
    can_ = van_day.regular >= 0 || (out_.possible() && across_.possible() && back_.possible());
  }

  // -1 when it cannot, whatever the hours; else as CostAlone, at these.
  int64_t CostAt(const DayWindows& at) const {
    if (!can_) return -1;
    const bool plain = van_day_.regular < 0 && haul_.max_ride == 0;
    return plain ? CostOfTrip(at) : CostOfInsertion(at);
  }
  bool can() const { return can_; }

 private:
  // With a regular tour, or a limit of the ride.
  int64_t CostOfInsertion(const DayWindows& at) const {
    TourProblem tours = WithoutWindows(problem_, {{haul_}}, {{kMaxTourCost}}, {{van_day_}});
    tours.shipments[0].days.assign(kDaysPerWeek, at);
    const TourColumns columns(tours);
    const Insertion found = InsertionSearch().Find(columns, Route(columns, 0, 0), 0);
    return found.cost == kNoInsertion ? -1 : std::max<int64_t>(found.cost, 0);
  }

  int64_t CostOfTrip(const DayWindows& at) const {
    const VanTable& vans = problem_.logistics().vans;
    const size_t v = At(van_day_.van);
    const TimeSegment base = {0, van_day_.opens, van_day_.closes};
    TimeSegment whole;
    const TimeSegment pickup = {haul_.service, at.pickup_open, at.pickup_close};
    const TimeSegment delivery = {haul_.service, at.delivery_open, at.delivery_close};
    const bool in_time = Join(base, out_.seconds, pickup, &whole) &&
                         Join(whole, across_.seconds, delivery, &whole) &&
                         Join(whole, back_.seconds, base, &whole);
    const int64_t most = int64_t{vans.max_minutes[v]} * 60;
    if (!in_time || whole.duration > most) return -1;
    const BreakRule rest = {vans.rest[v].work * 60, vans.rest[v].lasts * 60};
    if (whole.duration > rest.work) {
      const auto breaks = PlaceBreaks({{0, base},
                                       {out_.seconds, pickup},
                                       {across_.seconds, delivery},
                                       {back_.seconds, base}},
                                      rest, most);
      if (!breaks.has_value()) return -1;
      whole = breaks->whole;
    }
    return vans.cents_per_day[v] * kCostPerCent +
           (int64_t{out_.metres} + across_.metres + back_.metres) * vans.cents_per_km[v] *
               (kCostPerCent / 1'000) +
           whole.duration * vans.cents_per_hour[v] * (kCostPerCent / 3'600);
  }

  const Problem& problem_;
  const VanDay& van_day_;
  const HaulFacts& haul_;
  Drive out_;
  Drive across_;
  Drive back_;
  bool can_ = false;
};

// Which of the windows the vehicle keeps to: the first at which it can carry the haul alone, the
// first of all where there is none.
size_t ChoiceOf(const Problem& problem, const VanDay& van_day, const HaulFacts& haul,
                const HaulWindows& windows) {
  const auto& of_day = windows[At(van_day.day)];
  if (of_day.size() < 2) return 0;
  const Alone alone(problem, van_day, haul);
  if (!alone.can()) return 0;
  for (size_t k = 0; k < of_day.size(); ++k) {
    if (alone.CostAt(of_day[k]) >= 0) return k;
  }
  return 0;
}

// Every run of hours of a vehicle that somebody drives, by day.
std::vector<VanDay> RunsOf(const VanTable& vans, VanIndex van) {
  std::vector<VanDay> runs;
  if (vans.no_driver[At(van)] != 0) return runs;
  for (int32_t day = 0; day < kDaysPerWeek; ++day) {
    for (const auto& [begin, end] : RunsOnDay(vans.hours[At(van)], day)) {
      VanDay run = {van, day, begin * kSecondsPerHalfHour, end * kSecondsPerHalfHour};
      run.regular = RegularWithin(vans, run);
      runs.push_back(run);
    }
  }
  return runs;
}

bool IsLate(const Problem& problem, const VanDay& run) {
  return run.regular >= 0 &&
         !ValidateTourProblem(MakeTourProblem(problem, {}, {}, {{run}})).ok();
}

}  // namespace

const RegularTour* RegularOn(const VanTable& vans, const HaulTour& tour) {
  for (const HaulStop& stop : tour.stops) {
    if (!stop.is_regular()) continue;
    for (const RegularTour& regular : vans.regular_tours[At(tour.van)]) {
      const bool its_own = regular.day == tour.day &&
                           stop.regular < static_cast<int32_t>(regular.calls.size());
      if (its_own) return &regular;
    }
  }
  return nullptr;
}

std::vector<VanDay> VanDaysOf(const Problem& problem, VanIndex van) {
  std::vector<VanDay> days = RunsOf(problem.logistics().vans, van);
  std::erase_if(days, [&](const VanDay& run) { return IsLate(problem, run); });
  return days;
}

std::vector<LateRegular> LateRegulars(const Problem& problem) {
  const VanTable& vans = problem.logistics().vans;
  std::vector<LateRegular> late;
  for (int32_t v = 0; v < vans.size(); ++v) {
    for (const VanDay& run : RunsOf(vans, VanIndex(v))) {
      if (IsLate(problem, run)) late.push_back({VanIndex(v), run.regular});
    }
  }
  std::sort(late.begin(), late.end(), [](const LateRegular& a, const LateRegular& b) {
    return std::tuple(a.van, a.tour) < std::tuple(b.van, b.tour);
  });
  return late;
}

std::vector<VanDay> AllVanDays(const Problem& problem) {
  std::vector<VanDay> all;
  for (int32_t v = 0; v < problem.logistics().vans.size(); ++v) {
    const std::vector<VanDay> days = VanDaysOf(problem, VanIndex(v));
    all.insert(all.end(), days.begin(), days.end());
  }
  std::stable_sort(all.begin(), all.end(), [](const VanDay& a, const VanDay& b) {
    return std::tuple(a.day, a.van) < std::tuple(b.day, b.van);
  });
  return all;
}

bool MayCarry(const Problem& problem, VanIndex van, const HaulFacts& haul) {
  const VanTable& vans = problem.logistics().vans;
  const size_t v = At(van);
  const bool own = vans.actor[v] == haul.giver || vans.actor[v] == haul.taker;
  if (vans.no_driver[v] != 0 || (vans.carriage[v] == Carriage::kOwn && !own)) return false;
  if ((haul.weeks & ~vans.weeks[v]) != 0) return false;
  if ((vans.temperatures[v] & TemperatureBit(haul.temperature)) == 0) return false;
  return Distance(vans.place[v], haul.from) <= vans.reach[v] &&
         Distance(vans.place[v], haul.to) <= vans.reach[v];
}

HaulWindows WindowsOf(const HaulFacts& haul) {
  HaulWindows windows;
  for (int32_t day = 0; day < kDaysPerWeek; ++day) {
    auto& of_day = windows[static_cast<size_t>(day)];
    for (const auto& [pickup_open, pickup_close] :
         StartsOn(haul.pickup_hours, day, haul.service)) {
      for (const auto& [delivery_open, delivery_close] :
           StartsOn(haul.delivery_hours, day, haul.service)) {
        of_day.push_back({pickup_open, pickup_close, delivery_open, delivery_close});
      }
    }
    std::stable_sort(of_day.begin(), of_day.end(), [](const DayWindows& a, const DayWindows& b) {
      return Length(a) > Length(b);
    });
    if (of_day.size() > kMaxWindowsPerDay) of_day.resize(kMaxWindowsPerDay);
  }
  return windows;
}

int64_t CostAlone(const Problem& problem, const VanDay& van_day, const HaulFacts& haul) {
  return CostAlone(problem, van_day, haul, WindowsOf(haul));
}

int64_t CostAlone(const Problem& problem, const VanDay& van_day, const HaulFacts& haul,
                  const HaulWindows& windows) {
  const auto& of_day = windows[At(van_day.day)];
  if (of_day.empty()) return -1;
  const Alone alone(problem, van_day, haul);
  if (!alone.can()) return -1;
  for (const DayWindows& at : of_day) {
    const int64_t cost = alone.CostAt(at);
    if (cost >= 0) return cost;
  }
  return -1;
}

TourProblem MakeTourProblem(const Problem& problem, std::span<const HaulFacts> hauls,
                            std::span<const int64_t> prizes, std::span<const VanDay> van_days) {
  TourProblem tours = WithoutWindows(problem, hauls, prizes, van_days);
  std::vector<HaulWindows> windows;
  for (const HaulFacts& haul : hauls) windows.push_back(WindowsOf(haul));
  // Vehicles that keep to the same windows of every haul share a `day`.
  using Choice = std::pair<int32_t, std::vector<size_t>>;
  std::map<Choice, int32_t> number;
  std::vector<Choice> choices;
  for (size_t v = 0; v < van_days.size(); ++v) {
    Choice choice = {van_days[v].day, std::vector<size_t>(hauls.size(), 0)};
    if (number.size() < static_cast<size_t>(kMaxTourDays - kDaysPerWeek)) {
      for (size_t h = 0; h < hauls.size(); ++h) {
        choice.second[h] = ChoiceOf(problem, van_days[v], hauls[h], windows[h]);
      }
    }
    const auto [found, is_new] = number.try_emplace(choice, static_cast<int32_t>(number.size()));
    if (is_new) choices.push_back(std::move(choice));
    tours.vehicles[v].day = found->second;
  }
  for (size_t h = 0; h < hauls.size(); ++h) {
    for (const auto& [day, choice] : choices) {
      const auto& of_day = windows[h][At(day)];
      tours.shipments[h].days.push_back(of_day.empty() ? DayWindows{0, -1, 0, -1}
                                                       : of_day[choice[h]]);
    }
  }
  return tours;
}

HaulTour ReadTour(const TourProblem& tours, const Tour& tour, const VanDay& van_day,
                  std::span<const int32_t> number) {
  const TourColumns columns(tours);
  Route route(columns, tour.vehicle, 0);
  CHECK(route.Assign(columns, tour.stops, 0));
  HaulTour read;
  read.van = van_day.van;
  read.day = van_day.day;
  read.regular_metres = columns.regular_distance[static_cast<size_t>(tour.vehicle)];
  read.metres = route.distance() - read.regular_metres;
  read.cost = route.cost();
  const Vehicle& vehicle = tours.vehicles[static_cast<size_t>(tour.vehicle)];
  std::optional<Breaks> breaks;
  if (route.duration() > vehicle.breaks.work) {
    breaks = PlaceBreaks(route.Steps(columns), vehicle.breaks, vehicle.max_duration);
    CHECK(breaks.has_value());
  }
  const auto rest_at = [&](size_t k) {
    return breaks.has_value() && breaks->Has(k) ? vehicle.breaks.lasts : 0;
  };
  // The earliest that waits for nothing it need not wait for: what goes wrong on the way then does
  // the least harm.
  int64_t now = breaks.has_value() ? breaks->whole.earliest : route.nodes().front().from.earliest;
  read.leaves = static_cast<int32_t>(now);
  for (size_t k = 1; k < route.nodes().size(); ++k) {
    const Route::Node& node = route.nodes()[k];
    now += node.leg_time;
    if (node.stop == kDepot) break;
    const TimeSegment alone = AloneAt(columns, vehicle, tour.vehicle, node);
    now = std::max(now + rest_at(k), alone.earliest);
    const auto begins = static_cast<int32_t>(now);
    if (node.stop >= 0) {
      read.stops.push_back(
          {number[static_cast<size_t>(ShipmentOf(node.stop))], IsPickup(node.stop), begins});
    } else {
      read.stops.push_back({-1, false, begins, RegularOf(node.stop)});
    }
    now += alone.duration;
  }
  read.returns = static_cast<int32_t>(now);
  return read;
}

}  // namespace cordee
