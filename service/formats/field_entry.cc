#include "service/formats/field_entry.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/limits.h"
#include "engine/base/strings.h"
#include "service/convert/quantity.h"
#include "service/formats/cells.h"

namespace cordee::service {
namespace {

class CellReader {
 public:
  CellReader(const Fields& fields, std::vector<CellProblem>* problems)
      : fields_(fields), problems_(*problems) {}

  const std::string& Text(Field field) const { return fields_[field]; }
  bool Has(Field field) const { return !fields_[field].empty(); }

  void Refuse(Field field, v1::ErrorReason reason) {
    problems_.push_back({field, reason, fields_[field], {}});
  }
  void Refuse(Field field, v1::ErrorReason reason, std::string value, Facts facts) {
    problems_.push_back({field, reason, std::move(value), std::move(facts)});
  }

  // Calls `use` with what `parse` makes of the cell, when there is a cell.
  template <typename Parse, typename Use>
  void Read(Field field, v1::ErrorReason reason, const Parse& parse, const Use& use,
            const Facts& facts = {}) {
    if (!Has(field)) return;
    const auto value = parse(Text(field));
    if (value.has_value()) {
      use(*value);
    } else {
      Refuse(field, reason, Text(field), facts);
    }
  }

 private:
  const Fields& fields_;
  std::vector<CellProblem>& problems_;
};

std::optional<double> DecimalCell(std::string_view text) {
  const std::string number = NumberCell(text);
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
  return value;
}

// Kilometres, exact to the metre.
std::optional<int32_t> KilometresCell(std::string_view text) {
  const Unit kilometre = {"km", "m", 1000, "km", "km"};
  const NumberAndUnit cell = NumberAndUnitCell(text);
  if (!cell.unit.empty() && cell.unit != "km") return std::nullopt;
  const Amount amount = ParseAmount(cell.number, kilometre);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED || amount.base_units > kMaxReachMetres) {
    return std::nullopt;
  }
  return static_cast<int32_t>(amount.base_units);
}

// What a cell that KilometresCell refuses has wrong.
Facts KilometresFacts(std::string_view text) {
  const NumberAndUnit cell = NumberAndUnitCell(text);
  double number = 0;
  const auto [end, error] =
      std::from_chars(cell.number.data(), cell.number.data() + cell.number.size(), number);
  const bool whole = error == std::errc() && end == cell.number.data() + cell.number.size();
  if (!whole || (!cell.unit.empty() && cell.unit != "km")) return {{"number", "12.5"}};
  return {{"minimum", "0"},
          {"maximum", absl::StrCat(kMaxReachMetres / 1000)},
          {"unit", "km"}};
}

void ToDate(const CivilDay& day, google::type::Date* date) {
  date->set_year(day.year);
  date->set_month(day.month);
  date->set_day(day.day);
}

std::optional<CivilDay> RealDateCell(std::string_view text) {
  const std::optional<CivilDay> day = DateCell(text);
  return day.has_value() && IsValid(*day) ? day : std::nullopt;
}

// What the cell holds; nothing, with a problem, when it cannot be read.
std::optional<QuantityCell> ReadAmount(CellReader& cells, Field field, const std::string& unit,
                                       const QuantityContext& context) {
  QuantityCell cell = ReadQuantityCell(cells.Text(field), unit, context);
  if (cell.reason == v1::ERROR_REASON_UNSPECIFIED) return cell;
  cells.Refuse(field, cell.reason, std::move(cell.value), std::move(cell.facts));
  return std::nullopt;
}

void ReadQuantity(CellReader& cells, const QuantityContext& context, v1::Terms* terms) {
  std::string unit = cells.Text(Field::kUnit);
  if (cells.Has(Field::kQuantity)) {
    const std::optional<QuantityCell> quantity = ReadAmount(cells, Field::kQuantity, unit, context);
    if (quantity.has_value()) {
      unit = quantity->unit;
      terms->mutable_quantity()->set_amount(quantity->amount);
      terms->mutable_quantity()->set_unit(unit);
    }
  }
  const auto read_least = [&](Field field, v1::Quantity* (v1::Terms::*least)()) {
    if (!cells.Has(field)) return;
    const std::optional<QuantityCell> cell = ReadAmount(cells, field, "", context);
    if (!cell.has_value()) return;
    (terms->*least)()->set_amount(cell->amount);
    (terms->*least)()->set_unit(cell->unit.empty() ? unit : cell->unit);
  };
  read_least(Field::kMinimumLot, &v1::Terms::mutable_minimum_lot);
  read_least(Field::kMinimumOrder, &v1::Terms::mutable_minimum_order);
}

void ReadTime(CellReader& cells, v1::Terms* terms) {
  cells.Read(Field::kHours, v1::ERROR_REASON_HOURS_INVALID, HoursCell,
             [&](const std::vector<v1::WeeklyInterval>& hours) {
               terms->mutable_hours()->Assign(hours.begin(), hours.end());
             });
  cells.Read(
      Field::kStartDate, v1::ERROR_REASON_DATE_INVALID, RealDateCell,
      [&](const CivilDay& day) { ToDate(day, terms->mutable_dates()->mutable_start_date()); });
  // People name the last day that counts; the end of a range is the day after.
  cells.Read(
      Field::kLastDate, v1::ERROR_REASON_DATE_INVALID, RealDateCell, [&](const CivilDay& day) {
        ToDate(FromDayNumber(DayNumber(day) + 1), terms->mutable_dates()->mutable_end_date());
      });
  cells.Read(Field::kSeason, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, MonthsCell,
             [&](const std::vector<int32_t>& months) {
               terms->mutable_season_months()->Assign(months.begin(), months.end());
             });
}

void Escape(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (c == '\n') {
      *out += "\\n";
      continue;
    }
    if (c == '\\' || c == '|') *out += '\\';
    *out += c;
  }
}

}  // namespace

void FieldsToActor(const Fields& fields, v1::Actor* actor, std::vector<CellProblem>* problems) {
  CellReader cells(fields, problems);
  actor->set_display_name(SingleSpaces(fields[Field::kName]));
  actor->set_external_id(fields[Field::kExternalId]);
  cells.Read(Field::kKind, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, ActorKindCell,
             [&](v1::ActorKind kind) { actor->set_kind(kind); }, {{"accepted", ActorKindWords()}});
  cells.Read(Field::kCharter, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, YesNoCell,
             [&](bool signed_it) { actor->set_charter_signed(signed_it); },
             {{"accepted", kYesNoWords}});
  for (std::string& label : ListCell(fields[Field::kLabels])) actor->add_labels(std::move(label));
  v1::Place* place = actor->mutable_place();
  place->set_insee_code(fields[Field::kInsee]);
  if (place->insee_code().empty()) {
    place->set_commune(fields[Field::kCommune]);
    if (!place->commune().empty() && !fields[Field::kPostCode].empty()) {
      place->set_commune(absl::StrCat(place->commune(), " ", fields[Field::kPostCode]));
    }
  }
  cells.Read(Field::kLatitude, v1::ERROR_REASON_POSITION_INVALID, DecimalCell,
             [&](double degrees) { place->mutable_position()->set_latitude(degrees); });
  cells.Read(Field::kLongitude, v1::ERROR_REASON_POSITION_INVALID, DecimalCell,
             [&](double degrees) { place->mutable_position()->set_longitude(degrees); });
  if (cells.Has(Field::kLatitude) != cells.Has(Field::kLongitude)) {
    cells.Refuse(cells.Has(Field::kLatitude) ? Field::kLongitude : Field::kLatitude,
                 v1::ERROR_REASON_FIELD_REQUIRED);
  }
}

void FieldsToTerms(const Fields& fields, const QuantityContext& context, v1::Terms* terms,
                   std::vector<CellProblem>* problems) {
  CellReader cells(fields, problems);
  terms->set_category(fields[Field::kCategory]);
  ReadQuantity(cells, context, terms);
  cells.Read(Field::kPeriod, v1::ERROR_REASON_PERIOD_INVALID, PeriodCell,
             [&](v1::Period period) { terms->set_period(period); });
  cells.Read(Field::kIndivisible, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, YesNoCell,
             [&](bool indivisible) { terms->set_indivisible(indivisible); },
             {{"accepted", kYesNoWords}});
  ReadTime(cells, terms);
  cells.Read(
      Field::kDistanceKm, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, KilometresCell,
      [&](int32_t metres) { terms->set_max_distance_metres(metres); },
      KilometresFacts(cells.Text(Field::kDistanceKm)));
  for (std::string& label : ListCell(fields[Field::kLabels])) terms->add_labels(std::move(label));
  for (const std::string& word : ListCell(fields[Field::kTemperatures])) {
    const std::optional<v1::TemperatureClass> temperature = TemperatureCell(word);
    if (temperature.has_value()) {
      terms->add_temperatures(*temperature);
    } else {
      cells.Refuse(Field::kTemperatures, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, word,
                   {{"accepted", TemperatureWords()}});
    }
  }
}

std::string AssumptionsText(const google::protobuf::RepeatedPtrField<v1::Assumption>& assumptions) {
  std::string text;
  for (const v1::Assumption& assumption : assumptions) {
    if (!text.empty()) text += '\n';
    Escape(assumption.field(), &text);
    text += '|';
    Escape(assumption.text_fr(), &text);
    text += '|';
    Escape(assumption.text_en(), &text);
  }
  return text;
}

std::vector<v1::Assumption> ParseAssumptions(std::string_view text) {
  std::vector<v1::Assumption> assumptions;
  std::string parts[3];
  size_t part = 0;
  const auto end_line = [&] {
    v1::Assumption& assumption = assumptions.emplace_back();
    assumption.set_field(std::exchange(parts[0], ""));
    assumption.set_text_fr(std::exchange(parts[1], ""));
    assumption.set_text_en(std::exchange(parts[2], ""));
    part = 0;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      parts[part] += text[++i] == 'n' ? '\n' : text[i];
    } else if (c == '|') {
      part = std::min<size_t>(part + 1, 2);
    } else if (c == '\n') {
      end_line();
    } else {
      parts[part] += c;
    }
  }
  if (!text.empty()) end_line();
  return assumptions;
}

namespace {

// The column of what an error is about, by the beginning of its path; the first that fits.
constexpr std::pair<std::string_view, Field> kPaths[] = {
    {"terms.category", Field::kCategory},
    {"terms.quantity.unit", Field::kUnit},
    {"terms.quantity", Field::kQuantity},
    {"terms.minimum_lot", Field::kMinimumLot},
    {"terms.minimum_order", Field::kMinimumOrder},
    {"terms.period", Field::kPeriod},
    {"terms.hours", Field::kHours},
    {"terms.dates.end_date", Field::kLastDate},
    {"terms.dates", Field::kStartDate},
    {"terms.season_months", Field::kSeason},
    {"terms.max_distance", Field::kDistanceKm},
    {"terms.labels", Field::kLabels},
    {"terms.temperatures", Field::kTemperatures},
    {"terms.work.minimum", Field::kMinimumHours},
    {"terms.work.maximum", Field::kMaximumHours},
    {"terms.work.max_partners", Field::kPartners},
    {"terms.work.other_categories", Field::kOtherCategories},
    {"terms.work.qualifications", Field::kQualifications},
    {"terms.work.contracts", Field::kContracts},
    {"terms.work.max_travel_minutes", Field::kTravelMinutes},
    {"terms.work.travel_means", Field::kTravelMeans},
    {"terms.work.insertion", Field::kInsertion},
    {"terms.work.pay_cents", Field::kPay},
    {"terms.work.ranking", Field::kRanking},
    {"terms.work.vetoes", Field::kVetoes},
    {"terms.work.minor", Field::kMinor},
    {"terms.work.collective_agreement", Field::kAgreement},
    {"terms.work.shared_employment", Field::kSharedEmployment},
    {"terms.work", Field::kCategory},
    {"terms.vehicle.carriage", Field::kCarriage},
    {"terms.vehicle.cents_per_km", Field::kCostKm},
    {"terms.vehicle.cents_per_hour", Field::kCostHour},
    {"terms.vehicle.cents_per_day", Field::kCostDay},
    {"terms.vehicle.max_minutes", Field::kMaxMinutes},
    {"terms.vehicle.licence", Field::kLicence},
    {"terms.vehicle.break_after_minutes", Field::kBreakAfter},
    {"terms.vehicle.break_minutes", Field::kBreakMinutes},
    {"terms.vehicle.regular_tours", Field::kRegularTours},
    {"terms.vehicle.litres", Field::kLitres},
    {"terms.vehicle.pallet", Field::kPallets},
    {"terms.vehicle.crates", Field::kCrates},
    {"terms.vehicle", Field::kCategory},
    {"terms.shipment.pickup_hours", Field::kPickupHours},
    {"terms.shipment.pickup", Field::kPickup},
    {"terms.shipment.delivery", Field::kDelivery},
    {"terms.shipment.service_minutes", Field::kServiceMinutes},
    {"terms.shipment.max_ride_minutes", Field::kMaxRide},
    {"terms.shipment.returns_crates", Field::kReturnsCrates},
    {"terms.shipment.litres", Field::kLitres},
    {"terms.shipment.pallet", Field::kPallets},
    {"terms.shipment.crates", Field::kCrates},
    {"terms.shipment", Field::kCategory},
    {"terms.storage.cents_per_100kg_night", Field::kStorageCost},
    {"terms.storage.max_nights", Field::kStorageNights},
    {"terms.storage", Field::kCategory},
    {"place.insee_code", Field::kInsee},
    {"place.commune", Field::kCommune},
    {"place.position", Field::kLatitude},
    {"display_name", Field::kName},
    {"kind", Field::kKind},
    {"labels", Field::kLabels},
    {"external_id", Field::kExternalId},
    {"source", Field::kSource},
    {"title", Field::kTitle},
    {"description", Field::kDescription},
    {"assumptions", Field::kAssumptions},
};

}  // namespace

Field FieldOfPath(std::string_view path) {
  for (const auto& [prefix, field] : kPaths) {
    if (absl::StartsWith(ToAbsl(path), ToAbsl(prefix))) return field;
  }
  return Field::kId;
}

}  // namespace cordee::service
