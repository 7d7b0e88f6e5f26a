// The least core of a cost game: divide the cost of all so that the group that would save most
// without the others would save as little as possible.
//
//   minimise  e   so that  sum over S of x_i <= c(S) + e  for every set S,  sum of all x_i = c(N)
//
// (Maschler, Peleg, Shapley, "Geometric properties of the kernel, nucleolus, and related solution
// concepts", Math. of Operations Research 4, 1979). Its dual gives every set a weight so that each
// party is in the same weight of sets; by the theorem of Bondareva and Shapley such weights prove
// that no division can content all sets. With floating point inside, what leaves is safe: the
// division is rounded and its excess taken anew in integers; the weights are rounded and mended
// until they are balanced exactly, so that what they prove holds whatever the LP solver does
// (Neumaier, Shcherbina, "Safe bounds in linear and mixed-integer linear programming", Math.
// Programming 99, 2004).
//
//   // Any two of three can do for 60 what costs 100 for one alone, or for all: each pair is
//   // promised 66.67.
//   CostGame game{.parties = 3, .cost = 100, .sets = {{1, 100}, {2, 100}, {4, 100},
//                                                     {3, 60}, {5, 60}, {6, 60}}};
//   LeastCore core = *SolveLeastCore(game);       // kEmpty, at_least 6, at_most 7
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/core_result.h"

namespace cordee {

inline constexpr int32_t kMaxGameParties = 60;
inline constexpr int64_t kMaxGameCost = int64_t{1} << 50;
// Divisions are looked for in whole units, then in halves, thirds and so on down to this.
inline constexpr int64_t kMaxDivisionParts = 60;

struct CostSet {
  uint64_t parties = 0;  // a bit for each
  int64_t cost = 0;
};

struct CostGame {
  int32_t parties = 0;        // 2 to kMaxGameParties
  int64_t cost = 0;           // of all together, 0 to kMaxGameCost; so for each set
  std::vector<CostSet> sets;  // every party alone, and any others but the whole and the empty set
};

// A division in `parts`-ths of a unit of cost, which adds up to the cost of all.
struct Division {
  std::vector<int64_t> shares;
  int64_t parts = 1;
};

struct LeastCore {
  // kNotEmpty: `division` is at or below the cost of every set. kEmpty: `weights` prove that none
  // is. Else kUndecided: by less than a kMaxDivisionParts-th of a unit, or the LP solver failed.
  CoreState state = CoreState::kUndecided;
  // The least excess lies in between, in units of cost.
  int64_t at_least = 0;
  int64_t at_most = 0;
  Division division;
  std::vector<int64_t> weights;  // by set, at least 0
};

// InvalidArgument when `game` is not as stated there. Where the LP solver fails, the division and
// the weights are poorer ones that hold all the same. Time: that of Clp on `parties` + 1 rows and a
// column for each set.
absl::StatusOr<LeastCore> SolveLeastCore(const CostGame& game);

// The same from any `shares` (a number for each party) and `weights` (one for each set) instead of
// the LP solver's. REQUIRES: `game` is as stated there.
LeastCore MakeSafe(const CostGame& game, const std::vector<double>& shares,
                   const std::vector<double>& weights);

// What the worst set would save, in units rounded up. REQUIRES: a share for each party.
int64_t ExcessOf(const CostGame& game, const Division& division);

// What weights prove: no division leaves every set an excess below `units`, rounded down, nor, if
// `positive`, at or below 0. REQUIRES: a weight of at least 0 for each set, not all 0, which add up
// to the same for every party.
struct ProvenExcess {
  int64_t units = 0;
  bool positive = false;
};
ProvenExcess ExcessProvenBy(const CostGame& game, const std::vector<int64_t>& weights);

}  // namespace cordee
