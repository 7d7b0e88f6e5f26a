// The least core by another way: a set of sets is minimal balanced when weights, and only these,
// let it hold every party once in all. The least excess is the most that any of them proves
// (Shapley, "On balanced sets and cores", Naval Research Logistics Quarterly 14, 1967). In whole
// numbers, up to 5 parties.
#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/solve/lp/core_lp.h"

namespace cordee::testing {

struct Ratio {
  __int128 over = 0;
  __int128 under = 1;  // above 0

  int64_t Floor() const {
    const __int128 quotient = over / under;
    return static_cast<int64_t>(over % under != 0 && over < 0 ? quotient - 1 : quotient);
  }
};

struct BalancedSets {
  std::vector<uint64_t> sets;
  std::vector<int64_t> weights;
  int64_t times = 0;  // that every party is held
};

// The only weights, where there are such and all are above 0: elimination in whole numbers.
inline std::optional<BalancedSets> Balance(const std::vector<uint64_t>& sets, int32_t parties) {
  const size_t columns = sets.size();
  std::vector<std::vector<int64_t>> rows;
  for (int32_t p = 0; p < parties; ++p) {
    std::vector<int64_t>& row = rows.emplace_back();
    for (const uint64_t set : sets) row.push_back(static_cast<int64_t>(set >> p & 1));
    row.push_back(1);
  }
  for (size_t c = 0; c < columns; ++c) {
    size_t pivot = c;
    while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
    if (pivot == rows.size()) return std::nullopt;
    std::swap(rows[c], rows[pivot]);
    for (size_t r = 0; r < rows.size(); ++r) {
      if (r == c || rows[r][c] == 0) continue;
      const int64_t keep = rows[c][c];
      const int64_t take = rows[r][c];
      int64_t common = 0;
      for (size_t k = 0; k <= columns; ++k) {
        rows[r][k] = rows[r][k] * keep - rows[c][k] * take;
        common = std::gcd(common, rows[r][k]);
      }
      for (int64_t& entry : rows[r]) entry /= common == 0 ? 1 : common;
    }
  }
  for (size_t r = columns; r < rows.size(); ++r) {
    if (rows[r][columns] != 0) return std::nullopt;
  }
  BalancedSets balanced{.sets = sets, .times = 1};
  for (size_t c = 0; c < columns; ++c) {
    if (rows[c][columns] == 0 || (rows[c][columns] > 0) != (rows[c][c] > 0)) return std::nullopt;
    const int64_t under = std::abs(rows[c][c] / std::gcd(rows[c][c], rows[c][columns]));
    balanced.times = std::lcm(balanced.times, under);
  }
  for (size_t c = 0; c < columns; ++c) {
    balanced.weights.push_back(balanced.times * rows[c][columns] / rows[c][c]);
  }
  return balanced;
}

inline const std::vector<BalancedSets>& AllBalancedSets(int32_t parties) {
  static auto& known = *new std::map<int32_t, std::vector<BalancedSets>>;
  std::vector<BalancedSets>& all = known[parties];
  if (!all.empty()) return all;
  const uint64_t whole = (uint64_t{1} << parties) - 1;
  std::vector<uint64_t> chosen;
  const auto extend = [&](const auto& self, uint64_t from) -> void {
    for (uint64_t set = from; set < whole; ++set) {
      chosen.push_back(set);
      if (auto balanced = Balance(chosen, parties)) all.push_back(*std::move(balanced));
      if (chosen.size() < static_cast<size_t>(parties)) self(self, set + 1);
      chosen.pop_back();
    }
  };
  extend(extend, 1);
  return all;
}

// REQUIRES: the sets of `game` are all of them, in order.
inline Ratio LeastExcess(const CostGame& game) {
  std::optional<Ratio> most;
  for (const BalancedSets& balanced : AllBalancedSets(game.parties)) {
    Ratio proven{static_cast<__int128>(balanced.times) * game.cost, 0};
    for (size_t s = 0; s < balanced.sets.size(); ++s) {
      const CostSet& set = game.sets[static_cast<size_t>(balanced.sets[s]) - 1];
      CHECK(set.parties == balanced.sets[s]);
      proven.over -= static_cast<__int128>(balanced.weights[s]) * set.cost;
      proven.under += balanced.weights[s];
    }
    if (!most || proven.over * most->under > most->over * proven.under) most = proven;
  }
  return *most;
}

}  // namespace cordee::testing
