// What people read of a link: amounts, pace, times, bookings.
#pragma once

#include <vector>

#include "cordee/v1/run.pb.h"
#include "engine/explain/explain.h"
#include "engine/model/problem.h"
#include "service/convert/problem_convert.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// Three significant digits of base units: 2,884,615 g a week read 2.88 t.
int64_t Readable(int64_t base_units);

// What a link hands over within the horizon, in base units: its rate in the common weeks, or the
// whole amount when one of the two happens once.
int64_t DeliveredUnits(const Problem& problem, const Link& link, WeekSet common_weeks);
// Per period of the need; 0 when it happens once.
int64_t RateUnits(const Problem& problem, const Link& link);

v1::Period ToProtoPeriod(Period period);
v1::Family ToProtoFamily(Family family);
std::vector<v1::WeeklyInterval> ToIntervals(const HalfHours& hours);

// Titles are the entries' own.
v1::Leg ToLeg(const Problem& problem, const LinkExplanation& explanation, const v1::Need& need,
              const v1::Resource& resource, const CatalogueData& data);

}  // namespace cordee::service
