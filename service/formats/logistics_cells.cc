#include "service/formats/logistics_cells.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "engine/base/strings.h"
#include "engine/model/logistics.h"
#include "service/formats/regular_cell.h"
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

constexpr Word kLicences[] = {{"b", v1::DRIVING_LICENCE_B},
                              {"be", v1::DRIVING_LICENCE_BE},
                              {"c1", v1::DRIVING_LICENCE_C1},
                              {"c1e", v1::DRIVING_LICENCE_C1E},
                              {"c", v1::DRIVING_LICENCE_C},
                              {"ce", v1::DRIVING_LICENCE_CE}};

// Of a pallet: hundredths in one.
const Unit kPallet = {"{pallet}", "hundredth", 100, "palettes", "pallets"};

void ReadPlace(RowCells& cells, Field field, v1::Place* place) {
  const std::optional<v1::Place> read = PlaceCell(cells.Text(field));
  if (!read.has_value()) {
    cells.Refuse(field, v1::ERROR_REASON_POSITION_INVALID);
  } else {
    *place = *read;
  }
}

int32_t Pallets(RowCells& cells) {
  if (!cells.Has(Field::kPallets)) return 0;
  const Amount amount = ParseAmount(NumberCell(cells.Text(Field::kPallets)), kPallet);
  if (amount.reason == v1::ERROR_REASON_UNSPECIFIED &&
      amount.base_units <= kMaxVanPalletHundredths) {
    return static_cast<int32_t>(amount.base_units);
  }
  if (amount.reason == v1::ERROR_REASON_QUANTITY_ZERO) {
    cells.RefuseZeroCapacity(Field::kPallets);
    return 0;
  }
  const bool no_number = amount.reason == v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER;
  const bool too_fine = amount.reason == v1::ERROR_REASON_QUANTITY_TOO_FINE;
  cells.Refuse(Field::kPallets, v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
               no_number  ? NumberLike("2.5")
               : too_fine ? Facts{{"decimals", "2"}}
                          : Between(0, kMaxVanPalletHundredths / 100));
  return 0;
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
  vehicle->set_cents_per_km(cells.Cents(Field::kCostKm, kMaxCentsPerKm));
  vehicle->set_cents_per_hour(cells.Cents(Field::kCostHour, kMaxCentsPerHour));
  vehicle->set_cents_per_day(cells.Cents(Field::kCostDay, kMaxCentsPerDay));
  vehicle->set_max_minutes(
      cells.NumberBut0(Field::kMaxMinutes, {kMinVanMinutes, kMaxVanMinutes, "600"}));
  cells.Words(Field::kLicence, kLicences, [&](int licence) {
    if (vehicle->licence() != v1::DRIVING_LICENCE_UNSPECIFIED) {
      cells.Refuse(Field::kLicence, v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
                   {{"accepted", absl::AsciiStrToUpper(AcceptedWords(kLicences))}});
    }
    vehicle->set_licence(static_cast<v1::DrivingLicence>(licence));
  }, absl::AsciiStrToUpper(AcceptedWords(kLicences)));
  if (cells.YesNo(Field::kReturnsCrates)) {
    cells.Refuse(Field::kReturnsCrates, v1::ERROR_REASON_FIELD_NOT_APPLICABLE);
  }
  vehicle->set_break_after_minutes(
      cells.NumberBut0(Field::kBreakAfter, {kLeastRest.work, kMostRest.work}));
  vehicle->set_break_minutes(
      cells.NumberBut0(Field::kBreakMinutes, {kLeastRest.lasts, kMostRest.lasts}));
  if (cells.Has(Field::kRegularTours)) {
    const std::optional<RegularTours> tours = RegularCell(cells.Text(Field::kRegularTours));
    if (!tours.has_value()) {
      cells.Refuse(Field::kRegularTours, v1::ERROR_REASON_REGULAR_TOUR_INVALID,
                   SaysNoMinutes(cells.Text(Field::kRegularTours)) ? Facts{{"no_minutes", "0"}}
                                                                   : Facts());
    } else {
      *vehicle->mutable_regular_tours() = *tours;
    }
  }
  vehicle->set_litres(cells.Capacity(Field::kLitres));
  vehicle->set_pallet_hundredths(Pallets(cells));
  vehicle->set_crates(cells.Capacity(Field::kCrates));
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
  shipment->set_max_ride_minutes(cells.Capacity(Field::kMaxRide));
  shipment->set_waste(cells.YesNo(Field::kWaste));
  shipment->set_returns_crates(cells.YesNo(Field::kReturnsCrates));
  shipment->set_litres(cells.Number(Field::kLitres));
  shipment->set_pallet_hundredths(Pallets(cells));
  shipment->set_crates(cells.Number(Field::kCrates));
}

}  // namespace

void FieldsToLogistics(const Fields& fields, bool is_need, v1::Terms* terms,
                       std::vector<CellProblem>* problems) {
  RowCells cells(fields, problems);
  if (SaysSomething(fields, Field::kCarriage, Field::kRegularTours)) {
    ReadVehicle(cells, terms->mutable_vehicle());
  } else if (SaysSomething(fields, Field::kPickup, Field::kReturnsCrates)) {
    ReadShipment(cells, terms->mutable_shipment());
  } else if (SaysSomething(fields, Field::kLitres, Field::kCrates)) {
    is_need ? ReadShipment(cells, terms->mutable_shipment())
            : ReadVehicle(cells, terms->mutable_vehicle());
  }
}

const std::array<std::string_view, kLogisticsColumns> kLogisticsHeaders = {
    "transport pour",   "chauffeur",         "coût au km", "coût horaire",
    "coût par tournée", "minutes au plus", "permis", "pause après minutes", "minutes de pause",
    "tournées régulières", "enlèvement", "livraison",
    "horaires enlèvement", "minutes sur place", "minutes à bord au plus", "déchets",
    "retour des caisses", "volume en litres", "palettes",         "caisses"};

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
             absl::AsciiStrToUpper(Show(kLicences, vehicle.licence())),
             NumberText(vehicle.break_after_minutes()),
             NumberText(vehicle.break_minutes()),
             RegularText(vehicle.regular_tours()),
             "",
             "",
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
             "",
             "",
             "",
             "",
             shipment.has_pickup() ? PlaceText(shipment.pickup()) : "",
             shipment.has_delivery() ? PlaceText(shipment.delivery()) : "",
             HoursText(pickup),
             NumberText(shipment.service_minutes()),
             NumberText(shipment.max_ride_minutes()),
             YesText(shipment.waste()),
             YesText(shipment.returns_crates()),
             NumberText(shipment.litres()),
             PalletsText(shipment.pallet_hundredths()),
             NumberText(shipment.crates())};
  }
  return cells;
}

}  // namespace cordee::service
