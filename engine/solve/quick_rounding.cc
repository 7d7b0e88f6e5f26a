#include "engine/solve/quick_rounding.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/parallel.h"
#include "engine/solve/booking_search.h"
#include "engine/solve/flow_reading.h"

namespace cordee {
namespace {

constexpr int64_t kLinksPerBlock = 1 << 12;
// Needs filled between two looks at the stop flag.
constexpr size_t kNeedsPerLook = 1 << 12;

class Goods {
 public:
  // `looks`: pairs looked at to fill. With `stop` set, filling ends early.
  Goods(const RunView& run, std::vector<Link> links, int64_t looks, StopToken stop)
      : run_(run), links_(std::move(links)), looks_(looks), stop_(stop) {}

  std::vector<Link> Round() && {
    std::erase_if(links_, [this](const Link& link) { return IsBooking(link.need); });
    const std::vector<Broken> broken = FindBroken();
    for (const Broken& lot : broken) links_[lot.link].amount = Quantity(0);
    CountLeft();
    for (const bool nearly : {true, false}) Raise(broken, nearly);
    std::erase_if(links_, [](const Link& link) { return link.amount == Quantity(0); });
    return Fill();
  }

 private:
  struct Broken {
    size_t link;
    int64_t amount;
    int64_t lot;
  };

  bool IsBooking(NeedIndex need) const { return run_.problem.NeedCategory(need).booking; }
  int64_t& Unmet(NeedIndex need) { return unmet_[static_cast<size_t>(need.value())]; }
  int64_t& Left(ResourceIndex resource) { return left_[static_cast<size_t>(resource.value())]; }

  std::vector<Broken> FindBroken() const {
    const auto count = static_cast<int64_t>(links_.size());
    return ListInParts<Broken>(
        count, kLinksPerBlock, run_.threads, [this](int64_t i, std::vector<Broken>& part) {
          const Link& link = links_[static_cast<size_t>(i)];
          const int64_t lot = PairLot(run_.problem, link.need, link.resource).value();
          if (link.amount.value() >= lot) return;
          part.push_back({static_cast<size_t>(i), link.amount.value(), lot});
        });
  }

  void CountLeft() {
    for (const Quantity has : run_.problem.resources().amount) left_.push_back(has.value());
    for (const Quantity wants : run_.problem.needs().amount) unmet_.push_back(wants.value());
    for (const Link& link : links_) {
      Unmet(link.need) -= link.amount.value();
      Left(link.resource) -= link.amount.value();
    }
  }

  void Raise(const std::vector<Broken>& broken, bool nearly) {
    for (const Broken& lot : broken) {
      if ((lot.amount >= lot.lot - lot.amount) != nearly) continue;
      Link& link = links_[lot.link];
      const int64_t room = PairCapacity(run_.problem, link.need, link.resource).value();
      if (lot.lot > std::min({Unmet(link.need), Left(link.resource), room})) continue;
      Give(link, lot.lot);
    }
  }

  void Give(Link& link, int64_t amount) {
    link.amount += Quantity(amount);
    Unmet(link.need) -= amount;
    Left(link.resource) -= amount;
  }

  std::vector<Link> Fill() {
    const CandidateSet& candidates = run_.candidates;
    std::vector<Link> more;
    std::vector<size_t> order;
    size_t next = 0;
    for (size_t n = 0; n < unmet_.size() && looks_ > 0; ++n) {
      if (n % kNeedsPerLook == 0 && stop_.StopRequested()) break;
      const NeedIndex need(n);
      if (unmet_[n] == 0 || IsBooking(need)) continue;
      while (next < links_.size() && links_[next].need < need) ++next;
      order.clear();
      for (auto c = static_cast<size_t>(candidates.begin[n]);
           c < static_cast<size_t>(candidates.begin[n + 1]); ++c) {
        order.push_back(c);
      }
      looks_ -= static_cast<int64_t>(order.size());
      std::stable_sort(order.begin(), order.end(),
                       [this](size_t a, size_t b) { return run_.points[a] > run_.points[b]; });
      for (size_t i = 0; i < order.size() && unmet_[n] > 0; ++i) {
        TakeFrom(need, candidates.resource[order[i]], next, more);
      }
    }
    std::sort(more.begin(), more.end(), ComesBefore);
    return Merged(links_, more);
  }

  // `first`: where the links of the need begin.
  void TakeFrom(NeedIndex need, ResourceIndex resource, size_t first, std::vector<Link>& more) {
    if (Left(resource) == 0) return;
    Link fresh{.need = need, .resource = resource};
    Link* link = &fresh;
    for (size_t i = first; i < links_.size() && links_[i].need == need; ++i) {
      if (links_[i].resource == resource) link = &links_[i];
    }
    const int64_t room = PairCapacity(run_.problem, need, resource).value() - link->amount.value();
    const int64_t amount = std::min({Unmet(need), Left(resource), room});
    const int64_t lot = PairLot(run_.problem, need, resource).value();
    if (amount <= 0 || link->amount.value() + amount < lot) return;
    Give(*link, amount);
    if (link == &fresh) more.push_back(fresh);
  }

  const RunView& run_;
  std::vector<Link> links_;
  int64_t looks_;
  const StopToken stop_;
  std::vector<int64_t> unmet_;  // per need
  std::vector<int64_t> left_;   // per resource
};

std::vector<Link> PlaceBookings(const RunView& run, std::span<const Link> relaxed,
                                std::span<const NeedIndex> unplaced, int64_t most_pairs) {
  std::vector<NeedIndex> needs;
  int64_t pairs = 0;
  for (const NeedIndex need : unplaced) {
    const auto n = static_cast<size_t>(need.value());
    pairs += run.candidates.begin[n + 1] - run.candidates.begin[n];
    if (pairs > most_pairs) break;
    needs.push_back(need);
  }
  if (needs.empty()) return {};
  WorkMeter nothing(0, StopToken());  // each is placed, none is moved
  std::vector<Link> bookings = SolveBookings(
      BookingProblem(run.problem, run.candidates, run.expansion, relaxed, needs), nothing);
  std::sort(bookings.begin(), bookings.end(), ComesBefore);
  return bookings;
}

}  // namespace

std::vector<Link> RoundQuickly(const RunView& run, std::vector<Link> links,
                               std::span<const NeedIndex> unplaced, const QuickLimits& limits) {
  const std::vector<Link> bookings = PlaceBookings(run, links, unplaced, limits.bookings);
  std::vector<Link> goods = Goods(run, std::move(links), limits.pairs, StopToken()).Round();
  if (bookings.empty()) return goods;
  return Merged(goods, bookings);
}

absl::StatusOr<std::vector<Link>> FillGreedily(const RunView& run, StopToken stop) {
  std::vector<Link> links = Goods(run, {}, INT64_MAX, stop).Round();
  if (stop.StopRequested()) return absl::CancelledError("stopped while filling greedily");
  return links;
}

}  // namespace cordee
