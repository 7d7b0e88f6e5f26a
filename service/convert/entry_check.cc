#include "service/convert/entry_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/convert/logistics_check.h"
#include "service/convert/names.h"
#include "service/convert/place_check.h"
#include "service/convert/terms_check.h"
#include "service/convert/text_check.h"
#include "service/convert/work_check.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

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
                        const CatalogueData& data, const Gazetteer& gazetteer, bool suggest) {
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
    CheckLogistics(message->mutable_terms(), side, category, data, gazetteer, suggest, &problems);
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
  CheckPlace(actor->mutable_place(), "place", gazetteer, suggest, &problems);
  CheckLabels(actor->mutable_labels(), "labels", data, suggest, &problems);
  CheckOrigin(actor, &problems);
  return problems;
}

std::vector<FieldProblem> CheckNeed(v1::Need* need, const CatalogueData& data,
                                    const Gazetteer& gazetteer, bool suggest) {
  return CheckWithTerms(need, kNeeds, Side::kNeed, data, gazetteer, suggest);
}

std::vector<FieldProblem> CheckResource(v1::Resource* resource, const CatalogueData& data,
                                        const Gazetteer& gazetteer, bool suggest) {
  return CheckWithTerms(resource, kResources, Side::kResource, data, gazetteer, suggest);
}

std::vector<FieldProblem> CheckEntry(v1::Entry* entry, const CatalogueData& data,
                                     const Gazetteer& gazetteer, bool suggest) {
  switch (entry->kind_case()) {
    case v1::Entry::kActor:
      return CheckActor(entry->mutable_actor(), data, gazetteer, suggest);
    case v1::Entry::kNeed:
      return CheckNeed(entry->mutable_need(), data, gazetteer, suggest);
    case v1::Entry::kResource:
      return CheckResource(entry->mutable_resource(), data, gazetteer, suggest);
    case v1::Entry::KIND_NOT_SET:
      break;
  }
  return {MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "kind")};
}

}  // namespace cordee::service
