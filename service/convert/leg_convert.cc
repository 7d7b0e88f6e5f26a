#include "service/convert/leg_convert.h"

#include <algorithm>
#include <utility>

#include "service/convert/quantity.h"

namespace cordee::service {
namespace {

constexpr int32_t kHalfHoursPerDay = 48;
constexpr int32_t kMinutesPerHalfHour = 30;

size_t At(NeedIndex need) { return static_cast<size_t>(need.value()); }
size_t At(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

void SetDates(const Problem& problem, const Link& link, v1::Leg* leg) {
  const Horizon& horizon = problem.horizon();
  const DateWindow common = Intersect(problem.needs().dates[At(link.need)],
                                      problem.resources().dates[At(link.resource)]);
  const DateWindow window =
      Intersect(common, {.start = horizon.start_day, .end = horizon.end_day()});
  *leg->mutable_dates()->mutable_start_date() = ToDate(window.start);
  *leg->mutable_dates()->mutable_end_date() = ToDate(window.end);
}

void SetBooking(const Problem& problem, const Link& link, v1::Leg* leg) {
  HalfHours booked;
  booked.Add(link.booked_slot, link.booked_slot + problem.needs().duration[At(link.need)]);
  for (v1::WeeklyInterval& interval : ToIntervals(booked)) *leg->add_hours() = interval;
  for (int32_t week = 0; week < problem.horizon().weeks; ++week) {
    if ((link.booked_weeks >> week & 1) != 0) {
      *leg->add_booked_weeks() = ToDate(problem.horizon().start_day + 7 * week);
    }
  }
}

}  // namespace

int64_t Readable(int64_t base_units) {
  int64_t step = 1;
  while (base_units / step >= 1000) step *= 10;
  return (base_units + step / 2) / step * step;
}

int64_t DeliveredUnits(const Problem& problem, const Link& link, WeekSet common_weeks) {
  const bool once = problem.needs().period[At(link.need)] == Period::kOnce ||
                    problem.resources().period[At(link.resource)] == Period::kOnce;
  if (once || link.booked_slot >= 0) return link.amount.value();
  return static_cast<int64_t>(Total{link.amount.value()} * CountWeeks(common_weeks) /
                              problem.horizon().weeks);
}

int64_t RateUnits(const Problem& problem, const Link& link) {
  const int64_t amount = link.amount.value();
  const int64_t weeks = problem.horizon().weeks;
  if (link.booked_slot >= 0) return problem.needs().duration[At(link.need)];
  switch (problem.needs().period[At(link.need)]) {
    case Period::kWeek:
      return amount / weeks;
    case Period::kMonth:
      return amount / (weeks / kWeeksPerQuarter * kMonthsPerQuarter);
    case Period::kOnce:
      return 0;
  }
  return 0;
}

v1::Period ToProtoPeriod(Period period) {
  switch (period) {
    case Period::kWeek:
      return v1::PERIOD_WEEK;
    case Period::kMonth:
      return v1::PERIOD_MONTH;
    case Period::kOnce:
      return v1::PERIOD_ONCE;
  }
  return v1::PERIOD_UNSPECIFIED;
}

v1::Family ToProtoFamily(Family family) {
  return static_cast<v1::Family>(static_cast<int>(family) + v1::FAMILY_FOOD);
}

std::vector<v1::WeeklyInterval> ToIntervals(const HalfHours& hours) {
  std::vector<v1::WeeklyInterval> intervals;
  for (auto [begin, end] : hours.Runs()) {
    while (begin < end) {
      const int32_t day = begin / kHalfHoursPerDay;
      const int32_t stop = std::min(end, (day + 1) * kHalfHoursPerDay);
      v1::WeeklyInterval interval;
      interval.set_day(day + 1);
      interval.set_start_minute((begin - day * kHalfHoursPerDay) * kMinutesPerHalfHour);
      interval.set_end_minute((stop - day * kHalfHoursPerDay) * kMinutesPerHalfHour);
      intervals.push_back(std::move(interval));
      begin = stop;
    }
  }
  return intervals;
}

v1::Leg ToLeg(const Problem& problem, const LinkExplanation& explanation, const v1::Need& need,
              const v1::Resource& resource, const CatalogueData& data) {
  const Link& link = explanation.link;
  const CategoryIndex asked = problem.needs().category[At(link.need)];
  v1::Leg leg;
  leg.set_need(need.name());
  leg.set_resource(resource.name());
  leg.set_need_actor(need.actor());
  leg.set_need_title(need.title());
  leg.set_resource_title(resource.title());
  leg.set_need_category(problem.catalogue().category(asked).code);
  leg.set_resource_category(problem.ResourceCategory(link.resource).code);
  *leg.mutable_total() =
      ToQuantity(Readable(DeliveredUnits(problem, link, explanation.pair.weeks)), asked, data);
  if (const int64_t rate = RateUnits(problem, link); rate > 0) {
    *leg.mutable_rate() = ToQuantity(Readable(rate), asked, data);
  }
  leg.set_rate_period(ToProtoPeriod(problem.needs().period[At(link.need)]));
  leg.set_distance_metres(explanation.pair.distance.value());
  leg.set_total_base_units(link.amount.value());
  SetDates(problem, link, &leg);
  if (link.booked_slot >= 0) {
    SetBooking(problem, link, &leg);
  } else if (explanation.pair.hours != HalfHours::All()) {
    for (v1::WeeklyInterval& interval : ToIntervals(explanation.pair.hours)) {
      *leg.add_hours() = interval;
    }
  }
  return leg;
}

}  // namespace cordee::service
