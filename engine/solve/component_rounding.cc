#include "engine/solve/component_rounding.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/solve/batches.h"
#include "engine/solve/booking_search.h"
#include "engine/solve/components.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/lot_search.h"

namespace cordee {
namespace {

class ComponentRounding {
 public:
  ComponentRounding(const RunView& run, std::vector<int64_t>& amount, WorkMeter& meter)
      : run_(run),
        amount_(amount),
        meter_(meter),
        components_(FindComponents(run.problem, run.candidates)) {}

  absl::StatusOr<std::vector<Link>> Round() && {
    ListPieces();
    outcomes_.resize(pieces_.size());
    std::vector<int64_t> sizes;
    for (const Piece& piece : pieces_) sizes.push_back(PairsOf(piece.needs));
    absl::Status status;
    RunInBatches(
        sizes, run_.threads, meter_,
        [this](size_t i, WorkMeter& meter) { outcomes_[i] = Solve(pieces_[i], meter); },
        [&](size_t i) {
          status.Update(outcomes_[i].status());
          if (outcomes_[i].ok()) Take(pieces_[i], *std::exchange(outcomes_[i], Outcome()));
        });
    RETURN_IF_ERROR(status);
    ChooseKept();
    return std::move(links_);
  }

 private:
  enum class Kind : uint8_t {
    kBookings,
    kLots,
    kGroup,      // of the lots that a large component breaks
    kKeptGroup,  // of what the base run leaves open in it
  };
  struct Piece {
    Kind kind = Kind::kLots;
    std::vector<NeedIndex> needs;
  };
  struct Outcome {
    Share share;
    std::vector<Link> links;
  };

  template <typename Visit>
  void ForEachPair(std::span<const NeedIndex> needs, const Visit& visit) const {
    for (NeedIndex need : needs) {
      const auto n = static_cast<size_t>(need.value());
      for (int64_t c = run_.candidates.begin[n]; c < run_.candidates.begin[n + 1]; ++c) {
        visit(need, static_cast<size_t>(c));
      }
    }
  }

  int64_t PairsOf(std::span<const NeedIndex> needs) const {
    int64_t pairs = 0;
    for (NeedIndex need : needs) {
      const auto n = static_cast<size_t>(need.value());
      pairs += run_.candidates.begin[n + 1] - run_.candidates.begin[n];
    }
    return pairs;
  }

  bool BreaksALot(std::span<const NeedIndex> needs) const {
    bool breaks = false;
    ForEachPair(needs, [&](NeedIndex need, size_t c) {
      if (breaks || amount_[c] == 0) return;
      breaks = amount_[c] < PairLot(run_.problem, need, run_.candidates.resource[c]).value();
    });
    return breaks;
  }

  bool HadAny(std::span<const NeedIndex> needs) const {
    bool any = false;
    ForEachPair(needs, [&](NeedIndex, size_t c) { any = any || run_.expansion.previous[c] > 0; });
    return any;
  }

  void ListPieces() {
    std::vector<NeedIndex> large;
    std::vector<NeedIndex> had;
    for (int64_t k = 0; k < components_.size(); ++k) {
      const std::span<const NeedIndex> needs = components_.NeedsOf(k);
      if (run_.problem.NeedCategory(needs.front()).booking) {
        pieces_.push_back({Kind::kBookings, {needs.begin(), needs.end()}});
      } else if (!BreaksALot(needs)) {
        continue;
      } else if (PairsOf(needs) <= kMaxRoundedTogether) {
        pieces_.push_back({Kind::kLots, {needs.begin(), needs.end()}});
      } else {
        large.insert(large.end(), needs.begin(), needs.end());
        if (!HadAny(needs)) continue;
        had.insert(had.end(), needs.begin(), needs.end());
        had_before_.push_back(k);
      }
    }
    if (!large.empty()) {
      broken_.emplace(run_, std::move(large), amount_);
      AddGroups(Kind::kGroup, broken_->FreeBroken());
    }
    if (!had.empty()) {
      kept_amount_.assign(amount_.size(), 0);
      kept_.emplace(run_, std::move(had), kept_amount_);
      AddGroups(Kind::kKeptGroup, kept_->FreeUnproposed());
    }
  }

  void AddGroups(Kind kind, NeedGroups groups) {
    for (std::vector<NeedIndex>& group : groups) pieces_.push_back({kind, std::move(group)});
  }

  absl::StatusOr<Outcome> Solve(const Piece& piece, WorkMeter& meter) const {
    Outcome outcome;
    switch (piece.kind) {
      case Kind::kBookings:
        outcome.links = SolveBookings(
            BookingProblem(run_.problem, run_.candidates, run_.expansion, amount_, piece.needs),
            meter);
        break;
      case Kind::kLots: {
        ASSIGN_OR_RETURN(outcome.share, KeepLots(piece.needs, meter));
        break;
      }
      case Kind::kGroup: {
        ASSIGN_OR_RETURN(outcome.share, broken_->Divide(piece.needs, meter));
        break;
      }
      case Kind::kKeptGroup: {
        ASSIGN_OR_RETURN(outcome.share, kept_->Divide(piece.needs, meter));
        break;
      }
    }
    return outcome;
  }

  absl::StatusOr<Share> KeepLots(std::span<const NeedIndex> needs, WorkMeter& meter) const {
    const LotProblem lots(run_.problem, run_.candidates, run_.expansion, needs);
    LotFlows flows(lots);
    Share share;
    std::vector<int64_t> relaxed;
    for (const LotProblem::Pair& pair : lots.pairs()) {
      share.candidate.push_back(static_cast<size_t>(pair.candidate));
      relaxed.push_back(amount_[share.candidate.back()]);
    }
    ASSIGN_OR_RETURN(LotAmounts best, SolveLots(flows, std::move(relaxed), meter));
    share.amount = std::move(best.amount);
    return share;
  }

  void Take(const Piece& piece, const Outcome& outcome) {
    links_.insert(links_.end(), outcome.links.begin(), outcome.links.end());
    if (piece.kind == Kind::kBookings) {
      ForEachPair(piece.needs, [this](NeedIndex, size_t c) { amount_[c] = 0; });
    }
    std::vector<int64_t>& amount = piece.kind == Kind::kKeptGroup ? kept_amount_ : amount_;
    for (size_t p = 0; p < outcome.share.candidate.size(); ++p) {
      amount[outcome.share.candidate[p]] = outcome.share.amount[p];
    }
  }

  // Where what the base run proposed is worth as much, it stays.
  void ChooseKept() {
    for (int64_t k : had_before_) {
      const std::span<const NeedIndex> needs = components_.NeedsOf(k);
      if (kept_->Value(needs) < broken_->Value(needs)) continue;
      ForEachPair(needs, [this](NeedIndex, size_t c) { amount_[c] = kept_amount_[c]; });
    }
  }

  const RunView run_;
  std::vector<int64_t>& amount_;
  WorkMeter& meter_;
  const Components components_;
  std::optional<LocalRounding> broken_;
  std::optional<LocalRounding> kept_;
  std::vector<int64_t> kept_amount_;
  std::vector<int64_t> had_before_;  // large components
  std::vector<Piece> pieces_;
  std::vector<absl::StatusOr<Outcome>> outcomes_;
  std::vector<Link> links_;
};

}  // namespace

absl::StatusOr<std::vector<Link>> RoundComponents(const RunView& run, std::vector<int64_t>& amount,
                                                  WorkMeter& meter) {
  return ComponentRounding(run, amount, meter).Round();
}

}  // namespace cordee
