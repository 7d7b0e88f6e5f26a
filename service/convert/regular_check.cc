#include "service/convert/regular_check.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/convert/logistics_entries.h"
#include "service/convert/terms_rows.h"

namespace cordee::service {
namespace {

constexpr int32_t kMinutesPerDay = 1'440;
constexpr int32_t kDefaultLateMinutes = 30;
constexpr int32_t kDefaultStayMinutes = 10;

class RegularCheck {
 public:
  RegularCheck(const Gazetteer& gazetteer, bool suggest, Problems* problems)
      : gazetteer_(gazetteer), suggest_(suggest), problems_(*problems) {}

  // False when a number or a place is wrong.
  bool CheckTour(v1::RegularTour* tour, const std::string& path) {
    const size_t before = problems_.size();
    CheckRange(path + ".day", tour->day(), 1, 7);
    CheckRange(path + ".load_percent", tour->load_percent(), 0, 100);
    CheckRange(path + ".late_minutes", tour->late_minutes(), 0, kMaxLateMinutes);
    CheckRange(path + ".calls", tour->calls_size(), 1, kMaxRegularCalls);
    for (int k = 0; k < tour->calls_size() && k < kMaxRegularCalls; ++k) {
      v1::RegularCall* call = tour->mutable_calls(k);
      const std::string at = absl::StrCat(path, ".calls[", k, "]");
      CheckPlace(call->mutable_place(), at + ".place", gazetteer_, suggest_, &problems_);
      CheckRange(at + ".minute", call->minute(), 0, kMinutesPerDay - 1);
      CheckRange(at + ".stay_minutes", call->stay_minutes(), 0, kMaxStayMinutes);
      CheckRange(at + ".load_percent", call->load_percent(), 0, 100);
    }
    return problems_.size() == before;
  }

 private:
  void CheckRange(const std::string& field, int64_t value, int64_t least, int64_t most) {
    if (value >= least && value <= most) return;
    problems_.push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field,
                                    absl::StrCat(value),
                                    {{"minimum", absl::StrCat(least)},
                                     {"maximum", absl::StrCat(most)}}));
  }

  const Gazetteer& gazetteer_;
  const bool suggest_;
  Problems& problems_;
};

}  // namespace

void CheckRegular(v1::Terms* terms, const Gazetteer& gazetteer, bool suggest, Problems* problems) {
  v1::VehicleTerms& vehicle = *terms->mutable_vehicle();
  const std::string field = "terms.vehicle.regular_tours";
  if (vehicle.regular_tours_size() > 7) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field,
                                    absl::StrCat(vehicle.regular_tours_size()),
                                    {{"minimum", "0"}, {"maximum", "7"}}));
    return;
  }
  RegularCheck check(gazetteer, suggest, problems);
  bool sound = true;
  for (int t = 0; t < vehicle.regular_tours_size(); ++t) {
    sound &= check.CheckTour(vehicle.mutable_regular_tours(t), absl::StrCat(field, "[", t, "]"));
  }
  if (!sound || vehicle.regular_tours().empty()) return;
  // What is left concerns several fields at once: order, days, hours.
  const std::vector<RegularTourRow> rows = ToRegularRows(vehicle);
  for (size_t t = 0; t < rows.size(); ++t) {
    const std::vector<RegularTourRow> until(rows.begin(),
                                            rows.begin() + static_cast<std::ptrdiff_t>(t) + 1);
    if (CheckRegularTours(until, ToHours(terms->hours())).ok()) continue;
    problems->push_back(MakeProblem(v1::ERROR_REASON_REGULAR_TOUR_INVALID,
                                    absl::StrCat(field, "[", t, "]"), ""));
    return;
  }
}

std::vector<RegularTourRow> ToRegularRows(const v1::VehicleTerms& vehicle) {
  std::vector<RegularTourRow> rows;
  for (const v1::RegularTour& tour : vehicle.regular_tours()) {
    RegularTourRow row;
    row.day = tour.day() - 1;
    row.load_percent = tour.load_percent();
    row.late_minutes = tour.late_minutes() == 0 ? kDefaultLateMinutes : tour.late_minutes();
    for (const v1::RegularCall& call : tour.calls()) {
      row.calls.push_back(
          {.place = ToPosition(call.place().position()),
           .minute = call.minute(),
           .stay_minutes = call.stay_minutes() == 0 ? kDefaultStayMinutes : call.stay_minutes(),
           .load_percent = call.load_percent()});
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Licence ToLicence(v1::DrivingLicence licence) {
  if (licence == v1::DRIVING_LICENCE_UNSPECIFIED) return Licence::kB;
  return static_cast<Licence>(static_cast<int>(licence) - v1::DRIVING_LICENCE_B);
}

}  // namespace cordee::service
