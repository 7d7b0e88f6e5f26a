#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/api/handlers.h"
#include "service/convert/text_check.h"
#include "service/names.h"
#include "service/problems.h"

namespace cordee::service {
namespace {

v1::Territory ToTerritory(const TerritoryRow& row) {
  v1::Territory territory;
  ReadBlob(row.blob, &territory);
  territory.set_revision(row.revision);
  return territory;
}

absl::Status CheckTerritory(v1::Territory* territory) {
  std::vector<FieldProblem> problems;
  CheckRequiredText(territory->mutable_display_name(), limits::kDisplayNameChars,
                    "territory.display_name", &problems);
  return problems.empty() ? absl::OkStatus() : InvalidFields(std::move(problems));
}

// Writes it, then fills in what the store decided.
absl::Status Put(WriteTransaction& write, std::string_view id, v1::Territory* territory) {
  territory->clear_etag();
  territory->clear_revision();
  const std::string blob = territory->SerializeAsString();
  RETURN_IF_ERROR(write.PutTerritory(id, blob));
  ASSIGN_OR_RETURN(const int64_t revision, write.Revision(id));
  territory->set_revision(revision);
  territory->set_etag(EtagOf(blob));
  return absl::OkStatus();
}

}  // namespace

absl::Status GetTerritory(const Context& context, const Call& call,
                          const v1::GetTerritoryRequest& request,
                          v1::GetTerritoryResponse* response) {
  ASSIGN_OR_RETURN(const std::string id, ParseTerritoryName(request.name(), "name"));
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const TerritoryRow row,
                     RequireTerritory(read, call.territory, request.min_revision()));
    *response->mutable_territory() = ToTerritory(row);
    return absl::OkStatus();
  });
}

absl::Status ListTerritories(const Context& context, const Call& call,
                             const v1::ListTerritoriesRequest& request,
                             v1::ListTerritoriesResponse* response) {
  ASSIGN_OR_RETURN(const int32_t size, PageSize(request.page_size()));
  const std::string query = QueryDigest(call.method, request);
  ASSIGN_OR_RETURN(std::string after, context.pages->Open(query, request.page_token()));
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    while (true) {
      ASSIGN_OR_RETURN(const std::vector<TerritoryRow> rows,
                       read.ListTerritories(after, limits::kMaxPageSize));
      for (const TerritoryRow& row : rows) {
        if (!call.who.MayEnter(row.id)) continue;
        if (response->territories_size() == size) {
          response->set_next_page_token(context.pages->Seal(query, after));
          return absl::OkStatus();
        }
        *response->add_territories() = ToTerritory(row);
        after = row.id;
      }
      if (rows.size() < static_cast<size_t>(limits::kMaxPageSize)) return absl::OkStatus();
      after = rows.back().id;
    }
  });
}

absl::StatusOr<PreparedWrite<v1::CreateTerritoryResponse>> CreateTerritory(
    const Context&, const Call& call, const v1::CreateTerritoryRequest& request) {
  const std::string id = request.territory_id();
  if (!IsResourceId(id)) {
    return InvalidField(
        id.empty() ? v1::ERROR_REASON_FIELD_REQUIRED : v1::ERROR_REASON_NAME_INVALID,
        "territory_id", id);
  }
  v1::Territory territory;
  territory.set_display_name(request.territory().display_name());
  RETURN_IF_ERROR(CheckTerritory(&territory));
  territory.set_name(MakeTerritoryName(id));
  *territory.mutable_create_time() = ToTimestamp(call.now);
  *territory.mutable_update_time() = ToTimestamp(call.now);
  PreparedWrite<v1::CreateTerritoryResponse> prepared;
  prepared.apply = [id, territory](WriteTransaction& write,
                                   v1::CreateTerritoryResponse* response) -> absl::Status {
    ASSIGN_OR_RETURN(const auto existing, write.GetTerritory(id));
    if (existing.has_value()) return AlreadyExists(MakeTerritoryName(id));
    *response->mutable_territory() = territory;
    RETURN_IF_ERROR(Put(write, id, response->mutable_territory()));
    response->set_revision(response->territory().revision());
    return absl::OkStatus();
  };
  return prepared;
}

absl::StatusOr<PreparedWrite<v1::UpdateTerritoryResponse>> UpdateTerritory(
    const Context&, const Call& call, const v1::UpdateTerritoryRequest& request) {
  ASSIGN_OR_RETURN(const std::string id,
                   ParseTerritoryName(request.territory().name(), "territory.name"));
  PreparedWrite<v1::UpdateTerritoryResponse> prepared;
  prepared.apply = [id, request, now = call.now](
                       WriteTransaction& write,
                       v1::UpdateTerritoryResponse* response) -> absl::Status {
    ASSIGN_OR_RETURN(const TerritoryRow row, RequireTerritory(write, id));
    RETURN_IF_ERROR(CheckEtag(request.territory().etag(), row.blob, MakeTerritoryName(id)));
    v1::Territory* territory = response->mutable_territory();
    *territory = ToTerritory(row);
    RETURN_IF_ERROR(MergeMasked(request.update_mask(), request.territory(), territory));
    RETURN_IF_ERROR(CheckTerritory(territory));
    *territory->mutable_update_time() = ToTimestamp(now);
    RETURN_IF_ERROR(Put(write, id, territory));
    response->set_revision(territory->revision());
    return absl::OkStatus();
  };
  return prepared;
}

absl::StatusOr<PreparedWrite<v1::DeleteTerritoryResponse>> DeleteTerritory(
    const Context&, const Call&, const v1::DeleteTerritoryRequest& request) {
  ASSIGN_OR_RETURN(const std::string id, ParseTerritoryName(request.name(), "name"));
  PreparedWrite<v1::DeleteTerritoryResponse> prepared;
  prepared.apply = [id, request](WriteTransaction& write,
                                 v1::DeleteTerritoryResponse*) -> absl::Status {
    ASSIGN_OR_RETURN(const TerritoryRow row, RequireTerritory(write, id));
    RETURN_IF_ERROR(CheckEtag(request.etag(), row.blob, MakeTerritoryName(id)));
    return write.DeleteTerritory(id);
  };
  return prepared;
}

}  // namespace cordee::service
