#include "service/convert/logistics_check.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/strings.h"
#include "engine/model/logistics.h"
#include "service/convert/place_check.h"
#include "service/convert/quantity.h"
#include "service/convert/regular_check.h"

namespace cordee::service {
namespace {

class LogisticsCheck {
 public:
  LogisticsCheck(v1::Terms* terms, CategoryIndex category, const CatalogueData& data,
                 Problems* problems)
      : terms_(*terms), category_(category), data_(data), problems_(*problems) {}

  void CheckVehicle(const Gazetteer& gazetteer, bool suggest) {
    v1::VehicleTerms& vehicle = *terms_.mutable_vehicle();
    prefix_ = "terms.vehicle.";
    CheckFreight();
    if (!v1::Carriage_IsValid(vehicle.carriage())) {
      Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "carriage",
          absl::StrCat(static_cast<int>(vehicle.carriage())));
    } else if (vehicle.carriage() == v1::CARRIAGE_UNSPECIFIED) {
      Add(v1::ERROR_REASON_FIELD_REQUIRED, "carriage");
    }
    if (terms_.period() != v1::PERIOD_UNSPECIFIED && terms_.period() != v1::PERIOD_WEEK) {
      problems_.push_back(MakeProblem(v1::ERROR_REASON_PERIOD_INVALID, "terms.period",
                                      v1::Period_Name(terms_.period())));
    }
    CheckMass(kMaxVanGrams);
    CheckRange("litres", vehicle.litres(), 0, kMaxVanLitres);
    CheckRange("pallet_hundredths", vehicle.pallet_hundredths(), 0, kMaxVanPalletHundredths);
    CheckRange("crates", vehicle.crates(), 0, kMaxVanCrates);
    CheckRange("cents_per_km", vehicle.cents_per_km(), 0, kMaxCentsPerKm);
    CheckRange("cents_per_hour", vehicle.cents_per_hour(), 0, kMaxCentsPerHour);
    CheckRange("cents_per_day", vehicle.cents_per_day(), 0, kMaxCentsPerDay);
    if (vehicle.max_minutes() != 0) {
      CheckRange("max_minutes", vehicle.max_minutes(), kMinVanMinutes, kMaxVanMinutes);
    }
    CheckRange("licence", vehicle.licence(), 0, v1::DrivingLicence_MAX);
    if (vehicle.break_after_minutes() != 0) {
      CheckRange("break_after_minutes", vehicle.break_after_minutes(), kLeastRest.work,
                 kMostRest.work);
    }
    if (vehicle.break_minutes() != 0) {
      CheckRange("break_minutes", vehicle.break_minutes(), kLeastRest.lasts, kMostRest.lasts);
    }
    CheckRegular(&terms_, gazetteer, suggest, &problems_);
  }

  void CheckStorage() {
    v1::StorageTerms& storage = *terms_.mutable_storage();
    prefix_ = "terms.storage.";
    CheckFreight();
    if (terms_.has_vehicle()) {
      problems_.push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, "terms.storage"));
    }
    if (terms_.period() != v1::PERIOD_UNSPECIFIED && terms_.period() != v1::PERIOD_WEEK) {
      problems_.push_back(MakeProblem(v1::ERROR_REASON_PERIOD_INVALID, "terms.period",
                                      v1::Period_Name(terms_.period())));
    }
    CheckMass(kMaxStoreGrams);
    CheckRange("cents_per_100kg_night", storage.cents_per_100kg_night(), 0,
               kMaxCentsPer100KgNight);
    if (storage.max_nights() == 0) storage.set_max_nights(kDefaultStoreNights);
    CheckRange("max_nights", storage.max_nights(), 1, kMaxStoreNights);
  }

  void CheckShipment(const Gazetteer& gazetteer, bool suggest) {
    v1::ShipmentTerms& shipment = *terms_.mutable_shipment();
    prefix_ = "terms.shipment.";
    CheckFreight();
    if (!shipment.has_pickup() && !shipment.has_delivery()) {
      Add(v1::ERROR_REASON_FIELD_REQUIRED, "delivery");
    }
    if (shipment.has_pickup()) {
      CheckPlace(shipment.mutable_pickup(), "terms.shipment.pickup", gazetteer, suggest,
                 &problems_);
    }
    if (shipment.has_delivery()) {
      CheckPlace(shipment.mutable_delivery(), "terms.shipment.delivery", gazetteer, suggest,
                 &problems_);
    }
    CheckWeeklyHours(shipment.mutable_pickup_hours(), "terms.shipment.pickup_hours", &problems_);
    CheckMass(kMaxVanGrams);
    CheckRange("service_minutes", shipment.service_minutes(), 0, kMaxServiceMinutes);
    CheckRange("max_ride_minutes", shipment.max_ride_minutes(), 0, kMaxRideMinutes);
    CheckRange("litres", shipment.litres(), 0, kMaxVanLitres);
    CheckRange("pallet_hundredths", shipment.pallet_hundredths(), 0, kMaxVanPalletHundredths);
    CheckRange("crates", shipment.crates(), 0, kMaxVanCrates);
    if (shipment.returns_crates() && shipment.crates() == 0) {
      Add(v1::ERROR_REASON_FIELD_REQUIRED, "crates");
    }
    if (!terms_.temperatures().empty()) {
      problems_.push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE,
                                      "terms.temperatures"));
    }
  }

 private:
  void Add(v1::ErrorReason reason, std::string_view field, std::string_view value = {},
           Facts facts = {}) {
    problems_.push_back(MakeProblem(reason, absl::StrCat(ToAbsl(prefix_), ToAbsl(field)), value,
                                    std::move(facts)));
  }

  void CheckRange(std::string_view field, int64_t value, int64_t least, int64_t most) {
    if (value >= least && value <= most) return;
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field, absl::StrCat(value),
        {{"minimum", absl::StrCat(least)}, {"maximum", absl::StrCat(most)}});
  }

  // What holds of all.
  void CheckFreight() {
    const std::string_view whole = std::string_view(prefix_).substr(0, prefix_.size() - 1);
    if (!data_.catalogue.category(category_).freight.has_value()) {
      problems_.push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, whole,
                                      terms_.category()));
    }
    const auto refuse_when = [&](bool set, std::string_view field) {
      if (!set) return;
      problems_.push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, field));
    };
    refuse_when(terms_.has_minimum_lot(), "terms.minimum_lot");
    refuse_when(terms_.indivisible(), "terms.indivisible");
    refuse_when(!terms_.labels().empty(), "terms.labels");
  }

  void CheckMass(int64_t most) {
    const Unit* unit = data_.FindUnit(category_, terms_.quantity().unit());
    if (unit == nullptr) return;  // told already
    const Amount amount = ParseAmount(terms_.quantity().amount(), *unit);
    if (amount.reason != v1::ERROR_REASON_UNSPECIFIED || amount.base_units <= most) return;
    problems_.push_back(MakeProblem(v1::ERROR_REASON_QUANTITY_TOO_LARGE, "terms.quantity.amount",
                                    terms_.quantity().amount(),
                                    {{"unit", unit->fr},
                                     {"maximum", absl::StrCat(most / unit->base_units)}}));
  }

  v1::Terms& terms_;
  const CategoryIndex category_;
  const CatalogueData& data_;
  Problems& problems_;
  std::string prefix_;
};

}  // namespace

void CheckLogistics(v1::Terms* terms, Side side, CategoryIndex category, const CatalogueData& data,
                    const Gazetteer& gazetteer, bool suggest, Problems* problems) {
  LogisticsCheck check(terms, category, data, problems);
  if (terms->has_vehicle() && side == Side::kNeed) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, "terms.vehicle"));
  } else if (terms->has_vehicle()) {
    check.CheckVehicle(gazetteer, suggest);
  }
  if (terms->has_storage() && side == Side::kNeed) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, "terms.storage"));
  } else if (terms->has_storage()) {
    check.CheckStorage();
  }
  if (terms->has_shipment() && side == Side::kResource) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, "terms.shipment"));
  } else if (terms->has_shipment()) {
    check.CheckShipment(gazetteer, suggest);
  }
}

}  // namespace cordee::service
