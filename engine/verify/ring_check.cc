#include "engine/verify/ring_check.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

using Pair = std::pair<ActorIndex, ActorIndex>;
using Families = std::bitset<32>;

Families Bit(Family family) { return Families().set(static_cast<size_t>(family)); }

absl::Status Broken(const std::string& what) {
  return absl::FailedPreconditionError("rings: " + what);
}

class RingCheck {
 public:
  RingCheck(const Problem& problem, const std::vector<Link>& links, const RingResult& claim)
      : claim_(claim) {
    for (const Link& link : links) {
      const ActorIndex giver =
          problem.resources().actor[static_cast<size_t>(link.resource.value())];
      const ActorIndex taker = problem.needs().actor[static_cast<size_t>(link.need.value())];
      if (giver != taker) given_[giver][taker] |= Bit(problem.NeedCategory(link.need).family);
    }
  }

  absl::Status Run() {
    std::set<Pair> used;
    int64_t weight = 0;
    for (size_t k = 0; k < claim_.rings.size(); ++k) {
      RETURN_IF_ERROR(CheckRing(k, used));
      weight += claim_.rings[k].weight;
    }
    if (weight != claim_.weight) return Broken("weight: not the sum");
    RETURN_IF_ERROR(CheckPrices());
    const bool optimal = claim_.termination.reason == Reason::kOptimal;
    if (optimal != (claim_.weight == claim_.bound && claim_.complete)) return Broken("reason");
    return claim_.weight <= claim_.bound ? absl::OkStatus() : Broken("more than the bound");
  }

 private:
  const Families* Gift(ActorIndex giver, ActorIndex taker) const {
    const auto from = given_.find(giver);
    if (from == given_.end()) return nullptr;
    const auto to = from->second.find(taker);
    return to == from->second.end() ? nullptr : &to->second;
  }

  absl::Status CheckRing(size_t k, std::set<Pair>& used) const {
    const Ring& ring = claim_.rings[k];
    const std::string name = absl::StrCat("ring ", k);
    const auto actors = static_cast<int64_t>(ring.actors.size());
    if (actors < kMinRingActors || actors > kMaxRingActors) return Broken(name + ": actors");
    const std::set<ActorIndex> different(ring.actors.begin(), ring.actors.end());
    if (static_cast<int64_t>(different.size()) != actors) return Broken(name + ": one twice");
    if (ring.actors.front() != *different.begin()) return Broken(name + ": another comes first");
    if (k > 0 && !(claim_.rings[k - 1].actors < ring.actors)) return Broken(name + ": order");
    Families families;
    for (size_t a = 0; a < ring.actors.size(); ++a) {
      const Pair pair(ring.actors[a], ring.actors[(a + 1) % ring.actors.size()]);
      const Families* gift = Gift(pair.first, pair.second);
      if (gift == nullptr) return Broken(name + ": nothing is given on");
      if (!used.insert(pair).second) return Broken(name + ": shares a giver and taker");
      families |= *gift;
    }
    if (ring.weight != kRingActorWeight * actors + static_cast<int64_t>(families.count())) {
      return Broken(name + ": weight");
    }
    return absl::OkStatus();
  }

  absl::Status CheckPrices() {
    __int128 sum = 0;
    for (const RingPrice& price : claim_.prices) {
      const Pair pair(price.giver, price.taker);
      if (price.price < 1 || Gift(pair.first, pair.second) == nullptr) return Broken("prices");
      if (!price_.try_emplace(pair, price.price).second) return Broken("prices: one twice");
      sum += price.price;
    }
    if (sum / kRingPriceUnit != claim_.bound) return Broken("bound: not the sum of the prices");
    if (!claim_.complete) return absl::OkStatus();
    for (const auto& [first, gifts] : given_) {
      path_ = {first};
      RETURN_IF_ERROR(Walk(first, 0, {}));
    }
    return absl::OkStatus();
  }

  // Every way of gifts, back to where it begins: no ring may weigh more than it costs. Each ring is
  // met once for each of its actors, so nothing depends on where it is said to begin.
  absl::Status Walk(ActorIndex here, __int128 cost, const Families& families) {
    const auto from = given_.find(here);
    if (from == given_.end()) return absl::OkStatus();
    for (const auto& [next, gift] : from->second) {
      if (++steps_ > kMaxRingCheckSteps) return Broken("too many to look at");
      const auto price = price_.find({here, next});
      const __int128 with = cost + (price == price_.end() ? 0 : price->second);
      const Families all = families | gift;
      if (next == path_.front() && path_.size() >= static_cast<size_t>(kMinRingActors)) {
        const int64_t weight = kRingActorWeight * static_cast<int64_t>(path_.size()) +
                               static_cast<int64_t>(all.count());
        if (static_cast<__int128>(weight) * kRingPriceUnit > with) {
          return Broken("bound: a ring weighs more than its prices");
        }
      } else if (path_.size() < static_cast<size_t>(kMaxRingActors) &&
                 std::find(path_.begin(), path_.end(), next) == path_.end()) {
        path_.push_back(next);
        RETURN_IF_ERROR(Walk(next, with, all));
        path_.pop_back();
      }
    }
    return absl::OkStatus();
  }

  const RingResult& claim_;
  std::map<ActorIndex, std::map<ActorIndex, Families>> given_;
  std::map<Pair, int64_t> price_;
  std::vector<ActorIndex> path_;
  int64_t steps_ = 0;
};

}  // namespace

absl::Status CheckRings(const Problem& problem, const std::vector<Link>& links,
                        const RingResult& claim) {
  return RingCheck(problem, links, claim).Run();
}

}  // namespace cordee
