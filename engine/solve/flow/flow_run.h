// One solve of a FlowProblem, shared by SolveFlow and FlowSession: the order of blocks, turns and
// proofs, and what the result is read from. Simplex is NetworkSimplex or WarmSimplex.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/solve/flow/flow_blocks.h"
#include "engine/solve/flow/flow_problem.h"
#include "engine/solve/flow/flow_solver.h"

namespace cordee {

// Pivots of a block between two looks at the stop flag and the limit: some ten milliseconds, and
// some fifty where a closure of a million entries has become slow. All
// blocks of a level take turns of this length, so that a count of pivots says where each one was.
inline constexpr int64_t kPivotsPerTurn = 2048;
// Needs looked at by one thread at a time in the proof that nothing is wrong.
inline constexpr int32_t kPieceNeeds = 512 * kGroupNodes;

template <typename Simplex>
class FlowRun {
 public:
  // `problem` must outlive this; a WarmSimplex changes it.
  template <typename Problem>
  FlowRun(Problem& problem, const FlowParameters& parameters, StopToken stop)
      : problem_(problem),
        parameters_(parameters),
        split_(SplitFlow(problem, stop)),
        simplex_(problem, split_) {
    CutPieces();
  }

  // From everything unmet to an optimum, its prices the largest; false when a limit came first.
  bool SolveValue(StopToken stop) {
    Begin(stop);
    return SolveBlocks() && Prove(false);
  }
  // To the canonical one of the optima. Trees span blocks by now, so only regions can be run apart.
  bool BreakTies() {
    if (!simplex_.StartTies(stop_)) limit_ = Limit::kStopped;
    return limit_ == Limit::kNone && Prove(true);
  }
  bool Solve(StopToken stop) { return SolveValue(stop) && BreakTies(); }

  // From wherever the basis is to an optimum.
  bool ResolveValue(StopToken stop) {
    Begin(stop);
    return Prove(false);
  }
  bool ResolveTies(StopToken stop) {
    Begin(stop);
    return BreakTies();
  }

  // From wherever the basis is, its ties started; everything is looked at twice, and in between it
  // is made right as far as marks lead. What then is wrong is marked; false when a limit came
  // first.
  bool Resolve(StopToken stop) {
    Begin(stop);
    if (!MarkWrong(true)) return limit_ == Limit::kNone;
    for (FlowBlock& region : split_.regions) region.cursor = region.quiet = 0;
    if (!RunLevel(split_.regions, true)) return false;
    MarkWrong(true);
    return limit_ == Limit::kNone;
  }
  const FlowLevel& regions() const { return split_.regions; }
  void LimitPivots(int64_t max_pivots) { parameters_.max_pivots = max_pivots; }

  Simplex& simplex() { return simplex_; }
  Limit limit() const { return limit_; }
  int64_t pivots() const { return pivots_; }
  Total Value() const { return simplex_.Value(); }

  // By arc.
  std::vector<ArcFlow> Flows() const {
    return ListInParts<ArcFlow>(problem_.need_count(), kPieceNeeds, parameters_.threads,
                                [this](int64_t need, std::vector<ArcFlow>& out) {
                                  simplex_.ForEachFlow(static_cast<int32_t>(need),
                                                       [&out](int32_t arc, int64_t flow) {
                                                         out.push_back({arc, flow});
                                                       });
                                });
  }

  // `limit`: what kept the basis from its optimum.
  FlowResult Result(Limit limit) const {
    FlowResult result;
    result.termination.limit = limit;
    result.pivots = pivots_;
    result.flows = Flows();
    result.supply_price = Prices();
    result.value = FlowValue(problem_, result.flows, parameters_.threads);
    result.bound = FlowBound(problem_, result.supply_price, parameters_.threads);
    const bool proved = result.value == result.bound;
    CHECK(proved || limit != Limit::kNone);
    result.termination.reason = proved ? Reason::kOptimal : Reason::kFeasible;
    return result;
  }

 private:
  // Some needs of a region, with all its supplies in reach; one piece of it looks at them too.
  struct Piece {
    FlowBlock block;
    bool supplies = false;
  };

  void Begin(StopToken stop) {
    stop_ = stop;
    pivots_ = 0;
    limit_ = Limit::kNone;
  }

  void CutPieces() {
    for (const FlowBlock& region : split_.regions) {
      FlowBlock piece = region;
      for (int32_t begin = region.need_begin;; begin = piece.need_end) {
        piece.need_begin = begin;
        piece.need_end = std::min(region.need_end, begin + kPieceNeeds);
        pieces_.push_back({piece, begin == region.need_begin});
        if (piece.need_end == region.need_end) break;
      }
    }
  }

  bool SolveBlocks() {
    for (size_t height = 0; height < split_.levels.size(); ++height) {
      for (FlowBlock& block : split_.levels[height]) {
        if (height == 0) {
          simplex_.MarkAll(block);
        } else {
          simplex_.MarkAcross(block);
        }
      }
      if (!RunLevel(split_.levels[height], false)) return false;
    }
    return true;
  }

  // Until a look at everything finds nothing wrong.
  bool Prove(bool ties) {
    while (MarkWrong(ties)) {
      for (FlowBlock& region : split_.regions) region.cursor = region.quiet = 0;
      if (!RunLevel(split_.regions, ties)) return false;
    }
    return limit_ == Limit::kNone;
  }

  // Sets the limit when it was stopped; then not everything was looked at.
  bool MarkWrong(bool ties) {
    std::atomic<bool> any = false;
    ParallelFor(static_cast<int64_t>(pieces_.size()), 1, parameters_.threads,
                [&](int64_t begin, int64_t end) {
                  for (int64_t i = begin; i < end && !stop_.StopRequested(); ++i) {
                    const Piece& piece = pieces_[static_cast<size_t>(i)];
                    if (simplex_.MarkWrong(piece.block, piece.supplies, ties)) any = true;
                  }
                });
    if (stop_.StopRequested()) limit_ = Limit::kStopped;
    return any && limit_ == Limit::kNone;
  }

  // Turn by turn, until every block is quiet or a limit is met.
  bool RunLevel(FlowLevel& blocks, bool ties) {
    std::vector<FlowBlock*> open;
    for (FlowBlock& block : blocks) open.push_back(&block);
    while (true) {
      std::erase_if(open, [](const FlowBlock* block) { return Simplex::IsQuiet(*block); });
      if (open.empty()) return true;
      if (stop_.StopRequested()) limit_ = Limit::kStopped;
      if (limit_ != Limit::kNone) return false;
      RunTurn(open, ties);
    }
  }

  // Blocks are begun in order, and one that was begun has its turn: where a stop ends the turn, a
  // run with a limit of as many pivots ends as well.
  void RunTurn(const std::vector<FlowBlock*>& open, bool ties) {
    const int64_t left = parameters_.max_pivots - pivots_;
    if (left / kPivotsPerTurn < static_cast<int64_t>(open.size())) {
      for (FlowBlock* block : open) {
        const int64_t turn = std::min(kPivotsPerTurn, parameters_.max_pivots - pivots_);
        pivots_ += simplex_.Run(*block, turn, ties);
        if (turn < kPivotsPerTurn && !simplex_.IsQuiet(*block)) limit_ = Limit::kWork;
        if (limit_ != Limit::kNone) return;
      }
      return;
    }
    std::atomic<int64_t> pivots = 0;
    std::atomic<size_t> next = 0;
    const int64_t threads = std::max(1, parameters_.threads);
    ParallelFor(threads, 1, parameters_.threads, [&](int64_t, int64_t) {
      while (!stop_.StopRequested()) {
        const size_t i = next.fetch_add(1, std::memory_order_relaxed);
        if (i >= open.size()) return;
        pivots += simplex_.Run(*open[i], kPivotsPerTurn, ties);
      }
    });
    pivots_ += pivots;
  }

  std::vector<int64_t> Prices() const {
    std::vector<int64_t> price(problem_.supply_capacity.size(), 0);
    bool any_dead = false;
    for (size_t j = 0; j < price.size(); ++j) {
      if (problem_.supply_capacity[j] == 0) {
        any_dead = true;
      } else {
        price[j] = Useful(-simplex_.SupplyPotential(static_cast<int32_t>(j)));
      }
    }
    if (any_dead) PriceTheDead(price);
    return price;
  }

  void PriceTheDead(std::vector<int64_t>& price) const {
    for (size_t i = 0; i < problem_.demand.size(); ++i) {
      if (problem_.demand[i] == 0) continue;
      const auto potential = simplex_.NeedPotential(static_cast<int32_t>(i));
      for (auto a = static_cast<size_t>(problem_.arc_begin[i]);
           a < static_cast<size_t>(problem_.arc_begin[i + 1]); ++a) {
        const auto j = static_cast<size_t>(problem_.arc_supply[a]);
        if (problem_.supply_capacity[j] > 0) continue;
        price[j] = std::max(price[j], Useful(problem_.Value(i, a) - potential));
      }
    }
  }

  // Prices are exact at an optimum; those of a run cut short may lie anywhere.
  template <typename Price>
  static int64_t Useful(Price price) {
    return static_cast<int64_t>(std::clamp<Price>(price, 0, kMaxFlowPrice));
  }

  const FlowProblem& problem_;
  FlowParameters parameters_;
  StopToken stop_;
  FlowSplit split_;
  Simplex simplex_;
  std::vector<Piece> pieces_;
  int64_t pivots_ = 0;
  Limit limit_ = Limit::kNone;
};

}  // namespace cordee
