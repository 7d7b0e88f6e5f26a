#include "engine/candidates/candidate_set.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/candidates/resource_index.h"

namespace cordee {
namespace {

struct Row {
  NeedIndex need;
  ResourceIndex resource;
  Metres distance;
  int32_t degree_percent = 0;
  Quantity capacity;
  Quantity lot;
  Points points;  // for choosing only
};

// Better first: more points, then nearer, then by index, which is by id.
bool Better(const Row& a, const Row& b) {
  return std::tuple(-a.points.value(), a.distance, a.need, a.resource) <
         std::tuple(-b.points.value(), b.distance, b.need, b.resource);
}

class Finder {
 public:
  Finder(const Problem& problem, PairRanking ranking, StopToken stop)
      : problem_(problem), ranking_(ranking), stop_(stop), index_(problem) {
    CountPairsThatNeedNoLook();
  }

  // False when stopped, or when there are more than `limit` admissible pairs.
  bool CollectAll(int64_t limit, std::vector<Row>& rows) {
    return ForEachNeed([&](NeedIndex need) {
      Collect(need, rows);
      return static_cast<int64_t>(rows.size()) <= limit;
    });
  }

  // The best `keep` of each need, of each resource, and previous links. False when stopped.
  bool CollectBest(size_t keep, std::vector<Row>& rows) {
    refusals_ = base_refusals_;
    std::vector<std::vector<Row>> heaps(static_cast<size_t>(problem_.resources().size()));
    std::vector<Row> mine;
    int64_t admissible = 0;
    const bool done = ForEachNeed([&](NeedIndex need) {
      mine.clear();
      Collect(need, mine);
      admissible += static_cast<int64_t>(mine.size());
      std::sort(mine.begin(), mine.end(), Better);
      for (size_t i = 0; i < mine.size(); ++i) {
        if (i < keep || IsPrevious(mine[i])) {
          rows.push_back(mine[i]);
        } else {
          Offer(mine[i], keep, heaps[static_cast<size_t>(mine[i].resource.value())]);
        }
      }
      return true;
    });
    KeepBestOfResources(keep, heaps, rows);
    admissible_ = admissible;
    return done;
  }

  const RefusalCounts& refusals() const { return refusals_; }
  int64_t admissible() const { return admissible_; }

 private:
  static constexpr int32_t kNeedsBetweenStopChecks = 64;

  template <typename Visit>
  bool ForEachNeed(Visit&& visit) {
    for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem_.needs().size()))) {
      if (need.value() % kNeedsBetweenStopChecks == 0 && stop_.StopRequested()) return false;
      if (!visit(need)) return false;
    }
    return true;
  }

  // Same actor and category are counted without visiting the pairs; distance is what remains of
  // the pairs of a serving category once those within reach are visited.
  void CountPairsThatNeedNoLook() {
    const EntryTable& needs = problem_.needs();
    const EntryTable& resources = problem_.resources();
    std::vector<std::vector<ResourceIndex>> of_actor(
        static_cast<size_t>(problem_.actors().size()));
    for (ResourceIndex r : IndicesUpTo<ResourceIndex>(static_cast<size_t>(resources.size()))) {
      const ActorIndex actor = resources.actor[static_cast<size_t>(r.value())];
      of_actor[static_cast<size_t>(actor.value())].push_back(r);
    }
    int64_t same_actor = 0;
    int64_t serving = 0;
    for (size_t n = 0; n < needs.id.size(); ++n) {
      int64_t mine = 0;
      for (const Substitution& s : problem_.catalogue().AcceptedBy(needs.category[n])) {
        mine += static_cast<int64_t>(index_.InCategory(s.category).size());
      }
      for (ResourceIndex r : of_actor[static_cast<size_t>(needs.actor[n].value())]) {
        ++same_actor;
        const CategoryIndex offered = resources.category[static_cast<size_t>(r.value())];
        if (problem_.catalogue().Degree(needs.category[n], offered) > 0) --mine;
      }
      serving += mine;
    }
    const int64_t all = int64_t{needs.size()} * resources.size();
    Count(Refusal::kSameActor) = same_actor;
    Count(Refusal::kCategory) = all - same_actor - serving;
    Count(Refusal::kDistance) = serving;  // those within reach are taken off as they are visited
    base_refusals_ = refusals_;
  }

  void Collect(NeedIndex need, std::vector<Row>& rows) {
    const auto n = static_cast<size_t>(need.value());
    const EntryTable& needs = problem_.needs();
    const Metres reach = std::min(needs.reach[n], problem_.policy().max_distance);
    const size_t first = rows.size();
    for (const Substitution& s : problem_.catalogue().AcceptedBy(needs.category[n])) {
      index_.ForEachWithin(s.category, needs.place[n], reach, [&](ResourceIndex r, Metres) {
        const Pair pair = ExaminePair(problem_, need, r);
        if (pair.refusal == Refusal::kSameActor) return;
        if (pair.refusal == Refusal::kDistance) return;
        --Count(Refusal::kDistance);
        if (pair.refusal != Refusal::kNone) {
          ++Count(pair.refusal);
          return;
        }
        rows.push_back({need, r, pair.distance, pair.degree_percent, pair.capacity, pair.lot,
                        ranking_(problem_, need, r, pair)});
      });
    }
    std::sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
              [](const Row& a, const Row& b) { return a.resource < b.resource; });
    admissible_ += static_cast<int64_t>(rows.size() - first);
  }

  bool IsPrevious(const Row& row) const {
    const auto& links = problem_.previous_links();
    const auto at = std::lower_bound(links.begin(), links.end(), std::pair(row.need, row.resource),
                                     [](const PreviousLink& link, const auto& key) {
                                       return std::pair(link.need, link.resource) < key;
                                     });
    return at != links.end() && at->need == row.need && at->resource == row.resource;
  }

  // A heap with the worst of the kept rows on top.
  static void Offer(const Row& row, size_t keep, std::vector<Row>& heap) {
    if (heap.size() == keep) {
      if (!Better(row, heap.front())) return;
      std::pop_heap(heap.begin(), heap.end(), Better);
      heap.pop_back();
    }
    heap.push_back(row);
    std::push_heap(heap.begin(), heap.end(), Better);
  }

  // A pair that its need keeps counts among the best of its resource too.
  static void KeepBestOfResources(size_t keep, std::vector<std::vector<Row>>& heaps,
                                  std::vector<Row>& rows) {
    const size_t kept_by_needs = rows.size();
    std::vector<std::vector<Row>> best(heaps.size());
    for (size_t i = 0; i < kept_by_needs; ++i) {
      Offer(rows[i], keep, best[static_cast<size_t>(rows[i].resource.value())]);
    }
    for (size_t r = 0; r < heaps.size(); ++r) {
      for (const Row& row : heaps[r]) {
        if (best[r].size() < keep || Better(row, best[r].front())) rows.push_back(row);
      }
    }
  }

  int64_t& Count(Refusal refusal) { return refusals_[static_cast<size_t>(refusal)]; }

  const Problem& problem_;
  const PairRanking ranking_;
  const StopToken stop_;
  const ResourceIndexByPlace index_;
  RefusalCounts refusals_ = {};
  RefusalCounts base_refusals_ = {};
  int64_t admissible_ = 0;
};

CandidateSet ToColumns(const Problem& problem, std::vector<Row> rows) {
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
  });
  CandidateSet set;
  set.begin.assign(static_cast<size_t>(problem.needs().size()) + 1, 0);
  for (const Row& row : rows) {
    ++set.begin[static_cast<size_t>(row.need.value()) + 1];
    set.resource.push_back(row.resource);
    set.distance.push_back(row.distance);
    set.degree_percent.push_back(row.degree_percent);
    set.capacity.push_back(row.capacity);
    set.lot.push_back(row.lot);
  }
  for (size_t n = 1; n < set.begin.size(); ++n) set.begin[n] += set.begin[n - 1];
  return set;
}

}  // namespace

absl::StatusOr<CandidateSet> FindCandidates(const Problem& problem, PairRanking ranking,
                                            StopToken stop, int64_t exhaustive_limit) {
  Finder finder(problem, ranking, stop);
  std::vector<Row> rows;
  bool all = finder.CollectAll(exhaustive_limit, rows);
  if (!all && !stop.StopRequested()) {
    rows.clear();
    if (!finder.CollectBest(static_cast<size_t>(problem.policy().max_candidates), rows)) {
      return absl::CancelledError("stopped while looking for candidates");
    }
  } else if (!all) {
    return absl::CancelledError("stopped while looking for candidates");
  }
  if (static_cast<int64_t>(rows.size()) > kMaxCandidates) {
    return absl::ResourceExhaustedError("more candidate pairs than kMaxCandidates");
  }
  CandidateSet set = ToColumns(problem, std::move(rows));
  set.refusals = finder.refusals();
  set.admissible_pairs = finder.admissible();
  set.covers_all_pairs = all;
  return set;
}

}  // namespace cordee
