// Cold rooms and depots that keep goods for a few nights between two vehicles: resources of freight
// categories.
//
//   builder.AddStore({.id = "cold-room", .actor = "market", .category = freight, .grams = 500'000,
//                     .hours = ..., .cents_per_100kg_night = 120, .max_nights = 3});
//
// Goods of a link that no vehicle can carry straight from giver to taker may go by a store: one
// vehicle brings them there on one day of the week, another or the same fetches them on a later
// day of it. A store is one room: it never holds more at once than its mass, nor what is frozen
// beside what is not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/calendar.h"
#include "engine/model/catalogue.h"
#include "engine/model/geo.h"

namespace cordee {

inline constexpr int32_t kMaxStores = 500;
inline constexpr int64_t kMaxStoreGrams = 100'000'000;  // 100 t
inline constexpr int32_t kMaxStoreNights = 6;           // brought on Monday, fetched on Sunday
inline constexpr int32_t kDefaultStoreNights = 3;
inline constexpr int32_t kMaxCentsPer100KgNight = 100'000;

struct StoreRow {
  std::string id;
  std::string actor;  // it stands there
  CategoryIndex category;
  int64_t grams = 0;  // at once
  HalfHours hours = HalfHours::All();  // goods are brought and fetched within them
  DateWindow dates;
  MonthSet season = kAllMonths;
  Metres reach = Metres(kMaxReachMetres);  // to giver and to taker, as the crow flies
  TemperatureSet temperatures = 0;         // besides the category's own and the warmer ones
  int32_t cents_per_100kg_night = 0;
  int32_t max_nights = kDefaultStoreNights;
};

// Row i of every vector belongs to the same store; rows are sorted by id.
struct StoreTable {
  std::vector<std::string> id;
  std::vector<ActorIndex> actor;
  std::vector<UnitVector> place;
  std::vector<CategoryIndex> category;
  std::vector<int32_t> hectograms;  // rounded down
  std::vector<HalfHours> hours;
  std::vector<WeekSet> weeks;
  std::vector<Metres> reach;
  std::vector<TemperatureSet> temperatures;
  std::vector<int32_t> cents_per_100kg_night;
  std::vector<int32_t> max_nights;

  int32_t size() const { return static_cast<int32_t>(id.size()); }
};

struct LogisticsContext;

// InvalidArgument that names the entry and the field: duplicate ids, an unknown actor, a category
// that is no freight, a number outside its limits, too many rows.
absl::Status BuildStores(const LogisticsContext& context, std::vector<StoreRow> rows,
                         StoreTable& table);

}  // namespace cordee
