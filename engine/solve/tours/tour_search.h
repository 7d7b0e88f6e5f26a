// One search for better tours: what SolveTours runs.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/random.h"
#include "engine/base/stop.h"
#include "engine/solve/tours/recreate.h"
#include "engine/solve/tours/ruin.h"
#include "engine/solve/tours/tour_plan.h"
#include "engine/solve/tours/tour_solver.h"

namespace cordee {

class TourSearch {
 public:
  // `number` tells searches side by side apart.
  TourSearch(const TourColumns& columns, const TourOptions& options, int32_t number,
             StopToken stop);

  // Takes over what is possible of the tours to begin with and places the rest.
  void Start();
  // Serves what must be served, then with ever fewer vehicles, until so much of the budget is gone.
  void ReduceFleet(int64_t until);
  // Lowers the cost until so much of the budget is gone. May be called again, to go on.
  void Anneal(int64_t until);
  // The last step: what still fits into the best tours.
  void Settle();
  // Goes on from these tours.
  void TakeOver(const TourSearch& better);

  // The best so far.
  const std::vector<Tour>& tours() const { return best_; }
  int64_t cost() const { return best_cost_; }
  int64_t iterations() const { return iterations_; }
  bool stopped() const { return stopped_; }

 private:
  // False when the budget or the caller's patience is at an end before `until`.
  bool Next(int64_t until);
  // Those whose shipments are picked up and delivered in them once, and nowhere yet.
  std::vector<int32_t> StillPossible(const std::vector<int32_t>& stops) const;
  // Gives a tour to an idle vehicle, of another kind most times.
  void ChangeVehicle();
  void Perturb(int64_t most_vehicles);
  int64_t Absences(const std::vector<int32_t>& shipments) const;
  void DropLeastAbsentTour();
  void Keep();
  int64_t MeanLegCost() const;

  const TourColumns& columns_;
  const TourOptions& options_;
  const StopToken stop_;
  Random random_;
  TourPlan plan_;
  Ruin ruin_;
  Recreate recreate_;
  std::vector<Tour> best_;
  int64_t best_cost_ = 0;
  std::vector<int64_t> absences_;  // by shipment
  int64_t iterations_ = 0;
  int64_t spent_ = 0;
  // Of annealing: where in the budget it began, and its temperatures from there to the end.
  int64_t began_ = 0;
  std::vector<int64_t> temperatures_;
  bool stopped_ = false;
};

}  // namespace cordee
