// RegistryService: each method names its handler and its way through the pipeline; nothing else.
#pragma once

#include "cordee/v1/registry_service.grpc.pb.h"
#include "service/server/context.h"

namespace cordee::service {

class RegistryServiceImpl final : public v1::RegistryService::CallbackService {
 public:
  explicit RegistryServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* GetTerritory(grpc::CallbackServerContext* rpc,
                                         const v1::GetTerritoryRequest* request,
                                         v1::GetTerritoryResponse* response) override;
  grpc::ServerUnaryReactor* ListTerritories(grpc::CallbackServerContext* rpc,
                                            const v1::ListTerritoriesRequest* request,
                                            v1::ListTerritoriesResponse* response) override;
  grpc::ServerUnaryReactor* CreateTerritory(grpc::CallbackServerContext* rpc,
                                            const v1::CreateTerritoryRequest* request,
                                            v1::CreateTerritoryResponse* response) override;
  grpc::ServerUnaryReactor* UpdateTerritory(grpc::CallbackServerContext* rpc,
                                            const v1::UpdateTerritoryRequest* request,
                                            v1::UpdateTerritoryResponse* response) override;
  grpc::ServerUnaryReactor* DeleteTerritory(grpc::CallbackServerContext* rpc,
                                            const v1::DeleteTerritoryRequest* request,
                                            v1::DeleteTerritoryResponse* response) override;
  grpc::ServerUnaryReactor* GetActor(grpc::CallbackServerContext* rpc,
                                     const v1::GetActorRequest* request,
                                     v1::GetActorResponse* response) override;
  grpc::ServerUnaryReactor* CreateActor(grpc::CallbackServerContext* rpc,
                                        const v1::CreateActorRequest* request,
                                        v1::CreateActorResponse* response) override;
  grpc::ServerUnaryReactor* UpdateActor(grpc::CallbackServerContext* rpc,
                                        const v1::UpdateActorRequest* request,
                                        v1::UpdateActorResponse* response) override;
  grpc::ServerUnaryReactor* DeleteActor(grpc::CallbackServerContext* rpc,
                                        const v1::DeleteActorRequest* request,
                                        v1::DeleteActorResponse* response) override;
  grpc::ServerUnaryReactor* ListActors(grpc::CallbackServerContext* rpc,
                                       const v1::ListActorsRequest* request,
                                       v1::ListActorsResponse* response) override;
  grpc::ServerUnaryReactor* GetNeed(grpc::CallbackServerContext* rpc,
                                    const v1::GetNeedRequest* request,
                                    v1::GetNeedResponse* response) override;
  grpc::ServerUnaryReactor* CreateNeed(grpc::CallbackServerContext* rpc,
                                       const v1::CreateNeedRequest* request,
                                       v1::CreateNeedResponse* response) override;
  grpc::ServerUnaryReactor* UpdateNeed(grpc::CallbackServerContext* rpc,
                                       const v1::UpdateNeedRequest* request,
                                       v1::UpdateNeedResponse* response) override;
  grpc::ServerUnaryReactor* DeleteNeed(grpc::CallbackServerContext* rpc,
                                       const v1::DeleteNeedRequest* request,
                                       v1::DeleteNeedResponse* response) override;
  grpc::ServerUnaryReactor* ListNeeds(grpc::CallbackServerContext* rpc,
                                      const v1::ListNeedsRequest* request,
                                      v1::ListNeedsResponse* response) override;
  grpc::ServerUnaryReactor* GetResource(grpc::CallbackServerContext* rpc,
                                        const v1::GetResourceRequest* request,
                                        v1::GetResourceResponse* response) override;
  grpc::ServerUnaryReactor* CreateResource(grpc::CallbackServerContext* rpc,
                                           const v1::CreateResourceRequest* request,
                                           v1::CreateResourceResponse* response) override;
  grpc::ServerUnaryReactor* UpdateResource(grpc::CallbackServerContext* rpc,
                                           const v1::UpdateResourceRequest* request,
                                           v1::UpdateResourceResponse* response) override;
  grpc::ServerUnaryReactor* DeleteResource(grpc::CallbackServerContext* rpc,
                                           const v1::DeleteResourceRequest* request,
                                           v1::DeleteResourceResponse* response) override;
  grpc::ServerUnaryReactor* ListResources(grpc::CallbackServerContext* rpc,
                                          const v1::ListResourcesRequest* request,
                                          v1::ListResourcesResponse* response) override;
  grpc::ServerUnaryReactor* BatchUpsertEntries(grpc::CallbackServerContext* rpc,
                                               const v1::BatchUpsertEntriesRequest* request,
                                               v1::BatchUpsertEntriesResponse* response) override;
  grpc::ServerUnaryReactor* SearchEntries(grpc::CallbackServerContext* rpc,
                                          const v1::SearchEntriesRequest* request,
                                          v1::SearchEntriesResponse* response) override;
  grpc::ServerReadReactor<v1::ImportEntriesRequest>* ImportEntries(
      grpc::CallbackServerContext* rpc, v1::ImportEntriesResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportEntriesResponse>* ExportEntries(
      grpc::CallbackServerContext* rpc, const v1::ExportEntriesRequest* request) override;

 private:
  const Context& context_;
};

}  // namespace cordee::service
