#include "bench/workloads/labour_market.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/base/random.h"

namespace cordee::bench {
namespace {

constexpr int32_t kHalfDays = 14;
constexpr int32_t kHalfDayUnits = 8;
constexpr int32_t kDayUnits = 20;
constexpr int32_t kCandidates = 20;
constexpr int64_t kNearby = 100;  // posts to each side
constexpr uint64_t kSeed = 20'261'127;

// Half-days on which somebody is free, more on weekdays.
BlockMask RandomHalfDays(Random& random) {
  BlockMask mask = 0;
  for (int32_t b = 0; b < kHalfDays; ++b) {
    const bool weekend = b >= 10;
    if (random.Uniform(0, 99) < (weekend ? 25 : 70)) mask |= BlockMask{1} << b;
  }
  return mask == 0 ? 1 : mask;
}

// Posts rank their candidates at random.
void RankAtRandom(StableProblem& problem, Random& random) {
  std::vector<std::vector<std::pair<uint64_t, int64_t>>> candidates(problem.post_units.size());
  for (int64_t e = 0; e < problem.edges(); ++e) {
    candidates[static_cast<size_t>(problem.post[static_cast<size_t>(e)])].emplace_back(
        random.Next(), e);
  }
  problem.rank.resize(problem.post.size());
  for (auto& of_post : candidates) {
    std::sort(of_post.begin(), of_post.end());
    for (size_t i = 0; i < of_post.size(); ++i) {
      problem.rank[static_cast<size_t>(of_post[i].second)] = static_cast<uint32_t>(i);
    }
  }
}

}  // namespace

StableProblem LabourMarket(int64_t size, bool shuffled) {
  Random random(kSeed);
  StableProblem problem;
  for (int32_t b = 0; b < kHalfDays; ++b) {
    problem.block_units.push_back(kHalfDayUnits);
    problem.block_day.push_back(static_cast<uint8_t>(b / 2));
  }
  problem.week_begin.push_back(kHalfDays);
  problem.day_units.emplace_back().fill(kDayUnits);
  const int64_t people = size / 2;
  const int64_t posts = size - people;
  std::vector<int32_t> name(static_cast<size_t>(posts));
  std::iota(name.begin(), name.end(), 0);
  std::vector<int64_t> place(static_cast<size_t>(people));
  std::iota(place.begin(), place.end(), 0);
  if (shuffled) {
    random.Shuffle(name);
    random.Shuffle(place);
  }
  std::vector<BlockMask> post_days;
  for (int64_t p = 0; p < posts; ++p) {
    problem.post_units.push_back(static_cast<int32_t>(random.Uniform(20, 70)));
    post_days.push_back(RandomHalfDays(random));
  }
  std::array<int64_t, 2 * kNearby + 1> near;
  for (const int64_t at : place) {
    problem.worker_week.push_back(0);
    problem.worker_units.push_back(static_cast<int32_t>(random.Uniform(20, 70)));
    const BlockMask days = RandomHalfDays(random);
    const int64_t first = std::clamp(at - kNearby, int64_t{0}, std::max<int64_t>(0, posts - 201));
    const int64_t count = std::min<int64_t>(posts, 201);
    std::iota(near.begin(), near.end(), first);
    for (int64_t i = 0; i < std::min<int64_t>(kCandidates, count); ++i) {
      std::swap(near[static_cast<size_t>(i)],
                near[static_cast<size_t>(random.Uniform(i, count - 1))]);
      const int32_t post = name[static_cast<size_t>(near[static_cast<size_t>(i)])];
      problem.post.push_back(post);
      problem.blocks.push_back(days & post_days[static_cast<size_t>(post)]);
      problem.limit.push_back(kDayUnits * 7);
    }
    problem.worker_begin.push_back(problem.edges());
  }
  RankAtRandom(problem, random);
  return problem;
}

}  // namespace cordee::bench
