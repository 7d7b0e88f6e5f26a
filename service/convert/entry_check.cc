#include "service/convert/entry_check.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/convert/names.h"
#include "service/convert/terms_check.h"
#include "service/convert/text_check.h"
#include "service/convert/work_check.h"
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

void CheckName(const std::string& name, std::string_view collection, Problems* problems) {
  const std::optional<NameParts> parts = ParseEntryName(name);
  if (!parts.has_value() || parts->collection != collection) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_NAME_INVALID, "name", name));
  }
}

// The actor that an entry belongs to lives in the same territory.
void CheckActorReference(const std::string& actor, const std::string& name, Problems* problems) {
  if (actor.empty()) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "actor"));
    return;
  }
  const std::optional<NameParts> parts = ParseEntryName(actor);
  const std::optional<NameParts> own = ParseEntryName(name);
  if (!parts.has_value() || parts->collection != kActors ||
      (own.has_value() && own->territory != parts->territory)) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_NAME_INVALID, "actor", actor));
  }
}

const Commune* FindCommune(v1::Place* place, const Gazetteer& gazetteer, bool suggest,
                           Problems* problems) {
  const std::string& code = place->insee_code();
  if (!code.empty()) {
    const Commune* commune = gazetteer.FindByCode(code);
    if (commune == nullptr) {
      problems->push_back(MakeProblem(v1::ERROR_REASON_UNKNOWN_COMMUNE, "place.insee_code", code));
    }
    return commune;
  }
  if (place->commune().empty()) {
    if (!place->has_position()) {
      problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "place.insee_code"));
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
  problems->push_back(MakeProblem(v1::ERROR_REASON_UNKNOWN_COMMUNE, "place.commune",
                                  place->commune(), std::move(facts)));
  return nullptr;
}

bool IsPosition(const google::type::LatLng& at) {
  return std::abs(at.latitude()) <= 90 && std::abs(at.longitude()) <= 180;  // false for NaN
}

void CheckPlace(v1::Place* place, const Gazetteer& gazetteer, bool suggest, Problems* problems) {
  CheckText(place->mutable_insee_code(), limits::kSourceChars, "place.insee_code", problems);
  CheckText(place->mutable_commune(), limits::kDisplayNameChars, "place.commune", problems);
  const Commune* commune = FindCommune(place, gazetteer, suggest, problems);
  if (place->has_position() && !IsPosition(place->position())) {
    problems->push_back(MakeProblem(
        v1::ERROR_REASON_POSITION_INVALID, "place.position",
        absl::StrCat(place->position().latitude(), ", ", place->position().longitude())));
    return;
  }
  if (commune == nullptr) return;
  place->set_insee_code(commune->insee);
  place->set_commune(commune->name);
  if (!commune->position.has_value()) {
    if (!place->has_position()) {
      problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "place.position", {},
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
        v1::ERROR_REASON_POSITION_INVALID, "place.position",
        absl::StrCat(place->position().latitude(), ", ", place->position().longitude()),
        {{"commune", commune->name}, {"actual", absl::StrCat(std::lround(away / 1000), " km")}}));
  }
}

template <typename Message>
void CheckOrigin(Message* message, Problems* problems) {
  CheckText(message->mutable_external_id(), limits::kExternalIdChars, "external_id", problems);
  CheckText(message->mutable_source(), limits::kSourceChars, "source", problems);
}

template <typename Message>
void CheckAssumptions(Message* message, Problems* problems) {
  if (message->assumptions_size() > limits::kAssumptionsPerEntry) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "assumptions",
                                    absl::StrCat(message->assumptions_size()),
                                    {{"maximum", absl::StrCat(limits::kAssumptionsPerEntry)}}));
    return;
  }
  for (int i = 0; i < message->assumptions_size(); ++i) {
    v1::Assumption* assumption = message->mutable_assumptions(i);
    const std::string path = absl::StrCat("assumptions[", i, "].");
    CheckText(assumption->mutable_field(), limits::kSourceChars, path + "field", problems);
    CheckRequiredText(assumption->mutable_text_fr(), limits::kAssumptionChars, path + "text_fr",
                      problems);
    CheckText(assumption->mutable_text_en(), limits::kAssumptionChars, path + "text_en", problems);
  }
}

template <typename Message>
Problems CheckWithTerms(Message* message, std::string_view collection, Side side,
                        const CatalogueData& data, bool suggest) {
  Problems problems;
  CheckName(message->name(), collection, &problems);
  CheckActorReference(message->actor(), message->name(), &problems);
  CheckText(message->mutable_title(), limits::kTitleChars, "title", &problems);
  CheckText(message->mutable_description(), limits::kDescriptionChars, "description", &problems);
  CheckTerms(message->mutable_terms(), side, data, suggest, &problems);
  CheckAssumptions(message, &problems);
  CheckOrigin(message, &problems);
  const CategoryIndex category = data.catalogue.FindCategory(message->terms().category());
  if (category.valid()) {
    CheckWork(message->mutable_terms(), message->name(), side, category, data, suggest, &problems);
  }
  if (message->title().empty() && category.valid()) message->set_title(data.words(category).fr);
  return problems;
}

}  // namespace

std::vector<FieldProblem> CheckActor(v1::Actor* actor, const CatalogueData& data,
                                     const Gazetteer& gazetteer, bool suggest) {
  Problems problems;
  CheckName(actor->name(), kActors, &problems);
  CheckRequiredText(actor->mutable_display_name(), limits::kDisplayNameChars, "display_name",
                    &problems);
  if (!v1::ActorKind_IsValid(actor->kind())) {
    problems.push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "kind",
                                   absl::StrCat(static_cast<int>(actor->kind()))));
  }
  CheckPlace(actor->mutable_place(), gazetteer, suggest, &problems);
  CheckLabels(actor->mutable_labels(), "labels", data, suggest, &problems);
  CheckOrigin(actor, &problems);
  return problems;
}

std::vector<FieldProblem> CheckNeed(v1::Need* need, const CatalogueData& data, bool suggest) {
  return CheckWithTerms(need, kNeeds, Side::kNeed, data, suggest);
}

std::vector<FieldProblem> CheckResource(v1::Resource* resource, const CatalogueData& data,
                                        bool suggest) {
  return CheckWithTerms(resource, kResources, Side::kResource, data, suggest);
}

std::vector<FieldProblem> CheckEntry(v1::Entry* entry, const CatalogueData& data,
                                     const Gazetteer& gazetteer, bool suggest) {
  switch (entry->kind_case()) {
    case v1::Entry::kActor:
      return CheckActor(entry->mutable_actor(), data, gazetteer, suggest);
    case v1::Entry::kNeed:
      return CheckNeed(entry->mutable_need(), data, suggest);
    case v1::Entry::kResource:
      return CheckResource(entry->mutable_resource(), data, suggest);
    case v1::Entry::KIND_NOT_SET:
      break;
  }
  return {MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "kind")};
}

}  // namespace cordee::service
