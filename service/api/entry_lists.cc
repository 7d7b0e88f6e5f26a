#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/api/handlers.h"
#include "service/api/reference.h"
#include "service/names.h"
#include "service/server/page_token.h"
#include "service/text.h"

namespace cordee::service {
namespace {

void Append(const v1::Actor& entry, v1::ListActorsResponse* response) {
  *response->add_actors() = entry;
}
void Append(const v1::Need& entry, v1::ListNeedsResponse* response) {
  *response->add_needs() = entry;
}
void Append(const v1::Resource& entry, v1::ListResourcesResponse* response) {
  *response->add_resources() = entry;
}

// Codes of the categories that a list is limited to; empty: all.
absl::StatusOr<std::vector<std::string>> WantedCategories(const CatalogueData& data,
                                                          v1::Family family,
                                                          const std::string& category) {
  std::vector<std::string> codes;
  const Catalogue& catalogue = data.catalogue;
  CategoryIndex ancestor;
  if (!category.empty()) {
    ancestor = data.FindCategory(category);
    if (!ancestor.valid()) {
      return InvalidField(v1::ERROR_REASON_UNKNOWN_CATEGORY, "category", category);
    }
  }
  if (!ancestor.valid() && family == v1::FAMILY_UNSPECIFIED) return codes;
  if (!v1::Family_IsValid(family)) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "family", StrCat(int{family}));
  }
  for (const CategoryIndex index : IndicesUpTo<CategoryIndex>(catalogue.category_count())) {
    const Category& one = catalogue.category(index);
    if (ancestor.valid() && !catalogue.IsWithin(index, ancestor)) continue;
    if (family != v1::FAMILY_UNSPECIFIED && static_cast<int>(one.family) + 1 != family) continue;
    codes.push_back(one.code);
  }
  // A category of another family: nothing can be in both.
  if (codes.empty()) codes.emplace_back();
  return codes;
}

// Fills pages from the store until `size` entries pass `keep`.
template <typename Entry, typename Request, typename Response, typename Keep>
absl::Status ListPage(const Context& context, const Call& call, const Request& request,
                      EntryQuery query, const Keep& keep, Response* response) {
  ASSIGN_OR_RETURN(const int32_t size, PageSize(request.page_size()));
  const std::string digest = QueryDigest(call.method, request);
  ASSIGN_OR_RETURN(query.after_id, context.pages->Open(digest, request.page_token()));
  query.limit = size + 1;
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const TerritoryRow territory,
                     RequireTerritory(read, call.territory, request.min_revision()));
    response->set_revision(territory.revision);
    int32_t found = 0;
    while (true) {
      ASSIGN_OR_RETURN(const std::vector<EntryRow> rows, read.ListEntries(call.territory, query));
      for (const EntryRow& row : rows) {
        Entry entry;
        ReadBlob(row.blob, &entry);
        if (keep(entry)) {
          if (found == size) {
            response->set_next_page_token(context.pages->Seal(digest, query.after_id));
            return absl::OkStatus();
          }
          Append(entry, response);
          ++found;
        }
        query.after_id = row.id;
      }
      if (rows.size() < static_cast<size_t>(query.limit)) return absl::OkStatus();
    }
  });
}

template <typename Entry, typename Request, typename Response>
absl::Status ListOffers(const Context& context, const Call& call, const Request& request,
                        Response* response) {
  EntryQuery query;
  query.kind = EntryTraits<Entry>::kKind;
  if (!request.actor().empty()) {
    ASSIGN_OR_RETURN(const EntryRef actor,
                     ParseEntryName(request.actor(), EntryKind::kActor, "actor"));
    query.actor = actor.id;
  }
  ASSIGN_OR_RETURN(query.categories, WantedCategories(*context.reference->data, request.family(),
                                                      request.category()));
  return ListPage<Entry>(
      context, call, request, std::move(query), [](const Entry&) { return true; }, response);
}

}  // namespace

absl::Status ListActors(const Context& context, const Call& call,
                        const v1::ListActorsRequest& request, v1::ListActorsResponse* response) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  EntryQuery query;
  query.kind = EntryKind::kActor;
  const v1::ActorKind kind = request.kind();
  const auto keep = [kind](const v1::Actor& actor) {
    return kind == v1::ACTOR_KIND_UNSPECIFIED || actor.kind() == kind;
  };
  return ListPage<v1::Actor>(context, call, request, std::move(query), keep, response);
}

absl::Status ListNeeds(const Context& context, const Call& call,
                       const v1::ListNeedsRequest& request, v1::ListNeedsResponse* response) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  return ListOffers<v1::Need>(context, call, request, response);
}

absl::Status ListResources(const Context& context, const Call& call,
                           const v1::ListResourcesRequest& request,
                           v1::ListResourcesResponse* response) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  return ListOffers<v1::Resource>(context, call, request, response);
}

}  // namespace cordee::service
