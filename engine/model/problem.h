// What one run works on: the actors, needs and resources of one revision of a territory, as
// columns. Immutable once built; safe to share between threads.
//
//   ProblemBuilder builder(catalogue, policy, horizon);
//   builder.AddActor({.id = "ferme-des-tilleuls", .position = ...});
//   builder.AddResource({.id = "carottes", .actor = "ferme-des-tilleuls", .category = "carrots"});
//   ASSIGN_OR_RETURN(Problem problem, std::move(builder).Build());
//
// Order. Rows are sorted by id, so the order of input leaves no trace anywhere downstream.
//
// Quantities. `amount` is nominal: what the entry means over the whole horizon of W weeks.
//   weekly    quantity * W
//   monthly   quantity * 3 * W / 13       (exact: W is a multiple of 13)
//   once      quantity
// A link of two recurring entries reserves its rate for the whole horizon, and delivers it in the
// weeks they have in common. So nothing is promised twice in any week, whatever the windows are,
// and the problem stays a pure flow. A once entry and a recurring one can be linked when both are
// open over the whole horizon (then the nominal amount is what is delivered).
//
// Tiers of being unmet are cut in whole base units per period: the tier that ends at u permille
// ends at floor(quantity per period * u / 1000) times the periods of the horizon. So in a component
// of weekly entries every rate is a whole number of base units a week: two seats, never 1.8.
//
// Minimum orders. A supplier that delivers only from a certain total on: the links of a resource
// add up to at least its `minimum_order`, or there are none. Several needs may reach it together.
//
// Bookings. A need of a booking category asks for `duration` consecutive half-hours, in each of its
// weeks (weekly) or in one of them (once); `amount` is duration * number of occurrences. A booked
// resource has `units` equal things that can be booked at the same half-hour.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/calendar.h"
#include "engine/model/catalogue.h"
#include "engine/model/geo.h"
#include "engine/model/logistics.h"
#include "engine/model/placement.h"
#include "engine/model/policy.h"
#include "engine/model/previous_tours.h"
#include "engine/model/road.h"

namespace cordee {

enum class Period : uint8_t { kWeek, kMonth, kOnce };

// One actor as given to the builder.
struct ActorRow {
  std::string id;
  Position position;
  LabelSet labels = 0;
  bool charter_signed = false;
};

// One need or resource as given to the builder.
struct EntryRow {
  std::string id;
  std::string actor;
  CategoryIndex category;
  // Per period, base units; a booking need: half-hours of one occurrence; a booked resource: units.
  Quantity quantity;
  Period period = Period::kWeek;
  // The least that one link may carry, per period; 0: no limit.
  Quantity minimum_lot;
  // Resources: the least that all its links together carry, when it has any, per period; 0: no
  // limit.
  Quantity minimum_order;
  bool indivisible = false;
  HalfHours hours = HalfHours::All();
  DateWindow dates;
  MonthSet season = kAllMonths;  // already resolved: the entry's own, or its category's
  Metres reach = Metres(kMaxReachMetres);
  LabelSet labels = 0;  // needed, or held besides the actor's
  // Empty: the category's own temperature class and the warmer ones.
  TemperatureSet temperatures = 0;
};

struct PreviousLinkRow {
  std::string need;
  std::string resource;
  Quantity amount;
};

// Columns of one side. Row i of every vector belongs to the same entry.
struct EntryTable {
  std::vector<std::string> id;
  std::vector<ActorIndex> actor;
  std::vector<UnitVector> place;  // of the actor
  std::vector<CategoryIndex> category;
  std::vector<Period> period;
  std::vector<Quantity> amount;  // nominal, over the horizon (booked resource: units)
  // `amount` divided by the quantity per period: 52 for a weekly entry in a year. At least 1.
  std::vector<int32_t> periods;
  std::vector<Quantity> minimum_lot;  // nominal; equals amount when indivisible; 0: no limit
  // Resources: nominal; 0: no limit. Needs: 0.
  std::vector<Quantity> minimum_order;
  std::vector<int32_t> duration;      // booking needs: half-hours of one occurrence; otherwise 0
  std::vector<HalfHours> hours;
  std::vector<WeekSet> weeks;  // dates, season and horizon together; may be empty
  std::vector<Metres> reach;
  std::vector<LabelSet> labels;             // resources: with the actor's and all that they imply
  std::vector<int32_t> ecological_percent;  // resources: the best among their labels; needs: 0
  std::vector<int32_t> social_percent;
  std::vector<TemperatureSet> temperatures;  // never empty
  // As given, for explanations.
  std::vector<DateWindow> dates;
  std::vector<MonthSet> season;

  int32_t size() const { return static_cast<int32_t>(id.size()); }
};

struct ActorTable {
  std::vector<std::string> id;
  std::vector<Position> position;
  std::vector<LabelSet> labels;
  std::vector<uint8_t> charter_signed;

  int32_t size() const { return static_cast<int32_t>(id.size()); }
};

// Sorted by (need, resource).
struct PreviousLink {
  NeedIndex need;
  ResourceIndex resource;
  Quantity amount;
};

// End of a tier of being unmet, in nominal units of the need in row `need`.
inline int64_t TierEnd(const EntryTable& needs, size_t need, const UnmetTier& tier) {
  const int64_t periods = needs.periods[need];
  return needs.amount[need].value() / periods * tier.upto_permille / 1000 * periods;
}

class Problem {
 public:
  const Catalogue& catalogue() const { return *catalogue_; }
  const Policy& policy() const { return policy_; }
  const Horizon& horizon() const { return horizon_; }
  const ActorTable& actors() const { return actors_; }
  const EntryTable& needs() const { return needs_; }
  const EntryTable& resources() const { return resources_; }
  // Posts and people: needs and resources of other tables, which no flow sees.
  const Placements& placements() const { return placements_; }
  // Vehicles, shipments and stores: the same, for tours.
  const Logistics& logistics() const { return logistics_; }
  // Where vehicles may have to go: their own places, those of carried needs, of what could serve
  // them and of stores, and both ends of shipments. Sorted, each once; empty where logistics()
  // plans nothing.
  const std::vector<Position>& road_places() const { return road_places_; }
  // Ways between them; what it does not hold is estimated.
  const RoadTable& roads() const { return roads_; }
  Problem WithRoads(RoadTable roads) &&;
  // A link of this need needs a vehicle.
  bool IsCarried(NeedIndex need) const { return logistics_.needed && NeedCategory(need).carried; }
  // The same territory after a run that placed people in this way.
  Problem WithIncumbents(std::vector<Incumbency> incumbents) const;
  const std::vector<PreviousLink>& previous_links() const { return previous_links_; }
  // What the base run proposed for the need, by resource. O(log previous links).
  std::span<const PreviousLink> PreviousLinksOf(NeedIndex need) const;
  // What carried the goods then. Empty: nothing did, or there was no base run.
  const PreviousTransport& previous_transport() const { return previous_transport_; }

  const Category& NeedCategory(NeedIndex need) const {
    return catalogue_->category(needs_.category[static_cast<size_t>(need.value())]);
  }
  const Category& ResourceCategory(ResourceIndex resource) const {
    return catalogue_->category(resources_.category[static_cast<size_t>(resource.value())]);
  }
  // Some resource has a minimum order.
  bool has_minimum_orders() const { return has_minimum_orders_; }
  // Micropoints per base unit of one point of a need. Points always count per reference quantity
  // of the need's category.
  int64_t MicropointsPerUnit(NeedIndex need) const {
    return kMicropointsPerPoint / NeedCategory(need).reference.value();
  }

 private:
  friend class ProblemBuilder;

  std::shared_ptr<const Catalogue> catalogue_;
  Policy policy_;
  Horizon horizon_;
  ActorTable actors_;
  EntryTable needs_;
  EntryTable resources_;
  Placements placements_;
  Logistics logistics_;
  std::vector<Position> road_places_;
  RoadTable roads_;
  bool has_minimum_orders_ = false;
  std::vector<PreviousLink> previous_links_;
  PreviousTransport previous_transport_;
};

class ProblemBuilder {
 public:
  ProblemBuilder(std::shared_ptr<const Catalogue> catalogue, Policy policy, Horizon horizon);

  void AddActor(ActorRow row);
  void AddNeed(EntryRow row);
  void AddResource(EntryRow row);
  void AddPost(PlacementRow row);
  void AddPerson(PlacementRow row);
  void AddVan(VanRow row);
  void AddFreight(FreightRow row);
  void AddStore(StoreRow row);
  // Of a need and a resource, or of a post and a person.
  // Links whose need or resource is gone are left out.
  void AddPreviousLink(PreviousLinkRow row);
  // Of a rerun: see previous_tours.h.
  void AddPreviousTour(PreviousTourRow row);
  void MarkNeedChanged(std::string id);      // or shipment
  void MarkResourceChanged(std::string id);  // or vehicle or store

  // InvalidArgument that names the entry and the field: duplicate ids, an unknown actor or
  // category, a quantity outside 1..kMaxQuantityPerPeriod, a lot or minimum order that cannot be, a
  // booking need longer than a week or monthly, a horizon that is not whole quarters or does not
  // start on a Monday, a bad policy, and what BuildPlacements and BuildLogistics refuse.
  absl::StatusOr<Problem> Build() &&;

 private:
  std::shared_ptr<const Catalogue> catalogue_;
  Policy policy_;
  Horizon horizon_;
  std::vector<ActorRow> actors_;
  std::vector<EntryRow> needs_;
  std::vector<EntryRow> resources_;
  std::vector<PlacementRow> posts_;
  std::vector<PlacementRow> people_;
  std::vector<VanRow> vans_;
  std::vector<FreightRow> freights_;
  std::vector<StoreRow> stores_;
  std::vector<PreviousLinkRow> previous_links_;
  std::vector<PreviousTourRow> previous_tours_;
  std::vector<std::string> changed_needs_;
  std::vector<std::string> changed_resources_;
};

}  // namespace cordee
