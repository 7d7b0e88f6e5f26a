// All handlers of unary calls, by resource. Each is one step of the pipeline (server/pipeline.h);
// the proto comments say what they do.
#pragma once

#include "cordee/v1/admin_service.pb.h"
#include "cordee/v1/registry_service.pb.h"
#include "service/server/pipeline.h"

namespace cordee::service {

// territories.cc
absl::Status GetTerritory(const Context&, const Call&, const v1::GetTerritoryRequest&,
                          v1::GetTerritoryResponse*);
absl::Status ListTerritories(const Context&, const Call&, const v1::ListTerritoriesRequest&,
                             v1::ListTerritoriesResponse*);
absl::StatusOr<PreparedWrite<v1::CreateTerritoryResponse>> CreateTerritory(
    const Context&, const Call&, const v1::CreateTerritoryRequest&);
absl::StatusOr<PreparedWrite<v1::UpdateTerritoryResponse>> UpdateTerritory(
    const Context&, const Call&, const v1::UpdateTerritoryRequest&);
absl::StatusOr<PreparedWrite<v1::DeleteTerritoryResponse>> DeleteTerritory(
    const Context&, const Call&, const v1::DeleteTerritoryRequest&);

// entries.cc: actors, needs and resources.
template <typename Entry, typename Request, typename Response>
absl::Status GetEntry(const Context&, const Call&, const Request&, Response*);
template <typename Entry, typename Request, typename Response>
absl::StatusOr<PreparedWrite<Response>> CreateEntry(const Context&, const Call&, const Request&);
template <typename Entry, typename Request, typename Response>
absl::StatusOr<PreparedWrite<Response>> UpdateEntry(const Context&, const Call&, const Request&);
template <typename Entry, typename Request, typename Response>
absl::StatusOr<PreparedWrite<Response>> DeleteEntry(const Context&, const Call&, const Request&);

// entry_lists.cc
absl::Status ListActors(const Context&, const Call&, const v1::ListActorsRequest&,
                        v1::ListActorsResponse*);
absl::Status ListNeeds(const Context&, const Call&, const v1::ListNeedsRequest&,
                       v1::ListNeedsResponse*);
absl::Status ListResources(const Context&, const Call&, const v1::ListResourcesRequest&,
                           v1::ListResourcesResponse*);

// search.cc
absl::Status SearchEntries(const Context&, const Call&, const v1::SearchEntriesRequest&,
                           v1::SearchEntriesResponse*);

// batch.cc
absl::StatusOr<PreparedWrite<v1::BatchUpsertEntriesResponse>> BatchUpsertEntries(
    const Context&, const Call&, const v1::BatchUpsertEntriesRequest&);

// admin.cc
absl::Status GetServerInfo(const Context&, const Call&, const v1::GetServerInfoRequest&,
                           v1::GetServerInfoResponse*);
absl::StatusOr<PreparedWrite<v1::CreateTokenResponse>> CreateToken(const Context&, const Call&,
                                                                   const v1::CreateTokenRequest&);
absl::Status ListTokens(const Context&, const Call&, const v1::ListTokensRequest&,
                        v1::ListTokensResponse*);
absl::StatusOr<PreparedWrite<v1::RevokeTokenResponse>> RevokeToken(const Context&, const Call&,
                                                                   const v1::RevokeTokenRequest&);

}  // namespace cordee::service
