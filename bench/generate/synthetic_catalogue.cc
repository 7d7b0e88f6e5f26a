#include <array>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bench/generate/territory.h"
#include "engine/base/check.h"

namespace cordee::bench {
namespace {

struct FamilyShape {
  const char* code;
  const char* base_unit;
  int64_t reference;
  bool booking;
};

// In the order of enum Family.
constexpr std::array<FamilyShape, kFamilyCount> kFamilies = {{
    {"food", "g", 100'000, false},
    {"jobs", "{half-hour}", 8, false},
    {"logistics", "g", 100'000, false},
    {"materials", "g", 500'000, false},
    {"mobility", "{piece}", 1, false},
    {"culture", "{piece}", 10, false},
    {"generations", "{half-hour}", 4, false},
    {"expertise", "{half-hour}", 8, false},
    {"spaces", "{half-hour}", 8, true},
}};

constexpr int32_t kGroups = 8;
constexpr int32_t kLeaves = 5;
constexpr int32_t kSeasonMonths = 7;

// Every other group of food is seasonal: seven months from a month of its own.
MonthSet Season(size_t family, int32_t group) {
  if (family != 0 || group % 2 == 0) return kAllMonths;
  MonthSet season = 0;
  for (int32_t m = 0; m < kSeasonMonths; ++m) {
    season = static_cast<MonthSet>(season | 1 << ((group * 2 + m) % 12));
  }
  return season;
}

void AddFamily(size_t family, CatalogueBuilder& builder) {
  const FamilyShape& shape = kFamilies[family];
  Category category{.code = shape.code,
                    .parent = {},
                    .family = static_cast<Family>(family),
                    .reference = Quantity(shape.reference),
                    .divisible = !shape.booking,
                    .booking = shape.booking,
                    .base_unit = shape.base_unit};
  builder.AddCategory(category, "", {});
  for (int32_t g = 0; g < kGroups; ++g) {
    const std::string group = absl::StrCat(shape.code, "-", g);
    category.code = group;
    category.season = kAllMonths;
    // Two groups of food need the cold chain.
    category.temperature = family == 0 && g < 2 ? Temperature::kChilled : Temperature::kAmbient;
    builder.AddCategory(category, shape.code, {});
    for (int32_t leaf = 0; leaf < kLeaves; ++leaf) {
      category.code = absl::StrCat(group, "-", leaf);
      category.season = Season(family, g);
      builder.AddCategory(category, group, {{absl::StrCat(group, "-", (leaf + 1) % kLeaves), 60}});
    }
  }
}

}  // namespace

std::shared_ptr<const Catalogue> SyntheticCatalogue() {
  CatalogueBuilder builder;
  for (size_t family = 0; family < kFamilies.size(); ++family) AddFamily(family, builder);
  builder.AddLabel({.code = "organic", .ecological_percent = 100, .social_percent = 20}, {});
  builder.AddLabel({.code = "demeter", .ecological_percent = 100, .social_percent = 20},
                   {"organic"});
  builder.AddLabel({.code = "hve", .ecological_percent = 40}, {});
  builder.AddLabel({.code = "insertion", .social_percent = 100}, {});
  builder.AddLabel({.code = "sse", .social_percent = 50}, {});
  builder.AddLabel({.code = "reused", .ecological_percent = 80, .social_percent = 30}, {});
  builder.AddLabel({.code = "accessible", .social_percent = 40}, {});
  builder.AddLabel({.code = "eu-approval"}, {});
  absl::StatusOr<Catalogue> catalogue = std::move(builder).Build();
  CHECK(catalogue.ok());
  return std::make_shared<const Catalogue>(*std::move(catalogue));
}

}  // namespace cordee::bench
