#include "engine/verify/carriage_floor.h"

#include <algorithm>

#include "engine/model/least_drive.h"
#include "engine/verify/regular_check.h"

namespace cordee::verify {
namespace {

using Wide = __int128;

constexpr int32_t kDays = 7;
constexpr int32_t kSlotsPerDay = 48;
constexpr int32_t kLinkService = 600;
constexpr int32_t kRounding = 1'000;  // metres
// More than this is not counted.
constexpr Wide kMostCost = Wide{1} << 50;
constexpr Wide kMostPoints = 1 << 20;

size_t Row(int64_t index) { return static_cast<size_t>(index); }

uint8_t DaysWith(const HalfHours& hours) {
  int32_t days = 0;
  for (int32_t slot = 0; slot < kDays * kSlotsPerDay; ++slot) {
    if (hours.Has(slot)) days |= 1 << (slot / kSlotsPerDay);
  }
  return static_cast<uint8_t>(days);
}

std::vector<uint8_t> DaysOfAll(const std::vector<HalfHours>& all) {
  std::vector<uint8_t> days;
  for (const HalfHours& hours : all) days.push_back(DaysWith(hours));
  return days;
}

}  // namespace

struct CarriageFloor::Goods {
  UnitVector from;
  UnitVector to;
  uint8_t pickup_days = 0;
  uint8_t delivery_days = 0;
  TemperatureSet temperature = 0;
  WeekSet weeks = 0;
  ActorIndex giver;
  ActorIndex taker;
  int64_t service = 0;
  Wide grams = 0;  // a delivery, times `deliveries`
  int64_t deliveries = 1;
  bool in_one = false;
  bool goes = true;  // from one end to the other
};

CarriageFloor::CarriageFloor(const Problem& problem)
    : problem_(problem),
      there_(DaysOfAll(problem.logistics().vans.hours)),
      asked_(DaysOfAll(problem.needs().hours)),
      given_(DaysOfAll(problem.resources().hours)) {
  for (const TemperatureSet keeps : problem.logistics().stores.temperatures) kept_ |= keeps;
}

// Below 0: no vehicle may carry them.
Wide CarriageFloor::Cheapest(const Goods& goods) const {
  const VanTable& vans = problem_.logistics().vans;
  const Wide hundred = Wide{goods.deliveries} * kGramsPerHectogram;
  const Wide load = (goods.grams + hundred - 1) / hundred;
  const Wide weighed = goods.grams / hundred;
  Wide cheapest = -1;
  for (size_t v = 0; v < there_.size(); ++v) {
    if (vans.no_driver[v] != 0) continue;
    const bool for_owner = vans.actor[v] == goods.giver || vans.actor[v] == goods.taker;
    if (vans.carriage[v] == Carriage::kOwn && !for_owner) continue;
    if ((vans.weeks[v] & goods.weeks) != goods.weeks) continue;
    if ((vans.temperatures[v] & goods.temperature) != goods.temperature) continue;
    if (Distance(vans.place[v], goods.from) > vans.reach[v]) continue;
    if (Distance(vans.place[v], goods.to) > vans.reach[v]) continue;
    const bool meets = (there_[v] & goods.pickup_days & goods.delivery_days) != 0;
    const Wide holds = vans.capacity[v][0];
    if (!meets || (goods.in_one && load > holds)) continue;
    const Wide time = vans.cents_per_hour[v] * (kCostPerCent / 3'600);
    Wide way = 0;
    if (goods.goes && problem_.roads().places.empty()) {
      const int32_t straight = std::max(Distance(goods.from, goods.to).value() - kRounding, 0);
      const Drive drive = LeastDrive(Metres(straight), problem_.policy().transport);
      way =
          vans.cents_per_km[v] * (kCostPerCent / 1'000) * Wide{drive.metres} + time * drive.seconds;
    }
    const Wide at_once = std::min(load, holds);
    const Wide cost =
        at_once == 0 ? 0 : weighed * time * goods.service * 2 / at_once + weighed * way / holds;
    const Wide capped = std::min(cost, kMostCost);
    cheapest = cheapest < 0 ? capped : std::min(cheapest, capped);
  }
  return cheapest;
}

int64_t CarriageFloor::Off(NeedIndex need, ResourceIndex resource, int64_t capacity) const {
  const EntryTable& needs = problem_.needs();
  const EntryTable& resources = problem_.resources();
  const size_t n = Row(need.value());
  const size_t r = Row(resource.value());
  const Temperature temperature = problem_.ResourceCategory(resource).temperature;
  Goods goods = {.from = resources.place[r],
                 .to = needs.place[n],
                 .pickup_days = given_[r],
                 .delivery_days = asked_[n],
                 .temperature = TemperatureBit(temperature),
                 .weeks = needs.weeks[n] & resources.weeks[r],
                 .giver = resources.actor[r],
                 .taker = needs.actor[n],
                 .service = kLinkService,
                 .grams = Wide{capacity} * problem_.NeedCategory(need).unit_grams,
                 .deliveries = needs.periods[n]};
  Wide cost = Cheapest(goods);
  if ((kept_ & goods.temperature) != 0) {
    Goods in = goods;
    in.goes = false;
    in.to = in.from;
    in.delivery_days = in.pickup_days;
    goods.goes = false;
    goods.from = goods.to;
    goods.pickup_days = goods.delivery_days;
    const Wide first = Cheapest(in);
    const Wide second = Cheapest(goods);
    const bool both = first >= 0 && second >= 0;
    if (both && (cost < 0 || first + second < cost)) cost = first + second;
  }
  if (cost < 0) return -1;
  const Wide worth = cost * problem_.horizon().weeks * problem_.policy().transport.points_per_euro *
                     kMicropointsPerPoint / (kCostPerCent * kCentsPerEuro);
  const Wide points =
      worth / (Wide{std::max<int64_t>(capacity, 1)} * problem_.MicropointsPerUnit(need));
  return static_cast<int64_t>(std::min(points, kMostPoints));
}

Total CarriageFloor::OffAll(const TransportResult& transport) const {
  const FreightTable& freights = problem_.logistics().freights;
  Wide cost = 0;
  for (const Haul& haul : transport.hauls) {
    if (!haul.is_freight()) continue;
    const size_t f = Row(haul.freight.value());
    const Category& category = problem_.catalogue().category(freights.category[f]);
    cost += std::max<Wide>(
        0,
        Cheapest({.from = freights.from[f],
                  .to = freights.to[f],
                  .pickup_days = DaysWith(freights.pickup_hours[f]),
                  .delivery_days = DaysWith(freights.delivery_hours[f]),
                  .temperature = TemperatureBit(category.freight.value_or(Temperature::kAmbient)),
                  .weeks = freights.weeks[f],
                  .giver = freights.actor[f],
                  .taker = freights.actor[f],
                  .service = freights.service_minutes[f] * 60,
                  .grams = Wide{freights.load[f][0]} * kGramsPerHectogram,
                  .in_one = true}));
  }
  const VanTable& vans = problem_.logistics().vans;
  for (int32_t v = 0; v < vans.size(); ++v) {
    if (vans.no_driver[Row(v)] != 0) continue;
    for (const RegularTour& regular : vans.regular_tours[Row(v)]) {
      const int32_t begins = regular.calls.front().opens;
      const HaulTour probe = {
          .van = VanIndex(v), .day = regular.day, .leaves = begins, .returns = begins + 1};
      RegularDrive drive;
      if (DriveRegular(problem_, probe, drive).ok()) cost -= drive.cost;
    }
  }
  const Wide parts = cost * problem_.horizon().weeks * problem_.policy().transport.points_per_euro *
                     kMicropointsPerPoint;
  const Wide whole = kCostPerCent * kCentsPerEuro;
  return parts >= 0 ? parts / whole : -((-parts + whole - 1) / whole);
}

}  // namespace cordee::verify
