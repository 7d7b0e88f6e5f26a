#include "service/convert/terms_rows.h"

namespace cordee::service {
namespace {

constexpr int32_t kMinutesPerHalfHour = 30;
constexpr int32_t kHalfHoursPerDay = 48;

int32_t ToDayNumber(const google::type::Date& date) {
  return DayNumber({.year = date.year(), .month = date.month(), .day = date.day()});
}

}  // namespace

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

TemperatureSet ToTemperatures(const v1::Terms& terms) {
  TemperatureSet set = 0;
  for (int t : terms.temperatures()) {
    if (t >= v1::TEMPERATURE_CLASS_AMBIENT && t <= v1::TEMPERATURE_CLASS_FROZEN) {
      set |= TemperatureBit(static_cast<Temperature>(t - v1::TEMPERATURE_CLASS_AMBIENT));
    }
  }
  return set;
}

LabelSet ToLabels(const google::protobuf::RepeatedPtrField<std::string>& codes,
                  const Catalogue& catalogue) {
  LabelSet labels = 0;
  for (const std::string& code : codes) {
    if (const int32_t label = catalogue.FindLabel(code); label >= 0) labels |= LabelSet{1} << label;
  }
  return labels;
}

HalfHours ToHours(const google::protobuf::RepeatedPtrField<v1::WeeklyInterval>& intervals) {
  if (intervals.empty()) return HalfHours::All();
  HalfHours hours;
  for (const v1::WeeklyInterval& interval : intervals) {
    const int32_t day = (interval.day() - 1) * kHalfHoursPerDay;
    hours.Add(day + interval.start_minute() / kMinutesPerHalfHour,
              day + interval.end_minute() / kMinutesPerHalfHour);
  }
  return hours;
}

DateWindow ToWindow(const v1::DateRange& range) {
  DateWindow window;
  if (range.has_start_date()) window.start = ToDayNumber(range.start_date());
  if (range.has_end_date()) window.end = ToDayNumber(range.end_date());
  return window;
}

MonthSet ToSeason(const v1::Terms& terms, const Category& category) {
  if (terms.season_months().empty()) return category.season;
  MonthSet season = 0;
  for (int32_t month : terms.season_months()) season |= static_cast<MonthSet>(1 << (month - 1));
  return season;
}

}  // namespace cordee::service
