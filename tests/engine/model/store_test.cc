#include "engine/model/store.h"

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/model/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/store_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::TuesdayFarmThursdayCanteen;

// What is said of a store that was changed.
std::string Refusal(const std::function<void(DeliveryWorld&, StoreRow&)>& spoil) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  StoreRow store = world.stores[0];
  spoil(world, store);
  ProblemBuilder builder(testing::DeliveryCatalogue(), {}, Horizon{testing::kMonday2026, 13});
  for (const ActorRow& actor : world.actors) builder.AddActor(actor);
  builder.AddStore(store);
  return std::string(std::move(builder).Build().status().message());
}

TEST(Store, IsRefusedWithTheNameOfTheFieldThatIsWrong) {
  using World = DeliveryWorld;
  EXPECT_EQ(Refusal([](World&, StoreRow&) {}), "");
  EXPECT_EQ(Refusal([](World&, StoreRow& row) { row.actor = "nobody"; }),
            "resources/cold-room: actor: unknown");
  EXPECT_EQ(Refusal([](World& world, StoreRow& row) { row.category = world.Category("milk"); }),
            "resources/cold-room: category: not freight");
  EXPECT_EQ(Refusal([](World&, StoreRow& row) { row.grams = 0; }),
            "resources/cold-room: quantity: between 1 and 100000000, not 0");
  EXPECT_EQ(Refusal([](World&, StoreRow& row) { row.cents_per_100kg_night = -1; }),
            "resources/cold-room: cents_per_100kg_night: between 0 and 100000, not -1");
  EXPECT_EQ(Refusal([](World&, StoreRow& row) { row.max_nights = 0; }),
            "resources/cold-room: max_nights: between 1 and 6, not 0");
  EXPECT_EQ(Refusal([](World&, StoreRow& row) { row.max_nights = 7; }),
            "resources/cold-room: max_nights: between 1 and 6, not 7");
  EXPECT_EQ(Refusal([](World&, StoreRow& row) { row.reach = Metres(-1); }),
            "resources/cold-room: reach: between 0 and 20100000, not -1");
}

TEST(Store, IsRefusedTwiceUnderOneIdAndBeyondTheLimit) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  const auto build = [&](int32_t count, bool one_id) {
    ProblemBuilder builder(testing::DeliveryCatalogue(), {}, Horizon{testing::kMonday2026, 13});
    for (const ActorRow& actor : world.actors) builder.AddActor(actor);
    for (int32_t s = 0; s < count; ++s) {
      StoreRow row = world.stores[0];
      if (!one_id) row.id = absl::StrCat("s", s);
      builder.AddStore(std::move(row));
    }
    return std::string(std::move(builder).Build().status().message());
  };
  EXPECT_EQ(build(2, true), "resources/cold-room: duplicate id");
  EXPECT_EQ(build(kMaxStores, false), "");
  EXPECT_THAT(build(kMaxStores + 1, false), ::testing::HasSubstr("at most 500 rows"));
}

TEST(Store, IsKeptAsColdAsItsCategoryAndWarmer) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  world.stores[0].grams = 99'990;
  const Problem problem = world.Build();
  const StoreTable& stores = problem.logistics().stores;
  ASSERT_EQ(stores.size(), 1);
  EXPECT_EQ(stores.hectograms[0], 999);
  EXPECT_NE(stores.temperatures[0] & TemperatureBit(Temperature::kChilled), 0);
  EXPECT_NE(stores.temperatures[0] & TemperatureBit(Temperature::kAmbient), 0);
  EXPECT_EQ(stores.temperatures[0] & TemperatureBit(Temperature::kFrozen), 0);
}

TEST(Store, IsAPlaceWhereVehiclesMayHaveToGo) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  const size_t with = world.Build().road_places().size();
  world.stores.clear();
  EXPECT_EQ(world.Build().road_places().size() + 1, with);
}

}  // namespace
}  // namespace cordee
