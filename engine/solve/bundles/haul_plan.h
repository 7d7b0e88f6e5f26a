// Plans the week's tours for a set of hauls.
//
//   HaulPlanner planner(problem);
//   ASSIGN_OR_RETURN(HaulPlan plan, planner.Plan(hauls, {}, {}, stop));
//
// Above kMaxHaulsTogether, hauls are planned in groups that lie near each other, one group after
// the other, each with the vehicles that are left and nearest. Hauls of one tour to begin with stay
// in one group, with its vehicle.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/model/problem.h"
#include "engine/solve/bundles/haul_facts.h"
#include "engine/solve/bundles/haul_problem.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// One thing to carry.
struct PlannedHaul {
  Haul haul;
  HaulFacts facts;
  int64_t prize = 0;  // cost of leaving it
  // Left before, and nothing about it is new: taken where it fits, never searched around.
  bool quiet = false;
};

struct HaulPlan {
  std::vector<HaulTour> tours;          // by day and van; hauls numbered as given
  std::vector<uint8_t> carried;         // by haul
  std::vector<Unserved> reason;         // by haul, of those that are not carried
  std::vector<int64_t> marginal_cost;   // by haul: what its tour would cost less without it
  int64_t cost = 0;                     // of the tours
  int64_t metres = 0;
};

struct HaulPlanOptions {
  // Rounds of search for each haul, of all searches together; 0: only what fits into the tours to
  // begin with. DEFAULT: as the policy says.
  int32_t iterations_per_haul = -1;
  // Search only around hauls that the tours to begin with do not carry; only those count.
  bool only_new = false;
  // Used side by side, at most; the plan is the same for any number.
  int32_t threads = 1;
};

class HaulPlanner {
 public:
  explicit HaulPlanner(const Problem& problem);

  // Pieces that a haul must be cut into so that a vehicle that may carry it holds one: 1 when one
  // holds it whole, or none may carry it; at most kMaxHaulPieces.
  int32_t PiecesOf(const HaulFacts& whole) const;
  // The least that it costs to carry it with nothing else, -1 when nobody can.
  int64_t LeastCostAlone(const HaulFacts& haul) const;
  // The same for each day of the week, from Monday.
  std::array<int64_t, 7> LeastCostsByDay(const HaulFacts& haul) const;

  // `before`: tours to begin with, hauls numbered as in `hauls`.
  absl::StatusOr<HaulPlan> Plan(const std::vector<PlannedHaul>& hauls,
                                const std::vector<HaulTour>& before,
                                const HaulPlanOptions& options, StopToken stop) const;

  // Why no vehicle carries each of them, others being carried already.
  std::vector<Unserved> WhyLeft(const std::vector<PlannedHaul>& hauls) const;

  const std::vector<VanDay>& van_days() const { return van_days_; }

 private:
  struct Start;
  struct Group;
  std::vector<Start> StartsOf(const std::vector<HaulTour>& before) const;
  Unserved WithoutRules(const HaulFacts& haul) const;
  Unserved WithRegularTours(const HaulFacts& haul, Unserved reason) const;
  static std::vector<Group> GroupsOf(const std::vector<PlannedHaul>& hauls,
                                     const std::vector<Start>& starts);
  absl::Status PlanGroup(const std::vector<PlannedHaul>& hauls, const Group& group,
                         const HaulPlanOptions& options, std::vector<uint8_t>& taken,
                         StopToken stop, HaulPlan& plan) const;
  std::vector<int32_t> VehiclesFor(const std::vector<PlannedHaul>& hauls,
                                   const std::vector<int32_t>& group,
                                   const std::vector<uint8_t>& taken) const;

  const Problem& problem_;
  const std::vector<VanDay> van_days_;
};

}  // namespace cordee
