// What a stored run says about placements, read back for the checker.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/solve/placement/shared_jobs.h"
#include "service/convert/claim.h"
#include "service/convert/placement_convert.h"
#include "service/convert/terms_rows.h"

namespace cordee::service {
namespace {

// Half-hours a week of an amount over the horizon; -1 when it is no whole number of them.
int32_t PerWeek(const Problem& problem, int64_t total) {
  const int64_t weeks = problem.horizon().weeks;
  if (total < weeks || total % weeks != 0 || total / weeks > kHalfHoursPerWeek) return -1;
  return static_cast<int32_t>(total / weeks);
}

absl::StatusOr<PlacedWork> ToWork(const Problem& problem, const v1::Proposal& proposal,
                                  const v1::Leg& leg) {
  PlacedWork work;
  work.post = FindPost(problem, LastPart(leg.need()));
  work.person = FindPerson(problem, LastPart(leg.resource()));
  if (!work.post.valid()) return RefuseClaim(proposal.name() + ": need");
  if (!work.person.valid()) return RefuseClaim(proposal.name() + ": resource");
  work.half_hours = PerWeek(problem, leg.total_base_units());
  if (work.half_hours < 0) return RefuseClaim(proposal.name() + ": total_base_units");
  if (!leg.hours().empty()) work.slots = ToHours(leg.hours());
  return work;
}

absl::StatusOr<SharedJobOffer> ToOffer(const Problem& problem, const v1::Proposal& proposal) {
  SharedJobOffer offer;
  for (const v1::Leg& leg : proposal.legs()) {
    const PostIndex post = FindPost(problem, LastPart(leg.need()));
    const int32_t half_hours = PerWeek(problem, leg.total_base_units());
    if (!post.valid() || half_hours < 0) return RefuseClaim(proposal.name() + ": legs");
    offer.parts.push_back({post, half_hours});
    offer.half_hours += half_hours;
  }
  return offer;
}

}  // namespace

bool IsPlacement(const Problem& problem, const v1::Proposal& proposal) {
  return proposal.legs_size() > 0 && FindPost(problem, LastPart(proposal.legs(0).need())).valid();
}

absl::StatusOr<PlacementResult> ReadPlacements(const Problem& problem,
                                               const std::vector<v1::Proposal>& proposals,
                                               const v1::PlacementCertificate& certificate) {
  PlacementResult result;
  result.termination.reason =
      certificate.proof() == v1::PROOF_STABLE ? Reason::kStable : Reason::kFeasible;
  result.pairs = certificate.admissible_pairs();
  result.closed = certificate.pairs_closed();
  for (const v1::Proposal& proposal : proposals) {
    if (!IsPlacement(problem, proposal)) continue;
    if (proposal.legs(0).resource().empty()) {
      ASSIGN_OR_RETURN(SharedJobOffer offer, ToOffer(problem, proposal));
      result.offers.push_back(std::move(offer));
      continue;
    }
    for (const v1::Leg& leg : proposal.legs()) {
      ASSIGN_OR_RETURN(PlacedWork work, ToWork(problem, proposal, leg));
      result.placed.push_back(std::move(work));
    }
  }
  std::sort(result.placed.begin(), result.placed.end(), [](const auto& a, const auto& b) {
    return std::pair(a.person, a.post) < std::pair(b.person, b.post);
  });
  for (const v1::BlockingPair& pair : certificate.blocking_pairs()) {
    const PersonIndex person = FindPerson(problem, LastPart(pair.resource()));
    const PostIndex post = FindPost(problem, LastPart(pair.need()));
    if (!person.valid() || !post.valid()) return RefuseClaim("certificate: blocking_pairs");
    result.blocking.push_back({person, post, pair.half_hours()});
  }
  // The same jobs as a run finds: which, and in which order, follows from who is placed.
  const std::vector<SharedJobOffer> found = FindSharedJobs(problem, result.placed);
  if (found.size() != result.offers.size()) return RefuseClaim("proposals: shared jobs");
  result.offers = found;
  return result;
}

}  // namespace cordee::service
