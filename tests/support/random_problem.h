// Random problems of every kind of entry, as rows that a test can change before it builds them.
//
//   ProblemRows rows = RandomRows(seed, {.actors = 6, .needs = 8, .resources = 8});
//   rows.needs[0].reach = Metres(90'000);
//   const Problem problem = BuildProblem(rows);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/model/problem.h"
#include "gtest/gtest.h"

namespace cordee::testing {

struct ProblemRows {
  std::shared_ptr<const Catalogue> catalogue;
  Policy policy;
  Horizon horizon;
  std::vector<ActorRow> actors;
  std::vector<EntryRow> needs;
  std::vector<EntryRow> resources;
  std::vector<PreviousLinkRow> previous;
};

struct ProblemShape {
  int64_t actors = 6;
  int64_t needs = 8;
  int64_t resources = 8;
  // Without minimum lots, indivisible entries and bookings: its relaxation is exact.
  bool pure_flow = false;
  // Everything is rooms, booked by the half-hour, most of them open at the same times.
  bool rooms_only = false;
};

// Food with a substitute and a chilled category, furniture in whole pieces, rooms by the half-hour.
inline std::shared_ptr<const Catalogue> KindsCatalogue() {
  CatalogueBuilder builder;
  const auto add = [&builder](Category category, std::string parent,
                              std::vector<CatalogueBuilder::SubstituteByCode> substitutes = {}) {
    builder.AddCategory(std::move(category), std::move(parent), std::move(substitutes));
  };
  const auto food = [](std::string code) {
    return Category{.code = std::move(code), .reference = Quantity(100), .base_unit = "g"};
  };
  add(food("food"), "");
  add(food("vegetables"), "food");
  add(food("carrots"), "vegetables", {{"leeks", 40}});
  add(food("leeks"), "vegetables");
  Category milk = food("milk");
  milk.temperature = Temperature::kChilled;
  add(milk, "food");
  add({.code = "furniture", .family = Family::kMaterials, .divisible = false, .base_unit = "piece"},
      "");
  add({.code = "rooms",
       .family = Family::kSpaces,
       .reference = Quantity(8),
       .booking = true,
       .base_unit = "half-hour"},
      "");
  builder.AddLabel({.code = "local", .social_percent = 50}, {});
  builder.AddLabel({.code = "organic", .ecological_percent = 80}, {"reasoned"});
  builder.AddLabel({.code = "reasoned", .ecological_percent = 30}, {});
  absl::StatusOr<Catalogue> catalogue = std::move(builder).Build();
  EXPECT_TRUE(catalogue.ok()) << catalogue.status().ToString();
  return std::make_shared<const Catalogue>(*std::move(catalogue));
}

inline constexpr int32_t kTestMonday = 4 + 7 * 2800;

// Every field is drawn; most entries stay open enough to meet some others.
inline EntryRow RandomEntryRow(Random& random, const ProblemRows& rows, bool need,
                               const ProblemShape& shape, std::string id) {
  EntryRow row;
  row.id = std::move(id);
  row.actor = rows.actors[static_cast<size_t>(
                              random.Uniform(0, static_cast<int64_t>(rows.actors.size()) - 1))]
                  .id;
  do {
    row.category = CategoryIndex(
        static_cast<int32_t>(random.Uniform(0, rows.catalogue->category_count() - 1)));
  } while (shape.pure_flow && (rows.catalogue->category(row.category).booking ||
                               !rows.catalogue->category(row.category).divisible));
  if (shape.rooms_only) row.category = rows.catalogue->FindCategory("rooms");
  const bool booking = rows.catalogue->category(row.category).booking;
  row.quantity = Quantity(booking ? random.Uniform(1, need ? 6 : 2) : random.Uniform(1, 200));
  row.period = random.OneIn(3) ? Period::kOnce : Period::kWeek;
  if (!booking && random.OneIn(6)) row.period = Period::kMonth;
  if (!shape.pure_flow && random.OneIn(4)) {
    row.minimum_lot = Quantity(random.Uniform(1, row.quantity.value()));
  }
  row.indivisible = !shape.pure_flow && random.OneIn(10);
  if (random.OneIn(booking ? 1 : 4)) {
    const auto begin = static_cast<int32_t>(random.Uniform(16, 40));
    row.hours = HalfHours();
    row.hours.Add(begin, begin + static_cast<int32_t>(random.Uniform(1, 12)));
    if (random.OneIn(2)) row.hours.Add(begin + 48, begin + 52);
  }
  if (random.OneIn(4)) {
    row.dates.start = kTestMonday + static_cast<int32_t>(random.Uniform(-50, 250));
    row.dates.end = row.dates.start + static_cast<int32_t>(random.Uniform(30, 300));
  }
  if (random.OneIn(5)) row.season = static_cast<MonthSet>(random.Uniform(1, kAllMonths));
  if (random.OneIn(3)) row.reach = Metres(static_cast<int32_t>(random.Uniform(0, 80'000)));
  if (random.OneIn(3)) row.labels = static_cast<LabelSet>(1 << random.Uniform(0, 2));
  if (random.OneIn(5)) row.temperatures = static_cast<TemperatureSet>(random.Uniform(1, 7));
  return row;
}

inline ProblemRows RandomRows(uint64_t seed, const ProblemShape& shape) {
  Random random(seed);
  ProblemRows rows;
  rows.catalogue = KindsCatalogue();
  rows.horizon = {kTestMonday, random.OneIn(2) ? 52 : 13};
  if (random.OneIn(3)) rows.policy.min_common_half_hours = 4;
  const auto degrees = [&random](int32_t centre) {
    return centre + static_cast<int32_t>(random.Uniform(-4, 4)) * 80'000;
  };
  for (int64_t a = 0; a < shape.actors; ++a) {
    rows.actors.push_back({.id = "actor-" + std::to_string(a),
                           .position = {degrees(46'500'000), degrees(-400'000)},
                           .labels = static_cast<LabelSet>(random.OneIn(3) ? 2 : 0),
                           .charter_signed = random.OneIn(2)});
  }
  for (int64_t i = 0; i < shape.needs; ++i) {
    rows.needs.push_back(RandomEntryRow(random, rows, true, shape, "n" + std::to_string(i)));
  }
  for (int64_t i = 0; i < shape.resources; ++i) {
    rows.resources.push_back(RandomEntryRow(random, rows, false, shape, "r" + std::to_string(i)));
  }
  for (int64_t i = 0; i < (shape.needs + 1) / 2; ++i) {
    rows.previous.push_back({"n" + std::to_string(random.Uniform(0, shape.needs - 1)),
                             "r" + std::to_string(random.Uniform(0, shape.resources - 1)),
                             Quantity(random.Uniform(1, 3000))});
  }
  return rows;
}

inline Problem BuildProblem(const ProblemRows& rows) {
  ProblemBuilder builder(rows.catalogue, rows.policy, rows.horizon);
  for (const ActorRow& row : rows.actors) builder.AddActor(row);
  for (const EntryRow& row : rows.needs) builder.AddNeed(row);
  for (const EntryRow& row : rows.resources) builder.AddResource(row);
  for (const PreviousLinkRow& row : rows.previous) builder.AddPreviousLink(row);
  absl::StatusOr<Problem> problem = std::move(builder).Build();
  EXPECT_TRUE(problem.ok()) << problem.status().ToString();
  return *std::move(problem);
}

}  // namespace cordee::testing
