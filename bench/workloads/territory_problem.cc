#include "bench/workloads/territory_problem.h"

#include <map>
#include <utility>

#include "bench/generate/territory.h"
#include "engine/base/check.h"

namespace cordee::bench {

const Problem& TerritoryProblem(int64_t entries, int64_t square_km) {
  static auto& problems = *new std::map<std::pair<int64_t, int64_t>, Problem>();
  const auto at = problems.find({entries, square_km});
  if (at != problems.end()) return at->second;
  const auto catalogue = SyntheticCatalogue();
  const TerritoryOptions options{
      .entries = entries, .seed = 1, .square_km = static_cast<int32_t>(square_km)};
  auto problem = ToProblem(catalogue, GenerateTerritory(*catalogue, {}, options), Policy());
  CHECK(problem.ok());
  return problems.emplace(std::pair(entries, square_km), *std::move(problem)).first->second;
}

}  // namespace cordee::bench
