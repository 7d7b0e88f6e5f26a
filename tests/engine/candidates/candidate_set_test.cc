#include "engine/candidates/candidate_set.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/score/score.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/random_world.h"

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
                      std::shared_ptr<const Catalogue> catalogue, const Policy& policy = {}) {
  Random random(seed);
  ProblemBuilder builder(catalogue, policy, Horizon{4 + 7 * 2800, 52});
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
  for (int64_t links = random.Uniform(0, 2 * entries); links > 0; --links) {
    const int64_t need = random.Uniform(0, entries - 1);
    const int64_t resource = random.Uniform(0, entries - 1);
    builder.AddPreviousLink({.need = "n" + std::to_string(need),
                             .resource = "r" + std::to_string(resource),
                             .amount = Quantity(1)});
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

absl::StatusOr<CandidateSet> Find(const Problem& problem, const CandidateParameters& parameters) {
  return FindCandidates(problem, PointsRanking(problem), parameters, StopToken());
}

TEST(CandidateSet, HoldsExactlyTheAdmissiblePairsAndCountsEveryRefusal) {
  const auto catalogue = SmallCatalogue();
  for (int64_t seed = 0; seed < Cases(3000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = RandomProblem(static_cast<uint64_t>(seed), 6, 25, catalogue);
    const Expected expected = ExamineEveryPair(problem);
    absl::StatusOr<CandidateSet> set = Find(problem, {});
    ASSERT_TRUE(set.ok());
    EXPECT_EQ(PairsOf(*set), expected.admissible);
    EXPECT_EQ(set->refusals, expected.refusals);
    EXPECT_EQ(set->admissible_pairs, static_cast<int64_t>(expected.admissible.size()));
    EXPECT_TRUE(set->covers_all_pairs);
  }
}

// The rule of candidate_set.h by its definition: sort all, keep the first few.
std::vector<std::pair<NeedIndex, ResourceIndex>> BestPairs(const Problem& problem) {
  using Key = std::tuple<int32_t, int32_t, NeedIndex, ResourceIndex>;  // points negated, metres
  std::vector<Key> keys;
  for (const auto& [need, resource] : ExamineEveryPair(problem).admissible) {
    const Pair pair = ExaminePair(problem, need, resource);
    keys.emplace_back(-PairPoints(problem, need, resource, pair).value(), pair.distance.value(),
                      need, resource);
  }
  std::sort(keys.begin(), keys.end());
  std::set<std::pair<NeedIndex, ResourceIndex>> best;
  std::map<NeedIndex, int32_t> of_need;
  std::map<ResourceIndex, int32_t> of_resource;
  for (const auto& [points, metres, need, resource] : keys) {
    const bool need_keeps = of_need[need]++ < problem.policy().max_candidates;
    const bool resource_keeps = of_resource[resource]++ < problem.policy().max_candidates;
    const auto& links = problem.previous_links();
    const bool previous = std::any_of(links.begin(), links.end(),
                                      [key = std::pair(need, resource)](const PreviousLink& link) {
                                        return std::pair(link.need, link.resource) == key;
                                      });
    if (need_keeps || resource_keeps || previous) best.emplace(need, resource);
  }
  return {best.begin(), best.end()};
}

TEST(CandidateSet, KeepsTheBestOfEachNeedAndOfEachResourceWhenThereAreTooMany) {
  const auto catalogue = SmallCatalogue();
  int64_t dropped = 0;
  for (int64_t seed = 0; seed < Cases(3000); ++seed) {
    SCOPED_TRACE(seed);
    const auto keep = static_cast<int32_t>(1 + seed % 6);
    const Problem problem =
        RandomProblem(static_cast<uint64_t>(seed), 8, 60, catalogue, {.max_candidates = keep});
    absl::StatusOr<CandidateSet> all = Find(problem, {});
    const int64_t limit = seed % 2 == 0 ? 0 : all->size() / 2;
    absl::StatusOr<CandidateSet> kept = Find(problem, {.exhaustive_limit = limit});
    ASSERT_TRUE(all.ok() && kept.ok());
    EXPECT_EQ(kept->covers_all_pairs, all->size() <= limit);
    EXPECT_EQ(kept->admissible_pairs, all->size());
    EXPECT_EQ(kept->refusals, all->refusals);
    EXPECT_EQ(PairsOf(*kept), BestPairs(problem));
    dropped += all->size() - kept->size();
  }
  EXPECT_GT(dropped, 0);
}

TEST(CandidateSet, KeepsAllUpToTheLimitAndTheBestFromTheNextPairOn) {
  const Problem problem = RandomProblem(5, 8, 60, SmallCatalogue(), {.max_candidates = 2});
  const int64_t all = Find(problem, {})->size();
  absl::StatusOr<CandidateSet> at_the_limit = Find(problem, {.exhaustive_limit = all});
  absl::StatusOr<CandidateSet> beyond = Find(problem, {.exhaustive_limit = all - 1});
  ASSERT_TRUE(at_the_limit.ok() && beyond.ok());
  EXPECT_TRUE(at_the_limit->covers_all_pairs);
  EXPECT_EQ(at_the_limit->size(), all);
  EXPECT_FALSE(beyond->covers_all_pairs);
  EXPECT_EQ(PairsOf(*beyond), BestPairs(problem));
}

TEST(CandidateSet, IsTheSameForAnyNumberOfThreads) {
  const auto catalogue = SmallCatalogue();
  for (int64_t seed = 0; seed < Cases(300); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem =
        RandomProblem(static_cast<uint64_t>(seed), 100, 800, catalogue, {.max_candidates = 4});
    const int64_t limit = seed % 2 == 0 ? 3000 : 0;
    absl::StatusOr<CandidateSet> one = Find(problem, {.exhaustive_limit = limit});
    ASSERT_TRUE(one.ok());
    for (const int32_t threads : {2, 8}) {
      absl::StatusOr<CandidateSet> many =
          Find(problem, {.threads = threads, .exhaustive_limit = limit});
      ASSERT_TRUE(many.ok());
      EXPECT_EQ(many->begin, one->begin);
      EXPECT_EQ(many->resource, one->resource);
      EXPECT_EQ(many->points, one->points);
      EXPECT_EQ(many->refusals, one->refusals);
      EXPECT_EQ(many->admissible_pairs, one->admissible_pairs);
    }
  }
}

TEST(CandidateSet, LeavesNoTraceOfTheOrderOfInput) {
  for (int64_t seed = 0; seed < Cases(1000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    testing::World world =
        testing::RandomWorld(random, {.most_needs = 12, .most_offers = 12, .bookings = true});
    world.policy().max_candidates = 2;
    absl::StatusOr<CandidateSet> a = Find(world.Build(), {.exhaustive_limit = 0});
    absl::StatusOr<CandidateSet> b = Find(world.BuildShuffled(random), {.exhaustive_limit = 0});
    ASSERT_TRUE(a.ok() && b.ok());
    EXPECT_EQ(PairsOf(*a), PairsOf(*b));
    EXPECT_EQ(a->points, b->points);
    EXPECT_EQ(PairsOf(*a), BestPairs(world.Build()));
  }
}

TEST(CandidateSet, HasThePointsOfTheScore) {
  const Problem problem = RandomProblem(7, 6, 60, SmallCatalogue());
  absl::StatusOr<CandidateSet> set = Find(problem, {});
  ASSERT_TRUE(set.ok());
  const auto pairs = PairsOf(*set);
  ASSERT_GT(pairs.size(), 20u);
  for (size_t c = 0; c < pairs.size(); ++c) {
    const Pair pair = ExaminePair(problem, pairs[c].first, pairs[c].second);
    EXPECT_EQ(PairCapacity(problem, pairs[c].first, pairs[c].second), pair.capacity);
    EXPECT_EQ(PairLot(problem, pairs[c].first, pairs[c].second), pair.lot);
    EXPECT_EQ(set->points[c], PairPoints(problem, pairs[c].first, pairs[c].second, pair));
  }
}

TEST(CandidateSet, TakesEightBytesAPair) {
  static_assert(sizeof(ResourceIndex) + sizeof(Points) == 8);
  const Problem problem = RandomProblem(7, 40, 400, SmallCatalogue());
  absl::StatusOr<CandidateSet> set = Find(problem, {});
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->resource.capacity(), set->resource.size());
  EXPECT_EQ(set->points.capacity(), set->points.size());
}

TEST(CandidateSet, RefusesMorePairsThanItMayKeep) {
  const Problem problem = RandomProblem(5, 8, 60, SmallCatalogue(), {.max_candidates = 2});
  const int64_t kept = Find(problem, {.exhaustive_limit = 0})->size();
  EXPECT_TRUE(Find(problem, {.exhaustive_limit = 0, .most_pairs = kept}).ok());
  for (const int64_t limit : {kept - 1, kept / 3, int64_t{0}}) {
    const absl::Status status =
        Find(problem, {.exhaustive_limit = 0, .most_pairs = limit}).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  }
}

// Sets a flag when it has ranked the pairs of some needs.
class StoppingRanking : public PointsRanking {
 public:
  StoppingRanking(const Problem& problem, int64_t needs) : PointsRanking(problem), needs_(needs) {}

  void Rank(NeedIndex need, std::span<const PairFacts> pairs,
            std::span<Points> points) const override {
    if (++ranked == needs_) stop = true;
    PointsRanking::Rank(need, pairs, points);
  }

  mutable std::atomic<int64_t> ranked = 0;
  mutable std::atomic<bool> stop = false;

 private:
  const int64_t needs_;
};

TEST(CandidateSet, StopsAFewNeedsAfterItWasAsked) {
  const Problem problem = RandomProblem(3, 40, 500, SmallCatalogue());
  for (const int64_t limit : {int64_t{0}, kMaxExhaustivePairs}) {
    const StoppingRanking ranking(problem, 100);
    EXPECT_EQ(
        FindCandidates(problem, ranking, {.exhaustive_limit = limit}, StopToken(&ranking.stop))
            .status()
            .code(),
        absl::StatusCode::kCancelled);
    EXPECT_LE(ranking.ranked, 120);
  }
}

TEST(CandidateSet, StopsWhenAsked) {
  const std::atomic<bool> stop = true;
  const Problem problem = RandomProblem(1, 4, 10, SmallCatalogue());
  EXPECT_EQ(FindCandidates(problem, PointsRanking(problem), {}, StopToken(&stop)).status().code(),
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
