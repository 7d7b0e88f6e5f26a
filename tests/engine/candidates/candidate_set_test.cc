#include "engine/candidates/candidate_set.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/score/score.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

using ::cordee::testing::Cases;

Points PairPoints(const Problem& problem, NeedIndex need, ResourceIndex resource,
                  const Pair& pair) {
  return ScorePair(problem, need, resource, pair).total();
}

std::shared_ptr<const Catalogue> SmallCatalogue() {
  CatalogueBuilder builder;
  const auto food = [](std::string code) {
    return Category{.code = std::move(code), .reference = Quantity(100), .base_unit = "g"};
  };
  builder.AddCategory(food("food"), "", {});
  builder.AddCategory(food("vegetables"), "food", {});
  builder.AddCategory(food("carrots"), "vegetables", {{"leeks", 40}});
  builder.AddCategory(food("leeks"), "vegetables", {});
  Category milk = food("milk");
  milk.temperature = Temperature::kChilled;
  builder.AddCategory(milk, "food", {});
  Category room{.code = "rooms", .reference = Quantity(8), .booking = true, .base_unit = "hh"};
  room.family = Family::kSpaces;
  builder.AddCategory(room, "", {});
  builder.AddLabel({.code = "organic", .ecological_percent = 100}, {});
  builder.AddLabel({.code = "local", .social_percent = 50}, {});
  absl::StatusOr<Catalogue> catalogue = std::move(builder).Build();
  EXPECT_TRUE(catalogue.ok()) << catalogue.status().ToString();
  return std::make_shared<const Catalogue>(*std::move(catalogue));
}

// An entry with every field drawn at random, valid by construction.
EntryRow RandomEntry(Random& random, const Catalogue& catalogue, std::string id, int64_t actors) {
  EntryRow row;
  row.id = std::move(id);
  row.actor = "actor-" + std::to_string(random.Uniform(0, actors - 1));
  row.category =
      CategoryIndex(static_cast<int32_t>(random.Uniform(0, catalogue.category_count() - 1)));
  const bool booking = catalogue.category(row.category).booking;
  row.quantity = Quantity(random.Uniform(1, booking ? 20 : 200));
  row.period = random.OneIn(3) ? Period::kOnce : Period::kWeek;
  if (random.OneIn(3)) row.minimum_lot = Quantity(random.Uniform(1, row.quantity.value()));
  if (random.OneIn(3)) {
    row.hours = HalfHours();
    const int32_t begin = static_cast<int32_t>(random.Uniform(0, 300));
    row.hours.Add(begin, begin + static_cast<int32_t>(random.Uniform(1, 36)));
  }
  if (random.OneIn(3)) {
    row.dates.start = static_cast<int32_t>(4 + 7 * 2800 + random.Uniform(-50, 300));
    row.dates.end = row.dates.start + static_cast<int32_t>(random.Uniform(1, 200));
  }
  if (random.OneIn(4)) row.season = static_cast<MonthSet>(random.Uniform(1, kAllMonths));
  if (random.OneIn(2)) row.reach = Metres(static_cast<int32_t>(random.Uniform(0, 80'000)));
  if (random.OneIn(3)) row.labels = static_cast<LabelSet>(random.Uniform(0, 3));
  if (random.OneIn(3)) row.temperatures = static_cast<TemperatureSet>(random.Uniform(1, 7));
  return row;
}

Problem RandomProblem(uint64_t seed, int64_t actors, int64_t entries,
                      std::shared_ptr<const Catalogue> catalogue) {
  Random random(seed);
  ProblemBuilder builder(catalogue, Policy(), Horizon{4 + 7 * 2800, 52});
  for (int64_t a = 0; a < actors; ++a) {
    builder.AddActor(
        {.id = "actor-" + std::to_string(a),
         .position = {static_cast<int32_t>(46'500'000 + random.Uniform(-5, 5) * 100'000),
                      static_cast<int32_t>(-400'000 + random.Uniform(-5, 5) * 130'000)},
         .labels = static_cast<LabelSet>(random.OneIn(4) ? 1 : 0),
         .charter_signed = random.OneIn(2)});
  }
  for (int64_t e = 0; e < entries; ++e) {
    builder.AddNeed(RandomEntry(random, *catalogue, "n" + std::to_string(e), actors));
    builder.AddResource(RandomEntry(random, *catalogue, "r" + std::to_string(e), actors));
  }
  absl::StatusOr<Problem> problem = std::move(builder).Build();
  EXPECT_TRUE(problem.ok()) << problem.status().ToString();
  return *std::move(problem);
}

struct Expected {
  std::vector<std::pair<NeedIndex, ResourceIndex>> admissible;
  RefusalCounts refusals = {};
};

Expected ExamineEveryPair(const Problem& problem) {
  Expected expected;
  for (NeedIndex n : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    for (ResourceIndex r :
         IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
      const Refusal refusal = ExaminePair(problem, n, r).refusal;
      if (refusal == Refusal::kNone) {
        expected.admissible.emplace_back(n, r);
      } else {
        ++expected.refusals[static_cast<size_t>(refusal)];
      }
    }
  }
  return expected;
}

std::vector<std::pair<NeedIndex, ResourceIndex>> PairsOf(const CandidateSet& set) {
  std::vector<std::pair<NeedIndex, ResourceIndex>> pairs;
  for (size_t n = 0; n + 1 < set.begin.size(); ++n) {
    for (int64_t c = set.begin[n]; c < set.begin[n + 1]; ++c) {
      pairs.emplace_back(NeedIndex(n), set.resource[static_cast<size_t>(c)]);
    }
  }
  return pairs;
}

TEST(CandidateSet, HoldsExactlyTheAdmissiblePairsAndCountsEveryRefusal) {
  const auto catalogue = SmallCatalogue();
  for (int64_t seed = 0; seed < Cases(3000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = RandomProblem(static_cast<uint64_t>(seed), 6, 25, catalogue);
    const Expected expected = ExamineEveryPair(problem);
    absl::StatusOr<CandidateSet> set = FindCandidates(problem, PairPoints, StopToken());
    ASSERT_TRUE(set.ok());
    EXPECT_EQ(PairsOf(*set), expected.admissible);
    EXPECT_EQ(set->refusals, expected.refusals);
    EXPECT_TRUE(set->covers_all_pairs);
  }
}

TEST(CandidateSet, KeepsTheBestOfEachNeedAndOfEachResourceWhenThereAreTooMany) {
  const auto catalogue = SmallCatalogue();
  for (int64_t seed = 0; seed < Cases(1000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = RandomProblem(static_cast<uint64_t>(seed), 8, 60, catalogue);
    absl::StatusOr<CandidateSet> all = FindCandidates(problem, PairPoints, StopToken());
    absl::StatusOr<CandidateSet> kept = FindCandidates(problem, PairPoints, StopToken(), 0);
    ASSERT_TRUE(all.ok() && kept.ok());
    EXPECT_EQ(kept->covers_all_pairs, all->size() == 0);
    EXPECT_EQ(kept->admissible_pairs, all->size());
    EXPECT_EQ(kept->refusals, all->refusals);
    const auto pairs = PairsOf(*kept);
    // Every pair that was dropped has max_candidates better ones on both sides.
    const auto everything = PairsOf(*all);
    EXPECT_TRUE(std::includes(everything.begin(), everything.end(), pairs.begin(), pairs.end()));
    const auto value = [&](const auto& pair) {
      return PairPoints(problem, pair.first, pair.second,
                        ExaminePair(problem, pair.first, pair.second));
    };
    for (const auto& dropped : everything) {
      if (std::binary_search(pairs.begin(), pairs.end(), dropped)) continue;
      const auto better_of = [&](auto same_side) {
        return std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) {
          return same_side(pair) && value(pair) >= value(dropped);
        });
      };
      EXPECT_GE(better_of([&](const auto& p) { return p.first == dropped.first; }),
                problem.policy().max_candidates);
      EXPECT_GE(better_of([&](const auto& p) { return p.second == dropped.second; }),
                problem.policy().max_candidates);
    }
  }
}

TEST(CandidateSet, TakesTheSameFactsAsTheRulesThemselves) {
  const Problem problem = RandomProblem(7, 6, 60, SmallCatalogue());
  absl::StatusOr<CandidateSet> set = FindCandidates(problem, PairPoints, StopToken());
  ASSERT_TRUE(set.ok());
  const std::vector<Points> points = ScoreCandidates(problem, *set);
  const auto pairs = PairsOf(*set);
  ASSERT_GT(pairs.size(), 20u);
  for (size_t c = 0; c < pairs.size(); ++c) {
    const Pair pair = ExaminePair(problem, pairs[c].first, pairs[c].second);
    EXPECT_EQ(set->distance[c], pair.distance);
    EXPECT_EQ(set->degree_percent[c], pair.degree_percent);
    EXPECT_EQ(set->capacity[c], pair.capacity);
    EXPECT_EQ(set->lot[c], pair.lot);
    EXPECT_EQ(points[c], PairPoints(problem, pairs[c].first, pairs[c].second, pair));
  }
}

TEST(CandidateSet, StopsWhenAsked) {
  const std::atomic<bool> stop = true;
  const Problem problem = RandomProblem(1, 4, 10, SmallCatalogue());
  EXPECT_EQ(FindCandidates(problem, PairPoints, StopToken(&stop)).status().code(),
            absl::StatusCode::kCancelled);
}

TEST(PairRules, TheFirstRefusalIsAmongAllRefusalsAndNoneMeansNone) {
  const auto catalogue = SmallCatalogue();
  for (int64_t seed = 0; seed < Cases(1000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = RandomProblem(static_cast<uint64_t>(seed), 6, 12, catalogue);
    for (NeedIndex n : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
      for (ResourceIndex r :
           IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
        const Refusal first = ExaminePair(problem, n, r).refusal;
        const uint32_t every = AllRefusals(problem, n, r);
        if (first == Refusal::kNone) {
          EXPECT_EQ(every, 0u);
        } else {
          EXPECT_EQ(std::countr_zero(every), static_cast<int>(first));
        }
      }
    }
  }
}

}  // namespace
}  // namespace cordee
