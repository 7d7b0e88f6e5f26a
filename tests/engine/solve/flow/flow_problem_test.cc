#include "engine/solve/flow/flow_problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/support/random_flow.h"

namespace cordee {
namespace {

using ::testing::HasSubstr;

FlowProblem Small() {
  FlowProblem problem;
  problem.supply_capacity = {5, 5};
  testing::AddNeed(problem, {{2, 1}, {3, 4}}, {{0, 5, 7, 1}, {1, 5, 6, 2}});
  testing::AddNeed(problem, {{4, 1}}, {{1, 2, 9, 3}, {1, 5, 6, 4}});
  return problem;
}

void ExpectRefused(const std::function<void(FlowProblem&)>& spoil, const std::string& message) {
  FlowProblem problem = Small();
  spoil(problem);
  const absl::Status status = ValidateFlowProblem(problem);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << message;
  EXPECT_THAT(std::string(status.message()), HasSubstr(message));
}

TEST(FlowProblem, AcceptsAWellFormedProblemAndTheEmptyOne) {
  EXPECT_TRUE(ValidateFlowProblem(Small()).ok());
  FlowProblem empty;
  empty.tier_begin = {0};
  empty.arc_begin = {0};
  EXPECT_TRUE(ValidateFlowProblem(empty).ok());
}

TEST(FlowProblem, RefusesColumnsOfDifferentLength) {
  ExpectRefused([](FlowProblem& p) { p.arc_tie.pop_back(); },
                "arc_tie: has 3 entries, must have 4");
  ExpectRefused([](FlowProblem& p) { p.arc_points.push_back(1); }, "arc_points: has 5");
  ExpectRefused([](FlowProblem& p) { p.need_unit.pop_back(); }, "need_unit: has 1");
  ExpectRefused([](FlowProblem& p) { p.arc_tie.clear(); }, "need_key: has 0");
  ExpectRefused([](FlowProblem& p) { p.arc_capacity.pop_back(); }, "arc_capacity: has 3");
  ExpectRefused([](FlowProblem& p) { p.tier_capacity.pop_back(); }, "tier_capacity: has 2");
  ExpectRefused([](FlowProblem& p) { p.tier_begin.pop_back(); }, "tier_begin: has 2");
  ExpectRefused([](FlowProblem& p) { p.arc_begin.clear(); }, "arc_begin: has 0");
}

TEST(FlowProblem, RefusesOffsetsThatDoNotCoverTheirItems) {
  ExpectRefused([](FlowProblem& p) { p.arc_begin[0] = 1; }, "arc_begin[0]: must be 0");
  ExpectRefused([](FlowProblem& p) { p.arc_begin[1] = 5; }, "arc_begin[2]: must not decrease");
  ExpectRefused([](FlowProblem& p) { p.tier_begin[2] = 2; }, "tier_begin[2]: must be the number");
  ExpectRefused([](FlowProblem& p) { p.arc_begin[1] = -1; }, "arc_begin[1]: must not decrease");
}

TEST(FlowProblem, RefusesNumbersBeyondTheLimits) {
  ExpectRefused([](FlowProblem& p) { p.demand[1] = -1; }, "demand[1]: is -1");
  ExpectRefused([](FlowProblem& p) { p.supply_capacity[0] = kMaxFlowCapacity + 1; },
                "supply_capacity[0]");
  ExpectRefused([](FlowProblem& p) { p.arc_capacity[3] = -1; }, "arc_capacity[3]");
  ExpectRefused([](FlowProblem& p) { p.arc_points[2] = INT32_MAX, p.need_unit[1] = 1 << 12; },
                "arc_points[2]: is ");
  ExpectRefused([](FlowProblem& p) { p.arc_points[2] = INT32_MIN, p.need_unit[1] = INT32_MAX; },
                "arc_points[2]: is ");
  ExpectRefused([](FlowProblem& p) { p.need_unit[1] = 0; }, "need_unit[1]: is 0");
  ExpectRefused([](FlowProblem& p) { p.tier_cost[2] = kMaxFlowValue + 1; }, "tier_cost[2]");
  ExpectRefused([](FlowProblem& p) { p.arc_tie[2] = kTieRange; }, "arc_tie[2]");
}

TEST(FlowProblem, RefusesTiersThatAreNotTheDemandInRisingOrder) {
  ExpectRefused([](FlowProblem& p) { p.tier_cost[0] = 5; }, "tier_cost[1]: must not be below");
  ExpectRefused([](FlowProblem& p) { p.tier_capacity[0] = 1; }, "demand[0]: must be the sum");
}

TEST(FlowProblem, RefusesArcsOutOfOrderOrToNowhere) {
  ExpectRefused([](FlowProblem& p) { p.arc_supply[1] = 2; }, "arc_supply[1]: is 2");
  ExpectRefused([](FlowProblem& p) { p.arc_supply[1] = -1; }, "arc_supply[1]: is -1");
  ExpectRefused([](FlowProblem& p) { p.arc_supply[0] = 1, p.arc_supply[1] = 0; },
                "arc_supply[1]: a need's arcs must be sorted");
  ExpectRefused([](FlowProblem& p) { p.arc_points[2] = 5; }, "arc_supply[3]: a need's arcs");
}

}  // namespace
}  // namespace cordee
