// Small territories of farms, canteens and vehicles.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/model/problem.h"
#include "tests/support/placement_world.h"

namespace cordee::testing {

// "vegetables" and "potatoes", "milk" (chilled), "ice" (frozen), all carried; "tools", which are
// not; freight "dry", "cool" and "deep".
inline std::shared_ptr<const Catalogue> DeliveryCatalogue() {
  CatalogueBuilder builder;
  const auto food = [&](const char* code, const char* parent, Temperature temperature) {
    builder.AddCategory({.code = code,
                         .reference = Quantity(100'000),
                         .temperature = temperature,
                         .carried = true,
                         .base_unit = "g"},
                        parent, {});
  };
  food("food", "", Temperature::kAmbient);
  food("vegetables", "food", Temperature::kAmbient);
  food("potatoes", "vegetables", Temperature::kAmbient);
  food("milk", "food", Temperature::kChilled);
  food("ice", "food", Temperature::kFrozen);
  builder.AddCategory({.code = "tools", .family = Family::kMaterials, .base_unit = "piece"}, "",
                      {});
  const auto freight = [&](const char* code, const char* parent, Temperature temperature) {
    builder.AddCategory({.code = code,
                         .family = Family::kLogistics,
                         .reference = Quantity(100'000),
                         .freight = temperature,
                         .base_unit = "g"},
                        parent, {});
  };
  freight("dry", "", Temperature::kAmbient);
  freight("cool", "dry", Temperature::kChilled);
  freight("deep", "dry", Temperature::kFrozen);
  auto catalogue = std::move(builder).Build();
  CHECK(catalogue.ok());
  return std::make_shared<const Catalogue>(*std::move(catalogue));
}

// Rows that a test can change before it builds them. Places lie in kilometres east and north of a
// point in the middle of the Deux-Sèvres.
class DeliveryWorld {
 public:
  DeliveryWorld() : catalogue_(DeliveryCatalogue()) {}

  static Position At(double km_east, double km_north) {
    return {.latitude_e6 = 46'600'000 + static_cast<int32_t>(km_north * 8'993),
            .longitude_e6 = -300'000 + static_cast<int32_t>(km_east * 13'090)};
  }
  CategoryIndex Category(const char* code) const { return catalogue_->FindCategory(code); }

  void Actor(const std::string& id, double km_east, double km_north) {
    actors.push_back({.id = id, .position = At(km_east, km_north), .charter_signed = true});
  }
  EntryRow& Need(const std::string& id, const std::string& actor, const char* category,
                 int64_t kg_a_week) {
    return Entry(needs, id, actor, category, kg_a_week);
  }
  EntryRow& Resource(const std::string& id, const std::string& actor, const char* category,
                     int64_t kg_a_week) {
    return Entry(resources, id, actor, category, kg_a_week);
  }
  VanRow& Van(const std::string& id, const std::string& actor, const char* category, int64_t kg) {
    return vans.emplace_back(VanRow{.id = id,
                                    .actor = actor,
                                    .category = Category(category),
                                    .grams = kg * 1'000,
                                    .hours = Weekdays(6, 18),
                                    .cents_per_km = 40,
                                    .cents_per_hour = 1'800,
                                    .cents_per_day = 1'000});
  }
  FreightRow& Freight(const std::string& id, const std::string& actor, Position from, Position to,
                      int64_t kg) {
    return freights.emplace_back(FreightRow{.id = id,
                                            .actor = actor,
                                            .category = Category("dry"),
                                            .grams = kg * 1'000,
                                            .from = from,
                                            .to = to,
                                            .pickup_hours = Weekdays(7, 12),
                                            .delivery_hours = Weekdays(7, 17)});
  }

  StoreRow& Store(const std::string& id, const std::string& actor, const char* category,
                  int64_t kg) {
    return stores.emplace_back(StoreRow{.id = id,
                                        .actor = actor,
                                        .category = Category(category),
                                        .grams = kg * 1'000,
                                        .hours = Weekdays(6, 18),
                                        .cents_per_100kg_night = 100});
  }

  // In the order given, or shuffled.
  Problem Build(Random* shuffle = nullptr) const {
    DeliveryWorld rows = *this;
    if (shuffle != nullptr) {
      shuffle->Shuffle(rows.actors);
      shuffle->Shuffle(rows.needs);
      shuffle->Shuffle(rows.resources);
      shuffle->Shuffle(rows.vans);
      shuffle->Shuffle(rows.freights);
      shuffle->Shuffle(rows.stores);
    }
    ProblemBuilder builder(catalogue_, policy, Horizon{kMonday2026, 13});
    for (ActorRow& row : rows.actors) builder.AddActor(std::move(row));
    for (EntryRow& row : rows.needs) builder.AddNeed(std::move(row));
    for (EntryRow& row : rows.resources) builder.AddResource(std::move(row));
    for (VanRow& row : rows.vans) builder.AddVan(std::move(row));
    for (FreightRow& row : rows.freights) builder.AddFreight(std::move(row));
    for (StoreRow& row : rows.stores) builder.AddStore(std::move(row));
    for (PreviousLinkRow& row : rows.previous_links) builder.AddPreviousLink(std::move(row));
    for (PreviousTourRow& row : rows.previous_tours) builder.AddPreviousTour(std::move(row));
    for (std::string& id : rows.changed_needs) builder.MarkNeedChanged(std::move(id));
    for (std::string& id : rows.changed_resources) builder.MarkResourceChanged(std::move(id));
    auto problem = std::move(builder).Build();
    CHECK(problem.ok());
    return *std::move(problem);
  }

  Policy policy;
  std::vector<ActorRow> actors;
  std::vector<EntryRow> needs;
  std::vector<EntryRow> resources;
  std::vector<VanRow> vans;
  std::vector<FreightRow> freights;
  std::vector<StoreRow> stores;
  // Of a rerun.
  std::vector<PreviousLinkRow> previous_links;
  std::vector<PreviousTourRow> previous_tours;
  std::vector<std::string> changed_needs;
  std::vector<std::string> changed_resources;

 private:
  EntryRow& Entry(std::vector<EntryRow>& rows, const std::string& id, const std::string& actor,
                  const char* category, int64_t kg_a_week) {
    EntryRow row;
    row.id = id;
    row.actor = actor;
    row.category = Category(category);
    row.quantity = Quantity(kg_a_week * (row.category == Category("tools") ? 1 : 1'000));
    row.hours = Weekdays(7, 16);
    return rows.emplace_back(std::move(row));
  }

  std::shared_ptr<const Catalogue> catalogue_;
};

// One or two calls; false where they lie outside the van's hours.
inline bool DriveRegularly(VanRow& van, Random& random) {
  const auto km = [&] { return static_cast<double>(random.Uniform(-20, 20)); };
  RegularTourRow tour;
  tour.day = static_cast<int32_t>(random.Uniform(0, 4));
  tour.load_percent = static_cast<int32_t>(random.Uniform(0, 100));
  tour.late_minutes = static_cast<int32_t>(random.Uniform(0, 60));
  auto minute = static_cast<int32_t>(random.Uniform(5 * 60, 16 * 60));
  for (int64_t calls = random.Uniform(1, 2); calls > 0; --calls) {
    tour.calls.push_back({.place = DeliveryWorld::At(km(), km()),
                          .minute = minute,
                          .stay_minutes = static_cast<int32_t>(random.Uniform(0, 20)),
                          .load_percent = static_cast<int32_t>(random.Uniform(0, 100))});
    minute += static_cast<int32_t>(random.Uniform(30, 90));
  }
  if (!CheckRegularTours({tour}, van.hours).ok()) return false;
  van.regular_tours.push_back(std::move(tour));
  return true;
}

// Every rule is met and broken by some of them.
inline DeliveryWorld RandomDeliveries(uint64_t seed, int32_t entries = 8, int32_t vans = 3) {
  Random random(seed);
  DeliveryWorld world;
  const char* foods[] = {"vegetables", "potatoes", "milk", "ice", "tools"};
  const char* freights[] = {"dry", "cool", "deep"};
  const auto actor = [&] { return absl::StrCat("a", random.Uniform(0, entries)); };
  const auto hours = [&] {
    const auto from = static_cast<int32_t>(random.Uniform(5, 14));
    const auto day = static_cast<int32_t>(random.Uniform(1, 5));
    return random.OneIn(3) ? HalfHours::All()
                           : Weekdays(from, from + static_cast<int32_t>(random.Uniform(1, 5)),
                                      day, static_cast<int32_t>(random.Uniform(day, 5)));
  };
  const auto km = [&] { return static_cast<double>(random.Uniform(-30, 30)); };
  for (int32_t a = 0; a <= entries; ++a) world.Actor(absl::StrCat("a", a), km(), km());
  for (int32_t i = 0; i < entries; ++i) {
    EntryRow& need = world.Need(absl::StrCat("n", i), actor(), foods[random.Uniform(0, 4)],
                                random.Uniform(1, 300));
    need.hours = hours();
    if (random.OneIn(5)) need.period = random.OneIn(2) ? Period::kMonth : Period::kOnce;
    if (random.OneIn(5)) need.minimum_lot = need.quantity;
    if (random.OneIn(5)) need.season = 0x03f;
    EntryRow& resource = world.Resource(absl::StrCat("r", i), actor(), foods[random.Uniform(0, 4)],
                                        random.Uniform(1, 400));
    resource.hours = hours();
    if (random.OneIn(4)) resource.minimum_lot = Quantity(resource.quantity.value() / 2);
  }
  for (int32_t v = 0; v < vans; ++v) {
    VanRow& van = world.Van(absl::StrCat("v", v), actor(), freights[random.Uniform(0, 2)],
                            random.Uniform(30, 900));
    van.hours = hours();
    van.carriage = static_cast<Carriage>(random.Uniform(0, 2));
    if (random.OneIn(3)) van.reach = Metres(static_cast<int32_t>(random.Uniform(5'000, 40'000)));
    if (random.OneIn(4)) van.max_minutes = static_cast<int32_t>(random.Uniform(60, 300));
    if (random.OneIn(6)) van.crates = static_cast<int32_t>(random.Uniform(1, 20));
    if (random.OneIn(8)) van.season = 0x0ff;
    van.no_driver = random.OneIn(8);
    van.licence = static_cast<Licence>(random.Uniform(0, 5));
    if (random.OneIn(4)) van.rest = {60 + static_cast<int32_t>(random.Uniform(0, 60)), 15};
    for (int tries = random.OneIn(2) ? 0 : 20; tries > 0; --tries) {
      if (DriveRegularly(van, random)) break;
    }
  }
  for (int64_t f = random.Uniform(0, 4); f > 0; --f) {
    FreightRow& row = world.Freight(absl::StrCat("f", f), actor(), DeliveryWorld::At(km(), km()),
                                    DeliveryWorld::At(km(), km()), random.Uniform(1, 200));
    row.category = world.Category(freights[random.Uniform(0, 2)]);
    row.pickup_hours = hours();
    row.delivery_hours = hours();
    row.crates = static_cast<int32_t>(random.Uniform(0, 10));
    row.returns_crates = row.crates > 0 && random.OneIn(2);
    row.waste = random.OneIn(4);
    row.service_minutes = static_cast<int32_t>(random.Uniform(0, 40));
    if (random.OneIn(4)) row.max_ride_minutes = static_cast<int32_t>(random.Uniform(10, 120));
  }
  return world;
}

}  // namespace cordee::testing
