// Import profiles: service/formats/profile.proto, loaded and checked.
//
//   ASSIGN_OR_RETURN(Profiles profiles, LoadProfiles("deploy/profiles"));
//   const files::v1::Profile& canteens = profiles.at("canteens");
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "service/formats/profile.pb.h"

namespace cordee::service {

using Profiles = std::map<std::string, files::v1::Profile>;

// What a setting can give a value to.
enum class Field {
  kId,
  kExternalId,
  kSource,
  kName,
  kKind,
  kInsee,
  kCommune,
  kPostCode,
  kLatitude,
  kLongitude,
  kLabels,
  kCharter,
  kTitle,
  kDescription,
  kCategory,
  kQuantity,
  kUnit,
  kPeriod,
  kMinimumLot,
  kMinimumOrder,
  kIndivisible,
  kHours,
  kStartDate,
  kLastDate,
  kSeason,
  kDistanceKm,
  kTemperatures,
  kAssumptions,
  // Of posts and people (work_cells.h).
  kMinimumHours,
  kMaximumHours,
  kPartners,
  kOtherCategories,
  kQualifications,
  kTraining,
  kContracts,
  kTravelMinutes,
  kTravelMeans,
  kInsertion,
  kPay,
  kRanking,
  kVetoes,
  kMinor,
  kAgreement,
  kSharedEmployment,
  kAgeRule,
  // Of vehicles and shipments (logistics_cells.h).
  kCarriage,
  kDriver,
  kCostKm,
  kCostHour,
  kCostDay,
  kMaxMinutes,
  kLicence,
  kBreakAfter,
  kBreakMinutes,
  kRegularTours,
  kPickup,
  kDelivery,
  kPickupHours,
  kServiceMinutes,
  kMaxRide,
  kWaste,
  kReturnsCrates,
  kLitres,
  kPallets,
  kCrates,
  // Of stores (storage_cells.h).
  kStorageCost,
  kStorageNights,
};
inline constexpr size_t kFieldCount = static_cast<size_t>(Field::kStorageNights) + 1;

// As profiles write them: "distance_km".
std::string_view FieldName(Field field);
// kFieldCount when there is no such field.
size_t FieldByName(std::string_view name);

// InvalidArgument with every fault, one a line: text that does not parse, a key or field that does
// not exist, a key or rule id that comes twice, a rule without kind.
absl::StatusOr<files::v1::Profile> ParseProfile(const std::string& file_name,
                                                const std::string& text);
absl::StatusOr<Profiles> LoadProfiles(const std::string& folder);

}  // namespace cordee::service
