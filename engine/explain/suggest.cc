#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/explain/explain.h"

namespace cordee {
namespace {

// Whether the entries of each category can serve, or be served by, the subject.
using CategoryFlags = std::vector<uint8_t>;

struct Ranked {
  Points points;
  Metres distance;
  int32_t row = 0;

  friend bool operator<(const Ranked& a, const Ranked& b) {
    return std::tuple(b.points, a.distance, a.row) < std::tuple(a.points, b.distance, b.row);
  }
};

// Examines every entry of `table` against the subject; `examine(row)` gives the pair and
// `score(row, pair)` its breakdown.
template <typename Examine, typename Score>
std::vector<Ranked> RankAll(const EntryTable& table, ActorIndex subject_actor,
                            const CategoryFlags& compatible, Counterparts& out, Examine examine,
                            Score score) {
  const auto count = [&out](Refusal refusal) -> int64_t& {
    return out.refusals[static_cast<size_t>(refusal)];
  };
  std::vector<Ranked> ranked;
  for (int32_t row = 0; row < table.size(); ++row) {
    const auto at = static_cast<size_t>(row);
    if (table.actor[at] == subject_actor) {
      ++count(Refusal::kSameActor);
    } else if (compatible[static_cast<size_t>(table.category[at].value())] == 0) {
      ++count(Refusal::kCategory);
    } else if (const Pair pair = examine(row); pair.refusal != Refusal::kNone) {
      ++count(pair.refusal);
    } else {
      ++out.admissible;
      ranked.push_back({score(row, pair).total(), pair.distance, row});
    }
  }
  return ranked;
}

void KeepBest(std::vector<Ranked>& ranked, int32_t max_results) {
  const size_t kept = std::min(ranked.size(), static_cast<size_t>(std::max(0, max_results)));
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                    ranked.end());
  ranked.resize(kept);
}

Counterpart MakeCounterpart(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  Counterpart counterpart{need, resource, ExaminePair(problem, need, resource), {}};
  counterpart.breakdown = ScorePair(problem, need, resource, counterpart.pair);
  return counterpart;
}

}  // namespace

Counterparts SuggestForNeed(const Problem& problem, NeedIndex need, int32_t max_results) {
  const auto n = static_cast<size_t>(need.value());
  CategoryFlags compatible(static_cast<size_t>(problem.catalogue().category_count()), 0);
  for (const Substitution& accepted : problem.catalogue().AcceptedBy(problem.needs().category[n])) {
    compatible[static_cast<size_t>(accepted.category.value())] = 1;
  }
  Counterparts out;
  std::vector<Ranked> ranked = RankAll(
      problem.resources(), problem.needs().actor[n], compatible, out,
      [&](int32_t row) { return ExaminePair(problem, need, ResourceIndex(row)); },
      [&](int32_t row, const Pair& pair) {
        return ScorePair(problem, need, ResourceIndex(row), pair);
      });
  KeepBest(ranked, max_results);
  for (const Ranked& best : ranked) {
    out.best.push_back(MakeCounterpart(problem, need, ResourceIndex(best.row)));
  }
  return out;
}

Counterparts SuggestForResource(const Problem& problem, ResourceIndex resource,
                                int32_t max_results) {
  const auto r = static_cast<size_t>(resource.value());
  const Catalogue& catalogue = problem.catalogue();
  CategoryFlags compatible(static_cast<size_t>(catalogue.category_count()), 0);
  for (CategoryIndex c : IndicesUpTo<CategoryIndex>(compatible.size())) {
    const bool serves = catalogue.Degree(c, problem.resources().category[r]) > 0;
    compatible[static_cast<size_t>(c.value())] = serves ? 1 : 0;
  }
  Counterparts out;
  std::vector<Ranked> ranked = RankAll(
      problem.needs(), problem.resources().actor[r], compatible, out,
      [&](int32_t row) { return ExaminePair(problem, NeedIndex(row), resource); },
      [&](int32_t row, const Pair& pair) {
        return ScorePair(problem, NeedIndex(row), resource, pair);
      });
  KeepBest(ranked, max_results);
  for (const Ranked& best : ranked) {
    out.best.push_back(MakeCounterpart(problem, NeedIndex(best.row), resource));
  }
  return out;
}

}  // namespace cordee
