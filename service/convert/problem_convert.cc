#include "service/convert/problem_convert.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "service/convert/logistics_entries.h"
#include "service/convert/placement_entries.h"
#include "service/convert/quantity.h"
#include "service/convert/road_convert.h"
#include "service/convert/terms_rows.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

Period ToPeriod(v1::Period period) {
  switch (period) {
    case v1::PERIOD_MONTH:
      return Period::kMonth;
    case v1::PERIOD_ONCE:
      return Period::kOnce;
    default:
      return Period::kWeek;
  }
}

// Base units of a quantity of the category, or the reason why not.
absl::StatusOr<Quantity> ToBaseUnits(const v1::Quantity& quantity, std::string_view base_unit,
                                     CategoryIndex category, const CatalogueData& data,
                                     const std::string& field) {
  const Unit* unit = base_unit.empty() ? data.FindUnit(category, quantity.unit())
                                       : data.FindUnitOf(base_unit, quantity.unit());
  if (unit == nullptr) {
    return InvalidField(v1::ERROR_REASON_UNKNOWN_UNIT, field + ".unit", quantity.unit());
  }
  const Amount amount = ParseAmount(quantity.amount(), *unit);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED) {
    return InvalidField(amount.reason, field + ".amount", quantity.amount());
  }
  return Quantity(amount.base_units);
}

enum class Role { kNeed, kResource };

template <typename EntryProto>
absl::StatusOr<EntryRow> ToRow(const EntryProto& entry, Role role, const CatalogueData& data) {
  const v1::Terms& terms = entry.terms();
  EntryRow row;
  row.id = LastPart(entry.name());
  row.actor = LastPart(entry.actor());
  row.category = data.catalogue.FindCategory(terms.category());
  if (!row.category.valid()) {
    return InvalidField(v1::ERROR_REASON_UNKNOWN_CATEGORY, entry.name() + ".terms.category",
                        terms.category());
  }
  const Category& category = data.catalogue.category(row.category);
  const bool booked = category.booking && role == Role::kResource;
  const std::string_view base = booked ? kPieceUnit : std::string_view();
  if (booked && !terms.has_quantity()) {
    row.quantity = Quantity(1);
  } else {
    ASSIGN_OR_RETURN(row.quantity, ToBaseUnits(terms.quantity(), base, row.category, data,
                                               entry.name() + ".terms.quantity"));
  }
  if (terms.has_minimum_lot() && !category.booking) {
    ASSIGN_OR_RETURN(row.minimum_lot, ToBaseUnits(terms.minimum_lot(), base, row.category, data,
                                                  entry.name() + ".terms.minimum_lot"));
  }
  if (terms.has_minimum_order() && role == Role::kResource) {
    ASSIGN_OR_RETURN(row.minimum_order,
                     ToBaseUnits(terms.minimum_order(), base, row.category, data,
                                 entry.name() + ".terms.minimum_order"));
  }
  row.period = ToPeriod(terms.period());
  row.indivisible = terms.indivisible();
  row.hours = ToHours(terms.hours());
  row.dates = ToWindow(terms.dates());
  row.season = ToSeason(terms, category);
  if (terms.max_distance_metres() > 0) row.reach = Metres(terms.max_distance_metres());
  row.labels = ToLabels(terms.labels(), data.catalogue);
  row.temperatures = ToTemperatures(terms);
  return row;
}

void AddBaseRun(const RunInputs& inputs, ProblemBuilder& builder) {
  for (const v1::PreviousLink& link : inputs.links) {
    builder.AddPreviousLink(
        {LastPart(link.need()), LastPart(link.resource()), Quantity(link.total_base_units())});
  }
  for (const v1::Tour& tour : inputs.tours) {
    PreviousTourRow row{LastPart(tour.vehicle()), tour.day() - 1, {}};
    for (const v1::TourStop& stop : tour.stops()) {
      row.stops.push_back({LastPart(stop.need()), LastPart(stop.resource()), stop.piece(),
                           stop.pieces(), stop.pickup(), stop.begins_second(),
                           stop.store().empty() ? "" : LastPart(stop.store()), stop.leg(),
                           stop.regular_call() - 1});
    }
    builder.AddPreviousTour(std::move(row));
  }
  for (const std::string& name : inputs.changed) {
    if (name.find("/needs/") != std::string::npos) {
      builder.MarkNeedChanged(LastPart(name));
    } else {
      builder.MarkResourceChanged(LastPart(name));
    }
  }
}

// TOO_MANY_ENTRIES with what there is too much of, which the engine would refuse without a name.
absl::Status CheckCounts(const EntryRefs& entries, const SplitEntries& split) {
  const struct {
    const char* rows;
    size_t actual;
    int32_t maximum;
  } counts[] = {{"ACTORS", entries.actors.size(), kMaxActors},
                {"NEEDS", split.needs.size(), kMaxEntriesPerSide},
                {"RESOURCES", split.resources.size(), kMaxEntriesPerSide},
                {"VEHICLES", split.vehicles.size(), kMaxVans},
                {"SHIPMENTS", split.shipments.size(), kMaxFreights},
                {"STORES", split.stores.size(), kMaxStores}};
  for (const auto& [rows, actual, maximum] : counts) {
    if (actual <= static_cast<size_t>(maximum)) continue;
    return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TOO_MANY_ENTRIES,
                     {{"rows", rows},
                      {"actual", absl::StrCat(actual)},
                      {"maximum", absl::StrCat(maximum)}});
  }
  return absl::OkStatus();
}

}  // namespace

void SortByName(EntryRefs* entries) {
  const auto by_name = [](const auto* a, const auto* b) { return a->name() < b->name(); };
  std::sort(entries->actors.begin(), entries->actors.end(), by_name);
  std::sort(entries->needs.begin(), entries->needs.end(), by_name);
  std::sort(entries->resources.begin(), entries->resources.end(), by_name);
}

google::type::Date ToDate(int32_t day_number) {
  const CivilDay day = FromDayNumber(day_number);
  google::type::Date date;
  date.set_year(day.year);
  date.set_month(day.month);
  date.set_day(day.day);
  return date;
}

std::string DateText(const google::type::Date& date) {
  return absl::StrCat(absl::Dec(date.year(), absl::kZeroPad4), "-",
                      absl::Dec(date.month(), absl::kZeroPad2), "-",
                      absl::Dec(date.day(), absl::kZeroPad2));
}

absl::StatusOr<Horizon> HorizonFromProto(const google::type::Date& start, int32_t weeks) {
  const CivilDay day{.year = start.year(), .month = start.month(), .day = start.day()};
  if (!IsValid({.year = day.year, .month = 1, .day = 1})) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "run.horizon_start", DateText(start));
  }
  if (!IsValid(day)) {
    return InvalidField(v1::ERROR_REASON_DATE_INVALID, "run.horizon_start", DateText(start));
  }
  const Horizon horizon{DayNumber(day), weeks};
  if (Weekday(horizon.start_day) != 0) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "run.horizon_start", DateText(start),
                        {{"expected", "MONDAY"}});
  }
  if (weeks < kWeeksPerQuarter || weeks > kMaxHorizonWeeks || weeks % kWeeksPerQuarter != 0) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "run.horizon_weeks",
                        std::to_string(weeks), {{"accepted", "13, 26, 39, 52"}});
  }
  return horizon;
}

absl::StatusOr<Problem> BuildProblem(const EntryRefs& entries,
                                     std::shared_ptr<const CatalogueData> data,
                                     const Policy& policy, const Horizon& horizon,
                                     const RunInputs& inputs) {
  // The engine sees the structure; the words stay alive with it.
  ProblemBuilder builder(std::shared_ptr<const Catalogue>(data, &data->catalogue), policy, horizon);
  for (const v1::Actor* actor : entries.actors) {
    builder.AddActor({.id = LastPart(actor->name()),
                      .position = ToPosition(actor->place().position()),
                      .labels = ToLabels(actor->labels(), data->catalogue),
                      .charter_signed = actor->charter_signed()});
  }
  const SplitEntries split = Split(entries, data->catalogue);
  for (const v1::Need* need : split.needs) {
    ASSIGN_OR_RETURN(EntryRow row, ToRow(*need, Role::kNeed, *data));
    builder.AddNeed(std::move(row));
  }
  for (const v1::Resource* resource : split.resources) {
    ASSIGN_OR_RETURN(EntryRow row, ToRow(*resource, Role::kResource, *data));
    builder.AddResource(std::move(row));
  }
  const PlacedIds ids = IdsOf(split);
  for (const v1::Need* post : split.posts) builder.AddPost(ToPostRow(*post, ids, *data));
  for (const v1::Resource* one : split.people) builder.AddPerson(ToPersonRow(*one, ids, *data));
  for (const v1::Resource* vehicle : split.vehicles) {
    ASSIGN_OR_RETURN(VanRow row, ToVanRow(*vehicle, *data));
    builder.AddVan(std::move(row));
  }
  for (const v1::Resource* store : split.stores) {
    ASSIGN_OR_RETURN(StoreRow row, ToStoreRow(*store, *data));
    builder.AddStore(std::move(row));
  }
  std::map<std::string_view, const v1::Actor*> actors;
  if (!split.shipments.empty()) {
    for (const v1::Actor* actor : entries.actors) actors[actor->name()] = actor;
  }
  for (const v1::Need* shipment : split.shipments) {
    const auto actor = actors.find(shipment->actor());
    const Position home =
        actor == actors.end() ? Position() : ToPosition(actor->second->place().position());
    ASSIGN_OR_RETURN(FreightRow row, ToFreightRow(*shipment, home, *data));
    builder.AddFreight(std::move(row));
  }
  RETURN_IF_ERROR(CheckCounts(entries, split));
  AddBaseRun(inputs, builder);
  absl::StatusOr<Problem> problem = std::move(builder).Build();
  if (!problem.ok()) {
    return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
                     {{"value", std::string(problem.status().message())}});
  }
  if (!HasRoads(inputs)) return problem;
  ASSIGN_OR_RETURN(RoadTable roads, RoadsFromProto(inputs.roads));
  return std::move(*problem).WithRoads(std::move(roads));
}

}  // namespace cordee::service
