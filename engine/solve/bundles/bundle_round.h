// One round of bundle_solver.h: links that were wanted, and what tours make of them.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/bundles/haul_plan.h"
#include "engine/solve/result.h"
#include "engine/solve/transport_result.h"

namespace cordee {

struct Round {
  SolveResult result;
  std::vector<PlannedHaul> hauls;
  std::vector<int64_t> candidate;  // of each haul; -1: a shipment
  HaulPlan plan;
  std::vector<MissedOrder> missed;  // resources whose carried links fell below their minimum order
  int64_t left_freights = 0;
  int64_t storage_cost = 0;
  Total worth = 0;  // value less cost, in micropoints
};

// Keeps as many hauls as are planned at most, in their order: all shipments, of which there are
// `freights`, and whole links, those first whose hauls are worth most; of equal ones the first.
// The candidates that are dropped.
std::vector<int64_t> KeepWorthiest(int32_t freights, Round& round);

// The tours of `from` with the hauls of `to`; stops for hauls that it does not have are left out.
std::vector<HaulTour> Renumber(const Round& from, const Round& to);

// Takes out the hauls that are not carried, with all pieces of their links. False when the tours
// carried no piece of those: then they stand as they are.
bool DropBroken(Round& round);

// The links that are carried, or need not be, without those of resources in `missed`.
std::vector<Link> CarriedLinks(const Problem& problem, const CandidateSet& candidates,
                               const std::vector<Link>& links, const Round& round);

// Of the carried links: takes out all hauls of resources that give less than their minimum order,
// and adds those to `missed`. False: there are none.
bool LetGoBelowMinimum(const Problem& problem, const CandidateSet& candidates,
                       const std::vector<Link>& links, Round& round);

// Of resources that serve nobody: what tours carried of them, or what the flow had wanted.
MinimumOrders OrdersOf(const Round& best, const MinimumOrders& wanted);

}  // namespace cordee
