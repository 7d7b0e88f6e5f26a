#include "engine/verify/transport_check.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/model/road.h"
#include "engine/solve/core_result.h"
#include "engine/verify/core_check.h"
#include "engine/verify/regular_check.h"
#include "engine/verify/store_check.h"

namespace cordee {
namespace {

constexpr int32_t kHalfHour = 1'800;
constexpr int32_t kSlotsPerDay = 48;
constexpr int32_t kLinkService = 600;
// Tours of more parties than this have no shares.
constexpr size_t kMostParties = 60;
constexpr int64_t kMostCents = int64_t{1} << 50;

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

absl::Status Broken(const std::string& what) { return absl::FailedPreconditionError(what); }

// What a haul is, read from the tables.
struct Goods {
  UnitVector from;
  UnitVector to;
  const HalfHours* pickup = nullptr;
  const HalfHours* delivery = nullptr;
  Load load = {};
  Load returned = {};
  Temperature temperature = Temperature::kAmbient;
  bool food = false;
  bool waste = false;
  int32_t service = 0;
  int32_t max_ride = 0;  // seconds; 0: no limit
  WeekSet weeks = 0;
  ActorIndex payer;
  ActorIndex other;
};

bool Open(const HalfHours& hours, int32_t day, int64_t begin, int64_t end) {
  if (begin < 0 || end > int64_t{kSlotsPerDay} * kHalfHour) return false;
  for (int64_t slot = begin / kHalfHour; slot * kHalfHour < std::max(end, begin + 1); ++slot) {
    if (!hours.Has(day * kSlotsPerDay + static_cast<int32_t>(slot))) return false;
  }
  return true;
}

class TransportCheck {
 public:
  TransportCheck(const Problem& problem, const std::vector<Link>& links,
                 const TransportResult& transport)
      : problem_(problem),
        vans_(problem.logistics().vans),
        freights_(problem.logistics().freights),
        links_(links),
        transport_(transport) {}

  absl::Status Run() {
    for (const Haul& haul : transport_.hauls) RETURN_IF_ERROR(ReadHaul(haul));
    RETURN_IF_ERROR(CheckComplete());
    int64_t cost = 0;
    int64_t metres = 0;
    std::vector<int32_t> carried(transport_.hauls.size(), 0);
    std::map<std::pair<VanIndex, int32_t>, std::vector<std::pair<int32_t, int32_t>>> away;
    std::set<const RegularTour*> driven;
    for (size_t t = 0; t < transport_.tours.size(); ++t) {
      const HaulTour& tour = transport_.tours[t];
      const std::string name = absl::StrCat("tour ", t);
      RETURN_IF_ERROR(CheckTour(tour, name, carried));
      away[{tour.van, tour.day}].emplace_back(tour.leaves, tour.returns);
      RETURN_IF_ERROR(CountRegular(tour, name, driven));
      cost += tour.cost;
      metres += tour.metres;
    }
    for (size_t h = 0; h < carried.size(); ++h) {
      if (carried[h] != 1) return Broken(absl::StrCat("haul ", h, ": carried ", carried[h], "x"));
    }
    for (auto& [van, times] : away) {
      std::sort(times.begin(), times.end());
      for (size_t k = 1; k < times.size(); ++k) {
        if (times[k].first < times[k - 1].second) {
          return Broken(absl::StrCat("resources/", vans_.id[At(van.first)],
                                     ": in two tours at once"));
        }
      }
    }
    if (cost != transport_.cost || metres != transport_.metres) {
      return Broken("cost or metres of the week: not the sum of the tours");
    }
    std::vector<int64_t> hectograms;
    for (const Goods& goods : goods_) hectograms.push_back(goods.load[0]);
    RETURN_IF_ERROR(CheckStores(problem_, hectograms, transport_));
    return CheckLate(problem_, transport_.late_regulars);
  }

 private:
  absl::Status ReadHaul(const Haul& haul) {
    if (haul.is_freight()) return ReadFreight(haul);
    const auto link = std::lower_bound(
        links_.begin(), links_.end(), haul, [](const Link& a, const Haul& b) {
          return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
        });
    if (link == links_.end() || link->need != haul.need || link->resource != haul.resource) {
      return Broken("haul: of no link");
    }
    if (haul.pieces < 1 || haul.piece < 0 || haul.piece >= haul.pieces) {
      return Broken("haul: piece");
    }
    if (haul.leg == 0 && haul.store.valid()) return Broken("haul: a store without a leg");
    const size_t n = At(haul.need);
    const size_t r = At(haul.resource);
    const EntryTable& needs = problem_.needs();
    const EntryTable& resources = problem_.resources();
    const Category& category = problem_.NeedCategory(haul.need);
    // What comes at a time, in grams, then in pieces of whole hectograms, rounded up.
    const __int128 grams = static_cast<__int128>(link->amount.value()) * category.unit_grams;
    const __int128 unit = static_cast<__int128>(kGramsPerHectogram) * needs.periods[n] *
                          haul.pieces;
    const __int128 hectograms = grams / unit + (grams % unit != 0 ? 1 : 0);
    Goods goods{.from = resources.place[r],
                .to = needs.place[n],
                .pickup = &resources.hours[r],
                .delivery = &needs.hours[n],
                .load = {static_cast<int32_t>(std::min<__int128>(hectograms, INT32_MAX))},
                .temperature = problem_.ResourceCategory(haul.resource).temperature,
                .food = category.family == Family::kFood,
                .service = kLinkService,
                .weeks = needs.weeks[n] & resources.weeks[r],
                .payer = resources.actor[r],
                .other = needs.actor[n]};
    if (haul.leg != 0) RETURN_IF_ERROR(ReadLeg(haul, goods));
    goods_.push_back(goods);
    return absl::OkStatus();
  }

  // One end is a store.
  absl::Status ReadLeg(const Haul& haul, Goods& goods) const {
    const StoreTable& stores = problem_.logistics().stores;
    const bool known = haul.store.value() >= 0 && haul.store.value() < stores.size();
    if (haul.leg < 1 || haul.leg > 2 || !known) return Broken("haul: leg or store");
    (haul.leg == 1 ? goods.to : goods.from) = stores.place[At(haul.store)];
    (haul.leg == 1 ? goods.delivery : goods.pickup) = &stores.hours[At(haul.store)];
    return absl::OkStatus();
  }

  absl::Status ReadFreight(const Haul& haul) {
    if (haul.freight.value() < 0 || haul.freight.value() >= freights_.size()) {
      return Broken("haul: no such shipment");
    }
    if (haul.need.valid() || haul.resource.valid() || haul.piece != 0 || haul.pieces != 1 ||
        haul.leg != 0 || haul.store.valid()) {
      return Broken("haul: a shipment, and a link or a piece");
    }
    const size_t f = At(haul.freight);
    const Category& category = problem_.catalogue().category(freights_.category[f]);
    goods_.push_back({.from = freights_.from[f],
                      .to = freights_.to[f],
                      .pickup = &freights_.pickup_hours[f],
                      .delivery = &freights_.delivery_hours[f],
                      .load = freights_.load[f],
                      .returned = freights_.returned[f],
                      .temperature = category.freight.value_or(Temperature::kFrozen),
                      .waste = freights_.waste[f] != 0,
                      .service = freights_.service_minutes[f] * 60,
                      .max_ride = freights_.max_ride_minutes[f] * 60,
                      .weeks = freights_.weeks[f],
                      .payer = freights_.actor[f],
                      .other = freights_.actor[f]});
    return absl::OkStatus();
  }

  // Every link that needs it is there with all its pieces, and every shipment once.
  absl::Status CheckComplete() const {
    std::map<std::pair<NeedIndex, ResourceIndex>, std::set<std::pair<int32_t, int32_t>>> pieces;
    std::map<std::pair<NeedIndex, ResourceIndex>, int32_t> of;
    std::vector<int32_t> told(static_cast<size_t>(freights_.size()), 0);
    for (const Haul& haul : transport_.hauls) {
      if (haul.is_freight()) {
        ++told[At(haul.freight)];
        continue;
      }
      const std::pair key(haul.need, haul.resource);
      if (!problem_.IsCarried(haul.need)) return Broken("haul: of a link that needs none");
      if (!pieces[key].emplace(haul.piece, haul.leg).second) return Broken("haul: stated twice");
      const int32_t parts = haul.pieces * (haul.leg == 0 ? 1 : 2);
      if (of.try_emplace(key, parts).first->second != parts) {
        return Broken("haul: pieces of different sizes");
      }
    }
    for (const LeftFreight& left : transport_.left_freights) {
      if (left.freight.value() < 0 || left.freight.value() >= freights_.size()) {
        return Broken("left: no such shipment");
      }
      ++told[At(left.freight)];
    }
    for (const int32_t times : told) {
      if (times != 1) return Broken("a shipment is carried and left, or neither");
    }
    for (const Link& link : links_) {
      if (!problem_.IsCarried(link.need)) continue;
      const auto found = pieces.find({link.need, link.resource});
      if (found == pieces.end() ||
          static_cast<int32_t>(found->second.size()) != of.at(found->first)) {
        return Broken(absl::StrCat("needs/", problem_.needs().id[At(link.need)], ", resources/",
                                   problem_.resources().id[At(link.resource)],
                                   ": not carried whole"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckTour(const HaulTour& tour, const std::string& name,
                         std::vector<int32_t>& carried) const {
    if (tour.van.value() < 0 || tour.van.value() >= vans_.size()) {
      return Broken(name + ": no such vehicle");
    }
    if (tour.day < 0 || tour.day > 6 || tour.carries_nothing()) {
      return Broken(name + ": day or stops");
    }
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      if (stop.haul < 0 || stop.haul >= static_cast<int64_t>(goods_.size())) {
        return Broken(name + ": no such haul");
      }
    }
    RegularDrive regular;
    absl::Status alone = DriveRegular(problem_, tour, regular);
    if (alone.ok()) alone = CheckCalls(regular.tour, tour);
    if (!alone.ok()) return Broken(absl::StrCat(name, ": ", alone.message()));
    RETURN_IF_ERROR(CheckOrderAndLoad(tour, regular.tour, name, carried));
    RETURN_IF_ERROR(CheckCompany(tour, name));
    RETURN_IF_ERROR(CheckTimes(tour, regular, name));
    return CheckShares(tour, name);
  }

  // What a vehicle drives anyway, it drives once.
  absl::Status CountRegular(const HaulTour& tour, const std::string& name,
                            std::set<const RegularTour*>& driven) const {
    RegularDrive regular;
    RETURN_IF_ERROR(DriveRegular(problem_, tour, regular));
    const bool once = regular.tour == nullptr || driven.insert(regular.tour).second;
    return once ? absl::OkStatus() : Broken(name + ": drives its regular tour again");
  }

  absl::Status CheckOrderAndLoad(const HaulTour& tour, const RegularTour* regular,
                                 const std::string& name, std::vector<int32_t>& carried) const {
    std::set<int32_t> on_board;
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      const bool changed =
          stop.pickup ? on_board.insert(stop.haul).second : on_board.erase(stop.haul) == 1;
      if (!changed) return Broken(name + ": picked up twice, or delivered before");
      if (!stop.pickup) ++carried[static_cast<size_t>(stop.haul)];
    }
    if (!on_board.empty()) return Broken(name + ": something stays on board");
    for (size_t d = 0; d < Load{}.size(); ++d) {
      if (!Holds(tour, regular, d)) return Broken(name + ": overloaded");
    }
    return absl::OkStatus();
  }

  // Never more on board than the vehicle holds: goods, what comes back, its own.
  bool Holds(const HaulTour& tour, const RegularTour* regular, size_t d) const {
    const int64_t most = vans_.capacity[At(tour.van)][d];
    if (d > 0 && most == 0) return true;
    const auto part = [most](int32_t percent) { return (most * percent + 99) / 100; };
    int64_t own = regular == nullptr ? 0 : part(regular->load_percent);
    int64_t load = 0;
    for (const HaulStop& stop : tour.stops) {
      if (stop.pickup) load += goods_[static_cast<size_t>(stop.haul)].returned[d];
    }
    bool holds = own + load <= most;
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) {
        own = part(regular->calls[static_cast<size_t>(stop.regular)].load_percent);
      } else {
        const int64_t change = goods_[static_cast<size_t>(stop.haul)].load[d];
        load += stop.pickup ? change : -change;
      }
      holds = holds && own + load <= most;
    }
    return holds;
  }

  absl::Status CheckCompany(const HaulTour& tour, const std::string& name) const {
    const size_t v = At(tour.van);
    if (vans_.no_driver[v] != 0) return Broken(name + ": nobody drives");
    bool food = false;
    bool waste = false;
    bool frozen = false;
    bool other = false;
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      const Goods& goods = goods_[static_cast<size_t>(stop.haul)];
      const ActorIndex owner = vans_.actor[v];
      if (vans_.carriage[v] == Carriage::kOwn && owner != goods.payer && owner != goods.other) {
        return Broken(name + ": carries for others");
      }
      if ((goods.weeks & ~vans_.weeks[v]) != 0) return Broken(name + ": not there in all weeks");
      if ((vans_.temperatures[v] & TemperatureBit(goods.temperature)) == 0) {
        return Broken(name + ": cannot keep the temperature");
      }
      if (Distance(vans_.place[v], stop.pickup ? goods.from : goods.to) > vans_.reach[v]) {
        return Broken(name + ": beyond the reach");
      }
      food = food || goods.food;
      waste = waste || goods.waste;
      (goods.temperature == Temperature::kFrozen ? frozen : other) = true;
    }
    if (food && waste) return Broken(name + ": food and waste");
    return frozen && other ? Broken(name + ": frozen, and not frozen") : absl::OkStatus();
  }

  absl::Status CheckTimes(const HaulTour& tour, const RegularDrive& regular,
                          const std::string& name) const {
    const size_t v = At(tour.van);
    const TransportRules& rules = problem_.policy().transport;
    const RestRule& rest = vans_.rest[v];
    UnitVector here = vans_.place[v];
    int64_t now = tour.leaves;
    int64_t works_since = tour.leaves;
    int64_t metres = 0;
    bool no_way = false;
    bool tired = false;
    std::map<int32_t, int64_t> boarded;  // by haul
    const auto drive_to = [&](const UnitVector& there) {
      const Drive drive = DriveBetween(problem_.roads(), rules, here, there);
      no_way = no_way || !drive.possible();
      now += drive.seconds;
      metres += drive.metres;
      here = there;
    };
    // A wait that is long enough is a break.
    const auto wait_until = [&](int64_t begins) {
      if (begins - now >= int64_t{rest.lasts} * 60) {
        tired = tired || now - works_since > int64_t{rest.work} * 60;
        works_since = begins;
      }
    };
    for (size_t k = 0; k < tour.stops.size(); ++k) {
      const HaulStop& stop = tour.stops[k];
      const std::string at = absl::StrCat(name, ", stop ", k);
      if (stop.is_regular()) {
        const RegularCall& call = regular.tour->calls[static_cast<size_t>(stop.regular)];
        drive_to(call.place);
        if (stop.begins < now) return Broken(at + ": too early");
        wait_until(stop.begins);
        now = int64_t{stop.begins} + call.stays;
        continue;
      }
      const Goods& goods = goods_[static_cast<size_t>(stop.haul)];
      drive_to(stop.pickup ? goods.from : goods.to);
      if (stop.begins < now) return Broken(at + ": too early");
      wait_until(stop.begins);
      now = int64_t{stop.begins} + goods.service;
      if (!Open(stop.pickup ? *goods.pickup : *goods.delivery, tour.day, stop.begins, now)) {
        return Broken(at + ": closed");
      }
      if (stop.pickup) boarded[stop.haul] = now;
      if (!stop.pickup && goods.max_ride > 0 &&
          stop.begins - boarded[stop.haul] > goods.max_ride) {
        return Broken(at + ": on board for too long");
      }
    }
    drive_to(vans_.place[v]);
    if (no_way) return Broken(name + ": no way from one stop to the next");
    if (tour.returns != now) return Broken(name + ": comes back at another time");
    // One that takes no time may be at the very end of the hours.
    const int64_t from = tour.leaves == now && now > 0 ? now - 1 : tour.leaves;
    const HalfHours& hours = vans_.hours[v];
    const bool there = Open(hours, tour.day, tour.leaves, now) || Open(hours, tour.day, from, now);
    if (tour.leaves > tour.returns || !there) {
      return Broken(name + ": outside the hours of the vehicle");
    }
    if (tired || now - works_since > int64_t{rest.work} * 60) {
      return Broken(name + ": too long without a break");
    }
    return CheckCost(tour, regular, metres, name);
  }

  absl::Status CheckCost(const HaulTour& tour, const RegularDrive& regular, int64_t metres,
                         const std::string& name) const {
    const size_t v = At(tour.van);
    const int64_t seconds = tour.returns - tour.leaves;
    if (seconds > int64_t{vans_.max_minutes[v]} * 60) return Broken(name + ": too long");
    const int64_t cost = kCostPerCent * vans_.cents_per_day[v] +
                         kCostPerCent / 1'000 * vans_.cents_per_km[v] * metres +
                         kCostPerCent / 3'600 * vans_.cents_per_hour[v] * seconds;
    const bool holds = metres - regular.metres == tour.metres &&
                       regular.metres == tour.regular_metres &&
                       std::max<int64_t>(cost - regular.cost, 0) == tour.cost;
    return holds ? absl::OkStatus() : Broken(name + ": metres or cost");
  }

  absl::Status CheckShares(const HaulTour& tour, const std::string& name) const {
    std::set<ActorIndex> parties;
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      parties.insert(goods_[static_cast<size_t>(stop.haul)].payer);
    }
    if (parties.size() > kMostParties || !transport_.shared) {
      const bool silent = tour.shares.empty() && tour.gainers.empty() && tour.core == CoreCheck{};
      return silent ? absl::OkStatus() : Broken(name + ": shares, though not shared");
    }
    int64_t cents = 0;
    int64_t alone = 0;
    for (const TourShare& share : tour.shares) {
      // The whole tour, less the others' goods, is one way to go alone.
      const bool in_range = share.alone_cents >= 0 && share.alone_cents <= CostInCents(tour.cost);
      if (!in_range) return Broken(name + ": alone at no cost, or at more than together");
      if (share.cents < -kMostCents || share.cents > kMostCents) {
        return Broken(name + ": share out of range");
      }
      alone += share.alone_cents;
    }
    const bool worth = alone >= CostInCents(tour.cost);
    auto party = parties.begin();
    if (tour.shares.size() != parties.size()) return Broken(name + ": not a share for each");
    for (const TourShare& share : tour.shares) {
      if (share.party != *party++) return Broken(name + ": a share of somebody else");
      if (worth && share.cents > share.alone_cents) return Broken(name + ": worse off than alone");
      if (share.low_cents > share.cents || share.cents > share.high_cents) {
        return Broken(name + ": a share outside its interval");
      }
      cents += share.cents;
    }
    if (cents != CostInCents(tour.cost)) return Broken(name + ": shares do not add up");
    RETURN_IF_ERROR(CheckGainers(tour, name));
    return CheckCore(tour, name);
  }

  // They pay for hauls of another tour, and are none of those who pay more than alone.
  absl::Status CheckGainers(const HaulTour& tour, const std::string& name) const {
    std::set<ActorIndex> may_gain;
    for (const HaulTour& other : transport_.tours) {
      for (const HaulStop& stop : other.stops) {
        const bool is_haul = stop.haul >= 0 && stop.haul < static_cast<int64_t>(goods_.size());
        if (&other == &tour || !is_haul) continue;
        may_gain.insert(goods_[static_cast<size_t>(stop.haul)].payer);
      }
    }
    bool any_more = false;
    for (const TourShare& share : tour.shares) {
      if (!PaysMoreThanAlone(share)) continue;
      any_more = true;
      may_gain.erase(share.party);
    }
    for (size_t k = 0; k < tour.gainers.size(); ++k) {
      const bool in_order = k == 0 || tour.gainers[k - 1] < tour.gainers[k];
      if (!any_more || !in_order || !may_gain.contains(tour.gainers[k])) {
        return Broken(name + ": somebody who gains nothing");
      }
    }
    return absl::OkStatus();
  }

  const Problem& problem_;
  const VanTable& vans_;
  const FreightTable& freights_;
  const std::vector<Link>& links_;
  const TransportResult& transport_;
  std::vector<Goods> goods_;  // by haul
};

}  // namespace

absl::Status CheckTransport(const Problem& problem, const std::vector<Link>& links,
                            const TransportResult& transport) {
  return TransportCheck(problem, links, transport).Run();
}

}  // namespace cordee
