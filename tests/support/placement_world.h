// Small territories of posts and people.
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

namespace cordee::testing {

inline constexpr int32_t kMonday2026 = 20'787;  // 30 November 2026

// Trades "cook" and "helper" (a helper serves a cook's post by half), and "mentoring", one to one.
inline std::shared_ptr<const Catalogue> TradeCatalogue() {
  CatalogueBuilder builder;
  const auto add = [&](const char* code, const char* parent, Placement placement,
                       std::vector<CatalogueBuilder::SubstituteByCode> substitutes) {
    Category category;
    category.code = code;
    category.family = Family::kJobs;
    category.base_unit = "{half-hour}";
    category.reference = Quantity(8);
    category.placement = placement;
    builder.AddCategory(category, parent, std::move(substitutes));
  };
  add("jobs", "", Placement::kHours, {});
  add("cook", "jobs", Placement::kHours, {{"helper", 50}});
  add("helper", "jobs", Placement::kHours, {});
  add("mentoring", "", Placement::kOneToOne, {});
  auto catalogue = std::move(builder).Build();
  CHECK(catalogue.ok());
  return std::make_shared<const Catalogue>(*std::move(catalogue));
}

// Half-hours of weekdays 1 to 5, from one full hour to another.
inline HalfHours Weekdays(int32_t from, int32_t to, int32_t first = 1, int32_t last = 5) {
  HalfHours hours;
  for (int32_t day = first - 1; day < last; ++day)
    hours.Add(day * 48 + from * 2, day * 48 + to * 2);
  return hours;
}

// Rows with an actor each, that live some kilometres east of a point.
class PlacementWorld {
 public:
  PlacementWorld() : catalogue_(TradeCatalogue()) {}

  PlacementTerms Terms(const char* category, int32_t wished) const {
    return {
        .category = catalogue_->FindCategory(category), .wished = wished, .hours = Weekdays(8, 18)};
  }
  PlacementRow& Post(const std::string& id, PlacementTerms terms, int32_t km_east = 0) {
    return Add(posts_, id, std::move(terms), km_east);
  }
  PlacementRow& Person(const std::string& id, PlacementTerms terms, int32_t km_east = 0) {
    return Add(people_, id, std::move(terms), km_east);
  }
  std::vector<PlacementRow>& posts() { return posts_; }
  std::vector<PlacementRow>& people() { return people_; }
  Policy& policy() { return policy_; }
  std::vector<PreviousLinkRow>& before() { return before_; }

  absl::StatusOr<Problem> TryBuild(Random* random = nullptr) const {
    ProblemBuilder builder(catalogue_, policy_, {kMonday2026, 13});
    std::vector<PlacementRow> posts = posts_;
    std::vector<PlacementRow> people = people_;
    std::vector<ActorRow> actors = actors_;
    if (random != nullptr) {
      random->Shuffle(posts);
      random->Shuffle(people);
      random->Shuffle(actors);
    }
    for (ActorRow& row : actors) builder.AddActor(std::move(row));
    for (PlacementRow& row : posts) builder.AddPost(std::move(row));
    for (PlacementRow& row : people) builder.AddPerson(std::move(row));
    for (const PreviousLinkRow& row : before_) builder.AddPreviousLink(row);
    return std::move(builder).Build();
  }
  Problem Build(Random* random = nullptr) const {
    auto problem = TryBuild(random);
    CHECK(problem.ok());
    return *std::move(problem);
  }

 private:
  PlacementRow& Add(std::vector<PlacementRow>& rows, const std::string& id, PlacementTerms terms,
                    int32_t km_east) {
    // A degree of longitude at 46.65 north is about 76.3 km.
    actors_.push_back({.id = "of-" + id,
                       .position = {46'650'000, -250'000 + km_east * 13'100},
                       .charter_signed = false});
    rows.push_back({.id = id, .actor = "of-" + id, .terms = std::move(terms)});
    return rows.back();
  }

  std::shared_ptr<const Catalogue> catalogue_;
  Policy policy_;
  std::vector<ActorRow> actors_;
  std::vector<PlacementRow> posts_;
  std::vector<PlacementRow> people_;
  std::vector<PreviousLinkRow> before_;
};

// Posts and people with all kinds of terms, close enough to compete.
inline PlacementWorld RandomPlacements(int32_t posts, int32_t people, Random& random) {
  PlacementWorld world;
  const char* trades[] = {"cook", "helper", "mentoring"};
  const auto terms = [&] {
    PlacementTerms t =
        world.Terms(trades[random.Uniform(0, 9) / 4], static_cast<int32_t>(random.Uniform(4, 70)));
    const auto from = static_cast<int32_t>(random.Uniform(5, 16));
    const auto first = static_cast<int32_t>(random.Uniform(1, 6));
    t.hours = Weekdays(from, from + static_cast<int32_t>(random.Uniform(2, 7)), first,
                       static_cast<int32_t>(random.Uniform(first, 7)));
    if (random.OneIn(4)) t.lot = static_cast<int32_t>(random.Uniform(1, t.wished));
    if (random.OneIn(6)) t.minimum = static_cast<int32_t>(random.Uniform(1, t.wished));
    if (random.OneIn(5)) t.maximum = t.wished + static_cast<int32_t>(random.Uniform(0, 20));
    if (random.OneIn(8)) t.indivisible = true;
    if (random.OneIn(4)) t.max_partners = static_cast<int32_t>(random.Uniform(1, 3));
    if (random.OneIn(3)) t.contracts = static_cast<ContractSet>(random.Uniform(1, 7));
    t.training = random.OneIn(2);
    return t;
  };
  for (int32_t o = 0; o < posts; ++o) {
    PlacementTerms t = terms();
    t.insertion_first = random.OneIn(4);
    t.shared_employment = random.OneIn(2);
    PlacementRow& row =
        world.Post(absl::StrCat("o", o), t, static_cast<int32_t>(random.Uniform(0, 25)));
    if (random.OneIn(4)) row.licences = {"licence-b"};
    if (random.OneIn(4)) row.skills = {"cooking"};
    if (random.OneIn(5)) row.vetoes = {absl::StrCat("e", random.Uniform(0, people - 1))};
    if (random.OneIn(4)) row.ranking = {absl::StrCat("e", random.Uniform(0, people - 1))};
  }
  for (int32_t e = 0; e < people; ++e) {
    PlacementTerms t = terms();
    t.insertion = random.OneIn(2);
    t.minor = random.OneIn(10);
    if (random.OneIn(3)) t.travel_minutes = static_cast<int32_t>(random.Uniform(10, 40));
    t.means = static_cast<MeansSet>(random.Uniform(0, 15));
    PlacementRow& row =
        world.Person(absl::StrCat("e", e), t, static_cast<int32_t>(random.Uniform(0, 25)));
    if (random.OneIn(2)) row.licences = {"licence-b"};
    if (random.OneIn(2)) row.skills = {"cooking"};
    if (random.OneIn(4)) row.ranking = {absl::StrCat("o", random.Uniform(0, posts - 1))};
  }
  return world;
}

}  // namespace cordee::testing
