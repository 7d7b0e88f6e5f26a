#include "engine/solve/incumbent.h"

#include "engine/base/check.h"
#include "engine/solve/order_rounding.h"
#include "engine/solve/value.h"

namespace cordee {

SolveResult Answer(const RunView& run, std::vector<Link> links, BoundProof proof,
                   const WorkMeter& meter) {
  SolveResult result;
  result.orders.missed = LetGoBelowMinimum(run.problem, links);
  result.links = std::move(links);
  result.prices = std::move(proof.prices);
  EvaluateLinks(run.problem, run.candidates, run.points, run.threads, result);
  result.bound = proof.bound;
  CHECK(result.parts.value() <= result.bound);
  result.bound_covers_all_pairs = proof.covers_all_pairs;
  result.closure = proof.closure;
  result.work = meter.used();
  if (result.parts.value() == result.bound) {
    result.termination = {Reason::kOptimal, Limit::kNone};
  } else {
    result.termination = {Reason::kFeasible, meter.limit()};
  }
  return result;
}

void Incumbent::Offer(SolveResult answer) {
  const bool proves_more =
      ready() && answer.bound_covers_all_pairs && !best_->bound_covers_all_pairs;
  if (ready() && !proves_more && answer.parts.value() <= best_->parts.value()) return;
  best_ = std::move(answer);
}

SolveResult Incumbent::Take(const WorkMeter& meter) && {
  CHECK(ready());
  best_->work = meter.used();
  if (best_->termination.reason != Reason::kOptimal) best_->termination.limit = meter.limit();
  return *std::move(best_);
}

}  // namespace cordee
