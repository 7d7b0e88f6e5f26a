#include "engine/model/regular_tour.h"

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

constexpr int32_t kMinutesPerDay = 1'440;
constexpr int32_t kMinutesPerSlot = 30;
constexpr int32_t kSlotsPerDay = 48;

absl::Status CheckBetween(const std::string& field, int64_t value, int64_t least, int64_t most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, ": between ", least, " and ", most, ", not ", value));
}

bool IsOpen(const HalfHours& hours, int32_t day, int32_t from, int32_t to) {
  for (int32_t slot = from / kMinutesPerSlot; slot * kMinutesPerSlot < to; ++slot) {
    if (slot >= kSlotsPerDay || !hours.Has(day * kSlotsPerDay + slot)) return false;
  }
  return true;
}

absl::Status CheckTour(const RegularTourRow& tour, const HalfHours& hours,
                       const std::string& name) {
  RETURN_IF_ERROR(CheckBetween(name + ".day", tour.day, 0, 6));
  RETURN_IF_ERROR(CheckBetween(name + ".load_percent", tour.load_percent, 0, 100));
  RETURN_IF_ERROR(CheckBetween(name + ".late_minutes", tour.late_minutes, 0, kMaxLateMinutes));
  RETURN_IF_ERROR(CheckBetween("number of " + name + ".calls",
                               static_cast<int64_t>(tour.calls.size()), 1, kMaxRegularCalls));
  int32_t least = 0;
  for (size_t k = 0; k < tour.calls.size(); ++k) {
    const RegularCallRow& call = tour.calls[k];
    const std::string at = absl::StrCat(name, ".calls[", k, "]");
    RETURN_IF_ERROR(CheckBetween(at + ".minute", call.minute, least, kMinutesPerDay - 1));
    RETURN_IF_ERROR(CheckBetween(at + ".stay_minutes", call.stay_minutes, 0, kMaxStayMinutes));
    RETURN_IF_ERROR(CheckBetween(at + ".load_percent", call.load_percent, 0, 100));
    least = call.minute + call.stay_minutes;
  }
  if (IsOpen(hours, tour.day, tour.calls.front().minute, least)) return absl::OkStatus();
  return absl::InvalidArgumentError(name + ".calls: outside the hours of the vehicle");
}

}  // namespace

absl::Status CheckRegularTours(const std::vector<RegularTourRow>& tours, const HalfHours& hours) {
  uint32_t days = 0;
  for (size_t t = 0; t < tours.size(); ++t) {
    const std::string name = absl::StrCat("regular_tours[", t, "]");
    RETURN_IF_ERROR(CheckTour(tours[t], hours, name));
    const uint32_t day = 1u << tours[t].day;
    if ((days & day) != 0) return absl::InvalidArgumentError(name + ".day: there is one already");
    days |= day;
  }
  return absl::OkStatus();
}

RegularTour ToRegularTour(const RegularTourRow& row) {
  RegularTour tour{.day = row.day, .load_percent = row.load_percent};
  for (const RegularCallRow& call : row.calls) {
    tour.calls.push_back({.place = ToUnitVector(call.place),
                          .opens = call.minute * 60,
                          .closes = (call.minute + row.late_minutes) * 60,
                          .stays = call.stay_minutes * 60,
                          .load_percent = call.load_percent});
  }
  return tour;
}

}  // namespace cordee
