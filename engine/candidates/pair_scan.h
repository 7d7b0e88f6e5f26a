// Every admissible pair of a need, with its points: ExaminePair and the ranking over all resources,
// read from an index and packed records instead of the whole tables.
//
//   PairScan scan(problem, ranking);
//   PairScan::Room room;  // one for each thread, or for each block of work
//   RefusalCounts refusals = {};
//   scan.Find(need, room, refusals);
//   ... room.pairs[i], room.points[i] ...
//
// Counts every pair of the need once: in `room`, or under the first rule that refuses it.
// Immutable, thread-safe. About 130 bytes a resource, 8 a need.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/hour_patterns.h"
#include "engine/candidates/pair_ranking.h"
#include "engine/candidates/pair_rules.h"
#include "engine/candidates/resource_index.h"
#include "engine/model/problem.h"

namespace cordee {

class PairScan {
 public:
  // Keeps references to both. Set while it is built, `stop` leaves it incomplete, and whoever
  // searches it must give up.
  PairScan(const Problem& problem, const PairRanking& ranking, StopToken stop = StopToken());
  bool complete() const { return complete_; }

  struct Room {
    std::vector<PairFacts> pairs;  // in no particular order, but always the same
    std::vector<Points> points;    // parallel to pairs
    std::vector<IndexHit> hits;
  };
  void Find(NeedIndex need, Room& room, RefusalCounts& refusals) const;

  // What a pair must be worth to be of interest: points * unit - price > least, in micropoints per
  // unit of the need.
  struct Bar {
    int64_t unit = 0;
    int64_t least = 0;
    std::span<const int64_t> price;  // per position of the index

    int64_t Surplus(Points points, int32_t position) const {
      return points.value() * unit - price[static_cast<size_t>(position)];
    }
  };
  // Into `room` every admissible pair above the bar, and some that are not.
  void FindAbove(NeedIndex need, const Bar& bar, Room& room) const;

  const Problem& problem() const { return problem_; }
  const ResourceIndexByPlace& index() const { return index_; }

  // All needs, those of one category and place one after the other: neighbours read the same part
  // of the index.
  const std::vector<NeedIndex>& NeedsByPlace() const { return needs_by_place_; }

 private:
  // What the rules ask of a resource, in the order of the index.
  struct Offer {
    LabelSet labels;
    WeekSet weeks;
    WeekSet weeks_by_dates;  // whatever the season
    Quantity amount;
    Quantity minimum_lot;
    ResourceIndex resource;
    ActorIndex actor;
    int32_t hours;               // pattern
    TemperatureSet temperature;  // of what is offered, when the offerer handles it
    bool once;
    bool open_all_weeks;
    bool charter_signed;
  };
  // The same of a need.
  struct Demand;

  void MakeOffers();
  void GroupByActor();
  void SortNeeds();
  Demand DemandOf(NeedIndex need) const;
  void CountUnseen(NeedIndex need, RefusalCounts& refusals) const;
  // The rules from rhythm on; fills the common weeks and half-hours of `facts`.
  Refusal Examine(const Demand& demand, const Offer& offer, PairFacts& facts) const;
  void AddPoints(NeedIndex need, Room& room) const;
  Refusal ExamineWeeks(const Demand& demand, const Offer& offer, WeekSet common) const;

  const Problem& problem_;
  const PairRanking& ranking_;
  const ResourceIndexByPlace index_;
  const HourPatterns patterns_;
  bool complete_ = false;
  std::vector<Offer> offers_;
  std::vector<Points> own_points_;  // PairRanking::OfResource, parallel to offers_
  std::vector<NeedIndex> needs_by_place_;
  std::vector<int32_t> actor_begin_;
  std::vector<CategoryIndex> actor_offers_;  // categories of the resources of each actor
};

}  // namespace cordee
