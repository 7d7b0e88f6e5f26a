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

// A slot is the number of a need in the order by place: what is read for one need lies next to what
// is read for its neighbours. A block has the pairs of consecutive slots; rows are resources,
// places their positions in the index.
struct Block {
  std::vector<int32_t> begin;  // per slot of the block, and the end
  std::vector<Ranked> pairs;
  bool trimmed = false;  // only what the needs keep is left
};

class Finder {
 public:
  Finder(const PairScan& scan, const CandidateParameters& parameters, StopToken stop)
      : scan_(scan),
        problem_(scan.problem()),
        limit_(std::min(parameters.exhaustive_limit, parameters.most_pairs)),
        most_pairs_(parameters.most_pairs),
        threads_(parameters.threads),
        stop_(stop),
        order_(scan.NeedsByPlace()),
        blocks_(static_cast<size_t>((needs() + kNeedsPerBlock - 1) / kNeedsPerBlock)),
        worst_kept_(order_.size()),
        of_resources_(scan.index().size(), problem_.policy().max_candidates) {}

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

  static size_t FirstSlot(size_t block) { return block * static_cast<size_t>(kNeedsPerBlock); }
  size_t SlotsOf(size_t block) const {
    return std::min(static_cast<size_t>(kNeedsPerBlock), order_.size() - FirstSlot(block));
  }

  bool Stopped() {
    if (stop_.StopRequested()) stopped_.store(true, std::memory_order_relaxed);
    return stopped_.load(std::memory_order_relaxed);
  }

  bool KeepsTooMany() const {
    return kept_by_needs_.load(std::memory_order_relaxed) > most_pairs_ ||
           of_resources_.size() > most_pairs_;
  }

  bool GivenUp() { return Stopped() || KeepsTooMany(); }

  absl::Status Failure() {
    if (Stopped()) return absl::CancelledError("stopped while looking for candidates");
    if (KeepsTooMany()) return TooMany();
    return absl::OkStatus();
  }

  absl::Status TooMany() const {
    return absl::ResourceExhaustedError(
        absl::StrCat("candidates: more than ", most_pairs_, " pairs (kMaxCandidates)"));
  }

  void Collect(size_t b) {
    Block& block = blocks_[b];
    PairScan::Room room;
    std::vector<Ranked> pairs;
    RefusalCounts refusals = {};
    block.begin.push_back(0);
    for (size_t i = 0; i < SlotsOf(b); ++i) {
      if (i % kNeedsBetweenStopChecks == 0 && GivenUp()) return;
      const size_t slot = FirstSlot(b) + i;
      scan_.Find(order_[slot], room, refusals);
      pairs.clear();
      for (size_t p = 0; p < room.pairs.size(); ++p) {
        const PairFacts& pair = room.pairs[p];
        pairs.push_back(
            {MeritOf(room.points[p], pair.distance), pair.resource.value(), pair.position});
      }
      const auto found = static_cast<int64_t>(pairs.size());
      if (admissible_.fetch_add(found, std::memory_order_relaxed) + found > limit_) Trim(b);
      if (block.trimmed) {
        Choose(slot, pairs, block.pairs);
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
    std::vector<Ranked> kept;
    for (size_t i = 0; i + 1 < block.begin.size(); ++i) {
      const auto first = static_cast<size_t>(block.begin[i]);
      const auto last = static_cast<size_t>(block.begin[i + 1]);
      block.begin[i] = static_cast<int32_t>(kept.size());
      Choose(FirstSlot(b) + i, std::span(block.pairs).subspan(first, last - first), kept);
    }
    block.begin.back() = static_cast<int32_t>(kept.size());
    block.pairs = std::move(kept);
  }

  // Offers the pairs of a need to their resources, and appends those that the need keeps.
  void Choose(size_t slot, std::span<Ranked> pairs, std::vector<Ranked>& kept) {
    const int32_t need = order_[slot].value();
    for (const Ranked& pair : pairs) {
      of_resources_.Offer(pair.place, {pair.merit, need, static_cast<int32_t>(slot)});
    }
    const size_t before = kept.size();
    KeepBest(slot, pairs, kept);
    kept_by_needs_.fetch_add(static_cast<int64_t>(kept.size() - before), std::memory_order_relaxed);
  }

  void KeepBest(size_t slot, std::span<Ranked> pairs, std::vector<Ranked>& kept) {
    if (pairs.size() <= keep()) {
      kept.insert(kept.end(), pairs.begin(), pairs.end());
      return;
    }
    const auto end_of_best = pairs.begin() + static_cast<std::ptrdiff_t>(keep());
    std::nth_element(pairs.begin(), end_of_best - 1, pairs.end());
    worst_kept_[slot] = *(end_of_best - 1);
    kept.insert(kept.end(), pairs.begin(), end_of_best);
    if (!HasPrevious(order_[slot])) return;
    std::copy_if(end_of_best, pairs.end(), std::back_inserter(kept),
                 [&](const Ranked& pair) { return IsPrevious(order_[slot], pair.row); });
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
  // need, pair.place its slot.
  template <typename Body>
  void ForEachOfResourcesOnly(const Body& body) {
    const int32_t count = scan_.index().size();
    ParallelFor(count, kResourcesPerBlock, threads_, [&](int64_t begin, int64_t end) {
      if (GivenUp()) return;
      for (auto position = static_cast<int32_t>(begin); position < end; ++position) {
        const int32_t resource = scan_.index().at(position).value();
        for (const Ranked& pair : of_resources_.Of(position)) {
          if (!KeptByNeed(resource, pair)) body(resource, pair);
        }
      }
    });
  }

  bool KeptByNeed(int32_t resource, const Ranked& pair) const {
    const Ranked& worst = worst_kept_[static_cast<size_t>(pair.place)];
    const Ranked seen_by_need{pair.merit, resource};
    return worst.merit == 0 || !(worst < seen_by_need) || IsPrevious(NeedIndex(pair.row), resource);
  }

  // Where the pairs of each need begin; the columns have room for all of them.
  absl::Status Lay(CandidateSet& set) {
    next_ = std::vector<std::atomic<int64_t>>(order_.size());
    ForEachBlock([this](size_t b) {
      for (size_t i = 0; i < SlotsOf(b); ++i) {
        next_[FirstSlot(b) + i].store(blocks_[b].begin[i + 1] - blocks_[b].begin[i],
                                      std::memory_order_relaxed);
      }
    });
    ForEachOfResourcesOnly([this](int32_t, const Ranked& pair) {
      next_[static_cast<size_t>(pair.place)].fetch_add(1, std::memory_order_relaxed);
    });
    set.begin.assign(order_.size() + 1, 0);
    for (size_t slot = 0; slot < order_.size(); ++slot) {
      set.begin[static_cast<size_t>(order_[slot].value()) + 1] = next_[slot];
    }
    for (size_t n = 1; n < set.begin.size(); ++n) set.begin[n] += set.begin[n - 1];
    for (size_t slot = 0; slot < order_.size(); ++slot) {
      next_[slot] = set.begin[static_cast<size_t>(order_[slot].value())];
    }
    if (set.begin.back() > most_pairs_) return TooMany();
    set.resource.resize(static_cast<size_t>(set.begin.back()));
    set.points.resize(set.resource.size());
    return absl::OkStatus();
  }

  void Fill(CandidateSet& set) {
    const auto put = [&](size_t slot, int32_t resource, Merit merit) {
      const auto at = static_cast<size_t>(next_[slot].fetch_add(1, std::memory_order_relaxed));
      set.resource[at] = ResourceIndex(resource);
      set.points[at] = PointsOf(merit);
    };
    ForEachBlock([&](size_t b) {
      Block& block = blocks_[b];
      for (size_t i = 0; i < SlotsOf(b); ++i) {
        for (int32_t p = block.begin[i]; p < block.begin[i + 1]; ++p) {
          const Ranked& pair = block.pairs[static_cast<size_t>(p)];
          put(FirstSlot(b) + i, pair.row, pair.merit);
        }
      }
      block = Block();
    });
    ForEachOfResourcesOnly([&](int32_t resource, const Ranked& pair) {
      put(static_cast<size_t>(pair.place), resource, pair.merit);
    });
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

  const PairScan& scan_;
  const Problem& problem_;
  const int64_t limit_;
  const int64_t most_pairs_;
  const int32_t threads_;
  const StopToken stop_;
  std::atomic<bool> stopped_ = false;  // once seen, for good
  const std::vector<NeedIndex>& order_;
  std::vector<Block> blocks_;
  // Per slot of a need that drops some: the last pair it keeps. Merit 0 otherwise.
  std::vector<Ranked> worst_kept_;
  BestOfEach of_resources_;
  std::atomic<int64_t> kept_by_needs_ = 0;
  std::atomic<int64_t> admissible_ = 0;
  std::mutex refusals_mutex_;
  RefusalCounts refusals_ = {};
  // Per slot: how many pairs, then where the next one goes.
  std::vector<std::atomic<int64_t>> next_;
};

}  // namespace

absl::StatusOr<CandidateSet> FindCandidates(const PairScan& scan,
                                            const CandidateParameters& parameters, StopToken stop) {
  if (!scan.complete()) return absl::CancelledError("stopped while looking for candidates");
  return Finder(scan, parameters, stop).Find();
}

absl::StatusOr<CandidateSet> FindCandidates(const Problem& problem, const PairRanking& ranking,
                                            const CandidateParameters& parameters, StopToken stop) {
  return FindCandidates(PairScan(problem, ranking, stop), parameters, stop);
}

int64_t CandidateOf(const CandidateSet& set, NeedIndex need, ResourceIndex resource) {
  const auto n = static_cast<size_t>(need.value());
  const auto first = set.resource.begin() + set.begin[n];
  const auto last = set.resource.begin() + set.begin[n + 1];
  const auto found = std::lower_bound(first, last, resource);
  return found == last || *found != resource ? -1 : found - set.resource.begin();
}

}  // namespace cordee
