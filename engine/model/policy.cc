#include "engine/model/policy.h"

#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"

namespace cordee {
namespace {

absl::Status CheckTiers(const std::vector<UnmetTier>& tiers) {
  if (tiers.empty() || tiers.size() > static_cast<size_t>(kMaxTiers)) {
    return absl::InvalidArgumentError(
        absl::StrCat("unmet_tiers: between 1 and ", kMaxTiers, " tiers, not ", tiers.size()));
  }
  int32_t previous_upto = 0;
  int32_t previous_points = 0;
  for (const UnmetTier& tier : tiers) {
    if (tier.upto_permille <= previous_upto) {
      return absl::InvalidArgumentError("unmet_tiers.upto_permille: must rise from tier to tier");
    }
    if (tier.points < previous_points || tier.points > kMaxPointsPerReference) {
      return absl::InvalidArgumentError(absl::StrCat(
          "unmet_tiers.points: must not fall from tier to tier and be at most ",
          kMaxPointsPerReference));
    }
    previous_upto = tier.upto_permille;
    previous_points = tier.points;
  }
  if (previous_upto != 1000) {
    return absl::InvalidArgumentError("unmet_tiers.upto_permille: the last must be 1000");
  }
  return absl::OkStatus();
}

absl::Status CheckTransport(const TransportRules& rules) {
  const struct {
    const char* field;
    int32_t value;
    int32_t least;
    int32_t most;
  } numbers[] = {{"detour_permille", rules.detour_permille, 1'000, 5'000},
                 {"points_per_euro", rules.points_per_euro, 0, 100'000},
                 {"max_rounds", rules.max_rounds, 1, kMaxTransportRounds},
                 {"iterations", rules.iterations, 1, kMaxHaulIterations},
                 {"co2_grams_per_km", rules.co2_grams_per_km, 0, 10'000}};
  for (const auto& number : numbers) {
    if (number.value >= number.least && number.value <= number.most) continue;
    return absl::InvalidArgumentError(absl::StrCat("transport.", number.field, ": between ",
                                                   number.least, " and ", number.most));
  }
  if (rules.speeds.empty() || rules.speeds.size() > 10) {
    return absl::InvalidArgumentError("transport.speeds: between 1 and 10 bands");
  }
  int32_t before = 0;
  for (const SpeedBand& band : rules.speeds) {
    if (band.upto_metres <= before) {
      return absl::InvalidArgumentError("transport.speeds.upto_metres: must rise");
    }
    if (band.km_an_hour < 1 || band.km_an_hour > 130) {
      return absl::InvalidArgumentError("transport.speeds.km_an_hour: between 1 and 130");
    }
    before = band.upto_metres;
  }
  if (before == kMaxReachMetres) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("transport.speeds.upto_metres: the last must be ", kMaxReachMetres));
}

}  // namespace

absl::Status ValidatePolicy(const Policy& policy) {
  const struct {
    const char* field;
    int32_t points;
  } criteria[] = {
      {"fit_points", policy.fit_points},           {"proximity_points", policy.proximity_points},
      {"time_points", policy.time_points},         {"ecological_points", policy.ecological_points},
      {"social_points", policy.social_points},     {"trust_points", policy.trust_points},
      {"continuity_points", policy.continuity_points}};
  int64_t sum = 0;
  for (const auto& criterion : criteria) {
    if (criterion.points < 0) {
      return absl::InvalidArgumentError(absl::StrCat(criterion.field, ": must not be negative"));
    }
    sum += criterion.points;
  }
  if (sum > kMaxPointsPerReference) {
    return absl::InvalidArgumentError(
        absl::StrCat("fit_points: all criteria together give at most ", kMaxPointsPerReference));
  }
  if (policy.continuity_points < 1) {
    return absl::InvalidArgumentError("continuity_points: at least 1, so that ties never move");
  }
  if (policy.max_distance < Metres(1) || policy.max_distance > Metres(kMaxReachMetres)) {
    return absl::InvalidArgumentError(
        absl::StrCat("max_distance_metres: between 1 and ", kMaxReachMetres));
  }
  if (policy.min_common_half_hours < 0 || policy.min_common_half_hours > kHalfHoursPerWeek) {
    return absl::InvalidArgumentError(
        absl::StrCat("min_common_half_hours: between 0 and ", kHalfHoursPerWeek));
  }
  if (policy.max_candidates < 1 || policy.max_candidates > kMaxCandidatesPerEntry) {
    return absl::InvalidArgumentError(
        absl::StrCat("max_candidates: between 1 and ", kMaxCandidatesPerEntry));
  }
  const SharedJobRules& shared = policy.shared_jobs;
  if (shared.min_half_hours < 1 || shared.min_half_hours > kMaxSharedHalfHours) {
    return absl::InvalidArgumentError(
        absl::StrCat("shared_jobs.min_half_hours: between 1 and ", kMaxSharedHalfHours));
  }
  if (shared.max_employers < 2 || shared.max_employers > kMaxSharedEmployers) {
    return absl::InvalidArgumentError(
        absl::StrCat("shared_jobs.max_employers: between 2 and ", kMaxSharedEmployers));
  }
  if (shared.max_minutes < 0 || shared.max_minutes > kMaxSharedMinutes) {
    return absl::InvalidArgumentError(
        absl::StrCat("shared_jobs.max_minutes: between 0 and ", kMaxSharedMinutes));
  }
  if (const absl::Status checked = CheckTransport(policy.transport); !checked.ok()) return checked;
  return CheckTiers(policy.unmet_tiers);
}

}  // namespace cordee
