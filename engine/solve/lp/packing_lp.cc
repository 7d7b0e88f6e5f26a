#include "engine/solve/lp/packing_lp.h"

#include <coin/Clp_C_Interface.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace cordee {
namespace {

constexpr int kIterationsPerRow = 100;

size_t At(int64_t index) { return static_cast<size_t>(index); }

// Prices of rows, not yet safe; empty when Clp gives none.
std::vector<double> Solve(const PackingSets& sets) {
  const std::unique_ptr<Clp_Simplex, decltype(&Clp_deleteModel)> model(Clp_newModel(),
                                                                       Clp_deleteModel);
  if (model == nullptr) return {};
  Clp_setLogLevel(model.get(), 0);
  const std::vector<double> elements(sets.row.size(), 1);
  const std::vector<double> objective(sets.weight.begin(), sets.weight.end());
  const std::vector<double> most(At(sets.rows), 1);
  const std::vector<int> begin(sets.begin.begin(), sets.begin.end());
  const std::vector<int> row(sets.row.begin(), sets.row.end());
  Clp_loadProblem(model.get(), sets.size(), sets.rows, begin.data(), row.data(), elements.data(),
                  nullptr, nullptr, objective.data(), nullptr, most.data());
  Clp_setOptimizationDirection(model.get(), -1);
  Clp_setMaximumIterations(model.get(), kIterationsPerRow * (sets.rows + sets.size()));
  Clp_dual(model.get(), 0);
  const double* prices = Clp_getRowPrice(model.get());
  if (Clp_status(model.get()) != 0 || prices == nullptr) return {};
  return {prices, prices + sets.rows};
}

}  // namespace

std::vector<int64_t> PackingPrices(const PackingSets& sets) {
  std::vector<int64_t> prices(At(sets.rows), 0);
  if (sets.size() == 0) return prices;
  const std::vector<double> found = Solve(sets);
  for (size_t i = 0; i < found.size(); ++i) {
    const double scaled = found[i] * static_cast<double>(kPriceUnit);
    // Clp's tolerance is a tenth of a unit; what is no price is left to be mended.
    if (scaled > 0 && scaled < 1e15) prices[i] = std::llround(scaled);
  }
  for (int32_t j = 0; j < sets.size(); ++j) {
    int64_t lacks = sets.weight[At(j)] * kPriceUnit;
    for (int32_t k = sets.begin[At(j)]; k < sets.begin[At(j) + 1]; ++k) {
      lacks -= prices[At(sets.row[At(k)])];
    }
    if (lacks > 0) prices[At(sets.row[At(sets.begin[At(j)])])] += lacks;
  }
  return prices;
}

}  // namespace cordee
