#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "bench/instance/pdptw_file.h"
#include "bench/instance/pdptw_solve.h"
#include "engine/verify/tour_check.h"
#include "tests/support/shared.h"
#include "tests/support/temp_folder.h"

namespace cordee::bench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kTwoPairs[] =
    "3\t10\t1\r\n"
    "0 0 0 0 0 100 0 0 0\n"
    "1 3 4 6 0 100 1 0 2\n"
    "2 6 8 -6 0 100 1 1 0\n"
    "3 0 5 5 10 20 1 0 4\n"
    "\n"
    "4 0 9 -5 0 100 1 3 0\n";

TEST(Pdptw, ReadsShipmentsByTheirPickUps) {
  const auto instance = ParsePdptw(kTwoPairs, "two");
  ASSERT_TRUE(instance.ok()) << instance.status();
  EXPECT_EQ(instance->scale, 1'000'000);
  EXPECT_EQ(instance->problem.vehicles.size(), 3u);
  EXPECT_EQ(instance->problem.vehicles[0].capacity[0], 10);
  EXPECT_THAT(instance->task_of_stop, ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(instance->problem.distance[1], 5'000'000);
  EXPECT_EQ(instance->problem.shipments[1].pickup.close, 20'000'000);
}

TEST(Pdptw, PlansAndWritesWhatItReadsAgain) {
  const auto instance = ParsePdptw(kTwoPairs, "two");
  ASSERT_TRUE(instance.ok());
  const auto plan = PlanPdptw(*instance, {.iterations = 200});
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_TRUE(plan->feasible);
  EXPECT_EQ(plan->result.tours.size(), 1u);
  const std::string text = PdptwSolutionText(*instance, "two", plan->result);
  EXPECT_THAT(text, HasSubstr("Route 1 : "));
  const auto again = ParsePdptwSolution(*instance, text, "solution");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ((*again)[0].stops, plan->result.tours[0].stops);
}

TEST(Pdptw, RefusesWithTheLineAndTheReason) {
  const auto refusal = [](const std::string& text) {
    return std::string(ParsePdptw(text, "bad").status().message());
  };
  EXPECT_THAT(refusal(""), HasSubstr("vehicles capacity speed"));
  EXPECT_THAT(refusal("0 10 1\n"), HasSubstr("bad:1: the number of vehicles"));
  EXPECT_THAT(refusal("1 10 1\n"), HasSubstr("the depot is missing"));
  const std::string head = "1 10 1\n0 0 0 0 0 100 0 0 0\n";
  EXPECT_THAT(refusal(head + "1 3 4 6 0 100 1 0\n"), HasSubstr("bad:3: 8 fields, 9 expected"));
  EXPECT_THAT(refusal(head + "2 3 4 6 0 100 1 0 1\n"), HasSubstr("bad:3: the id"));
  EXPECT_THAT(refusal(head + "1 nan 4 6 0 100 1 0 2\n"), HasSubstr("bad:3: x must be a number"));
  EXPECT_THAT(refusal(head + "1 3 4 6 9 8 1 0 2\n"), HasSubstr("closes before it opens"));
  EXPECT_THAT(refusal(head + "1 3 4 6 0 9 1 0 0\n"), HasSubstr("either a pick-up or a delivery"));
  EXPECT_THAT(refusal(head + "1 3 4 6 0 9 1 0 7\n"), HasSubstr("partner is not in the file"));
  EXPECT_THAT(refusal(head + "1 3 4 6 0 9 1 0 2\n2 3 4 -5 0 9 1 1 0\n"),
              HasSubstr("opposite demands"));
  EXPECT_THAT(refusal(head + "1 3 4 6 0 9 1 0 2\n2 3 4 -6 0 9 1 0 1\n"),
              HasSubstr("does not name this one back"));
  EXPECT_THAT(refusal(head + "1 3e9 4 6 0 9 1 0 2\n"), HasSubstr("x must be a number"));
}

TEST(Pdptw, TakesAsManyTasksAsThereMayBeAndRefusesMore) {
  std::string text = absl::StrCat(kMaxVehicles, " 10 1\n0 350 350 0 0 9000 0 0 0\n");
  for (int32_t k = 1; k < 2 * kMaxShipments; k += 2) {
    absl::StrAppend(&text, k, " ", k % 700, " ", k / 7, " 5 0 9000 1 0 ", k + 1, "\n");
    absl::StrAppend(&text, k + 1, " ", k % 611, " ", k / 9, " -5 0 9000 1 ", k, " 0\n");
  }
  const auto instance = ParsePdptw(text, "large");
  ASSERT_TRUE(instance.ok()) << instance.status();
  const auto plan = PlanPdptw(*instance, {.iterations = 1});
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_TRUE(plan->feasible);
  absl::StrAppend(&text, 2 * kMaxShipments + 1, " 0 0 0 0 9 0 0 1\n");
  const auto more = ParsePdptw(text, "large");
  EXPECT_THAT(std::string(more.status().message()), HasSubstr("more than 4000"));
}

// Every row of the table of best known solutions, with its instance and its solution.
TEST(Pdptw, RecomputesThePublishedBestSolutionsToTheFourthDecimal) {
  const auto table = testing::SharedFile("data/bench/lilim_bks.csv");
  const auto archive = testing::SharedFile("data/bench/lilim_pdptw_100_200.tar.gz");
  if (!table || !archive) GTEST_SKIP() << testing::kNoShared;
  const testing::TempFolder folder;
  const std::string unpack = absl::StrCat("tar xzf ", *archive, " -C ", folder.path().string());
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  std::ifstream rows(*table);
  std::string row;
  std::getline(rows, row);
  int checked = 0;
  while (std::getline(rows, row)) {
    const std::vector<std::string> fields = absl::StrSplit(row, ',');
    const std::string root = absl::StrCat(folder.path().string(), "/lilim/");
    const auto instance = ReadPdptwFile(absl::StrCat(root, "instances/", fields[1], ".txt"));
    ASSERT_TRUE(instance.ok()) << instance.status();
    std::ifstream file(absl::StrCat(root, "best_known/", fields[9]));
    std::stringstream text;
    text << file.rdbuf();
    const auto tours = ParsePdptwSolution(*instance, text.str(), fields[9]);
    ASSERT_TRUE(tours.ok()) << tours.status();
    EXPECT_EQ(absl::StrCat(tours->size()), fields[5]) << fields[1];
    TourResult result;
    result.tours = *tours;
    for (const Tour& tour : *tours) {
      const auto times = DriveTour(instance->problem, tour);
      ASSERT_TRUE(times.ok()) << fields[1] << ": " << times.status();
      result.distance += times->distance;
    }
    result.cost = result.distance + instance->problem.vehicles[0].fixed_cost *
                                        static_cast<int64_t>(tours->size());
    EXPECT_TRUE(CheckTours(instance->problem, result).ok())
        << fields[1] << ": " << CheckTours(instance->problem, result);
    double published = 0;
    ASSERT_TRUE(absl::SimpleAtod(fields[6], &published));
    EXPECT_NEAR(static_cast<double>(result.distance) / static_cast<double>(instance->scale),
                published, 0.00006)
        << fields[1];
    ++checked;
  }
  EXPECT_EQ(checked, 29);
}

}  // namespace
}  // namespace cordee::bench
