#include "engine/solve/lp/core_lp.h"

#include <coin/Clp_C_Interface.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace cordee {
namespace {

using Wide = __int128;

constexpr int kIterationsPerColumn = 100;
// Weights are rounded to whole numbers of these parts of 1, and what proves most is kept. Fractions
// with denominators up to 16 are exact in all; the more parts, the closer are others, and the more
// is seen of the solver's own errors.
constexpr int64_t kWeightParts[] = {720'720, int64_t{720'720} << 10, int64_t{720'720} << 20};
// Costs are scaled so that all together cost this much; the solver's tolerance is a ten-millionth.
constexpr double kScale = 10'000;
// What costs more than this times all together binds nobody.
constexpr double kMostTimesAll = 1'000;

size_t At(int64_t index) { return static_cast<size_t>(index); }

bool Holds(uint64_t set, int32_t party) { return (set >> party & 1) != 0; }

int64_t FloorDiv(Wide a, Wide b) {
  const Wide quotient = a / b;
  return static_cast<int64_t>(a % b != 0 && a < 0 ? quotient - 1 : quotient);
}

absl::Status Check(const CostGame& game) {
  const auto invalid = [](const std::string& what) { return absl::InvalidArgumentError(what); };
  if (game.parties < 2 || game.parties > kMaxGameParties) {
    return invalid(absl::StrCat("parties: ", game.parties, " is not 2 to ", kMaxGameParties));
  }
  const uint64_t all = (uint64_t{1} << game.parties) - 1;
  const auto in_range = [](int64_t cost) { return cost >= 0 && cost <= kMaxGameCost; };
  if (!in_range(game.cost)) return invalid("cost: out of range");
  uint64_t alone = 0;
  for (const CostSet& set : game.sets) {
    if (set.parties == 0 || set.parties >= all) {
      return invalid(absl::StrCat("sets: ", set.parties, " is empty, the whole or beyond it"));
    }
    if (!in_range(set.cost)) return invalid("sets: a cost out of range");
    if (std::has_single_bit(set.parties)) alone |= set.parties;
  }
  return alone == all ? absl::OkStatus() : invalid("sets: not every party alone");
}

// Of the LP; nothing in it when Clp gives none.
struct Found {
  std::vector<double> shares;
  std::vector<double> weights;
};

// The dual, with few rows: one for each party, whose sets weigh together as much as the whole (the
// first column) in the other scale; and one for all sets, which weigh 1.
Found Solve(const CostGame& game) {
  const std::unique_ptr<Clp_Simplex, decltype(&Clp_deleteModel)> model(Clp_newModel(),
                                                                       Clp_deleteModel);
  if (model == nullptr) return {};
  Clp_setLogLevel(model.get(), 0);
  const double scale = kScale / static_cast<double>(std::max<int64_t>(game.cost, 1));
  std::vector<int> begin = {0};
  std::vector<int> row(At(game.parties));
  std::iota(row.begin(), row.end(), 0);
  std::vector<double> elements(row.size(), -1);
  std::vector<double> objective = {-static_cast<double>(game.cost) * scale};
  begin.push_back(game.parties);
  for (const CostSet& set : game.sets) {
    for (int32_t p = 0; p < game.parties; ++p) {
      if (Holds(set.parties, p)) row.push_back(p);
    }
    row.push_back(game.parties);
    elements.resize(row.size(), 1);
    begin.push_back(static_cast<int>(row.size()));
    objective.push_back(std::min(static_cast<double>(set.cost) * scale, kScale * kMostTimesAll));
  }
  const auto columns = static_cast<int>(objective.size());
  std::vector<double> right(At(game.parties) + 1, 0);
  right.back() = 1;
  Clp_loadProblem(model.get(), columns, game.parties + 1, begin.data(), row.data(),
                  elements.data(), nullptr, nullptr, objective.data(), right.data(), right.data());
  Clp_setMaximumIterations(model.get(), kIterationsPerColumn * columns);
  Clp_primal(model.get(), 0);
  const double* prices = Clp_getRowPrice(model.get());
  const double* weights = Clp_getColSolution(model.get());
  if (Clp_status(model.get()) != 0 || prices == nullptr || weights == nullptr) return {};
  Found found{.weights = {weights + 1, weights + columns}};
  for (int32_t p = 0; p < game.parties; ++p) found.shares.push_back(prices[p] / scale);
  return found;
}

// Over all sets, in parts of a unit.
Wide ExcessInParts(const CostGame& game, const Division& division) {
  Wide most = -Wide{kMaxGameCost} * kMaxGameParties * kMaxDivisionParts;
  for (const CostSet& set : game.sets) {
    Wide excess = -Wide{set.cost} * division.parts;
    for (uint64_t left = set.parties; left != 0; left &= left - 1) {
      excess += division.shares[At(std::countr_zero(left))];
    }
    most = std::max(most, excess);
  }
  return most;
}

// Whole parts that add up to the cost of all: what rounding leaves over or takes too much goes to
// all alike, the rest to the first of them.
Division Rounded(const CostGame& game, const std::vector<double>& shares, int64_t parts) {
  Division division{.parts = parts};
  Wide left = Wide{game.cost} * parts;
  for (const double share : shares) {
    const double scaled = share * static_cast<double>(parts);
    const bool is_sane = std::abs(scaled) <= static_cast<double>(kMaxGameCost) * 64;
    division.shares.push_back(is_sane ? std::llround(scaled) : 0);
    left -= division.shares.back();
  }
  const int64_t each = FloorDiv(left, game.parties);
  int64_t rest = static_cast<int64_t>(left - Wide{each} * game.parties);
  for (int64_t& share : division.shares) share += each + (rest-- > 0 ? 1 : 0);
  return division;
}

// Whole numbers that weigh the same for every party, with the sets of one as small change.
std::vector<int64_t> Balanced(const CostGame& game, const std::vector<double>& weights,
                              int64_t parts) {
  std::vector<int64_t> balanced(game.sets.size(), 0);
  std::vector<int64_t> of_party(At(game.parties), 0);
  for (size_t s = 0; s < balanced.size(); ++s) {
    const double scaled = weights[s] * static_cast<double>(parts);
    const bool is_sane = scaled > 0 && scaled <= static_cast<double>(parts);
    balanced[s] = is_sane ? std::llround(scaled) : 0;
    for (uint64_t left = game.sets[s].parties; left != 0; left &= left - 1) {
      of_party[At(std::countr_zero(left))] += balanced[s];
    }
  }
  // Without any, each party alone weighs the same.
  const int64_t most = std::max<int64_t>(1, *std::max_element(of_party.begin(), of_party.end()));
  for (size_t s = 0; s < balanced.size(); ++s) {
    if (!std::has_single_bit(game.sets[s].parties)) continue;
    int64_t& there = of_party[At(std::countr_zero(game.sets[s].parties))];
    balanced[s] += most - there;
    there = most;
  }
  return balanced;
}

}  // namespace

int64_t ExcessOf(const CostGame& game, const Division& division) {
  return -FloorDiv(-ExcessInParts(game, division), division.parts);
}

ProvenExcess ExcessProvenBy(const CostGame& game, const std::vector<int64_t>& weights) {
  // For any division with excess e: all weights x e >= the sum over the sets of weight x (shares of
  // the set - its cost), and the shares come to the cost of all, as often as each party is weighed.
  Wide sum = 0;
  Wide proven = 0;
  for (size_t s = 0; s < weights.size(); ++s) {
    sum += weights[s];
    proven -= Wide{weights[s]} * game.sets[s].cost;
    if (Holds(game.sets[s].parties, 0)) proven += Wide{weights[s]} * game.cost;
  }
  return {FloorDiv(proven, sum), proven > 0};
}

LeastCore MakeSafe(const CostGame& game, const std::vector<double>& shares,
                   const std::vector<double>& weights) {
  LeastCore core;
  // Each party alone, to begin with.
  core.weights = Balanced(game, std::vector<double>(game.sets.size(), 0), 1);
  ProvenExcess proven = ExcessProvenBy(game, core.weights);
  for (const int64_t parts : kWeightParts) {
    std::vector<int64_t> balanced = Balanced(game, weights, parts);
    const ProvenExcess by_these = ExcessProvenBy(game, balanced);
    if (by_these.units < proven.units || (!by_these.positive && proven.positive)) continue;
    proven = by_these;
    core.weights = std::move(balanced);
  }
  core.at_least = proven.units;
  core.division = Rounded(game, shares, 1);
  core.at_most = ExcessOf(game, core.division);
  for (int64_t parts = 2; parts <= kMaxDivisionParts; ++parts) {
    if (proven.positive || core.at_most <= 0) break;
    const Division finer = Rounded(game, shares, parts);
    const int64_t excess = ExcessOf(game, finer);
    if (excess >= core.at_most) continue;
    core.at_most = excess;
    core.division = finer;
  }
  if (core.at_most <= 0) core.state = CoreState::kNotEmpty;
  if (proven.positive) core.state = CoreState::kEmpty;
  return core;
}

absl::StatusOr<LeastCore> SolveLeastCore(const CostGame& game) {
  if (const absl::Status checked = Check(game); !checked.ok()) return checked;
  Found found = Solve(game);
  found.shares.resize(At(game.parties), 0);
  found.weights.resize(game.sets.size(), 0);
  return MakeSafe(game, found.shares, found.weights);
}

}  // namespace cordee
