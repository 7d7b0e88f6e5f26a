#include "service/formats/road_matrix.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string File(const std::string& durations, const std::string& distances,
                 const std::string& locations = "[[-0.48, 46.84], [-0.21, 46.97]]") {
  return "{\"locations\": " + locations + ", \"durations\": " + durations +
         ", \"distances\": " + distances + "}";
}

TEST(RoadMatrix, ReadsAFileAndRoundsUp) {
  const RoadMatrix matrix =
      *ParseRoadMatrix(File("[[0, 1560.2], [1490, 0]]", "[[0, 28100], [null, 0]]"));
  EXPECT_EQ(matrix.places,
            (std::vector<Position>{{46'840'000, -480'000}, {46'970'000, -210'000}}));
  EXPECT_EQ(matrix.ways.seconds, (std::vector<int32_t>{0, 1561, 1490, 0}));
  EXPECT_EQ(matrix.ways.metres, (std::vector<int32_t>{0, 28100, kNoRoad, 0}));
}

TEST(RoadMatrix, NamesTheFirstFault) {
  const std::string good = "[[0, 1], [1, 0]]";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "no JSON"},
      {"[]", "no JSON"},
      {"{\"locations\": ", "no JSON"},
      {"{}", "locations: missing"},
      {File("[[0, 1]]", good), "durations: 1 row, not 2"},
      {File("[[0, 1], [1]]", good), "durations, row 2: 1 columns, not 2"},
      {File(good, "[[0, 1], [1, 0, 3]]"), "distances, row 2: 3 columns, not 2"},
      {File(good, "[[0, -1], [1, 0]]"), "distances, row 1, column 2: -1, expected"},
      {File(good, "[[0, \"NaN\"], [1, 0]]"), "distances, row 1, column 2: not a number"},
      {File(good, "[[0, NaN], [1, 0]]"), "no JSON"},
      {File("[[0, 1e300], [1, 0]]", good), "durations, row 1, column 2: 1e+300"},
      {File("[[0, [1]], [1, 0]]", good), "durations, row 1, column 2: not a number"},
      {File(good, good, "[[-0.48, 46.84], [-0.21, 99]]"), "locations, row 2: not [longitude"},
      {File(good, good, "[[-0.48, 46.84], [7]]"), "locations, row 2: not [longitude"},
  };
  for (const auto& [json, said] : cases) {
    const auto matrix = ParseRoadMatrix(json);
    ASSERT_FALSE(matrix.ok()) << json;
    EXPECT_TRUE(absl::IsInvalidArgument(matrix.status()));
    EXPECT_THAT(std::string(matrix.status().message()), StartsWith(said)) << json;
  }
}

TEST(RoadMatrix, RefusesMorePlacesThanItTakes) {
  std::string locations = "[";
  for (int k = 0; k <= kMaxRoadPlaces; ++k) locations += k == 0 ? "[0, 45]" : ", [0, 45]";
  const auto matrix = ParseRoadMatrix(File("[]", "[]", locations + "]"));
  EXPECT_THAT(std::string(matrix.status().message()), HasSubstr("1001, at most 1000"));
}

TEST(RoadMatrix, TakesAPlaceForTheNearestOneOfTheFile) {
  const RoadMatrix matrix = *ParseRoadMatrix(File("[[0, 60], [70, 0]]", "[[0, 900], [800, 0]]"));
  const Position near_first = {46'840'500, -480'000};    // 56 m north
  const Position beyond = {46'842'000, -480'000};        // 222 m
  const Position second = {46'970'000, -210'000};
  const RoadTable roads = RoadsOf(matrix, {near_first, beyond, second});
  EXPECT_EQ(roads.source, RoadSource::kMatrix);
  EXPECT_EQ(roads.places.size(), 2u);
  EXPECT_EQ(roads.RowOf(ToUnitVector(beyond)), -1);
  EXPECT_EQ(DriveBetween(roads, {}, ToUnitVector(near_first), ToUnitVector(second)),
            (Drive{900, 60}));
  EXPECT_EQ(DriveBetween(roads, {}, ToUnitVector(second), ToUnitVector(near_first)),
            (Drive{800, 70}));
}

TEST(RoadMatrix, ReadsWhatOsrmAnswers) {
  const std::string answer =
      R"({"code":"Ok","durations":[[0,341.4],[null,0]],"distances":[[0,4012.1],[null,0]],)"
      R"("sources":[{"hint":"x","location":[-0.48,46.84],"name":"","distance":3.1}],)"
      R"("destinations":[],"fallback_speed_cells":[]})";
  const RoadBlock block = *ParseOsrm(answer, 2, 2);
  EXPECT_EQ(block.seconds, (std::vector<int32_t>{0, 342, kNoRoad, 0}));
  EXPECT_EQ(block.metres, (std::vector<int32_t>{0, 4013, kNoRoad, 0}));
  EXPECT_EQ(ParseOsrm(answer, 2, 3).status().message(), "durations, row 1: 2 columns, not 3");
  EXPECT_EQ(ParseOsrm(R"({"code":"TooBig","message":"Too many coordinates"})", 2, 2)
                .status()
                .message(),
            "code: TooBig Too many coordinates");
}

TEST(RoadMatrix, ReadsWhatValhallaAnswers) {
  const RoadBlock block = *ParseValhalla(
      R"({"sources_to_targets":[[{"distance":0,"time":0,"to_index":0,"from_index":0},)"
      R"({"distance":4.0121,"time":342,"to_index":1,"from_index":0}],)"
      R"([{"distance":null,"time":null,"to_index":0,"from_index":1},)"
      R"({"distance":0,"time":0,"to_index":1,"from_index":1}]],"units":"kilometers"})",
      2, 2);
  EXPECT_EQ(block.seconds, (std::vector<int32_t>{0, 342, kNoRoad, 0}));
  EXPECT_EQ(block.metres, (std::vector<int32_t>{0, 4013, kNoRoad, 0}));
  const RoadBlock brief = *ParseValhalla(
      R"({"sources_to_targets":{"durations":[[5]],"distances":[[1.5]]},"units":"kilometers"})", 1,
      1);
  EXPECT_EQ(brief.metres, (std::vector<int32_t>{1500}));
  EXPECT_THAT(std::string(ParseValhalla(R"({"error_code":154,"error":"Path distance exceeds"})",
                                        2, 2)
                              .status()
                              .message()),
              StartsWith("error: Path distance"));
  EXPECT_FALSE(ParseValhalla(R"({"sources_to_targets":[[{"time":3}]]})", 1, 1).ok());
  EXPECT_FALSE(ParseValhalla(R"({"sources_to_targets":[[7]]})", 1, 1).ok());
  EXPECT_FALSE(ParseValhalla("{}", 1, 1).ok());
}

}  // namespace
}  // namespace cordee::service
