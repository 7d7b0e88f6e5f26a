#include "engine/model/problem.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

enum class Side { kNeeds, kResources };

absl::Status EntryError(Side side, const EntryRow& row, const std::string& problem) {
  return absl::InvalidArgumentError(absl::StrCat(side == Side::kNeeds ? "needs/" : "resources/",
                                                 row.id, ": ", problem));
}

absl::Status CheckQuantities(Side side, const EntryRow& row, const Category& category) {
  if (row.quantity < Quantity(1) || row.quantity > Quantity(kMaxQuantityPerPeriod)) {
    return EntryError(side, row,
                      absl::StrCat("quantity: between 1 and ", kMaxQuantityPerPeriod,
                                   " base units, not ", row.quantity.value()));
  }
  if (row.minimum_lot < Quantity(0) || row.minimum_lot > row.quantity) {
    return EntryError(side, row, "minimum_lot: between 0 and the quantity");
  }
  const bool orders = side == Side::kResources && !category.booking;
  if (row.minimum_order < Quantity(0) || row.minimum_order > row.quantity) {
    return EntryError(side, row, "minimum_order: between 0 and the quantity");
  }
  if (row.minimum_order > Quantity(0) && !orders) {
    return EntryError(side, row, "minimum_order: only of a resource that is not booked");
  }
  if (category.booking && side == Side::kNeeds) {
    if (row.quantity > Quantity(kHalfHoursPerWeek)) {
      return EntryError(side, row, "quantity: a booking lasts at most a week");
    }
    if (row.period == Period::kMonth) {
      return EntryError(side, row, "period: a booking is weekly or once");
    }
  }
  if (row.reach < Metres(0) || row.reach > Metres(kMaxReachMetres)) {
    return EntryError(side, row, absl::StrCat("reach: between 0 and ", kMaxReachMetres));
  }
  return absl::OkStatus();
}

absl::Status CheckHorizon(const Horizon& horizon) {
  if (horizon.weeks < kWeeksPerQuarter || horizon.weeks > kMaxHorizonWeeks ||
      horizon.weeks % kWeeksPerQuarter != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("horizon_weeks: 13, 26, 39 or 52, not ", horizon.weeks));
  }
  if (Weekday(horizon.start_day) != 0) {
    return absl::InvalidArgumentError("horizon_start: must be a Monday");
  }
  return absl::OkStatus();
}

int32_t Periods(Period period, const Horizon& horizon) {
  switch (period) {
    case Period::kWeek:
      return horizon.weeks;
    case Period::kMonth:
      return kMonthsPerQuarter * (horizon.weeks / kWeeksPerQuarter);
    case Period::kOnce:
      return 1;
  }
  return 1;
}

int32_t BestPercent(const Catalogue& catalogue, LabelSet held, int32_t Label::* percent) {
  int32_t best = 0;
  for (size_t i = 0; i < catalogue.labels().size(); ++i) {
    if ((held >> i & 1) != 0) best = std::max(best, catalogue.labels()[i].*percent);
  }
  return best;
}

// Who handles a class handles the warmer ones.
TemperatureSet UpToClass(Temperature coldest) {
  return static_cast<TemperatureSet>((TemperatureBit(coldest) << 1) - 1);
}

// Turns checked rows, sorted by id, into columns.
class TableWriter {
 public:
  TableWriter(Side side, const Catalogue& catalogue, const Horizon& horizon,
              const ActorTable& actors, const std::vector<UnitVector>& places)
      : side_(side), catalogue_(catalogue), horizon_(horizon), actors_(actors), places_(places) {}

  void Add(EntryRow row, ActorIndex actor, EntryTable& table) const {
    const Category& category = catalogue_.category(row.category);
    const bool booking_need = category.booking && side_ == Side::kNeeds;
    const WeekSet weeks = horizon_.WeeksIn(row.dates, row.season);
    const int32_t periods = PeriodsOf(row, category, weeks);
    const Quantity amount(row.quantity.value() * periods);
    const bool whole = category.booking ? booking_need
                                        : row.indivisible || (!category.divisible &&
                                                              side_ == Side::kNeeds);
    const Quantity lot = whole ? amount
                         : category.booking ? Quantity(0)
                                            : Quantity(row.minimum_lot.value() * periods);
    LabelSet labels = row.labels;
    if (side_ == Side::kResources) {
      labels = catalogue_.Satisfied(labels | actors_.labels[static_cast<size_t>(actor.value())]);
    }
    table.id.push_back(std::move(row.id));
    table.actor.push_back(actor);
    table.place.push_back(places_[static_cast<size_t>(actor.value())]);
    table.category.push_back(row.category);
    table.period.push_back(row.period);
    // A weekly booking without a week left asks for nothing.
    table.amount.push_back(amount);
    table.periods.push_back(std::max(1, periods));
    table.minimum_lot.push_back(lot);
    table.minimum_order.push_back(Quantity(row.minimum_order.value() * periods));
    table.duration.push_back(booking_need ? static_cast<int32_t>(row.quantity.value()) : 0);
    table.hours.push_back(row.hours);
    table.weeks.push_back(weeks);
    table.reach.push_back(row.reach);
    table.labels.push_back(labels);
    AddPercents(labels, table);
    table.temperatures.push_back(row.temperatures != 0 ? row.temperatures
                                                       : UpToClass(category.temperature));
    table.dates.push_back(row.dates);
    table.season.push_back(row.season);
  }

 private:
  int32_t PeriodsOf(const EntryRow& row, const Category& category, WeekSet weeks) const {
    if (!category.booking) return Periods(row.period, horizon_);
    return side_ == Side::kNeeds && row.period == Period::kWeek ? CountWeeks(weeks) : 1;
  }

  void AddPercents(LabelSet labels, EntryTable& table) const {
    const bool offered = side_ == Side::kResources && labels != 0;
    table.ecological_percent.push_back(
        offered ? BestPercent(catalogue_, labels, &Label::ecological_percent) : 0);
    table.social_percent.push_back(
        offered ? BestPercent(catalogue_, labels, &Label::social_percent) : 0);
  }

  const Side side_;
  const Catalogue& catalogue_;
  const Horizon& horizon_;
  const ActorTable& actors_;
  const std::vector<UnitVector>& places_;
};

using IdMap = absl::flat_hash_map<std::string_view, int32_t>;

IdMap MapIds(const std::vector<std::string>& ids) {
  IdMap map;
  map.reserve(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) map.emplace(ids[i], static_cast<int32_t>(i));
  return map;
}

template <typename Row>
absl::Status SortById(std::vector<Row>& rows, const char* table, int64_t limit) {
  if (static_cast<int64_t>(rows.size()) > limit) {
    return absl::InvalidArgumentError(
        absl::StrCat(table, ": at most ", limit, " rows, not ", rows.size()));
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id.empty()) return absl::InvalidArgumentError(absl::StrCat(table, ": empty id"));
    if (i > 0 && rows[i - 1].id == rows[i].id) {
      return absl::InvalidArgumentError(absl::StrCat(table, "/", rows[i].id, ": duplicate id"));
    }
  }
  return absl::OkStatus();
}

std::vector<PreviousLink> ResolvePrevious(const std::vector<PreviousLinkRow>& rows,
                                          const IdMap& needs, const IdMap& resources) {
  std::vector<PreviousLink> links;
  for (const PreviousLinkRow& row : rows) {
    const auto need = needs.find(row.need);
    const auto resource = resources.find(row.resource);
    if (need == needs.end() || resource == resources.end() || row.amount <= Quantity(0)) continue;
    links.push_back({NeedIndex(need->second), ResourceIndex(resource->second), row.amount});
  }
  std::sort(links.begin(), links.end(), [](const PreviousLink& a, const PreviousLink& b) {
    return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
  });
  std::vector<PreviousLink> merged;
  for (const PreviousLink& link : links) {
    if (!merged.empty() && merged.back().need == link.need &&
        merged.back().resource == link.resource) {
      merged.back().amount += link.amount;
    } else {
      merged.push_back(link);
    }
  }
  return merged;
}

// The amount of a placement is nominal, over the horizon, like that of any link.
std::vector<Incumbency> ResolveIncumbents(const std::vector<PreviousLinkRow>& rows,
                                          const Placements& placements, int32_t weeks) {
  const IdMap posts = MapIds(placements.posts.id);
  const IdMap people = MapIds(placements.people.id);
  std::vector<Incumbency> incumbents;
  for (const PreviousLinkRow& row : rows) {
    const auto post = posts.find(row.need);
    const auto person = people.find(row.resource);
    if (post == posts.end() || person == people.end() || row.amount <= Quantity(0)) continue;
    const int64_t half_hours = std::min<int64_t>(row.amount.value() / weeks, kHalfHoursPerWeek);
    incumbents.push_back({PersonIndex(person->second), PostIndex(post->second),
                          static_cast<int32_t>(half_hours)});
  }
  const auto by_pair = [](const Incumbency& a, const Incumbency& b) {
    return std::pair(a.person, a.post) < std::pair(b.person, b.post);
  };
  std::stable_sort(incumbents.begin(), incumbents.end(), by_pair);
  const auto same = [](const Incumbency& a, const Incumbency& b) {
    return a.person == b.person && a.post == b.post;
  };
  incumbents.erase(std::unique(incumbents.begin(), incumbents.end(), same), incumbents.end());
  return incumbents;
}

// `places`: of shipments and regular tours.
std::vector<Position> RoadPlaces(const Problem& problem, std::vector<Position> places) {
  if (!problem.logistics().plans()) return {};
  const auto add = [&](ActorIndex actor) {
    places.push_back(problem.actors().position[static_cast<size_t>(actor.value())]);
  };
  for (const ActorIndex actor : problem.logistics().vans.actor) add(actor);
  if (problem.logistics().needed) {
    for (size_t n = 0; n < problem.needs().actor.size(); ++n) {
      if (problem.IsCarried(NeedIndex(static_cast<int32_t>(n)))) add(problem.needs().actor[n]);
    }
    for (size_t r = 0; r < problem.resources().actor.size(); ++r) {
      const ResourceIndex resource(static_cast<int32_t>(r));
      if (problem.ResourceCategory(resource).carried) add(problem.resources().actor[r]);
    }
    for (const ActorIndex actor : problem.logistics().stores.actor) add(actor);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace

ProblemBuilder::ProblemBuilder(std::shared_ptr<const Catalogue> catalogue, Policy policy,
                               Horizon horizon)
    : catalogue_(std::move(catalogue)), policy_(std::move(policy)), horizon_(horizon) {
  CHECK(catalogue_ != nullptr);
}

void ProblemBuilder::AddActor(ActorRow row) { actors_.push_back(std::move(row)); }
void ProblemBuilder::AddNeed(EntryRow row) { needs_.push_back(std::move(row)); }
void ProblemBuilder::AddResource(EntryRow row) { resources_.push_back(std::move(row)); }
void ProblemBuilder::AddPost(PlacementRow row) { posts_.push_back(std::move(row)); }
void ProblemBuilder::AddPerson(PlacementRow row) { people_.push_back(std::move(row)); }
void ProblemBuilder::AddVan(VanRow row) { vans_.push_back(std::move(row)); }
void ProblemBuilder::AddFreight(FreightRow row) { freights_.push_back(std::move(row)); }
void ProblemBuilder::AddStore(StoreRow row) { stores_.push_back(std::move(row)); }
void ProblemBuilder::AddPreviousLink(PreviousLinkRow row) {
  previous_links_.push_back(std::move(row));
}

void ProblemBuilder::AddPreviousTour(PreviousTourRow row) {
  previous_tours_.push_back(std::move(row));
}
void ProblemBuilder::MarkNeedChanged(std::string id) { changed_needs_.push_back(std::move(id)); }
void ProblemBuilder::MarkResourceChanged(std::string id) {
  changed_resources_.push_back(std::move(id));
}

absl::StatusOr<Problem> ProblemBuilder::Build() && {
  RETURN_IF_ERROR(ValidatePolicy(policy_));
  RETURN_IF_ERROR(CheckHorizon(horizon_));
  RETURN_IF_ERROR(SortById(actors_, "actors", kMaxActors));
  RETURN_IF_ERROR(SortById(needs_, "needs", kMaxEntriesPerSide));
  RETURN_IF_ERROR(SortById(resources_, "resources", kMaxEntriesPerSide));

  Problem problem;
  std::vector<UnitVector> places;
  for (ActorRow& row : actors_) {
    places.push_back(ToUnitVector(row.position));
    problem.actors_.id.push_back(std::move(row.id));
    problem.actors_.position.push_back(row.position);
    problem.actors_.labels.push_back(row.labels);
    problem.actors_.charter_signed.push_back(row.charter_signed ? 1 : 0);
  }
  const IdMap actors = MapIds(problem.actors_.id);
  const auto fill = [&](Side side, std::vector<EntryRow>& rows, EntryTable& table) {
    const TableWriter writer(side, *catalogue_, horizon_, problem.actors_, places);
    for (EntryRow& row : rows) {
      const auto actor = actors.find(row.actor);
      if (actor == actors.end()) return EntryError(side, row, "actor: unknown");
      if (!row.category.valid() || row.category.value() >= catalogue_->category_count()) {
        return EntryError(side, row, "category: unknown");
      }
      RETURN_IF_ERROR(CheckQuantities(side, row, catalogue_->category(row.category)));
      writer.Add(std::move(row), ActorIndex(actor->second), table);
    }
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(fill(Side::kNeeds, needs_, problem.needs_));
  RETURN_IF_ERROR(fill(Side::kResources, resources_, problem.resources_));
  const std::vector<Quantity>& orders = problem.resources_.minimum_order;
  problem.has_minimum_orders_ = std::any_of(orders.begin(), orders.end(),
                                            [](Quantity least) { return least > Quantity(0); });
  problem.previous_links_ = ResolvePrevious(previous_links_, MapIds(problem.needs_.id),
                                            MapIds(problem.resources_.id));
  ASSIGN_OR_RETURN(problem.placements_,
                   BuildPlacements({*catalogue_, horizon_, problem.actors_.id,
                                    problem.actors_.labels, places},
                                   std::move(posts_), std::move(people_)));
  problem.placements_.incumbents =
      ResolveIncumbents(previous_links_, problem.placements_, horizon_.weeks);
  std::vector<Position> freight_places;
  for (const FreightRow& row : freights_) {
    freight_places.push_back(row.from);
    freight_places.push_back(row.to);
  }
  for (const VanRow& row : vans_) {
    for (const RegularTourRow& tour : row.regular_tours) {
      for (const RegularCallRow& call : tour.calls) freight_places.push_back(call.place);
    }
  }
  ASSIGN_OR_RETURN(problem.logistics_,
                   BuildLogistics({*catalogue_, horizon_, problem.actors_.id, places},
                                  std::move(vans_), std::move(freights_), std::move(stores_)));
  const TransportNeeded needed = policy_.transport.needed;
  problem.logistics_.needed =
      needed == TransportNeeded::kAlways ||
      (needed == TransportNeeded::kWhereVehicles && problem.logistics_.vans.size() > 0);
  problem.previous_transport_ = ResolvePreviousTransport(
      {problem.needs_.id, problem.resources_.id, problem.logistics_.freights.id,
       problem.logistics_.vans.id, problem.logistics_.stores.id},
      previous_tours_, changed_needs_, changed_resources_);
  problem.catalogue_ = std::move(catalogue_);
  problem.policy_ = std::move(policy_);
  problem.horizon_ = horizon_;
  problem.road_places_ = RoadPlaces(problem, std::move(freight_places));
  return problem;
}

Problem Problem::WithRoads(RoadTable roads) && {
  roads_ = std::move(roads);
  return std::move(*this);
}

Problem Problem::WithIncumbents(std::vector<Incumbency> incumbents) const {
  Problem problem = *this;
  problem.placements_.incumbents = std::move(incumbents);
  return problem;
}

std::span<const PreviousLink> Problem::PreviousLinksOf(NeedIndex need) const {
  const auto first = std::lower_bound(
      previous_links_.begin(), previous_links_.end(), need,
      [](const PreviousLink& link, NeedIndex wanted) { return link.need < wanted; });
  auto last = first;
  while (last != previous_links_.end() && last->need == need) ++last;
  return {first, last};
}

}  // namespace cordee
