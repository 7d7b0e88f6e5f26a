// Random small worlds for the tests of the solver, against brute force and against themselves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/random.h"
#include "tests/support/world.h"

namespace cordee::testing {

struct WorldShape {
  int64_t most_needs = 4;
  int64_t most_offers = 4;
  int64_t most_quantity = 5;
  bool lots = false;      // minimum lots and indivisible entries
  bool bookings = false;  // halls by the half-hour, besides the goods
  bool goods = true;
  bool before = true;  // links of a base run
  bool orders = false;  // minimum orders of offers
};

inline void AddRandomPolicy(Random& random, Policy& policy) {
  policy.continuity_points = static_cast<int32_t>(random.Uniform(1, 80));
  policy.unmet_tiers.clear();
  int32_t points = 0;
  for (int32_t upto = 0; upto < 1000;) {
    upto += static_cast<int32_t>(random.Uniform(1, 4)) * 250;
    upto = std::min(upto, 1000);
    points += static_cast<int32_t>(random.Uniform(0, 300));
    policy.unmet_tiers.push_back({upto, points});
  }
}

// One draw a statement: the order in which arguments are evaluated is the compiler's.
inline std::string RandomPlace(Random& random) {
  const int64_t east = random.Uniform(0, 4) * 9;
  const int64_t north = random.Uniform(0, 2) * 9;
  return absl::StrCat(" at=", east, ",", north);
}

inline std::string RandomGoods(Random& random, const WorldShape& shape, const std::string& kind,
                               int64_t number) {
  const int64_t quantity = random.Uniform(1, shape.most_quantity);
  const std::string category = random.OneIn(4) ? "bread" : "food";
  std::string line = absl::StrCat(kind, " ", kind.substr(0, 1), number, " ", category, " ",
                                  quantity, "/once", RandomPlace(random));
  if (shape.lots && random.OneIn(2)) absl::StrAppend(&line, " lot=", random.Uniform(1, quantity));
  if (shape.lots && random.OneIn(4)) absl::StrAppend(&line, " whole");
  if (shape.orders && kind == "offer" && !random.OneIn(3)) {
    absl::StrAppend(&line, " order=", random.Uniform(1, quantity));
  }
  return line;
}

inline std::string RandomHall(Random& random, const std::string& kind, int64_t number) {
  const bool need = kind == "need";
  const int64_t quantity = random.Uniform(1, need ? 3 : 2);
  std::string line = absl::StrCat(kind, " h", kind.substr(0, 1), number, " hall ", quantity);
  if (need) absl::StrAppend(&line, random.OneIn(2) ? "/once" : "/week");
  const int64_t first = random.Uniform(16, 18);
  const int64_t length = random.Uniform(need ? 3 : 4, need ? 4 : 6);
  absl::StrAppend(&line, RandomPlace(random), " slots=", first, "-", first + length);
  if (random.OneIn(3)) absl::StrAppend(&line, ",30-", random.Uniform(31, 32));
  const int64_t week = need ? random.Uniform(1, 2) : 1;
  absl::StrAppend(&line, " weeks=", week, "-", random.Uniform(week, 2));
  return line;
}

inline World RandomWorld(Random& random, const WorldShape& shape) {
  World world(R"(
    category food unit=kg
    category bread in=food unit=kg ref=10
    category hall booking ref=4
  )");
  AddRandomPolicy(random, world.policy());
  for (const std::string kind : {"need", "offer"}) {
    const int64_t most = kind == "need" ? shape.most_needs : shape.most_offers;
    if (shape.goods) {
      for (int64_t i = random.Uniform(1, most); i > 0; --i) {
        world.AddLine(RandomGoods(random, shape, kind, i));
      }
    }
    if (shape.bookings) {
      for (int64_t i = random.Uniform(1, kind == "need" ? most : 2); i > 0; --i) {
        world.AddLine(RandomHall(random, kind, i));
      }
    }
  }
  for (int64_t i = shape.before ? random.Uniform(0, 3) : 0; i > 0; --i) {
    const std::string halls = shape.bookings && random.OneIn(2) ? "h" : "";
    const int64_t need = random.Uniform(1, shape.most_needs);
    const int64_t offer = random.Uniform(1, shape.most_offers);
    const int64_t amount = random.Uniform(1, shape.most_quantity);
    world.AddLine(absl::StrCat("before ", halls, "n", need, " ", halls, "o", offer, " ", amount));
  }
  return world;
}

}  // namespace cordee::testing
