// A tour that a vehicle drives anyway, every week, with room to spare; and when its driver rests.
//
//   van.regular_tours = {{.day = 1, .load_percent = 60,
//                         .stops = {{.place = market, .minute = 8 * 60, .load_percent = 10}}}};
//
// Others' goods ride along where they fit: between its stops, in the space that is free there, as
// long as every stop is still made in time. They cost what the tour costs more.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/calendar.h"
#include "engine/model/geo.h"

namespace cordee {

inline constexpr int32_t kMaxRegularCalls = 20;
inline constexpr int32_t kMaxLateMinutes = 240;
inline constexpr int32_t kMaxStayMinutes = 240;

struct RegularCallRow {
  Position place;
  int32_t minute = 0;  // of the day, when it calls
  int32_t stay_minutes = 10;
  int32_t load_percent = 0;  // of everything that it holds, when it leaves
};

struct RegularTourRow {
  int32_t day = 0;  // 0: Monday
  int32_t load_percent = 0;  // when it leaves its place
  int32_t late_minutes = 30;  // how much later than said it may call
  std::vector<RegularCallRow> calls;  // in order; it comes from its place and goes back there
};

// The licence that it takes to drive a vehicle. All but B and BE are for more than 3.5 t: their
// drivers rest sooner.
enum class Licence : uint8_t { kB, kBE, kC1, kC1E, kC, kCE };

// The longest work without a break, and the least break, in minutes.
struct RestRule {
  int32_t work = 0;
  int32_t lasts = 0;

  friend bool operator==(const RestRule&, const RestRule&) = default;
};
// Six hours of work, twenty minutes (Code du travail L3121-16, of 2016-08-08).
inline constexpr RestRule kRestOfWork = {360, 20};
// Four and a half hours at the wheel, three quarters of an hour (Regulation (EC) 561/2006, article
// 7); counted here from leaving, with loading: never less rest than the rule asks for.
inline constexpr RestRule kRestOfHeavy = {270, 45};
inline constexpr RestRule kLeastRest = {60, 5};
inline constexpr RestRule kMostRest = {720, 120};

constexpr RestRule RestOf(Licence licence) {
  return licence == Licence::kB || licence == Licence::kBE ? kRestOfWork : kRestOfHeavy;
}

// InvalidArgument with the field, "regular_tours[0].calls[1].minute: ...": a day twice, no call or
// too many, times that do not rise or lie outside one run of the vehicle's `hours`, a number
// outside its limits.
absl::Status CheckRegularTours(const std::vector<RegularTourRow>& tours, const HalfHours& hours);

// Where it calls, in a table.
struct RegularCall {
  UnitVector place;
  int32_t opens = 0;  // seconds of the day: it begins within [opens, closes] and stays
  int32_t closes = 0;
  int32_t stays = 0;
  int32_t load_percent = 0;

  friend bool operator==(const RegularCall&, const RegularCall&) = default;
};

struct RegularTour {
  int32_t day = 0;
  int32_t load_percent = 0;
  std::vector<RegularCall> calls;

  friend bool operator==(const RegularTour&, const RegularTour&) = default;
};

RegularTour ToRegularTour(const RegularTourRow& row);

// `percent` of what a vehicle holds, rounded up; 0 of what has no limit.
constexpr int32_t PartOf(int32_t capacity, int32_t percent) {
  return static_cast<int32_t>((int64_t{capacity} * percent + 99) / 100);
}

}  // namespace cordee
