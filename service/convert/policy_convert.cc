#include "service/convert/policy_convert.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

constexpr int32_t kPermille = 1000;
constexpr int32_t kHalfHoursPerHour = 2;

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
  return message;
}

}  // namespace cordee::service
