#include "engine/candidates/candidate_set.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/candidates/best_of.h"
#include "engine/candidates/pair_scan.h"

namespace cordee {
namespace {

constexpr int64_t kNeedsPerBlock = 128;
constexpr int64_t kResourcesPerBlock = 4096;
constexpr size_t kNeedsBetweenStopChecks = 8;

// The pairs of consecutive needs of the order by place.
struct Block {
  std::vector<int32_t> begin;  // per need of the block, and the end
  std::vector<Ranked> pairs;   // rows are resources
  bool trimmed = false;        // only what the needs keep is left
};

class Finder {
 public:
  Finder(const Problem& problem, const PairRanking& ranking, const CandidateParameters& parameters,
         StopToken stop)
      : problem_(problem),
        limit_(std::min(parameters.exhaustive_limit, kMaxCandidates)),
        threads_(parameters.threads),
        stop_(stop),
        scan_(problem, ranking),
        order_(scan_.NeedsByPlace()),
        blocks_(static_cast<size_t>((needs() + kNeedsPerBlock - 1) / kNeedsPerBlock)),
        worst_kept_(order_.size()),
        of_resources_(problem.resources().size(), problem.policy().max_candidates) {}

  absl::StatusOr<CandidateSet> Find() && {
    ForEachBlock([this](size_t block) { Collect(block); });
    RETURN_IF_ERROR(Failure());
    const bool all = admissible_ <= limit_;
    if (!all) {
      ForEachBlock([this](size_t block) { Trim(block); });
      RETURN_IF_ERROR(Failure());
    }
    CandidateSet set;
    set.refusals = refusals_;
    set.admissible_pairs = admissible_;
    set.covers_all_pairs = all;
    RETURN_IF_ERROR(Lay(set));
    RETURN_IF_ERROR(Failure());
    Fill(set);
    RETURN_IF_ERROR(Failure());
    SortRows(set);
    RETURN_IF_ERROR(Failure());
    return set;
  }

 private:
  int64_t needs() const { return static_cast<int64_t>(order_.size()); }
  size_t keep() const { return static_cast<size_t>(problem_.policy().max_candidates); }

  template <typename Body>
  void ForEachBlock(const Body& body) {
    ParallelFor(static_cast<int64_t>(blocks_.size()), 1, threads_, [&](int64_t begin, int64_t end) {
      for (int64_t block = begin; block < end && !GivenUp(); ++block) {
        body(static_cast<size_t>(block));
      }
    });
  }

  std::span<const NeedIndex> NeedsOf(size_t block) const {
    const size_t first = block * static_cast<size_t>(kNeedsPerBlock);
    return std::span(order_).subspan(
        first, std::min(static_cast<size_t>(kNeedsPerBlock), order_.size() - first));
  }

  bool Stopped() {
    if (stop_.StopRequested()) stopped_.store(true, std::memory_order_relaxed);
    return stopped_.load(std::memory_order_relaxed);
  }

  bool KeepsTooMany() const {
    return kept_by_needs_.load(std::memory_order_relaxed) > kMaxCandidates ||
           of_resources_.size() > kMaxCandidates;
  }

  bool GivenUp() { return Stopped() || KeepsTooMany(); }

  absl::Status Failure() {
    if (Stopped()) return absl::CancelledError("stopped while looking for candidates");
    if (KeepsTooMany()) return TooMany();
    return absl::OkStatus();
  }

  static absl::Status TooMany() {
    return absl::ResourceExhaustedError(
        absl::StrCat("candidates: more than ", kMaxCandidates, " pairs (kMaxCandidates)"));
  }

  void Collect(size_t b) {
    Block& block = blocks_[b];
    const std::span<const NeedIndex> needs = NeedsOf(b);
    PairScan::Room room;
    std::vector<Ranked> pairs;
    RefusalCounts refusals = {};
    block.begin.push_back(0);
    for (size_t i = 0; i < needs.size(); ++i) {
      if (i % kNeedsBetweenStopChecks == 0 && GivenUp()) return;
      scan_.Find(needs[i], room, refusals);
      pairs.clear();
      for (size_t p = 0; p < room.pairs.size(); ++p) {
        const PairFacts& pair = room.pairs[p];
        pairs.push_back({MeritOf(room.points[p], pair.distance), pair.resource.value()});
      }
      const auto found = static_cast<int64_t>(pairs.size());
      if (admissible_.fetch_add(found, std::memory_order_relaxed) + found > limit_) Trim(b);
      if (block.trimmed) {
        Choose(needs[i], pairs, block.pairs);
      } else {
        block.pairs.insert(block.pairs.end(), pairs.begin(), pairs.end());
      }
      block.begin.push_back(static_cast<int32_t>(block.pairs.size()));
    }
    const std::lock_guard<std::mutex> lock(refusals_mutex_);
    for (size_t rule = 0; rule < refusals.size(); ++rule) refusals_[rule] += refusals[rule];
  }

  // Leaves what the needs keep of a block, or of its beginning.
  void Trim(size_t b) {
    Block& block = blocks_[b];
    if (block.trimmed || GivenUp()) return;
    block.trimmed = true;
    const std::span<const NeedIndex> needs = NeedsOf(b);
    std::vector<Ranked> kept;
    for (size_t i = 0; i + 1 < block.begin.size(); ++i) {
      const auto first = static_cast<size_t>(block.begin[i]);
      const auto last = static_cast<size_t>(block.begin[i + 1]);
      block.begin[i] = static_cast<int32_t>(kept.size());
      Choose(needs[i], std::span(block.pairs).subspan(first, last - first), kept);
    }
    block.begin.back() = static_cast<int32_t>(kept.size());
    block.pairs = std::move(kept);
  }

  // Offers the pairs of a need to their resources, and appends those that the need keeps.
  void Choose(NeedIndex need, std::span<Ranked> pairs, std::vector<Ranked>& kept) {
    for (const Ranked& pair : pairs) {
      of_resources_.Offer(pair.row, {pair.merit, need.value()});
    }
    const size_t before = kept.size();
    KeepBest(need, pairs, kept);
    kept_by_needs_.fetch_add(static_cast<int64_t>(kept.size() - before), std::memory_order_relaxed);
  }

  void KeepBest(NeedIndex need, std::span<Ranked> pairs, std::vector<Ranked>& kept) {
    if (pairs.size() <= keep()) {
      kept.insert(kept.end(), pairs.begin(), pairs.end());
      return;
    }
    const auto end_of_best = pairs.begin() + static_cast<std::ptrdiff_t>(keep());
    std::nth_element(pairs.begin(), end_of_best - 1, pairs.end());
    worst_kept_[static_cast<size_t>(need.value())] = *(end_of_best - 1);
    kept.insert(kept.end(), pairs.begin(), end_of_best);
    if (!HasPrevious(need)) return;
    std::copy_if(end_of_best, pairs.end(), std::back_inserter(kept),
                 [&](const Ranked& pair) { return IsPrevious(need, pair.row); });
  }

  bool HasPrevious(NeedIndex need) const {
    const auto& links = problem_.previous_links();
    const auto at = std::lower_bound(
        links.begin(), links.end(), need,
        [](const PreviousLink& link, NeedIndex wanted) { return link.need < wanted; });
    return at != links.end() && at->need == need;
  }

  bool IsPrevious(NeedIndex need, int32_t resource) const {
    const auto& links = problem_.previous_links();
    const std::pair wanted(need, ResourceIndex(resource));
    const auto at = std::lower_bound(links.begin(), links.end(), wanted,
                                     [](const PreviousLink& link, const auto& key) {
                                       return std::pair(link.need, link.resource) < key;
                                     });
    return at != links.end() && std::pair(at->need, at->resource) == wanted;
  }

  // Calls body(resource, pair) for what a resource keeps and the need does not: pair.row is the
  // need.
  template <typename Body>
  void ForEachOfResourcesOnly(const Body& body) {
    ParallelFor(problem_.resources().size(), kResourcesPerBlock, threads_,
                [&](int64_t begin, int64_t end) {
                  if (GivenUp()) return;
                  for (auto r = static_cast<int32_t>(begin); r < static_cast<int32_t>(end); ++r) {
                    for (const Ranked& pair : of_resources_.Of(r)) {
                      if (!KeptByNeed(r, pair)) body(r, pair);
                    }
                  }
                });
  }

  bool KeptByNeed(int32_t resource, const Ranked& pair) const {
    const Ranked& worst = worst_kept_[static_cast<size_t>(pair.row)];
    const Ranked seen_by_need{pair.merit, resource};
    return worst.merit == 0 || !(worst < seen_by_need) || IsPrevious(NeedIndex(pair.row), resource);
  }

  // Where the pairs of each need begin; the columns have room for all of them.
  absl::Status Lay(CandidateSet& set) {
    next_ = std::vector<std::atomic<int64_t>>(static_cast<size_t>(needs()));
    ForEachBlock([this](size_t b) {
      const std::span<const NeedIndex> needs = NeedsOf(b);
      for (size_t i = 0; i < needs.size(); ++i) {
        next_[static_cast<size_t>(needs[i].value())].store(
            blocks_[b].begin[i + 1] - blocks_[b].begin[i], std::memory_order_relaxed);
      }
    });
    ForEachOfResourcesOnly([this](int32_t, const Ranked& pair) {
      next_[static_cast<size_t>(pair.row)].fetch_add(1, std::memory_order_relaxed);
    });
    set.begin.assign(next_.size() + 1, 0);
    for (size_t n = 0; n < next_.size(); ++n) {
      set.begin[n + 1] = set.begin[n] + next_[n].load(std::memory_order_relaxed);
      next_[n].store(set.begin[n], std::memory_order_relaxed);
    }
    if (set.begin.back() > kMaxCandidates) return TooMany();
    set.resource.resize(static_cast<size_t>(set.begin.back()));
    set.points.resize(set.resource.size());
    return absl::OkStatus();
  }

  void Fill(CandidateSet& set) {
    const auto put = [&](int32_t need, int32_t resource, Merit merit) {
      const auto at = static_cast<size_t>(
          next_[static_cast<size_t>(need)].fetch_add(1, std::memory_order_relaxed));
      set.resource[at] = ResourceIndex(resource);
      set.points[at] = PointsOf(merit);
    };
    ForEachBlock([&](size_t b) {
      const std::span<const NeedIndex> needs = NeedsOf(b);
      Block& block = blocks_[b];
      for (size_t i = 0; i < needs.size(); ++i) {
        for (int32_t p = block.begin[i]; p < block.begin[i + 1]; ++p) {
          const Ranked& pair = block.pairs[static_cast<size_t>(p)];
          put(needs[i].value(), pair.row, pair.merit);
        }
      }
      block = Block();
    });
    ForEachOfResourcesOnly(
        [&](int32_t resource, const Ranked& pair) { put(pair.row, resource, pair.merit); });
  }

  void SortRows(CandidateSet& set) {
    ParallelFor(needs(), kNeedsPerBlock, threads_, [&](int64_t begin, int64_t end) {
      if (GivenUp()) return;
      std::vector<std::pair<ResourceIndex, Points>> row;
      for (auto n = static_cast<size_t>(begin); n < static_cast<size_t>(end); ++n) {
        row.clear();
        for (auto c = static_cast<size_t>(set.begin[n]); c < static_cast<size_t>(set.begin[n + 1]);
             ++c) {
          row.emplace_back(set.resource[c], set.points[c]);
        }
        std::sort(row.begin(), row.end());
        auto c = static_cast<size_t>(set.begin[n]);
        for (const auto& [resource, points] : row) {
          set.resource[c] = resource;
          set.points[c++] = points;
        }
      }
    });
  }

  const Problem& problem_;
  const int64_t limit_;
  const int32_t threads_;
  const StopToken stop_;
  std::atomic<bool> stopped_ = false;  // once seen, for good
  const PairScan scan_;
  const std::vector<NeedIndex> order_;
  std::vector<Block> blocks_;
  // Per need that drops some: the last pair it keeps; row is the resource. Merit 0 otherwise.
  std::vector<Ranked> worst_kept_;
  BestOfEach of_resources_;
  std::atomic<int64_t> kept_by_needs_ = 0;
  std::atomic<int64_t> admissible_ = 0;
  std::mutex refusals_mutex_;
  RefusalCounts refusals_ = {};
  std::vector<std::atomic<int64_t>>
      next_;  // per need: how many pairs, then where the next one goes
};

}  // namespace

absl::StatusOr<CandidateSet> FindCandidates(const Problem& problem, const PairRanking& ranking,
                                            const CandidateParameters& parameters, StopToken stop) {
  return Finder(problem, ranking, parameters, stop).Find();
}

}  // namespace cordee
