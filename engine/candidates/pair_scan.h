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
// Immutable, thread-safe. About 150 bytes a resource.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/candidates/hour_patterns.h"
#include "engine/candidates/pair_ranking.h"
#include "engine/candidates/pair_rules.h"
#include "engine/candidates/resource_index.h"
#include "engine/model/problem.h"

namespace cordee {

class PairScan {
 public:
  // Keeps references to both.
  PairScan(const Problem& problem, const PairRanking& ranking);

  struct Room {
    std::vector<PairFacts> pairs;  // in no particular order, but always the same
    std::vector<Points> points;    // parallel to pairs
    std::vector<IndexHit> hits;
  };
  void Find(NeedIndex need, Room& room, RefusalCounts& refusals) const;

  // All needs, those of one category and place one after the other: neighbours read the same part
  // of the index.
  std::vector<NeedIndex> NeedsByPlace() const;

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
  };
  // The same of a need.
  struct Demand;

  void MakeOffers();
  void GroupByActor();
  Demand DemandOf(NeedIndex need) const;
  void CountUnseen(NeedIndex need, RefusalCounts& refusals) const;
  // The rules from rhythm on; fills the common weeks and half-hours of `facts`.
  Refusal Examine(const Demand& demand, const Offer& offer, PairFacts& facts) const;
  Refusal ExamineWeeks(const Demand& demand, const Offer& offer, WeekSet common) const;

  const Problem& problem_;
  const PairRanking& ranking_;
  const ResourceIndexByPlace index_;
  const HourPatterns patterns_;
  std::vector<Offer> offers_;
  std::vector<int32_t> actor_begin_;
  std::vector<CategoryIndex> actor_offers_;  // categories of the resources of each actor
};

}  // namespace cordee
