#include "service/convert/policy_convert.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "service/convert/text_check.h"
#include "service/errors.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr int32_t kPermille = 1000;
constexpr int32_t kHalfHoursPerHour = 2;
constexpr int32_t kMaxSpeedBands = 10;
constexpr int32_t kMaxKmPerHour = 130;

absl::Status CheckBounds(const std::string& field, int64_t value, int64_t minimum,
                         int64_t maximum) {
  if (value >= minimum && value <= maximum) return absl::OkStatus();
  return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field, absl::StrCat(value),
                      {{"minimum", absl::StrCat(minimum)}, {"maximum", absl::StrCat(maximum)}});
}

absl::Status CheckPoints(const Policy& policy, const std::string& path) {
  const struct {
    const char* field;
    int32_t points;
    int32_t minimum;
  } criteria[] = {{"fit_points", policy.fit_points, 0},
                  {"proximity_points", policy.proximity_points, 0},
                  {"time_points", policy.time_points, 0},
                  {"ecological_points", policy.ecological_points, 0},
                  {"social_points", policy.social_points, 0},
                  {"trust_points", policy.trust_points, 0},
                  {"continuity_points", policy.continuity_points, 1}};
  int64_t sum = 0;
  for (const auto& criterion : criteria) {
    RETURN_IF_ERROR(CheckBounds(absl::StrCat(path, ".", criterion.field), criterion.points,
                                criterion.minimum, kMaxPointsPerReference));
    sum += criterion.points;
  }
  if (sum > kMaxPointsPerReference) {
    return InvalidField(
        v1::ERROR_REASON_VALUE_OUT_OF_RANGE, path, absl::StrCat(sum),
        {{"expected", "SUM_OF_POINTS"}, {"maximum", absl::StrCat(kMaxPointsPerReference)}});
  }
  RETURN_IF_ERROR(
      CheckBounds(path + ".max_distance_metres", policy.max_distance.value(), 1, kMaxReachMetres));
  RETURN_IF_ERROR(CheckBounds(path + ".min_common_half_hours", policy.min_common_half_hours, 0,
                              kHalfHoursPerWeek));
  return CheckBounds(path + ".max_candidates", policy.max_candidates, 1, kMaxCandidatesPerEntry);
}

// Bounds of a tier are what its neighbours leave it.
absl::Status CheckTiers(const Policy& policy, const std::string& path) {
  const std::string field = path + ".unmet_tiers";
  const auto count = static_cast<int32_t>(policy.unmet_tiers.size());
  RETURN_IF_ERROR(CheckBounds(field, count, 1, kMaxTiers));
  UnmetTier before = {0, 0};
  for (int32_t i = 0; i < count; ++i) {
    const UnmetTier& tier = policy.unmet_tiers[static_cast<size_t>(i)];
    const std::string of_tier = absl::StrCat(field, "[", i, "].");
    const int32_t minimum = i + 1 == count ? kPermille : before.upto_permille + 1;
    RETURN_IF_ERROR(CheckBounds(of_tier + "upto_permille", tier.upto_permille, minimum,
                                i + 1 == count ? kPermille : kPermille - 1));
    RETURN_IF_ERROR(
        CheckBounds(of_tier + "points", tier.points, before.points, kMaxPointsPerReference));
    before = tier;
  }
  return absl::OkStatus();
}

absl::Status ReadSharedJobs(const v1::SharedJobRules& message, const std::string& path,
                            SharedJobRules* rules) {
  RETURN_IF_ERROR(CheckBounds(path + ".min_hours_per_week", message.min_hours_per_week(), 1,
                              kMaxSharedHalfHours / kHalfHoursPerHour));
  RETURN_IF_ERROR(
      CheckBounds(path + ".max_employers", message.max_employers(), 2, kMaxSharedEmployers));
  RETURN_IF_ERROR(CheckBounds(path + ".max_minutes", message.max_minutes(), 0, kMaxSharedMinutes));
  rules->min_half_hours = message.min_hours_per_week() * kHalfHoursPerHour;
  rules->max_employers = message.max_employers();
  rules->max_minutes = message.max_minutes();
  return absl::OkStatus();
}

// Fields that are left out keep their defaults.
absl::Status ReadTransport(const v1::TransportRules& message, const std::string& path,
                           TransportRules* rules) {
  if (!v1::TransportNeeded_IsValid(message.needed())) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, path + ".needed",
                        absl::StrCat(static_cast<int>(message.needed())));
  }
  if (message.needed() != v1::TRANSPORT_NEEDED_UNSPECIFIED) {
    rules->needed = static_cast<TransportNeeded>(message.needed() - 1);
  }
  const struct {
    const char* field;
    int32_t value;
    int32_t least;
    int32_t most;
    int32_t* to;
  } numbers[] = {
      {"detour_permille", message.detour_permille(), 1'000, 5'000, &rules->detour_permille},
      {"points_per_euro", message.points_per_euro(), 1, 100'000, &rules->points_per_euro},
      {"max_rounds", message.max_rounds(), 1, kMaxTransportRounds, &rules->max_rounds},
      {"iterations", message.iterations(), 1, kMaxHaulIterations, &rules->iterations},
      {"co2_grams_per_km", message.co2_grams_per_km(), 1, 10'000, &rules->co2_grams_per_km}};
  for (const auto& number : numbers) {
    if (number.value == 0) continue;
    RETURN_IF_ERROR(CheckBounds(absl::StrCat(path, ".", number.field), number.value,
                                number.least, number.most));
    *number.to = number.value;
  }
  if (!message.co2_source().empty()) {
    std::string source = message.co2_source();
    Problems problems;
    CheckText(&source, limits::kCo2SourceChars, path + ".co2_source", &problems);
    if (!problems.empty()) return InvalidFields(std::move(problems));
    rules->co2_source = std::move(source);
  } else if (message.co2_grams_per_km() != 0) {
    rules->co2_source.clear();
  }
  if (message.speeds().empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckBounds(path + ".speeds", message.speeds_size(), 1, kMaxSpeedBands));
  rules->speeds.clear();
  int32_t before = 0;
  for (int32_t i = 0; i < message.speeds_size(); ++i) {
    const v1::SpeedBand& band = message.speeds(i);
    const std::string field = absl::StrCat(path, ".speeds[", i, "].");
    const bool last = i + 1 == message.speeds_size();
    const int32_t upto = last && band.upto_metres() == 0 ? kMaxReachMetres : band.upto_metres();
    RETURN_IF_ERROR(CheckBounds(field + "upto_metres", upto, last ? kMaxReachMetres : before + 1,
                                kMaxReachMetres));
    RETURN_IF_ERROR(CheckBounds(field + "km_per_hour", band.km_per_hour(), 1, kMaxKmPerHour));
    rules->speeds.push_back({upto, band.km_per_hour()});
    before = upto;
  }
  return absl::OkStatus();
}

v1::TransportRules WriteTransport(const TransportRules& rules) {
  v1::TransportRules message;
  message.set_needed(static_cast<v1::TransportNeeded>(static_cast<int>(rules.needed) + 1));
  message.set_detour_permille(rules.detour_permille);
  message.set_points_per_euro(rules.points_per_euro);
  message.set_max_rounds(rules.max_rounds);
  message.set_iterations(rules.iterations);
  message.set_co2_grams_per_km(rules.co2_grams_per_km);
  message.set_co2_source(rules.co2_source);
  for (const SpeedBand& band : rules.speeds) {
    v1::SpeedBand* out = message.add_speeds();
    out->set_upto_metres(band.upto_metres == kMaxReachMetres ? 0 : band.upto_metres);
    out->set_km_per_hour(band.km_an_hour);
  }
  return message;
}

}  // namespace

absl::StatusOr<Policy> PolicyFromProto(const v1::Policy* message, const std::string& path) {
  Policy policy;
  if (message == nullptr) return policy;
  policy.fit_points = message->fit_points();
  policy.proximity_points = message->proximity_points();
  policy.time_points = message->time_points();
  policy.ecological_points = message->ecological_points();
  policy.social_points = message->social_points();
  policy.trust_points = message->trust_points();
  policy.continuity_points = message->continuity_points();
  policy.max_distance = Metres(message->max_distance_metres());
  policy.min_common_half_hours = message->min_common_half_hours();
  policy.max_candidates = message->max_candidates();
  policy.unmet_tiers.clear();
  for (const v1::UnmetTier& tier : message->unmet_tiers()) {
    policy.unmet_tiers.push_back({tier.upto_permille(), tier.points()});
  }
  if (message->has_shared_jobs()) {
    RETURN_IF_ERROR(
        ReadSharedJobs(message->shared_jobs(), path + ".shared_jobs", &policy.shared_jobs));
  }
  if (message->has_transport()) {
    RETURN_IF_ERROR(ReadTransport(message->transport(), path + ".transport", &policy.transport));
  }
  RETURN_IF_ERROR(CheckPoints(policy, path));
  RETURN_IF_ERROR(CheckTiers(policy, path));
  // What the engine may have to say beyond.
  if (!ValidatePolicy(policy).ok()) return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, path);
  return policy;
}

v1::Policy PolicyToProto(const Policy& policy) {
  v1::Policy message;
  message.set_fit_points(policy.fit_points);
  message.set_proximity_points(policy.proximity_points);
  message.set_time_points(policy.time_points);
  message.set_ecological_points(policy.ecological_points);
  message.set_social_points(policy.social_points);
  message.set_trust_points(policy.trust_points);
  message.set_continuity_points(policy.continuity_points);
  message.set_max_distance_metres(policy.max_distance.value());
  message.set_min_common_half_hours(policy.min_common_half_hours);
  message.set_max_candidates(policy.max_candidates);
  for (const UnmetTier& tier : policy.unmet_tiers) {
    v1::UnmetTier* out = message.add_unmet_tiers();
    out->set_upto_permille(tier.upto_permille);
    out->set_points(tier.points);
  }
  v1::SharedJobRules* shared = message.mutable_shared_jobs();
  shared->set_min_hours_per_week(policy.shared_jobs.min_half_hours / kHalfHoursPerHour);
  shared->set_max_employers(policy.shared_jobs.max_employers);
  shared->set_max_minutes(policy.shared_jobs.max_minutes);
  *message.mutable_transport() = WriteTransport(policy.transport);
  return message;
}

}  // namespace cordee::service
