#include "service/convert/policy_convert.h"

#include <functional>
#include <string>

#include "gtest/gtest.h"
#include "service/convert/problem_convert.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

// "field value" and what may stand there.
std::string Brief(const absl::Status& status) {
  const std::vector<FieldProblem> problems = ProblemsOf(status);
  if (problems.size() != 1) return status.ToString();
  std::string text = problems[0].field + " " + problems[0].value;
  for (const auto& [key, value] : problems[0].facts) text += " " + key + "=" + value;
  return text;
}

std::string Refusal(const std::function<void(v1::Policy&)>& change) {
  v1::Policy policy = PolicyToProto(Policy());
  change(policy);
  return Brief(PolicyFromProto(&policy, "p").status());
}

TEST(PolicyConvert, ReadsBackWhatItWrites) {
  const v1::Policy policy = PolicyToProto(Policy());
  EXPECT_EQ(*PolicyFromProto(&policy, "p"), Policy());
  EXPECT_EQ(*PolicyFromProto(nullptr, "p"), Policy());
}

TEST(PolicyConvert, NamesTheFieldTheValueAndItsBounds) {
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.set_fit_points(-1); }),
            "p.fit_points -1 maximum=1048576 minimum=0");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.set_continuity_points(0); }),
            "p.continuity_points 0 maximum=1048576 minimum=1");
  EXPECT_EQ(Refusal([](v1::Policy& p) {
              p.set_fit_points(1'000'000);
              p.set_time_points(1'000'000);
            }),
            "p 2000650 expected=SUM_OF_POINTS maximum=1048576");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.set_max_distance_metres(0); }),
            "p.max_distance_metres 0 maximum=20100000 minimum=1");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.set_min_common_half_hours(337); }),
            "p.min_common_half_hours 337 maximum=336 minimum=0");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.set_max_candidates(1001); }),
            "p.max_candidates 1001 maximum=1000 minimum=1");
}

TEST(PolicyConvert, NamesTheRuleOfSharedJobs) {
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.mutable_shared_jobs()->set_min_hours_per_week(45); }),
            "p.shared_jobs.min_hours_per_week 45 maximum=44 minimum=1");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.mutable_shared_jobs()->set_max_employers(1); }),
            "p.shared_jobs.max_employers 1 maximum=5 minimum=2");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.mutable_shared_jobs()->set_max_minutes(61); }),
            "p.shared_jobs.max_minutes 61 maximum=60 minimum=0");
  v1::Policy policy = PolicyToProto(Policy());
  policy.mutable_shared_jobs()->set_min_hours_per_week(28);
  EXPECT_EQ(PolicyFromProto(&policy, "p")->shared_jobs.min_half_hours, 56);
  // Of a policy written before there were such rules.
  policy.clear_shared_jobs();
  EXPECT_EQ(*PolicyFromProto(&policy, "p"), Policy());
}

TEST(PolicyConvert, DoesNotCiteASourceForAnotherFigure) {
  v1::Policy policy = PolicyToProto(Policy());
  policy.mutable_transport()->clear_co2_source();
  policy.mutable_transport()->set_co2_grams_per_km(120);
  EXPECT_EQ(PolicyFromProto(&policy, "p")->transport.co2_source, "");
  policy.mutable_transport()->set_co2_source(" relevés de la flotte ");
  EXPECT_EQ(PolicyFromProto(&policy, "p")->transport.co2_source, "relevés de la flotte");
  policy.mutable_transport()->clear_co2_grams_per_km();
  policy.mutable_transport()->clear_co2_source();
  EXPECT_EQ(PolicyFromProto(&policy, "p")->transport.co2_source, Policy().transport.co2_source);
  EXPECT_NE(Refusal([](v1::Policy& p) {
              p.mutable_transport()->set_co2_source(std::string(301, 'x'));
            }).find("p.transport.co2_source"),
            std::string::npos);
}

TEST(PolicyConvert, NamesTheTier) {
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.clear_unmet_tiers(); }),
            "p.unmet_tiers 0 maximum=6 minimum=1");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.mutable_unmet_tiers(1)->set_upto_permille(500); }),
            "p.unmet_tiers[1].upto_permille 500 maximum=999 minimum=501");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.mutable_unmet_tiers(2)->set_upto_permille(900); }),
            "p.unmet_tiers[2].upto_permille 900 maximum=1000 minimum=1000");
  EXPECT_EQ(Refusal([](v1::Policy& p) { p.mutable_unmet_tiers(1)->set_points(99); }),
            "p.unmet_tiers[1].points 99 maximum=1048576 minimum=100");
}

std::string HorizonRefusal(int32_t year, int32_t month, int32_t day, int32_t weeks = 52) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  const absl::Status status = HorizonFromProto(date, weeks).status();
  return status.ok() ? "" : ReasonName(ReasonOf(status)) + " " + Brief(status);
}

TEST(HorizonConvert, NamesWhatStoodThere) {
  EXPECT_EQ(HorizonRefusal(2026, 11, 30), "");
  EXPECT_EQ(HorizonRefusal(2026, 12, 1),
            "VALUE_OUT_OF_RANGE run.horizon_start 2026-12-01 expected=MONDAY");
  EXPECT_EQ(HorizonRefusal(2026, 2, 30), "DATE_INVALID run.horizon_start 2026-02-30");
  EXPECT_EQ(HorizonRefusal(9999, 1, 4), "VALUE_OUT_OF_RANGE run.horizon_start 9999-01-04");
  for (const int32_t weeks : {13, 26, 39, 52}) EXPECT_EQ(HorizonRefusal(2026, 11, 30, weeks), "");
  for (const int32_t weeks : {-13, 0, 14, 65}) {
    EXPECT_EQ(HorizonRefusal(2026, 11, 30, weeks), "VALUE_OUT_OF_RANGE run.horizon_weeks " +
                                                       std::to_string(weeks) +
                                                       " accepted=13, 26, 39, 52");
  }
}

}  // namespace
}  // namespace cordee::service
