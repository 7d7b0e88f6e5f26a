#include "engine/verify/checker.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/verify/bound_check.h"
#include "engine/verify/capacity_check.h"
#include "engine/verify/order_check.h"
#include "engine/verify/rules_check.h"
#include "engine/verify/value_check.h"

namespace cordee {
namespace {

absl::Status CheckOrder(const Problem& problem, const std::vector<Link>& links) {
  for (size_t i = 0; i < links.size(); ++i) {
    const Link& link = links[i];
    if (link.need.value() < 0 || link.need.value() >= problem.needs().size()) {
      return absl::FailedPreconditionError(absl::StrCat("link ", i, ": no such need"));
    }
    if (link.resource.value() < 0 || link.resource.value() >= problem.resources().size()) {
      return absl::FailedPreconditionError(absl::StrCat("link ", i, ": no such resource"));
    }
    if (i > 0 && std::pair(links[i - 1].need, links[i - 1].resource) >=
                     std::pair(link.need, link.resource)) {
      return absl::FailedPreconditionError(
          absl::StrCat("link ", i, ": not sorted by need and resource, or stated twice"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckLink(const Problem& problem, const Link& link, verify::Terms* terms) {
  const auto n = static_cast<size_t>(link.need.value());
  const auto r = static_cast<size_t>(link.resource.value());
  terms->degree_percent =
      problem.catalogue().Degree(problem.needs().category[n], problem.resources().category[r]);
  if (const char* rule = verify::BrokenRule(problem, link.need, link.resource, terms)) {
    return absl::FailedPreconditionError(absl::StrCat("needs/", problem.needs().id[n],
                                                      ", resources/", problem.resources().id[r],
                                                      ": forbidden by the rule \"", rule, "\""));
  }
  RETURN_IF_ERROR(verify::CheckAmount(problem, link, *terms));
  if (problem.NeedCategory(link.need).booking) return verify::CheckPlace(problem, link, *terms);
  return absl::OkStatus();
}

constexpr int64_t kLinksPerBlock = 1024;

// Every link by itself; `unit_value` receives what a unit of each is worth. The first broken link
// is told, whichever thread came across one first.
absl::Status CheckLinks(const Problem& problem, const std::vector<Link>& links, int32_t threads,
                        std::vector<int64_t>* unit_value) {
  unit_value->assign(links.size(), 0);
  const auto count = static_cast<int64_t>(links.size());
  std::vector<absl::Status> of_block(static_cast<size_t>(count / kLinksPerBlock + 1));
  ParallelFor(count, kLinksPerBlock, threads, [&](int64_t begin, int64_t end) {
    absl::Status& status = of_block[static_cast<size_t>(begin / kLinksPerBlock)];
    for (int64_t i = begin; i < end && status.ok(); ++i) {
      const Link& link = links[static_cast<size_t>(i)];
      verify::Terms terms;
      status = CheckLink(problem, link, &terms);
      if (!status.ok()) return;
      (*unit_value)[static_cast<size_t>(i)] =
          verify::UnitValue(problem, link.need, link.resource, terms);
    }
  });
  for (const absl::Status& status : of_block) RETURN_IF_ERROR(status);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckClaim(const Problem& problem, const SolveResult& claim,
                        const CheckParameters& parameters) {
  RETURN_IF_ERROR(CheckOrder(problem, claim.links));
  std::vector<int64_t> unit_value;
  RETURN_IF_ERROR(CheckLinks(problem, claim.links, parameters.threads, &unit_value));
  std::vector<Total> served;
  RETURN_IF_ERROR(verify::CheckTotals(problem, claim.links, &served));
  RETURN_IF_ERROR(verify::CheckBookings(problem, claim.links));
  RETURN_IF_ERROR(verify::CheckOrders(problem, claim));
  RETURN_IF_ERROR(verify::CheckValue(problem, claim, unit_value, served));
  RETURN_IF_ERROR(verify::CheckGap(claim));
  return verify::CheckBound(problem, claim, parameters.threads, parameters.stop);
}

}  // namespace cordee
