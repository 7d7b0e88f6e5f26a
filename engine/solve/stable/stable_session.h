// A stable placement that stays stable while people come and go, for the price of the chain that
// moves.
//
//   ASSIGN_OR_RETURN(StableSession session, StableSession::Create(problem, {}, stop));
//   ASSIGN_OR_RETURN(StableChange change, session.Join({.week = 0, .units = 40, .edges = ...}));
//   session.SetWorkerUnits(w, 0);      // w leaves
//   session.units()[edge] ...          // edges of newcomers follow those of the problem
//
// Whoever comes proposes, and whoever is sent away for it proposes next: with newcomers only, the
// outcome is that of SolveStable on all of them. Whoever leaves opens vacancies, which go to the
// best who would rather have them, who leave vacancies in their turn (vacancy chains: Blum, Roth
// and Rothblum, "Vacancy chains and equilibration in senior-level labor markets", J. Econ. Theory
// 76, 1997). After each call there is no blocking pair; not every stable outcome is the best one
// for workers any more.
//
// Time: O(edges of the workers and posts of the chain). Not thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/solve/stable/stable_problem.h"
#include "engine/solve/stable/stable_solver.h"
#include "engine/solve/stable/week_flow.h"

namespace cordee {

struct NewWorker {
  struct Edge {
    int32_t post = 0;
    uint32_t rank = 0;  // one that no other worker has at the post
    BlockMask blocks = 0;
    int32_t limit = 0;
  };
  int32_t week = 0;  // a kind of week of the problem
  int32_t units = 0;
  std::vector<Edge> edges;  // best first
};

// What a call looked at. What it did not look at is as it was.
struct StableChange {
  int32_t worker = -1;        // of Join: the newcomer
  int64_t workers_asked = 0;  // who proposed, or was asked whether a vacancy is better
  int64_t posts_moved = 0;    // that took or lost units, each time counted
};

class StableSession {
 public:
  // Solves the problem. InvalidArgument as ValidateStable and ValidateRanks; Cancelled.
  static absl::StatusOr<StableSession> Create(StableProblem problem,
                                              const StableParameters& parameters, StopToken stop);

  // InvalidArgument, and nothing changed, for a post or week that is not there, a post twice, a
  // rank that is taken, numbers outside their limits.
  absl::StatusOr<StableChange> Join(const NewWorker& worker);
  // InvalidArgument for rows or units outside their limits. 0 units: nobody is there any more.
  absl::StatusOr<StableChange> SetWorkerUnits(int32_t worker, int32_t units);
  absl::StatusOr<StableChange> SetPostUnits(int32_t post, int32_t units);

  const StableProblem& problem() const { return problem_; }
  const std::vector<int32_t>& units() const { return units_; }

 private:
  StableSession(StableProblem problem, std::vector<int32_t> units);

  using RankedEdge = std::pair<uint32_t, int64_t>;

  int32_t WorkerOf(int64_t edge) const;
  absl::Status CheckNewWorker(const NewWorker& worker) const;
  void Move(int64_t edge, int32_t units, StableChange* change);
  int64_t WorstOf(int32_t post);
  bool IsRefused(int64_t edge);
  void CutToFit(int32_t post, StableChange* change);
  void Queue(int32_t worker, int64_t edge);
  void ProposeAll(StableChange* change);
  void ProposeFrom(int32_t worker, int64_t first, StableChange* change);
  void DropWhatDoesNotFit(int32_t worker, StableChange* change);
  void FillVacancies(StableChange* change);
  void FillPost(int32_t post, StableChange* change);
  int32_t MoreFor(int64_t edge, int32_t most);

  StableProblem problem_;
  std::vector<int32_t> units_;                       // by edge
  std::vector<int32_t> free_;                        // by post
  std::vector<std::vector<RankedEdge>> candidates_;  // by post, best first
  std::vector<std::vector<RankedEdge>> held_;        // by post: a heap, worst on top; may be stale
  std::vector<int32_t> proposing_;                   // workers
  std::vector<int64_t> next_;    // by worker: where it begins; -1: not proposing
  std::vector<int32_t> vacant_;  // posts
  WeekFlow flow_;
};

}  // namespace cordee
