#include "service/convert/place_check.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr size_t kSuggestions = 3;
constexpr double kEarthMetres = 6'371'000;

double Radians(double degrees) { return degrees * std::numbers::pi / 180; }

double DistanceMetres(const google::type::LatLng& a, const Commune::Position& b) {
  const double middle = std::sin(Radians(b.latitude - a.latitude()) / 2);
  const double across = std::sin(Radians(b.longitude - a.longitude()) / 2);
  const double h = middle * middle + std::cos(Radians(a.latitude())) *
                                         std::cos(Radians(b.latitude)) * across * across;
  return 2 * kEarthMetres * std::asin(std::sqrt(std::min(1.0, h)));
}

const Commune* FindCommune(v1::Place* place, const std::string& path, const Gazetteer& gazetteer,
                           bool suggest, Problems* problems) {
  const std::string& code = place->insee_code();
  if (!code.empty()) {
    const Commune* commune = gazetteer.FindByCode(code);
    if (commune == nullptr) {
      problems->push_back(
          MakeProblem(v1::ERROR_REASON_UNKNOWN_COMMUNE, path + ".insee_code", code));
    }
    return commune;
  }
  if (place->commune().empty()) {
    if (!place->has_position()) {
      problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, path + ".insee_code"));
    }
    return nullptr;
  }
  const Gazetteer::Match match = gazetteer.FindByName(place->commune());
  if (match.commune != nullptr) return match.commune;
  Facts facts;
  std::vector<std::string> meant;
  for (const Commune* candidate : match.candidates) {
    if (meant.size() < kSuggestions) {
      meant.push_back(absl::StrCat(candidate->name, " (", candidate->insee, ")"));
    }
  }
  if (meant.empty() && suggest) meant = gazetteer.NearNames(place->commune(), kSuggestions);
  if (!meant.empty()) facts["suggestion"] = absl::StrJoin(meant, ", ");
  problems->push_back(MakeProblem(v1::ERROR_REASON_UNKNOWN_COMMUNE, path + ".commune",
                                  place->commune(), std::move(facts)));
  return nullptr;
}

bool IsPosition(const google::type::LatLng& at) {
  return std::abs(at.latitude()) <= 90 && std::abs(at.longitude()) <= 180;  // false for NaN
}

}  // namespace

void CheckPlace(v1::Place* place, const std::string& path, const Gazetteer& gazetteer,
                bool suggest, Problems* problems) {
  CheckText(place->mutable_insee_code(), limits::kSourceChars, path + ".insee_code", problems);
  CheckText(place->mutable_commune(), limits::kDisplayNameChars, path + ".commune", problems);
  const Commune* commune = FindCommune(place, path, gazetteer, suggest, problems);
  if (place->has_position() && !IsPosition(place->position())) {
    problems->push_back(MakeProblem(
        v1::ERROR_REASON_POSITION_INVALID, path + ".position",
        absl::StrCat(place->position().latitude(), ", ", place->position().longitude())));
    return;
  }
  if (commune == nullptr) return;
  place->set_insee_code(commune->insee);
  place->set_commune(commune->name);
  if (!commune->position.has_value()) {
    if (!place->has_position()) {
      problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, path + ".position", {},
                                      {{"commune", commune->name}}));
    }
    return;
  }
  if (!place->has_position()) {
    place->mutable_position()->set_latitude(commune->position->latitude);
    place->mutable_position()->set_longitude(commune->position->longitude);
    return;
  }
  const double away = DistanceMetres(place->position(), *commune->position);
  if (away > limits::kMetresFromCommune) {
    problems->push_back(MakeProblem(
        v1::ERROR_REASON_POSITION_INVALID, path + ".position",
        absl::StrCat(place->position().latitude(), ", ", place->position().longitude()),
        {{"commune", commune->name}, {"actual", absl::StrCat(std::lround(away / 1000), " km")}}));
  }
}

}  // namespace cordee::service
