#include "engine/candidates/improving_pairs.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/candidates/best_of.h"

namespace cordee {
namespace {

// Needs between two looks at the stop flag.
constexpr size_t kNeedsPerLook = 1 << 13;

constexpr int64_t kNeedsPerBlock = 128;
constexpr size_t kNeedsBetweenStopChecks = 8;
// When more than one resource in so many became cheaper, everything is looked at.
constexpr size_t kCheaperShare = 8;

class Search {
 public:
  Search(const PairScan& scan, const CandidateSet& candidates, const ImprovingQuery& query,
         StopToken stop)
      : scan_(scan), candidates_(candidates), query_(query), stop_(stop) {
    price_.reserve(static_cast<size_t>(scan.index().size()));
    for (int32_t position = 0; position < scan.index().size(); ++position) {
      price_.push_back(query.price[static_cast<size_t>(scan.index().at(position).value())]);
    }
    unfinished_.assign(query.least.size(), 0);
    IndexCheaper();
  }

  absl::StatusOr<ImprovingPairs> Run() && {
    const auto count = static_cast<int64_t>(scan_.NeedsByPlace().size());
    blocks_.resize(static_cast<size_t>((count + kNeedsPerBlock - 1) / kNeedsPerBlock));
    ParallelFor(count, kNeedsPerBlock, query_.threads, [this](int64_t begin, int64_t end) {
      SearchBlock(static_cast<size_t>(begin), static_cast<size_t>(end));
    });
    if (stopped_) return absl::CancelledError("stopped while looking for improving pairs");
    if (TooMany()) {
      return absl::ResourceExhaustedError(
          absl::StrCat("candidates: more than ", kMaxCandidates, " pairs (kMaxCandidates)"));
    }
    ImprovingPairs result;
    result.unfinished = std::move(unfinished_);
    result.pairs.reserve(static_cast<size_t>(found_.load()));
    for (std::vector<ImprovingPair>& block : blocks_) {
      result.pairs.insert(result.pairs.end(), block.begin(), block.end());
      block = {};
    }
    std::sort(result.pairs.begin(), result.pairs.end(),
              [](const ImprovingPair& a, const ImprovingPair& b) {
                return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
              });
    return result;
  }

 private:
  struct Paying {
    int64_t surplus;
    Merit merit;
    ImprovingPair pair;

    friend bool operator<(const Paying& a, const Paying& b) {
      return std::tuple(-a.surplus, ~a.merit, a.pair.resource) <
             std::tuple(-b.surplus, ~b.merit, b.pair.resource);
    }
  };

  void IndexCheaper() {
    if (query_.before == nullptr) return;
    std::vector<ResourceIndex> cheaper;
    for (ResourceIndex resource : IndicesUpTo<ResourceIndex>(query_.price.size())) {
      const auto r = static_cast<size_t>(resource.value());
      if (query_.price[r] < query_.before->price[r]) cheaper.push_back(resource);
    }
    if (cheaper.size() > query_.price.size() / kCheaperShare) return;
    cheaper_.emplace(scan_.problem(), cheaper);
  }

  // Whether nothing that a look at all pairs of the need could find has changed.
  bool IsAsBefore(NeedIndex need, PairScan::Room& room) const {
    if (!cheaper_.has_value()) return false;
    const auto n = static_cast<size_t>(need.value());
    if (query_.before->unfinished[n] != 0 || query_.least[n] < query_.before->least[n]) {
      return false;
    }
    const Problem& problem = scan_.problem();
    const EntryTable& needs = problem.needs();
    const Cap cap(needs.place[n], std::min(needs.reach[n], problem.policy().max_distance));
    for (const Substitution& accepted : problem.catalogue().AcceptedBy(needs.category[n])) {
      if (!cheaper_->FindWithin(accepted.category, cap, room.hits).empty()) return false;
    }
    return true;
  }

  bool TooMany() const { return candidates_.size() + found_ > kMaxCandidates; }

  void SearchBlock(size_t begin, size_t end) {
    PairScan::Room room;
    std::vector<Paying> paying;
    std::vector<ImprovingPair>& out = blocks_[begin / static_cast<size_t>(kNeedsPerBlock)];
    for (size_t slot = begin; slot < end; ++slot) {
      if ((slot - begin) % kNeedsBetweenStopChecks == 0) {
        if (stop_.StopRequested()) stopped_ = true;
        if (stopped_ || TooMany()) return;
      }
      const NeedIndex need = scan_.NeedsByPlace()[slot];
      if (IsAsBefore(need, room)) continue;
      FindPaying(need, room, paying);
      const size_t most = std::min(paying.size(), static_cast<size_t>(query_.most_per_need));
      std::partial_sort(paying.begin(), paying.begin() + static_cast<std::ptrdiff_t>(most),
                        paying.end());
      for (size_t i = 0; i < most; ++i) out.push_back(paying[i].pair);
      found_ += static_cast<int64_t>(most);
      unfinished_[static_cast<size_t>(need.value())] = paying.size() > most ? 1 : 0;
    }
  }

  void FindPaying(NeedIndex need, PairScan::Room& room, std::vector<Paying>& paying) const {
    const auto n = static_cast<size_t>(need.value());
    const int64_t unit = scan_.problem().MicropointsPerUnit(need);
    const PairScan::Bar bar{.unit = unit, .least = query_.least[n], .price = price_};
    scan_.FindAbove(need, bar, room);
    const auto first = candidates_.resource.begin() + candidates_.begin[n];
    const auto last = candidates_.resource.begin() + candidates_.begin[n + 1];
    paying.clear();
    for (size_t i = 0; i < room.pairs.size(); ++i) {
      const PairFacts& pair = room.pairs[i];
      const int64_t surplus = bar.Surplus(room.points[i], pair.position);
      if (surplus <= bar.least || std::binary_search(first, last, pair.resource)) continue;
      paying.push_back(
          {surplus, MeritOf(room.points[i], pair.distance), {need, pair.resource, room.points[i]}});
    }
  }

  const PairScan& scan_;
  const CandidateSet& candidates_;
  const ImprovingQuery& query_;
  const StopToken stop_;
  std::vector<int64_t> price_;  // per position of the index
  std::vector<std::vector<ImprovingPair>> blocks_;
  std::atomic<int64_t> found_ = 0;
  std::vector<uint8_t> unfinished_;              // per need
  std::optional<ResourceIndexByPlace> cheaper_;  // without it, everything is looked at
  std::atomic<bool> stopped_ = false;
};

}  // namespace

absl::StatusOr<ImprovingPairs> FindImprovingPairs(const PairScan& scan,
                                                  const CandidateSet& candidates,
                                                  const ImprovingQuery& query, StopToken stop) {
  CHECK(query.least.size() == static_cast<size_t>(scan.problem().needs().size()));
  CHECK(query.price.size() == static_cast<size_t>(scan.problem().resources().size()));
  if (!scan.complete()) return absl::CancelledError("stopped while looking for improving pairs");
  return Search(scan, candidates, query, stop).Run();
}

absl::StatusOr<CandidateSet> WithPairs(const CandidateSet& set,
                                       std::span<const ImprovingPair> pairs, StopToken stop) {
  CandidateSet out;
  out.admissible_pairs = set.admissible_pairs;
  out.covers_all_pairs = set.covers_all_pairs;
  out.refusals = set.refusals;
  out.begin.reserve(set.begin.size());
  out.begin.push_back(0);
  out.resource.reserve(set.resource.size() + pairs.size());
  out.points.reserve(set.points.size() + pairs.size());
  auto next = pairs.begin();
  const auto take = [&] {
    out.resource.push_back(next->resource);
    out.points.push_back(next->points);
    ++next;
  };
  for (size_t n = 0; n + 1 < set.begin.size(); ++n) {
    if (n % kNeedsPerLook == 0 && stop.StopRequested()) {
      return absl::CancelledError("stopped while adding pairs");
    }
    const NeedIndex need(n);
    for (auto c = static_cast<size_t>(set.begin[n]); c < static_cast<size_t>(set.begin[n + 1]);
         ++c) {
      while (next != pairs.end() && next->need == need && next->resource < set.resource[c]) take();
      out.resource.push_back(set.resource[c]);
      out.points.push_back(set.points[c]);
    }
    while (next != pairs.end() && next->need == need) take();
    out.begin.push_back(static_cast<int64_t>(out.resource.size()));
  }
  CHECK(next == pairs.end());
  return out;
}

}  // namespace cordee
