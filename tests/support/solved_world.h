// A world, built and solved, and its links as text.
//
//   Solved run = SolveWorld(world);
//   EXPECT_EQ(run.Picture(), "canteen <- farm 520\n");
//   A booking: "choir <- townhall 52 @36" (half-hour of the week), once: "... @36 week 1".
#pragma once

#include <bit>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/candidates/candidate_set.h"
#include "engine/score/score.h"
#include "engine/solve/solver.h"
#include "tests/support/world.h"

namespace cordee::testing {

inline std::string PictureOf(const Problem& problem, const std::vector<Link>& links) {
  std::string out;
  for (const Link& link : links) {
    const auto n = static_cast<size_t>(link.need.value());
    absl::StrAppend(&out, problem.needs().id[n], " <- ",
                    problem.resources().id[static_cast<size_t>(link.resource.value())], " ",
                    link.amount.value());
    if (link.booked_slot >= 0) absl::StrAppend(&out, " @", link.booked_slot);
    if (link.booked_slot >= 0 && problem.needs().period[n] == Period::kOnce) {
      absl::StrAppend(&out, " week ", std::countr_zero(link.booked_weeks) + 1);
    }
    out += '\n';
  }
  return out;
}

struct Solved {
  Problem problem;
  CandidateSet candidates;
  std::vector<Points> points;
  SolveResult result;

  std::string Picture() const { return PictureOf(problem, result.links); }
};

inline Solved SolveProblem(Problem problem, const SolveParameters& parameters = {},
                           StopToken stop = StopToken()) {
  absl::StatusOr<CandidateSet> candidates =
      FindCandidates(problem, PointsRanking(problem), {}, StopToken());
  CHECK(candidates.ok());
  std::vector<Points> points = candidates->points;
  absl::StatusOr<SolveResult> result = Solve(problem, *candidates, points, parameters, stop);
  CHECK(result.ok());
  return {std::move(problem), *std::move(candidates), std::move(points), *std::move(result)};
}

inline Solved SolveWorld(const World& world, const SolveParameters& parameters = {}) {
  return SolveProblem(world.Build(), parameters);
}

// The world with the links of a run as its base run.
inline World After(World world, const Solved& run) {
  world.before().clear();
  for (const Link& link : run.result.links) {
    world.before().push_back(
        {run.problem.needs().id[static_cast<size_t>(link.need.value())],
         run.problem.resources().id[static_cast<size_t>(link.resource.value())], link.amount});
  }
  return world;
}

}  // namespace cordee::testing
