// Minimum orders: of a run's result what people read, and back.
//
//   const OrderWriter orders(problem, result, entries);
//   for (v1::Fact& fact : orders.FactsOf(link)) ...
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "engine/engine.h"
#include "service/convert/placement_entries.h"
#include "service/convert/problem_convert.h"

namespace cordee::service {

// What each resource gives, and to whom. Everything that it gets must outlive it.
// O(entries + links log links).
class OrderWriter {
 public:
  // `entries`: of the problem, sorted by name.
  OrderWriter(const Problem& problem, const SolveResult& result, const EntryRefs& entries);

  // What a link says of its resource's minimum order: "joint-purchase" where it is reached with
  // others, "minimum-order-met" where it alone would reach it. None where there is no minimum.
  std::vector<v1::Fact> FactsOf(const Link& link) const;

  // "unmet-minimum-order": how much is missing.
  v1::Fact MissedFact(const MissedOrder& missed) const;

  void AddMissed(const MissedOrder& missed, std::vector<v1::Fact>* facts) const;

  // Where some resource has a minimum order.
  void AddCertificate(v1::Certificate* certificate) const;

 private:
  std::vector<std::string> PartnersOf(const Link& link) const;

  const Problem& problem_;
  const SolveResult& result_;
  const EntryRefs& entries_;
  const SplitEntries split_;
  std::vector<Quantity> given_;           // per resource
  std::vector<const Link*> by_resource_;  // of resources with a minimum order, then by need
};

// What the certificate of an earlier run says of a resource, as far as it still holds.
std::optional<MissedOrder> MissedOrderOf(const Problem& problem,
                                         const v1::MinimumOrderCertificate& certificate,
                                         ResourceIndex resource);

// What a certificate claims of `links`. RUN_CHECK_FAILED where it cannot be: a resource that is
// unknown, that has a link or no minimum, or of which as much as its minimum is wanted.
absl::StatusOr<MinimumOrders> ReadOrders(const Problem& problem, const std::vector<Link>& links,
                                         const v1::MinimumOrderCertificate& certificate);

}  // namespace cordee::service
