#include "service/formats/logistics_cells.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "engine/base/strings.h"
#include "service/formats/row_cells.h"

namespace cordee::service {
namespace {

// The first word of each meaning is the one that the export writes.
constexpr Word kCarriages[] = {{"compte propre", v1::CARRIAGE_OWN},
                               {"propre compte", v1::CARRIAGE_OWN},
                               {"own", v1::CARRIAGE_OWN},
                               {"entraide", v1::CARRIAGE_MUTUAL_AID},
                               {"partage de frais", v1::CARRIAGE_MUTUAL_AID},
                               {"mutual aid", v1::CARRIAGE_MUTUAL_AID},
                               {"transporteur", v1::CARRIAGE_PROFESSIONAL},
                               {"professionnel", v1::CARRIAGE_PROFESSIONAL},
                               {"professional", v1::CARRIAGE_PROFESSIONAL}};

// Of a pallet: hundredths in one.
const Unit kPallet = {"{pallet}", "hundredth", 100, "palettes", "pallets"};

std::optional<double> Degrees(std::string_view text) {
  std::string number(text);
  std::replace(number.begin(), number.end(), ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
  return value;
}

// "79329", "Thouars", either with "@ latitude longitude".
void ReadPlace(RowCells& cells, Field field, v1::Place* place) {
  const std::string& text = cells.Text(field);
  const size_t at = text.find('@');
  const std::string commune(absl::StripAsciiWhitespace(ToAbsl(text).substr(0, at)));
  const bool is_code = commune.size() == 5 && absl::ascii_isdigit(commune[0]) &&
                       absl::ascii_isdigit(commune[4]);
  (is_code ? *place->mutable_insee_code() : *place->mutable_commune()) = commune;
  if (at == std::string::npos) return;
  const std::vector<std::string> point =
      absl::StrSplit(ToAbsl(text).substr(at + 1), ' ', absl::SkipWhitespace());
  const std::optional<double> latitude = point.size() == 2 ? Degrees(point[0]) : std::nullopt;
  const std::optional<double> longitude = point.size() == 2 ? Degrees(point[1]) : std::nullopt;
  if (!latitude.has_value() || !longitude.has_value()) {
    cells.Refuse(field, v1::ERROR_REASON_POSITION_INVALID);
    return;
  }
  place->mutable_position()->set_latitude(*latitude);
  place->mutable_position()->set_longitude(*longitude);
}

std::string Shortest(double degrees) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, degrees);
  return std::string(text, error == std::errc() ? end : text);
}

std::string PlaceText(bool has, const v1::Place& place) {
  if (!has) return "";
  return absl::StrCat(place.insee_code(), " @ ", Shortest(place.position().latitude()), " ",
                      Shortest(place.position().longitude()));
}

int32_t Pallets(RowCells& cells) {
  if (!cells.Has(Field::kPallets)) return 0;
  const Amount amount = ParseAmount(NumberCell(cells.Text(Field::kPallets)), kPallet);
  const bool fits = amount.reason == v1::ERROR_REASON_UNSPECIFIED && amount.base_units < 1'000'000;
  if (!fits) cells.Refuse(Field::kPallets, v1::ERROR_REASON_VALUE_OUT_OF_RANGE);
  return fits ? static_cast<int32_t>(amount.base_units) : 0;
}

std::string PalletsText(int32_t hundredths) {
  if (hundredths == 0) return "";
  std::string text = ExactAmount(hundredths, kPallet);
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

void ReadVehicle(RowCells& cells, v1::VehicleTerms* vehicle) {
  cells.Words(Field::kCarriage, kCarriages, [&](int carriage) {
    vehicle->set_carriage(static_cast<v1::Carriage>(carriage));
  });
  if (cells.Has(Field::kDriver)) vehicle->set_without_driver(!cells.YesNo(Field::kDriver));
  vehicle->set_cents_per_km(cells.Cents(Field::kCostKm));
  vehicle->set_cents_per_hour(cells.Cents(Field::kCostHour));
  vehicle->set_cents_per_day(cells.Cents(Field::kCostDay));
  vehicle->set_max_minutes(cells.Number(Field::kMaxMinutes));
  vehicle->set_litres(cells.Number(Field::kLitres));
  vehicle->set_pallet_hundredths(Pallets(cells));
  vehicle->set_crates(cells.Number(Field::kCrates));
}

void ReadShipment(RowCells& cells, v1::ShipmentTerms* shipment) {
  if (cells.Has(Field::kPickup)) ReadPlace(cells, Field::kPickup, shipment->mutable_pickup());
  if (cells.Has(Field::kDelivery)) ReadPlace(cells, Field::kDelivery, shipment->mutable_delivery());
  if (cells.Has(Field::kPickupHours)) {
    const auto hours = HoursCell(cells.Text(Field::kPickupHours));
    if (!hours.has_value()) {
      cells.Refuse(Field::kPickupHours, v1::ERROR_REASON_HOURS_INVALID);
    } else {
      shipment->mutable_pickup_hours()->Assign(hours->begin(), hours->end());
    }
  }
  shipment->set_service_minutes(cells.Number(Field::kServiceMinutes));
  shipment->set_waste(cells.YesNo(Field::kWaste));
  shipment->set_litres(cells.Number(Field::kLitres));
  shipment->set_pallet_hundredths(Pallets(cells));
  shipment->set_crates(cells.Number(Field::kCrates));
}

}  // namespace

void FieldsToLogistics(const Fields& fields, bool is_need, v1::Terms* terms,
                       std::vector<CellProblem>* problems) {
  RowCells cells(fields, problems);
  if (SaysSomething(fields, Field::kCarriage, Field::kMaxMinutes)) {
    ReadVehicle(cells, terms->mutable_vehicle());
  } else if (SaysSomething(fields, Field::kPickup, Field::kWaste)) {
    ReadShipment(cells, terms->mutable_shipment());
  } else if (SaysSomething(fields, Field::kLitres, Field::kCrates)) {
    is_need ? ReadShipment(cells, terms->mutable_shipment())
            : ReadVehicle(cells, terms->mutable_vehicle());
  }
}

const std::array<std::string_view, kLogisticsColumns> kLogisticsHeaders = {
    "transport pour",   "chauffeur",         "coût au km", "coût horaire",
    "coût par tournée", "minutes au plus",   "enlèvement", "livraison",
    "horaires enlèvement", "minutes sur place", "déchets", "volume en litres",
    "palettes",         "caisses"};

std::array<std::string, kLogisticsColumns> LogisticsCells(const v1::Terms& terms) {
  std::array<std::string, kLogisticsColumns> cells;
  if (terms.has_vehicle()) {
    const v1::VehicleTerms& vehicle = terms.vehicle();
    cells = {Show(kCarriages, vehicle.carriage()),
             vehicle.without_driver() ? "non" : "",
             EurosText(vehicle.cents_per_km()),
             EurosText(vehicle.cents_per_hour()),
             EurosText(vehicle.cents_per_day()),
             NumberText(vehicle.max_minutes()),
             "",
             "",
             "",
             "",
             "",
             NumberText(vehicle.litres()),
             PalletsText(vehicle.pallet_hundredths()),
             NumberText(vehicle.crates())};
  } else if (terms.has_shipment()) {
    const v1::ShipmentTerms& shipment = terms.shipment();
    v1::Terms pickup;
    *pickup.mutable_hours() = shipment.pickup_hours();
    cells = {"",
             "",
             "",
             "",
             "",
             "",
             PlaceText(shipment.has_pickup(), shipment.pickup()),
             PlaceText(shipment.has_delivery(), shipment.delivery()),
             HoursText(pickup),
             NumberText(shipment.service_minutes()),
             YesText(shipment.waste()),
             NumberText(shipment.litres()),
             PalletsText(shipment.pallet_hundredths()),
             NumberText(shipment.crates())};
  }
  return cells;
}

}  // namespace cordee::service
