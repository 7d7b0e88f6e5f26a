#include "engine/solve/bundles/store_room.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/solve/bundles/haul_facts.h"

namespace cordee {
namespace {

constexpr int64_t kSecondsPerDay = 86'400;

size_t At(int32_t index) { return static_cast<size_t>(index); }

// What has found room in one store.
class Room {
 public:
  explicit Room(int64_t hectograms) : hectograms_(hectograms) {}

  bool Holds(const StoreStay& stay, const HaulFacts& facts) const {
    const auto is_free = [&](int64_t moment) {
      int64_t load = facts.load[0];
      for (const Kept& kept : kept_) {
        if (moment < kept.from || moment >= kept.until) continue;
        if (kept.frozen != (facts.temperature == Temperature::kFrozen)) return false;
        load += kept.hectograms;
      }
      return load <= hectograms_;
    };
    // The fullest moments are those at which something is brought.
    return is_free(stay.brought) &&
           std::all_of(kept_.begin(), kept_.end(), [&](const Kept& kept) {
             return kept.from <= stay.brought || kept.from >= stay.fetched || is_free(kept.from);
           });
  }
  void Add(const StoreStay& stay, const HaulFacts& facts) {
    kept_.push_back({stay.brought, stay.fetched, facts.load[0],
                     facts.temperature == Temperature::kFrozen});
  }
  void RemoveLast(size_t count) { kept_.resize(kept_.size() - count); }

 private:
  struct Kept {
    int64_t from;
    int64_t until;
    int64_t hectograms;
    bool frozen;
  };
  const int64_t hectograms_;
  std::vector<Kept> kept_;
};

}  // namespace

std::vector<StoreStay> StaysOf(const std::vector<Haul>& hauls,
                               const std::vector<HaulTour>& tours) {
  using Key = std::tuple<NeedIndex, ResourceIndex, int32_t>;
  std::map<Key, StoreStay> stays;
  for (size_t h = 0; h < hauls.size(); ++h) {
    const Haul& haul = hauls[h];
    if (!haul.is_leg()) continue;
    StoreStay& stay = stays[{haul.need, haul.resource, haul.piece}];
    stay.store = haul.store;
    (haul.leg == 1 ? stay.haul_in : stay.haul_out) = static_cast<int32_t>(h);
  }
  std::map<Key, int32_t> seen;
  for (const HaulTour& tour : tours) {
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      const Haul& haul = hauls[At(stop.haul)];
      if (!haul.is_leg() || stop.pickup != (haul.leg == 2)) continue;
      const Key key = {haul.need, haul.resource, haul.piece};
      StoreStay& stay = stays[key];
      const int64_t moment = tour.day * kSecondsPerDay + stop.begins;
      if (haul.leg == 1) {
        stay.brought = moment;
        stay.day_in = tour.day;
      } else {
        stay.fetched = moment + kLinkServiceSeconds;
        stay.day_out = tour.day;
      }
      ++seen[key];
    }
  }
  std::vector<StoreStay> whole;
  for (const auto& [key, stay] : stays) {
    if (seen[key] == 2) whole.push_back(stay);
  }
  std::sort(whole.begin(), whole.end(), [](const StoreStay& a, const StoreStay& b) {
    return a.haul_in < b.haul_in;
  });
  return whole;
}

std::vector<StoreStay> StaysOf(const Round& round) {
  std::vector<Haul> hauls;
  for (const PlannedHaul& planned : round.hauls) hauls.push_back(planned.haul);
  return StaysOf(hauls, round.plan.tours);
}

int64_t StorageCostOf(const Problem& problem, const Round& round, const StoreStay& stay) {
  const StoreTable& stores = problem.logistics().stores;
  return StorageCost(stores.cents_per_100kg_night[At(stay.store.value())],
                     round.hauls[At(stay.haul_in)].facts.load[0], stay.nights());
}

void MarkOverfull(const Problem& problem, Round& round) {
  const StoreTable& stores = problem.logistics().stores;
  if (stores.size() == 0) return;
  struct Stored {
    int64_t prize = 0;
    std::vector<StoreStay> stays;
  };
  std::map<int64_t, Stored> links;  // by candidate
  for (const StoreStay& stay : StaysOf(round)) {
    Stored& stored = links[round.candidate[At(stay.haul_in)]];
    stored.prize += round.hauls[At(stay.haul_in)].prize + round.hauls[At(stay.haul_out)].prize;
    stored.stays.push_back(stay);
  }
  std::vector<std::pair<int64_t, const Stored*>> order;
  for (const auto& [candidate, stored] : links) {
    const int32_t pieces = round.hauls[At(stored.stays.front().haul_in)].haul.pieces;
    // The others are not carried whole.
    if (static_cast<int32_t>(stored.stays.size()) == pieces) {
      order.emplace_back(-stored.prize, &stored);
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Room> rooms;
  for (const int32_t hectograms : stores.hectograms) rooms.emplace_back(hectograms);
  for (const auto& [prize, stored] : order) {
    Room& room = rooms[At(stored->stays.front().store.value())];
    size_t kept = 0;
    for (const StoreStay& stay : stored->stays) {
      const HaulFacts& facts = round.hauls[At(stay.haul_in)].facts;
      if (!room.Holds(stay, facts)) break;
      room.Add(stay, facts);
      ++kept;
    }
    if (kept == stored->stays.size()) continue;
    room.RemoveLast(kept);
    const size_t marked = At(stored->stays.front().haul_in);
    round.plan.carried[marked] = 0;
    round.plan.reason[marked] = Unserved::kNoRoom;
  }
}

}  // namespace cordee
