#include "service/convert/order_convert.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/convert/claim.h"
#include "service/convert/facts.h"
#include "service/convert/leg_convert.h"
#include "service/convert/report_convert.h"
#include "service/convert/terms_rows.h"

namespace cordee::service {
namespace {

// Partners that a sentence names; of more it says how many they are.
constexpr size_t kPartnersNamed = 5;

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

using Values = std::map<std::string, std::string>;

// Figures of a resource are told per period of it. What is missing is rounded up, so that it is
// enough.
Values FiguresOf(const Problem& problem, ResourceIndex resource, Quantity amount, bool up) {
  const EntryTable& resources = problem.resources();
  const int64_t periods = resources.periods[At(resource)];
  const std::string period = v1::Period_Name(ToProtoPeriod(resources.period[At(resource)]));
  const int64_t rest = up ? periods - 1 : 0;
  return {{"amount", absl::StrCat((amount.value() + rest) / periods)},
          {"least", absl::StrCat(resources.minimum_order[At(resource)].value() / periods)},
          {"category", problem.ResourceCategory(resource).code},
          {"period", period.substr(std::string("PERIOD_").size())}};
}

// A resource that is wanted, but less than its minimum.
std::optional<MissedOrder> ReadMissed(const Problem& problem, const v1::MissedOrder& missed) {
  const ResourceIndex resource = FindResource(problem, LastPart(missed.resource()));
  if (!resource.valid()) return std::nullopt;
  const Quantity wanted(missed.wanted_base_units());
  const Quantity least = problem.resources().minimum_order[At(resource)];
  if (wanted <= Quantity(0) || wanted >= least) return std::nullopt;
  return MissedOrder{resource, wanted};
}

}  // namespace

OrderWriter::OrderWriter(const Problem& problem, const SolveResult& result,
                         const EntryRefs& entries)
    : problem_(problem),
      result_(result),
      entries_(entries),
      split_(Split(entries, problem.catalogue())),
      given_(problem.resources().id.size()) {
  if (!problem.has_minimum_orders()) return;
  for (const Link& link : result.links) {
    if (problem.resources().minimum_order[At(link.resource)] == Quantity(0)) continue;
    given_[At(link.resource)] += link.amount;
    by_resource_.push_back(&link);
  }
  std::stable_sort(by_resource_.begin(), by_resource_.end(),
                   [](const Link* a, const Link* b) { return a->resource < b->resource; });
}

std::vector<std::string> OrderWriter::PartnersOf(const Link& link) const {
  const ActorIndex own = problem_.needs().actor[At(link.need)];
  auto next = std::lower_bound(
      by_resource_.begin(), by_resource_.end(), link.resource,
      [](const Link* other, ResourceIndex resource) { return other->resource < resource; });
  std::vector<ActorIndex> actors;
  for (; next != by_resource_.end() && (*next)->resource == link.resource; ++next) {
    const ActorIndex actor = problem_.needs().actor[At((*next)->need)];
    if (actor != own) actors.push_back(actor);
  }
  std::sort(actors.begin(), actors.end());
  actors.erase(std::unique(actors.begin(), actors.end()), actors.end());
  std::vector<std::string> names;
  for (const ActorIndex actor : actors) names.push_back(entries_.actors[At(actor)]->display_name());
  return names;
}

std::vector<v1::Fact> OrderWriter::FactsOf(const Link& link) const {
  const Quantity least = problem_.resources().minimum_order[At(link.resource)];
  if (least == Quantity(0)) return {};
  std::vector<std::string> partners = PartnersOf(link);
  const bool alone = link.amount >= least || partners.empty();
  const Quantity amount = alone ? link.amount : given_[At(link.resource)];
  Values values = FiguresOf(problem_, link.resource, amount, false);
  if (alone) return {MakeFact("minimum-order-met", values)};
  const size_t named = std::min(partners.size(), kPartnersNamed);
  values["count"] = absl::StrCat(partners.size() - named);
  partners.resize(named);
  values["takers"] = absl::StrJoin(partners, "\n");
  return {MakeFact("joint-purchase", values)};
}

v1::Fact OrderWriter::MissedFact(const MissedOrder& missed) const {
  const Quantity least = problem_.resources().minimum_order[At(missed.resource)];
  Values values = FiguresOf(problem_, missed.resource, least - missed.wanted, true);
  const v1::Resource& resource = *split_.resources[At(missed.resource)];
  values["resource"] = resource.name();
  values["title"] = resource.title();
  const ActorIndex actor = problem_.resources().actor[At(missed.resource)];
  values["actor"] = entries_.actors[At(actor)]->display_name();
  return MakeFact("unmet-minimum-order", values);
}

void OrderWriter::AddMissed(const MissedOrder& missed, std::vector<v1::Fact>* facts) const {
  facts->push_back(MissedFact(missed));
}

void OrderWriter::AddCertificate(v1::Certificate* of_run) const {
  if (!problem_.has_minimum_orders()) return;
  v1::MinimumOrderCertificate& certificate = *of_run->mutable_minimum_orders();
  certificate.set_reached(std::count_if(given_.begin(), given_.end(),
                                        [](Quantity given) { return given > Quantity(0); }));
  for (const MissedOrder& missed : result_.orders.missed) {
    v1::MissedOrder* out = certificate.add_missed();
    out->set_resource(split_.resources[At(missed.resource)]->name());
    out->set_wanted_base_units(missed.wanted.value());
  }
  certificate.set_best_choice(result_.orders.best_choice);
}

std::optional<MissedOrder> MissedOrderOf(const Problem& problem,
                                         const v1::MinimumOrderCertificate& certificate,
                                         ResourceIndex resource) {
  for (const v1::MissedOrder& missed : certificate.missed()) {
    const std::optional<MissedOrder> order = ReadMissed(problem, missed);
    if (order.has_value() && order->resource == resource) return order;
  }
  return std::nullopt;
}

absl::StatusOr<MinimumOrders> ReadOrders(const Problem& problem, const std::vector<Link>& links,
                                         const v1::MinimumOrderCertificate& certificate) {
  MinimumOrders orders;
  orders.best_choice = certificate.best_choice();
  for (const v1::MissedOrder& missed : certificate.missed()) {
    const std::optional<MissedOrder> order = ReadMissed(problem, missed);
    const bool linked =
        order.has_value() && std::any_of(links.begin(), links.end(), [&](const Link& link) {
          return link.resource == order->resource;
        });
    if (!order.has_value() || linked) {
      return RefuseClaim("minimum order of " + missed.resource());
    }
    orders.missed.push_back(*order);
  }
  return orders;
}

}  // namespace cordee::service
