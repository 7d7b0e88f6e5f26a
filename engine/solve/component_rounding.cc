#include "engine/solve/component_rounding.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/solve/batches.h"
#include "engine/solve/booking_search.h"
#include "engine/solve/components.h"
#include "engine/solve/flow_reading.h"
#include "engine/solve/local_rounding.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/lot_search.h"
#include "engine/solve/quick_rounding.h"

namespace cordee {
namespace {

// Of an answer that is offered on the way, when there is no hurry.
constexpr QuickLimits kOfferLimits = {.pairs = 4 * kMaxGreedyPairs, .bookings = kMaxGreedyBookings};

class ComponentRounding {
 public:
  ComponentRounding(const RunView& run, std::vector<Link> relaxed, WorkMeter& meter,
                    const std::function<void(std::vector<Link>)>& offer)
      : run_(run), relaxed_(std::move(relaxed)), meter_(meter), offer_(offer) {}

  absl::StatusOr<std::vector<Link>> Round() && {
    if (meter_.Exhausted()) return Unrounded();
    if (offer_ != nullptr) offer_(RoundQuickly(run_, relaxed_, Bookings(), kOfferLimits));
    absl::StatusOr<Components> components =
        FindComponents(run_.problem, run_.candidates, meter_.stop());
    if (absl::IsCancelled(components.status())) meter_.EndBy(Limit::kStopped);
    if (meter_.Exhausted()) return Unrounded();
    RETURN_IF_ERROR(components.status());
    components_ = *std::move(components);
    amount_ = AmountsOf(relaxed_, run_.candidates, run_.threads);
    ListPieces();
    if (meter_.Exhausted()) return Unrounded();
    outcomes_.resize(pieces_.size());
    taken_.assign(pieces_.size(), 0);
    std::vector<int64_t> sizes;
    for (const Piece& piece : pieces_) sizes.push_back(PairsOf(piece.needs));
    const int64_t all = std::accumulate(sizes.begin(), sizes.end(), int64_t{0});
    absl::Status status;
    RunInBatches(
        sizes, run_.threads, meter_,
        [this](size_t i, WorkMeter& meter) { outcomes_[i] = Solve(pieces_[i], meter); },
        [&](size_t i) {
          status.Update(outcomes_[i].status());
          taken_[i] = 1;
          if (outcomes_[i].ok()) Take(pieces_[i], *std::exchange(outcomes_[i], Outcome()));
          OfferSome(sizes[i], all);
        });
    RETURN_IF_ERROR(status);
    const bool whole = std::find(taken_.begin(), taken_.end(), 0) == taken_.end();
    if (offer_ != nullptr && !whole) return CutShort();
    if (whole) ChooseKept();
    return Links(std::move(amount_), QuickLimits());
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

  static absl::Status CutShort() { return absl::CancelledError("rounding was cut short"); }

  absl::StatusOr<std::vector<Link>> Unrounded() {
    if (offer_ != nullptr) return CutShort();
    return RoundQuickly(run_, std::move(relaxed_), Bookings());
  }

  // Each time that another quarter of all pairs is rounded.
  void OfferSome(int64_t pairs, int64_t all) {
    if (offer_ == nullptr) return;
    rounded_ += pairs;
    if (rounded_ < all / 4 || meter_.Exhausted()) return;
    rounded_ = 0;
    offer_(Links(amount_, kOfferLimits));
  }

  // Needs of bookings that can be placed at all.
  std::vector<NeedIndex> Bookings() const {
    std::vector<NeedIndex> bookings;
    if (run_.expansion.flow.need_count() == 0) return bookings;
    const auto needs = static_cast<size_t>(run_.problem.needs().size());
    for (NeedIndex need : IndicesUpTo<NeedIndex>(needs)) {
      if (run_.problem.NeedCategory(need).booking) bookings.push_back(need);
    }
    return bookings;
  }

  template <typename Visit>
  void ForEachPair(std::span<const NeedIndex> needs, const Visit& visit) const {
    for (NeedIndex need : needs) {
      const auto n = static_cast<size_t>(need.value());
      for (int64_t c = run_.candidates.begin[n]; c < run_.candidates.begin[n + 1]; ++c) {
        visit(need, static_cast<size_t>(c));
      }
    }
  }

  // False as well when stopped.
  template <typename Is>
  bool AnyPair(std::span<const NeedIndex> needs, const Is& is) const {
    for (NeedIndex need : needs) {
      if (meter_.stop().StopRequested()) return false;
      const auto n = static_cast<size_t>(need.value());
      for (int64_t c = run_.candidates.begin[n]; c < run_.candidates.begin[n + 1]; ++c) {
        if (is(need, static_cast<size_t>(c))) return true;
      }
    }
    return false;
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
    return AnyPair(needs, [this](NeedIndex need, size_t c) {
      return amount_[c] > 0 &&
             amount_[c] < PairLot(run_.problem, need, run_.candidates.resource[c]).value();
    });
  }

  bool HadAny(std::span<const NeedIndex> needs) const {
    return AnyPair(needs, [this](NeedIndex, size_t c) { return run_.expansion.Previous(c) > 0; });
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
      broken_.emplace(run_, std::move(large), amount_, meter_.stop());
      AddGroups(Kind::kGroup, broken_->FreeBroken());
    }
    if (!had.empty()) {
      kept_amount_.assign(amount_.size(), 0);
      kept_.emplace(run_, std::move(had), kept_amount_, meter_.stop());
      AddGroups(Kind::kKeptGroup, kept_->FreeUnproposed());
    }
  }

  void AddGroups(Kind kind, NeedGroups groups) {
    for (std::vector<NeedIndex>& group : groups) pieces_.push_back({kind, std::move(group)});
  }

  absl::StatusOr<Outcome> Solve(const Piece& piece, WorkMeter& meter) const {
    if (meter.Exhausted()) return CutShort();
    Outcome outcome;
    switch (piece.kind) {
      case Kind::kBookings:
        outcome.links = SolveBookings(BookingProblem(run_.problem, run_.candidates, run_.expansion,
                                                     relaxed_, piece.needs, meter.stop()),
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
    const LotProblem lots(run_.problem, run_.candidates, run_.expansion, needs, nullptr,
                          meter.stop());
    if (meter.Exhausted()) return CutShort();
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
    placed_.insert(placed_.end(), outcome.links.begin(), outcome.links.end());
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

  // The needs of pieces that were not taken get back what flowed to them; what breaks a lot of it
  // may not fit beside the pieces that were, and RoundQuickly lets go of it first.
  std::vector<Link> Links(std::vector<int64_t> amount, const QuickLimits& limits) const {
    std::vector<NeedIndex> unplaced;
    bool all = true;
    for (size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (taken_[i] != 0 || piece.kind == Kind::kKeptGroup) continue;
      all = false;
      for (const NeedIndex need : piece.needs) Restore(need, amount);
      if (piece.kind != Kind::kBookings) continue;
      unplaced.insert(unplaced.end(), piece.needs.begin(), piece.needs.end());
    }
    std::vector<Link> links = LinksOf(run_.candidates, amount, run_.threads);
    if (!all) {
      std::sort(unplaced.begin(), unplaced.end());
      links = RoundQuickly(run_, std::move(links), unplaced, limits);
    }
    if (placed_.empty()) return links;
    std::vector<Link> placed = placed_;
    std::sort(placed.begin(), placed.end(), ComesBefore);
    return Merged(links, placed);
  }

  void Restore(NeedIndex need, std::vector<int64_t>& amount) const {
    for (const Link& link : LinksOfNeed(relaxed_, need)) {
      amount[static_cast<size_t>(CandidateOf(run_.candidates, need, link.resource))] =
          link.amount.value();
    }
  }

  const RunView run_;
  std::vector<Link> relaxed_;
  WorkMeter& meter_;
  const std::function<void(std::vector<Link>)>& offer_;
  Components components_;
  std::vector<int64_t> amount_;  // per candidate
  std::optional<LocalRounding> broken_;
  std::optional<LocalRounding> kept_;
  std::vector<int64_t> kept_amount_;
  std::vector<int64_t> had_before_;  // large components
  std::vector<Piece> pieces_;
  std::vector<absl::StatusOr<Outcome>> outcomes_;
  std::vector<uint8_t> taken_;
  std::vector<Link> placed_;  // bookings
  int64_t rounded_ = 0;       // pairs since the last offer
};

}  // namespace

absl::StatusOr<std::vector<Link>> RoundComponents(
    const RunView& run, std::vector<Link> relaxed, WorkMeter& meter,
    const std::function<void(std::vector<Link>)>& offer) {
  return ComponentRounding(run, std::move(relaxed), meter, offer).Round();
}

}  // namespace cordee
