#include "bench/workloads/supply_territory.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/rerun.h"

namespace cordee::bench {
namespace {

constexpr int32_t kProducts = 8;
constexpr int32_t kMonday = 20'787;  // 30 November 2026

std::shared_ptr<const Catalogue> Products() {
  CatalogueBuilder builder;
  builder.AddCategory({.code = "food", .reference = Quantity(100'000), .carried = true,
                       .base_unit = "g"},
                      "", {});
  for (int32_t k = 0; k < kProducts; ++k) {
    builder.AddCategory({.code = absl::StrCat("p", k),
                         .reference = Quantity(100'000),
                         .temperature = k % 3 == 0 ? Temperature::kChilled : Temperature::kAmbient,
                         .carried = true,
                         .base_unit = "g"},
                        "food", {});
  }
  for (const auto& [code, temperature] :
       {std::pair("dry", Temperature::kAmbient), std::pair("cool", Temperature::kChilled)}) {
    builder.AddCategory({.code = code,
                         .family = Family::kLogistics,
                         .reference = Quantity(100'000),
                         .freight = temperature,
                         .base_unit = "g"},
                        "", {});
  }
  auto catalogue = std::move(builder).Build();
  CHECK(catalogue.ok());
  return std::make_shared<const Catalogue>(*std::move(catalogue));
}

HalfHours Days(Random& random, int32_t from, int32_t to) {
  HalfHours hours;
  int64_t left = random.Uniform(2, 5);
  for (int32_t day = 0; day < 5; ++day) {
    if (random.Uniform(0, 4 - day) >= left) continue;
    --left;
    hours.Add(day * 48 + 2 * from, day * 48 + 2 * to);
  }
  return hours;
}

Position Anywhere(Random& random) {
  return {46'600'000 + static_cast<int32_t>(random.Uniform(-270'000, 270'000)),
          -300'000 + static_cast<int32_t>(random.Uniform(-390'000, 390'000))};
}

// Of needs, one in `growing` asks for half as much again; 0: none.
ProblemBuilder Territory(const SupplyShape& shape, TransportNeeded needed, uint64_t seed,
                         int32_t growing) {
  Random random(seed);
  const std::shared_ptr<const Catalogue> catalogue = Products();
  Policy policy;
  policy.transport.needed = needed;
  ProblemBuilder builder(catalogue, policy, Horizon{kMonday, 52});
  const auto product = [&] {
    return catalogue->FindCategory(absl::StrCat("p", random.Uniform(0, kProducts - 1)));
  };
  for (int32_t f = 0; f < shape.farms; ++f) {
    const std::string actor = absl::StrCat("farm", f);
    builder.AddActor({.id = actor, .position = Anywhere(random), .charter_signed = true});
    const int32_t from[] = {6, 10, 16};
    const int32_t opens = from[random.Uniform(0, 2)];
    const HalfHours hours = Days(random, opens, opens + 4);
    for (int32_t k = 0; k < 2; ++k) {
      builder.AddResource({.id = absl::StrCat("r", f, "-", k),
                           .actor = actor,
                           .category = product(),
                           .quantity = Quantity(1'000 * random.Uniform(20, 300)),
                           .hours = hours});
    }
  }
  for (int32_t b = 0; b < shape.buyers; ++b) {
    const std::string actor = absl::StrCat("buyer", b);
    builder.AddActor({.id = actor, .position = Anywhere(random), .charter_signed = true});
    const int32_t opens = random.OneIn(2) ? 6 : 14;
    const HalfHours hours = Days(random, opens, opens + 4);
    for (int32_t k = 0; k < 4; ++k) {
      const std::string id = absl::StrCat("n", b, "-", k);
      const CategoryIndex category = product();
      const int64_t grams = 1'000 * random.Uniform(10, 120);
      const bool grows = growing > 0 && (4 * b + k) % growing == growing / 2;
      builder.AddNeed({.id = id,
                       .actor = actor,
                       .category = category,
                       .quantity = Quantity(grows ? grams * 3 / 2 : grams),
                       .hours = hours});
      if (grows) builder.MarkNeedChanged(id);
    }
  }
  for (int32_t v = 0; v < shape.vans; ++v) {
    const std::string actor = absl::StrCat("carrier", v);
    builder.AddActor({.id = actor, .position = Anywhere(random), .charter_signed = true});
    HalfHours hours;
    for (int32_t day = 0; day < 5; ++day) hours.Add(day * 48 + 10, day * 48 + 40);
    builder.AddVan({.id = absl::StrCat("v", v),
                    .actor = actor,
                    .category = catalogue->FindCategory(random.OneIn(2) ? "cool" : "dry"),
                    .grams = 1'000 * random.Uniform(400, 1'200),
                    .hours = hours,
                    .cents_per_km = 45,
                    .cents_per_hour = 2'000,
                    .cents_per_day = 800});
  }
  return builder;
}

Problem MustBuild(ProblemBuilder builder) {
  auto problem = std::move(builder).Build();
  CHECK(problem.ok());
  return *std::move(problem);
}

}  // namespace

Problem SupplyTerritory(const SupplyShape& shape, TransportNeeded needed, uint64_t seed) {
  return MustBuild(Territory(shape, needed, seed, 0));
}

Problem SupplyRerun(const SupplyShape& shape, uint64_t seed, const Problem& before,
                    const RunReport& report) {
  ProblemBuilder builder =
      Territory(shape, TransportNeeded::kWhereVehicles, seed, std::min(100, 4 * shape.buyers));
  const BaseRows base = ToBaseRows(before, report);
  for (const PreviousLinkRow& link : base.links) builder.AddPreviousLink(link);
  for (const PreviousTourRow& tour : base.tours) builder.AddPreviousTour(tour);
  return MustBuild(std::move(builder));
}

}  // namespace cordee::bench
