#include "absl/strings/str_split.h"
#include "engine/text/fold.h"
#include "service/api/common.h"
#include "service/api/handlers.h"
#include "service/api/snapshot.h"
#include "service/convert/text_check.h"
#include "service/names.h"
#include "service/server/page_token.h"
#include "service/text.h"

namespace cordee::service {
namespace {

// One entry of a snapshot, whatever its kind, in the order of SearchTexts.
struct Place {
  const v1::Need* need = nullptr;
  const v1::Resource* resource = nullptr;
  const v1::Actor* actor = nullptr;
};

Place PlaceAt(const TerritorySnapshot& snapshot, size_t i) {
  if (i < snapshot.needs.size()) return {snapshot.needs[i].get(), nullptr, nullptr};
  i -= snapshot.needs.size();
  if (i < snapshot.resources.size()) return {nullptr, snapshot.resources[i].get(), nullptr};
  return {nullptr, nullptr, snapshot.actors[i - snapshot.resources.size()].get()};
}

// Orders like SearchTexts and stays the same when entries come and go.
std::string KeyOf(const Place& place) {
  if (place.need != nullptr) return StrCat("1", place.need->name());
  if (place.resource != nullptr) return StrCat("2", place.resource->name());
  return StrCat("3", place.actor->name());
}

CategoryIndex CategoryOf(const CatalogueData& data, const Place& place) {
  if (place.need != nullptr) return data.catalogue.FindCategory(place.need->terms().category());
  if (place.resource == nullptr) return {};
  return data.catalogue.FindCategory(place.resource->terms().category());
}

bool HoldsAll(const std::string& text, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (text.find(word) == std::string::npos) return false;
  }
  return true;
}

bool InFamily(const CatalogueData& data, const Place& place, v1::Family family) {
  if (family == v1::FAMILY_UNSPECIFIED) return true;
  const CategoryIndex category = CategoryOf(data, place);
  return category.valid() &&
         static_cast<int>(data.catalogue.category(category).family) + 1 == family;
}

v1::SearchHit ToHit(const TerritorySnapshot& snapshot, const CatalogueData& data,
                    const Place& place, Language language) {
  v1::SearchHit hit;
  const v1::Actor* actor = place.actor;
  if (place.need != nullptr) {
    *hit.mutable_entry()->mutable_need() = *place.need;
    actor = snapshot.FindActor(place.need->actor());
  } else if (place.resource != nullptr) {
    *hit.mutable_entry()->mutable_resource() = *place.resource;
    actor = snapshot.FindActor(place.resource->actor());
  } else {
    *hit.mutable_entry()->mutable_actor() = *place.actor;
  }
  if (actor != nullptr) {
    hit.set_actor_display_name(actor->display_name());
    hit.set_commune(actor->place().commune());
  }
  if (const CategoryIndex category = CategoryOf(data, place); category.valid()) {
    const CategoryWords& words = data.words(category);
    hit.set_category_label(language == Language::kFrench ? words.fr : words.en);
  }
  return hit;
}

// Folded, each with a space before it: a word of the query begins a word of the text.
absl::StatusOr<std::vector<std::string>> QueryWords(std::string query) {
  std::vector<FieldProblem> problems;
  CheckText(&query, limits::kQueryChars, "query", &problems);
  if (!problems.empty()) return InvalidFields(std::move(problems));
  std::vector<std::string> words = absl::StrSplit(Fold(query), ' ', absl::SkipEmpty());
  for (std::string& word : words) word = StrCat(" ", word);
  return words;
}

}  // namespace

absl::Status SearchEntries(const Context& context, const Call& call,
                           const v1::SearchEntriesRequest& request,
                           v1::SearchEntriesResponse* response) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  ASSIGN_OR_RETURN(const int32_t size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> words, QueryWords(request.query()));
  const std::string digest = QueryDigest(call.method, request);
  ASSIGN_OR_RETURN(const std::string after, context.pages->Open(digest, request.page_token()));
  ASSIGN_OR_RETURN(const SnapshotRef snapshot,
                   context.snapshots->Get(call.territory, request.min_revision()));
  const CatalogueData& data = *context.reference->data;
  const std::vector<std::string>& texts = snapshot->SearchTexts(data);
  std::string last;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!HoldsAll(texts[i], words)) continue;
    const Place place = PlaceAt(*snapshot, i);
    if (!InFamily(data, place, request.family())) continue;
    std::string key = KeyOf(place);
    if (!after.empty() && key <= after) continue;
    if (response->hits_size() == size) {
      response->set_next_page_token(context.pages->Seal(digest, last));
      return absl::OkStatus();
    }
    *response->add_hits() = ToHit(*snapshot, data, place, call.language);
    last = std::move(key);
  }
  return absl::OkStatus();
}

}  // namespace cordee::service
