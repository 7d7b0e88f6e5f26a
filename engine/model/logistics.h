// Vehicles that carry goods for others, and shipments that ask to be carried: resources and needs
// of freight categories (Category::freight) that are planned as tours instead of shared out by
// value.
//
//   builder.AddVan({.id = "van", .actor = "farm", .category = freight, .grams = 800'000});
//   builder.AddFreight({.id = "crates", .actor = "shop", .category = freight, .grams = 60'000,
//                       .from = ..., .to = ...});
//
// Where a territory has such vehicles (Policy::transport), the goods of its carried categories need
// one as well: a link that no tour carries is not proposed. Giver and taker then need no common
// hours: goods are picked up when the giver is there, and delivered when the taker is; where no
// vehicle can do both on one day, they may go by a store (store.h).
//
// Tours are those of one week, the fullest: everything that is ever carried in it, each once, all
// vehicles on the days on which they are there. So nothing is promised that a week cannot hold.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/calendar.h"
#include "engine/model/catalogue.h"
#include "engine/model/geo.h"
#include "engine/model/regular_tour.h"
#include "engine/model/store.h"

namespace cordee {

// What is on board, at once: hectograms (100 g), litres, hundredths of a pallet, crates. In a
// capacity, 0 of the last three stands for any number.
using Load = std::array<int32_t, 4>;
inline constexpr int64_t kGramsPerHectogram = 100;

enum class Carriage : uint8_t {
  kOwn,           // only what its owner gives or takes
  kMutualAid,     // for other members too, who share the cost
  kProfessional,  // a registered carrier
};

struct VanRow {
  std::string id;
  std::string actor;  // it leaves from there and comes back
  CategoryIndex category;
  int64_t grams = 0;  // at once
  int32_t litres = 0;
  int32_t pallet_hundredths = 0;
  int32_t crates = 0;
  Carriage carriage = Carriage::kMutualAid;
  // Nobody drives it.
  bool no_driver = false;
  // It leaves and comes back within one run of these on one day.
  HalfHours hours = HalfHours::All();
  DateWindow dates;
  MonthSet season = kAllMonths;
  Metres reach = Metres(kMaxReachMetres);  // from its place to any stop, as the crow flies
  TemperatureSet temperatures = 0;         // besides the category's own and the warmer ones
  int32_t cents_per_km = 0;
  int32_t cents_per_hour = 0;
  int32_t cents_per_day = 0;
  int32_t max_minutes = 600;  // from leaving to coming back
  Licence licence = Licence::kB;
  RestRule rest;  // DEFAULT: as the licence says
  std::vector<RegularTourRow> regular_tours;
};

struct FreightRow {
  std::string id;
  std::string actor;
  CategoryIndex category;
  int64_t grams = 1;  // at a time
  int32_t litres = 0;
  int32_t pallet_hundredths = 0;
  int32_t crates = 0;
  Position from;
  Position to;
  HalfHours pickup_hours = HalfHours::All();
  HalfHours delivery_hours = HalfHours::All();
  int32_t service_minutes = 10;  // to load, and to unload
  int32_t max_ride_minutes = 0;  // from the pick-up's end to the delivery; 0: no limit
  bool waste = false;            // never in one tour with food
  // The crates come back empty: those of last time to the pick-up, those of this time to the
  // vehicle's place, so that they take their room all the way.
  bool returns_crates = false;
  DateWindow dates;
  MonthSet season = kAllMonths;
};

// Row i of every vector belongs to the same entry; rows are sorted by id.
struct VanTable {
  std::vector<std::string> id;
  std::vector<ActorIndex> actor;
  std::vector<UnitVector> place;
  std::vector<CategoryIndex> category;
  std::vector<Load> capacity;
  std::vector<Carriage> carriage;
  std::vector<uint8_t> no_driver;
  std::vector<HalfHours> hours;
  std::vector<WeekSet> weeks;
  std::vector<Metres> reach;
  std::vector<TemperatureSet> temperatures;
  std::vector<int32_t> cents_per_km;
  std::vector<int32_t> cents_per_hour;
  std::vector<int32_t> cents_per_day;
  std::vector<int32_t> max_minutes;
  std::vector<Licence> licence;
  std::vector<RestRule> rest;
  std::vector<std::vector<RegularTour>> regular_tours;

  int32_t size() const { return static_cast<int32_t>(id.size()); }
};

struct FreightTable {
  std::vector<std::string> id;
  std::vector<ActorIndex> actor;
  std::vector<CategoryIndex> category;
  std::vector<Load> load;
  std::vector<Load> returned;  // on board from leaving to coming back, instead of in `load`
  std::vector<UnitVector> from;
  std::vector<UnitVector> to;
  std::vector<HalfHours> pickup_hours;
  std::vector<HalfHours> delivery_hours;
  std::vector<int32_t> service_minutes;
  std::vector<int32_t> max_ride_minutes;
  std::vector<uint8_t> waste;
  std::vector<WeekSet> weeks;

  int32_t size() const { return static_cast<int32_t>(id.size()); }
};

struct Logistics {
  VanTable vans;
  FreightTable freights;
  StoreTable stores;
  // Links of carried categories need a vehicle.
  bool needed = false;

  bool empty() const { return vans.size() == 0 && freights.size() == 0; }
  // There is something to plan.
  bool plans() const { return needed || freights.size() > 0; }
};

inline constexpr int64_t kMaxVanGrams = 50'000'000;  // 50 t
inline constexpr int32_t kMaxVanLitres = 150'000;
inline constexpr int32_t kMaxVanPalletHundredths = 4'000;
inline constexpr int32_t kMaxVanCrates = 10'000;
inline constexpr int32_t kMaxCentsPerKm = 10'000;
inline constexpr int32_t kMaxCentsPerHour = 100'000;
inline constexpr int32_t kMaxCentsPerDay = 1'000'000;
inline constexpr int32_t kMinVanMinutes = 30;
// The longest day of a driver that is taken.
inline constexpr int32_t kMaxVanMinutes = 720;
inline constexpr int32_t kMaxServiceMinutes = 240;
inline constexpr int32_t kMaxRideMinutes = kMaxVanMinutes;

struct LogisticsContext {
  const Catalogue& catalogue;
  const Horizon& horizon;
  const std::vector<std::string>& actors;  // sorted
  const std::vector<UnitVector>& places;   // of actors
};

// InvalidArgument that names the entry and the field: duplicate ids, an unknown actor, a category
// that is no freight, a number outside its limits, too many rows. `needed` is left to the caller.
absl::StatusOr<Logistics> BuildLogistics(const LogisticsContext& context, std::vector<VanRow> vans,
                                         std::vector<FreightRow> freights,
                                         std::vector<StoreRow> stores);

}  // namespace cordee
