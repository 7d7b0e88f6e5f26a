// Who could work where, and whom everybody would rather have: the input of a stable placement.
//
//   StableProblem problem;
//   problem.week_begin = {0, 2};             // one kind of week: two half-days of 8 half-hours
//   problem.block_units = {8, 8};
//   problem.block_day = {0, 1};              // Monday and Tuesday
//   problem.day_units = {{20, 20, 20, 20, 20, 20, 20}};
//   problem.worker_week = {0};
//   problem.worker_units = {12};             // works at most 6 h a week
//   problem.post_units = {6, 10};            // two posts, of 3 h and 5 h
//   problem.worker_begin = {0, 2};           // two edges, best first
//   problem.post = {1, 0};
//   problem.rank = {0, 0};
//   problem.blocks = {0b01, 0b11};           // post 1 on Monday only
//   problem.limit = {96, 96};
//   ASSIGN_OR_RETURN(StableResult result, SolveStable(problem, {}, StopToken()));
//   // result.units == {8, 4}
//
// Units are whole (half-hours of work a week). A worker's week is cut into blocks, for example the
// 14 half-days: a block holds so many units, a day so many, the week `worker_units`. A unit worked
// for a post lies in any block that the edge allows; which one may change while placements are
// made, only quantities are compared ("flexible half-days"). A post takes `post_units` units from
// anybody; two people of one post may work at the same time.
//
// The feasible quantities of a worker are then an integral polymatroid (units flow to blocks, to
// days, to the week), so choosing greedily is substitutable and loses no units when it is offered
// more, and stable placements exist (Fleiner, "A fixed-point approach to stable matchings and some
// applications", Math. Oper. Res. 28, 2003; Iwata and Yokoi, "Finding a stable allocation in
// polymatroid intersection", Math. Oper. Res. 45, 2020).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"

namespace cordee {

// Blocks of one week: as many as a mask has bits.
inline constexpr int32_t kMaxWeekBlocks = 64;
inline constexpr int32_t kDaysPerWeek = 7;
inline constexpr int64_t kMaxStableEdges = 200'000'000;
inline constexpr int32_t kMaxStableSide = 4'000'000;  // workers, and posts
inline constexpr int32_t kMaxStableUnits = 1 << 20;   // of one worker, post, block or edge

using BlockMask = uint64_t;

// Columns of one table are parallel.
struct StableProblem {
  // Kinds of week. Blocks of week k are [week_begin[k], week_begin[k + 1]).
  std::vector<int32_t> week_begin = {0};
  std::vector<int32_t> block_units;
  std::vector<uint8_t> block_day;                            // 0 is Monday
  std::vector<std::array<int32_t, kDaysPerWeek>> day_units;  // per kind of week

  // Workers. Edges of worker w are [worker_begin[w], worker_begin[w + 1]), best first.
  std::vector<int32_t> worker_week;
  std::vector<int32_t> worker_units;
  std::vector<int64_t> worker_begin = {0};

  std::vector<int32_t> post_units;

  // Edges: a worker and a post that both accept.
  std::vector<int32_t> post;
  std::vector<uint32_t> rank;     // of the worker for the post; smaller is better, all different
  std::vector<BlockMask> blocks;  // of the worker's week in which the post has work
  std::vector<int32_t> limit;     // most units

  int32_t workers() const { return static_cast<int32_t>(worker_units.size()); }
  int32_t posts() const { return static_cast<int32_t>(post_units.size()); }
  int64_t edges() const { return static_cast<int64_t>(post.size()); }
};

// Everything but whole hours that a placement may be asked to obey. Empty columns: no such rule.
struct StableRules {
  std::vector<int32_t> lot;              // by edge: units, or none at all
  std::vector<int32_t> worker_minimum;   // by worker: units in all, or none at all
  std::vector<int32_t> post_minimum;     // by post: the same
  std::vector<int32_t> worker_partners;  // by worker: most posts; 0: any number
  std::vector<int32_t> post_partners;    // by post: most workers; 0: any number

  bool empty() const {
    return lot.empty() && worker_minimum.empty() && post_minimum.empty() &&
           worker_partners.empty() && post_partners.empty();
  }
};

// InvalidArgument that names the column and the row: sizes that do not agree, numbers outside
// their limits, a block of no day, a mask beyond the week, a post that is not there or twice in one
// worker's list. O(edges).
absl::Status ValidateStable(const StableProblem& problem);
// InvalidArgument when a post ranks two workers alike. O(edges log workers of a post).
absl::Status ValidateRanks(const StableProblem& problem);

}  // namespace cordee
