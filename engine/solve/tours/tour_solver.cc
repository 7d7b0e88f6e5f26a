#include "engine/solve/tours/tour_solver.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/solve/tours/tour_search.h"
#include "engine/solve/tours/unserved.h"

namespace cordee {
namespace {

// Searches side by side meet this often in a budget, and the worst takes over what the best has.
// Until the first meeting they serve all with as few vehicles as possible.
constexpr int kMeetings = 4;

// Whether to look for fewer vehicles first. Not where a shipment may be left: then what is absent
// tells nothing about the fleet.
bool FleetMatters(const TourProblem& problem) {
  return std::any_of(problem.vehicles.begin(), problem.vehicles.end(),
                     [](const Vehicle& vehicle) { return vehicle.fixed_cost > 0; }) &&
         std::all_of(problem.shipments.begin(), problem.shipments.end(),
                     [](const Shipment& shipment) { return shipment.prize >= kMaxTourCost; });
}

TourResult Read(const TourColumns& columns, const TourSearch& search) {
  TourResult result;
  result.termination.limit = search.stopped() ? Limit::kStopped : Limit::kWork;
  result.tours = search.tours();
  result.iterations = search.iterations();
  std::vector<uint8_t> served(columns.problem.shipments.size(), 0);
  for (const Tour& tour : result.tours) {
    Route route(columns, tour.vehicle, 0);
    route.Assign(columns, tour.stops, 0);
    result.distance += route.distance();
    result.cost += route.cost();
    for (const int32_t stop : tour.stops) {
      if (stop >= 0) served[static_cast<size_t>(ShipmentOf(stop))] = 1;
    }
  }
  for (size_t s = 0; s < served.size(); ++s) {
    if (served[s] != 0) continue;
    result.unserved.push_back(
        {static_cast<int32_t>(s), WhyUnserved(columns, static_cast<int32_t>(s))});
    result.cost += columns.problem.shipments[s].prize;
  }
  return result;
}

absl::Status CheckOptions(const TourProblem& problem, const TourOptions& options) {
  if (options.iterations < 0 || options.iterations > kMaxTourIterations) {
    return absl::InvalidArgumentError(
        absl::StrCat("iterations: ", options.iterations, " is not 0 to ", kMaxTourIterations));
  }
  const auto shipments = static_cast<int64_t>(problem.shipments.size());
  for (const int32_t shipment : options.focus) {
    if (shipment < 0 || shipment >= shipments) {
      return absl::InvalidArgumentError(absl::StrCat("focus: there is no shipment ", shipment));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TourResult> SolveTours(const TourProblem& problem, const TourOptions& options,
                                      StopToken stop) {
  RETURN_IF_ERROR(ValidateTourProblem(problem));
  RETURN_IF_ERROR(CheckOptions(problem, options));
  const TourColumns columns(problem);
  const int32_t count = std::clamp(options.searches, 1, kMaxThreads);
  std::vector<std::unique_ptr<TourSearch>> searches;
  for (int32_t k = 0; k < count; ++k) {
    searches.push_back(std::make_unique<TourSearch>(columns, options, k, stop));
  }
  const bool reduce = FleetMatters(problem) && options.start.empty();
  const auto cheaper = [](const auto& a, const auto& b) { return a->cost() < b->cost(); };
  for (int meeting = 1; meeting <= kMeetings; ++meeting) {
    const int64_t until = kWholeBudget * meeting / kMeetings;
    ParallelFor(count, 1, std::clamp(options.threads, 1, count), [&](int64_t k, int64_t /*end*/) {
      TourSearch& search = *searches[static_cast<size_t>(k)];
      if (meeting == 1) {
        search.Start();
        if (reduce) search.ReduceFleet(until);
      } else {
        search.Anneal(until);
      }
    });
    const auto best = std::min_element(searches.begin(), searches.end(), cheaper);
    const auto worst = std::max_element(searches.begin(), searches.end(), cheaper);
    if ((*best)->cost() < (*worst)->cost()) (*worst)->TakeOver(**best);
  }
  TourSearch& best = **std::min_element(searches.begin(), searches.end(), cheaper);
  best.Settle();
  return Read(columns, best);
}

}  // namespace cordee
