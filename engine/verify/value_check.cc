#include "engine/verify/value_check.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/score/score.h"

namespace cordee::verify {
namespace {

size_t Row(NeedIndex need) { return static_cast<size_t>(need.value()); }

absl::Status CheckParts(const ValueParts& stated, const ValueParts& found,
                        const std::string& where) {
  if (stated.score != found.score) {
    return absl::FailedPreconditionError(
        absl::StrCat("the stated score of ", where, " is not what the links are worth"));
  }
  if (stated.continuity != found.continuity) {
    return absl::FailedPreconditionError(
        absl::StrCat("the stated continuity of ", where, " is not what the links are worth"));
  }
  if (stated.unmet != found.unmet) {
    return absl::FailedPreconditionError(
        absl::StrCat("the stated cost of unmet needs of ", where, " is not what they cost"));
  }
  return absl::OkStatus();
}

Total UnmetCost(const Problem& problem, NeedIndex need, Total served) {
  Total left = problem.needs().amount[Row(need)].value() - served;
  Total cost = 0;
  ForEachTier(problem, need, [&](const TierPart& tier) {
    const Total part = std::min<Total>(left, tier.capacity);
    cost += part * tier.micropoints;
    left -= part;
  });
  return cost;
}

}  // namespace

int64_t UnitValue(const Problem& problem, NeedIndex need, ResourceIndex resource,
                  const Terms& terms) {
  Pair pair;
  pair.degree_percent = terms.degree_percent;
  pair.distance = terms.distance;
  pair.weeks = terms.weeks;
  pair.hours = terms.hours;
  pair.capacity = Quantity(terms.capacity);
  pair.lot = Quantity(terms.lot);
  const Points points = ScorePair(problem, need, resource, pair).total();
  return points.value() * problem.MicropointsPerUnit(need);
}

int64_t PreviousAmount(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  const std::vector<PreviousLink>& links = problem.previous_links();
  const auto it = std::lower_bound(links.begin(), links.end(), std::pair(need, resource),
                                   [](const PreviousLink& link, const auto& key) {
                                     return std::pair(link.need, link.resource) < key;
                                   });
  if (it == links.end() || it->need != need || it->resource != resource) return 0;
  return it->amount.value();
}

absl::Status CheckValue(const Problem& problem, const SolveResult& claim,
                        const std::vector<int64_t>& unit_value, const std::vector<Total>& served) {
  const auto category_count = static_cast<size_t>(problem.catalogue().category_count());
  if (claim.by_category.size() != category_count) {
    return absl::FailedPreconditionError("the value by category has not one part per category");
  }
  std::vector<ValueParts> found(category_count);
  const auto parts_of = [&](NeedIndex need) -> ValueParts& {
    return found[static_cast<size_t>(problem.needs().category[Row(need)].value())];
  };
  for (size_t i = 0; i < claim.links.size(); ++i) {
    const Link& link = claim.links[i];
    const int64_t amount = link.amount.value();
    ValueParts& parts = parts_of(link.need);
    parts.score += Total{amount} * unit_value[i];
    const int64_t kept = std::min(amount, PreviousAmount(problem, link.need, link.resource));
    parts.continuity +=
        Total{kept} * problem.policy().continuity_points * problem.MicropointsPerUnit(link.need);
  }
  for (NeedIndex need : IndicesUpTo<NeedIndex>(served.size())) {
    parts_of(need).unmet += UnmetCost(problem, need, served[Row(need)]);
  }

  ValueParts total;
  for (size_t c = 0; c < category_count; ++c) {
    const std::string& code = problem.catalogue().category(CategoryIndex(c)).code;
    if (absl::Status status =
            CheckParts(claim.by_category[c], found[c], absl::StrCat("category ", code));
        !status.ok()) {
      return status;
    }
    total.score += found[c].score;
    total.continuity += found[c].continuity;
    total.unmet += found[c].unmet;
  }
  return CheckParts(claim.parts, total, "the whole");
}

}  // namespace cordee::verify
