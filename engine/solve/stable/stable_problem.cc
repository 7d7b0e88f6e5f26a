#include "engine/solve/stable/stable_problem.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

size_t At(int64_t index) { return static_cast<size_t>(index); }

absl::Status Refuse(std::string_view column, int64_t row, std::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(absl::string_view(column.data(), column.size()),
                                                 "[", row,
                                                 "]: ", absl::string_view(why.data(), why.size())));
}

absl::Status CheckUnits(std::string_view column, const std::vector<int32_t>& units) {
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i] < 0 || units[i] > kMaxStableUnits) {
      return Refuse(column, static_cast<int64_t>(i), absl::StrCat(units[i], " units"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWeeks(const StableProblem& problem) {
  const size_t weeks = problem.week_begin.empty() ? 0 : problem.week_begin.size() - 1;
  if (problem.week_begin.empty() || problem.week_begin.front() != 0 ||
      At(problem.week_begin.back()) != problem.block_units.size() ||
      problem.block_day.size() != problem.block_units.size() || problem.day_units.size() != weeks) {
    return absl::InvalidArgumentError("weeks: sizes of columns do not agree");
  }
  for (size_t k = 0; k < weeks; ++k) {
    const int32_t blocks = problem.week_begin[k + 1] - problem.week_begin[k];
    if (blocks < 0 || blocks > kMaxWeekBlocks) {
      return Refuse("week_begin", static_cast<int64_t>(k), absl::StrCat(blocks, " blocks"));
    }
    for (const int32_t units : problem.day_units[k]) {
      if (units < 0 || units > kMaxStableUnits) {
        return Refuse("day_units", static_cast<int64_t>(k), absl::StrCat(units, " units"));
      }
    }
  }
  for (size_t b = 0; b < problem.block_day.size(); ++b) {
    if (problem.block_day[b] >= kDaysPerWeek) {
      return Refuse("block_day", static_cast<int64_t>(b), "no day of the week");
    }
  }
  return CheckUnits("block_units", problem.block_units);
}

absl::Status CheckSizes(const StableProblem& problem) {
  const size_t edges = problem.post.size();
  if (problem.worker_begin.size() != problem.worker_units.size() + 1 ||
      problem.worker_week.size() != problem.worker_units.size() ||
      problem.worker_begin.front() != 0 || At(problem.worker_begin.back()) != edges ||
      problem.rank.size() != edges || problem.blocks.size() != edges ||
      problem.limit.size() != edges) {
    return absl::InvalidArgumentError("workers and edges: sizes of columns do not agree");
  }
  if (problem.worker_units.size() > At(kMaxStableSide) ||
      problem.post_units.size() > At(kMaxStableSide) || problem.edges() > kMaxStableEdges) {
    return absl::InvalidArgumentError(absl::StrCat(
        "more than ", kMaxStableSide, " workers or posts, or ", kMaxStableEdges, " edges"));
  }
  for (size_t w = 0; w < problem.worker_week.size(); ++w) {
    const int32_t week = problem.worker_week[w];
    if (week < 0 || At(week) >= problem.day_units.size()) {
      return Refuse("worker_week", static_cast<int64_t>(w), "no such week");
    }
    if (problem.worker_begin[w] > problem.worker_begin[w + 1]) {
      return Refuse("worker_begin", static_cast<int64_t>(w), "falls");
    }
  }
  RETURN_IF_ERROR(CheckUnits("worker_units", problem.worker_units));
  RETURN_IF_ERROR(CheckUnits("post_units", problem.post_units));
  return CheckUnits("limit", problem.limit);
}

absl::Status CheckEdgesOfWorkers(const StableProblem& problem) {
  std::vector<int32_t> last_worker(problem.post_units.size(), -1);
  for (int32_t w = 0; w < problem.workers(); ++w) {
    const int32_t week = problem.worker_week[At(w)];
    const int32_t blocks = problem.week_begin[At(week) + 1] - problem.week_begin[At(week)];
    for (int64_t e = problem.worker_begin[At(w)]; e < problem.worker_begin[At(w) + 1]; ++e) {
      const int32_t post = problem.post[At(e)];
      if (post < 0 || post >= problem.posts()) return Refuse("post", e, "no such post");
      if (std::exchange(last_worker[At(post)], w) == w) {
        return Refuse("post", e, "twice in one worker's list");
      }
      if (blocks < kMaxWeekBlocks && problem.blocks[At(e)] >> blocks != 0) {
        return Refuse("blocks", e, "beyond the blocks of the week");
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateStable(const StableProblem& problem) {
  RETURN_IF_ERROR(CheckWeeks(problem));
  RETURN_IF_ERROR(CheckSizes(problem));
  return CheckEdgesOfWorkers(problem);
}

absl::Status ValidateRanks(const StableProblem& problem) {
  std::vector<int64_t> begin(problem.post_units.size() + 1, 0);
  for (const int32_t post : problem.post) ++begin[At(post) + 1];
  for (size_t p = 0; p + 1 < begin.size(); ++p) begin[p + 1] += begin[p];
  std::vector<int64_t> next(begin.begin(), begin.end() - 1);
  std::vector<uint32_t> ranks(problem.post.size());
  for (size_t e = 0; e < problem.post.size(); ++e) {
    ranks[At(next[At(problem.post[e])]++)] = problem.rank[e];
  }
  for (size_t p = 0; p + 1 < begin.size(); ++p) {
    const auto first = ranks.begin() + begin[p];
    const auto last = ranks.begin() + begin[p + 1];
    std::sort(first, last);
    const auto twice = std::adjacent_find(first, last);
    if (twice != last) {
      return Refuse("post_units", static_cast<int64_t>(p),
                    absl::StrCat("two workers of rank ", *twice));
    }
  }
  return absl::OkStatus();
}

}  // namespace cordee
