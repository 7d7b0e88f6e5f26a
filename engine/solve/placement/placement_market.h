// The stable placement problem behind the posts and people of a Problem.
//
//   PlacementMarket market = MakeMarket(problem, pairs);
//   SolveStable(market.problem, market.rules, ...)
//
// Worker e is person e, post o is post o. An edge stands for each admissible pair.
#pragma once

#include <vector>

#include "engine/candidates/placement_pairs.h"
#include "engine/model/problem.h"
#include "engine/model/week_cut.h"
#include "engine/solve/stable/stable_problem.h"

namespace cordee {

struct PlacementMarket {
  StableProblem problem;
  StableRules rules;
  std::vector<HalfHours> common;  // by edge
};

PlacementMarket MakeMarket(const Problem& problem, const PlacementPairs& pairs);

}  // namespace cordee
