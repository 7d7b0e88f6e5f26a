// The best that one need can do with its units, found while offers are still coming in.
//
//   BestOffers best(amount);
//   best.Add({.net = -600, .capacity = amount});   // to stay unmet
//   best.Add({.net = 250, .capacity = 10});
//   if (best.full() && net <= best.margin()) ...   // such an offer would change nothing
//   Total worth = best.Worth();
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/units.h"

namespace cordee::verify {

// Something that a need can do with `capacity` base units, at `net` micropoints each.
struct Offer {
  int64_t net = 0;
  int64_t capacity = 0;
};

// Holds the best offers that fill the amount: without the worst of them it would not be full. An
// offer that is no better than the worst can then only take the place of units that are worth as
// much, so the sum is the same without it, whatever the order in which offers come.
class BestOffers {
 public:
  explicit BestOffers(int64_t amount) : amount_(amount) {}

  bool full() const { return total_ >= amount_; }
  // REQUIRES: full(), and an amount above 0. Micropoints of the worst unit that is held.
  int64_t margin() const { return held_.front().net; }

  void Add(const Offer& offer) {
    if (offer.capacity <= 0 || (full() && (held_.empty() || offer.net <= margin()))) return;
    held_.push_back(offer);
    std::push_heap(held_.begin(), held_.end(), Better);
    total_ += offer.capacity;
    while (total_ - held_.front().capacity >= amount_) {
      total_ -= held_.front().capacity;
      std::pop_heap(held_.begin(), held_.end(), Better);
      held_.pop_back();
    }
  }

  Total Worth() const {
    Total worth = 0;
    for (const Offer& offer : held_) worth += Total{offer.capacity} * offer.net;
    if (total_ > amount_) worth -= Total{total_ - amount_} * margin();
    return worth;
  }

 private:
  // The worst on top.
  static bool Better(const Offer& a, const Offer& b) { return a.net > b.net; }

  int64_t amount_;
  int64_t total_ = 0;
  std::vector<Offer> held_;
};

}  // namespace cordee::verify
