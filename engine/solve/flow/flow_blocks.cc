#include "engine/solve/flow/flow_blocks.h"

#include <algorithm>
#include <cstddef>

namespace cordee {
namespace {

// A block is halved when at most one need in so many has arcs across the cut. In space it is one in
// ten at most; where arcs lead anywhere, halves would be solved for nothing.
constexpr int64_t kLeastInside = 3;

class Splitter {
 public:
  Splitter(const FlowProblem& problem, StopToken stop) : problem_(problem), stop_(stop) {}

  FlowSplit Split() && {
    FindRegions();
    if (!stop_.StopRequested()) FindPlaces();
    for (const FlowBlock& region : out_.regions) Halve(region);
    return std::move(out_);
  }

 private:
  bool HasArcs(size_t need) const {
    return problem_.arc_begin[need] < problem_.arc_begin[need + 1];
  }
  int32_t FirstSupply(size_t need) const {
    return problem_.arc_supply[static_cast<size_t>(problem_.arc_begin[need])];
  }
  int32_t LastSupply(size_t need) const {
    return problem_.arc_supply[static_cast<size_t>(problem_.arc_begin[need + 1]) - 1];
  }

  // Cuts before each need from which on all arcs lead to higher supplies than those before it, and
  // joins neighbours while they fit one leaf.
  void FindRegions() {
    const int32_t needs = problem_.need_count();
    const int32_t supplies = problem_.supply_count();
    std::vector<int32_t> lowest(static_cast<size_t>(needs) + 1, supplies);
    for (auto i = static_cast<size_t>(needs); i-- > 0;) {
      lowest[i] = HasArcs(i) ? std::min(lowest[i + 1], FirstSupply(i)) : lowest[i + 1];
    }
    int32_t need_begin = 0;
    int32_t supply_begin = 0;
    int32_t need_cut = 0;  // the last possible cut
    int32_t supply_cut = 0;
    int32_t highest = -1;
    for (int32_t i = 0; i <= needs; ++i) {
      const auto n = static_cast<size_t>(i);
      if (i == needs || (highest < lowest[n] && i > need_cut)) {
        const int32_t supply = i == needs ? supplies : lowest[n];
        const int32_t joined = (i - need_begin) + (supply - supply_begin);
        if (joined > kMaxLeafNodes && need_cut > need_begin) {
          AddRegion(need_begin, need_cut, supply_begin, supply_cut);
          need_begin = need_cut;
          supply_begin = supply_cut;
        }
        need_cut = i;
        supply_cut = supply;
      }
      if (i < needs && HasArcs(n)) highest = std::max(highest, LastSupply(n));
    }
    AddRegion(need_begin, needs, supply_begin, supplies);
  }

  void AddRegion(int32_t need_begin, int32_t need_end, int32_t supply_begin, int32_t supply_end) {
    FlowBlock region;
    region.need_begin = region.need_base = need_begin;
    region.need_end = need_end;
    region.supply_begin = region.supply_base = supply_begin;
    region.supply_end = supply_end;
    region.need_group = out_.need_groups;
    region.supply_group = out_.supply_groups;
    out_.need_groups += GroupsOf(need_begin, need_end);
    out_.supply_groups += GroupsOf(supply_begin, supply_end);
    out_.regions.push_back(region);
  }

  // The place of a supply among the needs: the middle between the first and the last that want it.
  void FindPlaces() {
    const bool all_leaves = std::all_of(out_.regions.begin(), out_.regions.end(), IsLeaf);
    if (all_leaves) return;
    place_.assign(problem_.supply_capacity.size(), -1);
    std::vector<int32_t> last(problem_.supply_capacity.size(), 0);
    for (int32_t i = 0; i < problem_.need_count(); ++i) {
      const auto n = static_cast<size_t>(i);
      for (int32_t a = problem_.arc_begin[n]; a < problem_.arc_begin[n + 1]; ++a) {
        const auto supply = static_cast<size_t>(problem_.arc_supply[static_cast<size_t>(a)]);
        if (place_[supply] < 0) place_[supply] = i;
        last[supply] = i;
      }
    }
    for (size_t j = 0; j < place_.size(); ++j) {
      if (place_[j] >= 0) place_[j] += (last[j] - place_[j]) / 2;
    }
  }

  static bool IsLeaf(const FlowBlock& block) {
    const int32_t needs = block.need_end - block.need_begin;
    return needs + (block.supply_end - block.supply_begin) <= kMaxLeafNodes ||
           needs <= 2 * kGroupNodes;
  }

  // Sets where the halves of the block meet; false when too many needs have arcs to both.
  bool SetSplit(FlowBlock& block) const {
    const int32_t middle = (block.need_begin + block.need_end) / 2;
    block.need_split = middle - (middle - block.need_base) % kGroupNodes;
    int32_t before = 0;
    for (int32_t j = block.supply_begin; j < block.supply_end; ++j) {
      if (place_[static_cast<size_t>(j)] < block.need_split) ++before;
    }
    const int32_t cut = block.supply_begin + before;
    block.supply_split =
        std::max(block.supply_begin, cut - (cut - block.supply_base) % kGroupNodes);
    int32_t across = 0;
    for (int32_t i = block.need_begin; i < block.need_end; ++i) {
      const auto n = static_cast<size_t>(i);
      if (!HasArcs(n)) continue;
      const bool first = i < block.need_split;
      if (first ? LastSupply(n) >= block.supply_split : FirstSupply(n) < block.supply_split) {
        ++across;
      }
    }
    return int64_t{across} * kLeastInside <= block.need_end - block.need_begin;
  }

  // Adds the block and all its halves; returns how many levels lie below it.
  size_t Halve(FlowBlock block) {
    size_t height = 0;
    if (IsLeaf(block) || place_.empty() || stop_.StopRequested() || !SetSplit(block)) {
      block.need_split = block.supply_split = -1;
    } else {
      FlowBlock first = block;
      first.need_end = block.need_split;
      first.supply_end = block.supply_split;
      FlowBlock second = block;
      second.need_begin = block.need_split;
      second.supply_begin = block.supply_split;
      height = 1 + std::max(Halve(first), Halve(second));
    }
    if (out_.levels.size() <= height) out_.levels.resize(height + 1);
    out_.levels[height].push_back(block);
    return height;
  }

  const FlowProblem& problem_;
  const StopToken stop_;
  FlowSplit out_;
  std::vector<int32_t> place_;  // per supply; -1: nobody wants it. Empty when nothing is halved
};

}  // namespace

FlowSplit SplitFlow(const FlowProblem& problem, StopToken stop) {
  return Splitter(problem, stop).Split();
}

}  // namespace cordee
