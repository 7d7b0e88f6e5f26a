// Small territories in which goods may have to lie in a cold room between two vehicles.
#pragma once

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "tests/support/delivery_world.h"

namespace cordee::testing {

// A farm that is there on Tuesdays, a canteen on Thursdays, 20 km apart, a carrier every weekday,
// and a market with a cold room half-way.
inline DeliveryWorld TuesdayFarmThursdayCanteen() {
  DeliveryWorld world;
  world.Actor("farm", 0, 10);
  world.Actor("canteen", 0, -10);
  world.Actor("carrier", 5, 0);
  world.Actor("market", 1, 0);
  world.Need("lunch", "canteen", "vegetables", 200).hours = Weekdays(7, 12, 4, 4);
  world.Resource("carrots", "farm", "vegetables", 300).hours = Weekdays(7, 12, 2, 2);
  world.Van("van", "carrier", "dry", 800).cents_per_hour = 600;
  world.Store("cold-room", "market", "cool", 500);
  return world;
}

// RandomDeliveries of which about half the entries are there on one or two days only, and stores
// of which every rule is met and broken by some.
inline DeliveryWorld RandomStores(uint64_t seed, int32_t entries = 8, int32_t vans = 3) {
  DeliveryWorld world = RandomDeliveries(seed, entries, vans);
  Random random(seed + 1'000'003);
  const auto on_few_days = [&](HalfHours& hours) {
    if (random.OneIn(2)) return;
    const auto day = static_cast<int32_t>(random.Uniform(1, 6));
    const auto from = static_cast<int32_t>(random.Uniform(5, 11));
    hours = Weekdays(from, from + static_cast<int32_t>(random.Uniform(1, 7)), day,
                     static_cast<int32_t>(random.Uniform(day, day + 1)));
  };
  // A trip costs little, so that more than a few are worth two of them.
  for (VanRow& van : world.vans) {
    van.cents_per_km = static_cast<int32_t>(random.Uniform(1, 15));
    van.cents_per_hour = static_cast<int32_t>(random.Uniform(0, 400));
    van.cents_per_day = static_cast<int32_t>(random.Uniform(0, 100));
    if (random.OneIn(2)) van.hours = Weekdays(5, 19);
  }
  for (EntryRow& need : world.needs) on_few_days(need.hours);
  for (EntryRow& resource : world.resources) on_few_days(resource.hours);
  const char* freights[] = {"dry", "cool", "deep"};
  for (int64_t s = random.Uniform(1, 3); s > 0; --s) {
    StoreRow& store =
        world.Store(absl::StrCat("s", s), absl::StrCat("a", random.Uniform(0, entries)),
                    freights[random.Uniform(0, 2)], random.Uniform(20, 600));
    store.cents_per_100kg_night = static_cast<int32_t>(random.Uniform(0, 400));
    store.max_nights = static_cast<int32_t>(random.Uniform(1, kMaxStoreNights));
    if (random.OneIn(3)) store.hours = HalfHours::All();
    if (random.OneIn(4)) {
      store.reach = Metres(static_cast<int32_t>(random.Uniform(5'000, 60'000)));
    }
    if (random.OneIn(8)) store.season = 0x0ff;
    if (random.OneIn(4)) store.temperatures = TemperatureBit(Temperature::kFrozen);
  }
  return world;
}

}  // namespace cordee::testing
