#include "engine/model/road.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cordee {
namespace {

const std::vector<Position> kPlaces = {
    {46'900'000, -300'000}, {46'800'000, -400'000}, {47'000'000, -200'000}};

TEST(RoadTable, HoldsOneWayStreetsWhateverTheOrderOfPlaces) {
  const std::vector<int32_t> metres = {0, 10, 20, 30, 0, 40, 50, 60, 0};
  const std::vector<int32_t> seconds = {0, 1, 2, 3, 0, 4, 5, 6, 0};
  const RoadTable roads = *MakeRoadTable(kPlaces, metres, seconds);
  const TransportRules rules;
  for (size_t from = 0; from < kPlaces.size(); ++from) {
    for (size_t to = 0; to < kPlaces.size(); ++to) {
      const Drive drive =
          DriveBetween(roads, rules, ToUnitVector(kPlaces[from]), ToUnitVector(kPlaces[to]));
      EXPECT_EQ(drive, (Drive{metres[from * 3 + to], seconds[from * 3 + to]}));
    }
  }
}

TEST(RoadTable, LeavesAPlaceThatItDoesNotHoldToTheEstimate) {
  const RoadTable roads = *MakeRoadTable({kPlaces[0]}, {0}, {0});
  const UnitVector from = ToUnitVector(kPlaces[0]);
  const UnitVector to = ToUnitVector(kPlaces[1]);
  EXPECT_EQ(DriveBetween(roads, {}, from, to), EstimateDrive(Distance(from, to), {}));
}

TEST(RoadTable, TakesTheFirstOfEqualPlacesAndNothingFromAPlaceToItself) {
  const RoadTable roads =
      *MakeRoadTable({kPlaces[0], kPlaces[0], kPlaces[1]}, {7, 7, 1, 7, 7, 2, 3, 4, 7},
                     {7, 7, 1, 7, 7, 2, 3, 4, 7});
  const UnitVector a = ToUnitVector(kPlaces[0]);
  const UnitVector b = ToUnitVector(kPlaces[1]);
  EXPECT_EQ(roads.places.size(), 2u);
  EXPECT_EQ(DriveBetween(roads, {}, a, b), (Drive{1, 1}));
  EXPECT_EQ(DriveBetween(roads, {}, b, a), (Drive{3, 3}));
  EXPECT_EQ(DriveBetween(roads, {}, a, a), (Drive{0, 0}));
}

TEST(RoadTable, NamesTheEntryThatIsWrong) {
  const auto says = [](const std::vector<int32_t>& metres, const std::vector<int32_t>& seconds) {
    return std::string(MakeRoadTable({kPlaces[0], kPlaces[1]}, metres, seconds).status().message());
  };
  EXPECT_EQ(says({0, 1, 2}, {0, 1, 2, 0}), "metres: 3 entries, not 2 x 2");
  EXPECT_EQ(says({0, 1, 2, 0}, {0, 1, -2, 0}),
            "seconds, row 1, column 0: -2 is not 0 to 1073741824");
  EXPECT_THAT(says({0, kNoRoad + 1, 0, 0}, {0, 1, 2, 0}),
              ::testing::StartsWith("metres, row 0, column 1"));
}

}  // namespace
}  // namespace cordee
