#include "service/api/registry_service.h"

#include "service/api/export_handlers.h"
#include "service/api/handlers.h"
#include "service/api/import_stream.h"

namespace cordee::service {

grpc::ServerUnaryReactor* RegistryServiceImpl::GetTerritory(grpc::CallbackServerContext* rpc,
                                                            const v1::GetTerritoryRequest* request,
                                                            v1::GetTerritoryResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.GetTerritory", rpc,
                 request, response, cordee::service::GetTerritory);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListTerritories(
    grpc::CallbackServerContext* rpc, const v1::ListTerritoriesRequest* request,
    v1::ListTerritoriesResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.ListTerritories", rpc,
                 request, response, cordee::service::ListTerritories);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::CreateTerritory(
    grpc::CallbackServerContext* rpc, const v1::CreateTerritoryRequest* request,
    v1::CreateTerritoryResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.CreateTerritory", rpc, request, response,
                  cordee::service::CreateTerritory);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::UpdateTerritory(
    grpc::CallbackServerContext* rpc, const v1::UpdateTerritoryRequest* request,
    v1::UpdateTerritoryResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.UpdateTerritory", rpc, request, response,
                  cordee::service::UpdateTerritory);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::DeleteTerritory(
    grpc::CallbackServerContext* rpc, const v1::DeleteTerritoryRequest* request,
    v1::DeleteTerritoryResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.DeleteTerritory", rpc, request, response,
                  cordee::service::DeleteTerritory);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::GetActor(grpc::CallbackServerContext* rpc,
                                                        const v1::GetActorRequest* request,
                                                        v1::GetActorResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.GetActor", rpc, request,
                 response, GetEntry<v1::Actor>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::CreateActor(grpc::CallbackServerContext* rpc,
                                                           const v1::CreateActorRequest* request,
                                                           v1::CreateActorResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.CreateActor", rpc, request, response,
                  CreateEntry<v1::Actor>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::UpdateActor(grpc::CallbackServerContext* rpc,
                                                           const v1::UpdateActorRequest* request,
                                                           v1::UpdateActorResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.UpdateActor", rpc, request, response,
                  UpdateEntry<v1::Actor>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::DeleteActor(grpc::CallbackServerContext* rpc,
                                                           const v1::DeleteActorRequest* request,
                                                           v1::DeleteActorResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.DeleteActor", rpc, request, response,
                  DeleteEntry<v1::Actor>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListActors(grpc::CallbackServerContext* rpc,
                                                          const v1::ListActorsRequest* request,
                                                          v1::ListActorsResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.ListActors", rpc, request,
                 response, cordee::service::ListActors);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::GetNeed(grpc::CallbackServerContext* rpc,
                                                       const v1::GetNeedRequest* request,
                                                       v1::GetNeedResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.GetNeed", rpc, request,
                 response, GetEntry<v1::Need>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::CreateNeed(grpc::CallbackServerContext* rpc,
                                                          const v1::CreateNeedRequest* request,
                                                          v1::CreateNeedResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.CreateNeed", rpc, request, response,
                  CreateEntry<v1::Need>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::UpdateNeed(grpc::CallbackServerContext* rpc,
                                                          const v1::UpdateNeedRequest* request,
                                                          v1::UpdateNeedResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.UpdateNeed", rpc, request, response,
                  UpdateEntry<v1::Need>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::DeleteNeed(grpc::CallbackServerContext* rpc,
                                                          const v1::DeleteNeedRequest* request,
                                                          v1::DeleteNeedResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.DeleteNeed", rpc, request, response,
                  DeleteEntry<v1::Need>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListNeeds(grpc::CallbackServerContext* rpc,
                                                         const v1::ListNeedsRequest* request,
                                                         v1::ListNeedsResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.ListNeeds", rpc, request,
                 response, cordee::service::ListNeeds);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::GetResource(grpc::CallbackServerContext* rpc,
                                                           const v1::GetResourceRequest* request,
                                                           v1::GetResourceResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.GetResource", rpc, request,
                 response, GetEntry<v1::Resource>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::CreateResource(
    grpc::CallbackServerContext* rpc, const v1::CreateResourceRequest* request,
    v1::CreateResourceResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.CreateResource", rpc, request, response,
                  CreateEntry<v1::Resource>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::UpdateResource(
    grpc::CallbackServerContext* rpc, const v1::UpdateResourceRequest* request,
    v1::UpdateResourceResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.UpdateResource", rpc, request, response,
                  UpdateEntry<v1::Resource>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::DeleteResource(
    grpc::CallbackServerContext* rpc, const v1::DeleteResourceRequest* request,
    v1::DeleteResourceResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.DeleteResource", rpc, request, response,
                  DeleteEntry<v1::Resource>);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListResources(
    grpc::CallbackServerContext* rpc, const v1::ListResourcesRequest* request,
    v1::ListResourcesResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.ListResources", rpc,
                 request, response, cordee::service::ListResources);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::BatchUpsertEntries(
    grpc::CallbackServerContext* rpc, const v1::BatchUpsertEntriesRequest* request,
    v1::BatchUpsertEntriesResponse* response) {
  return RunWrite(context_, "cordee.v1.RegistryService.BatchUpsertEntries", rpc, request, response,
                  cordee::service::BatchUpsertEntries);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::SearchEntries(
    grpc::CallbackServerContext* rpc, const v1::SearchEntriesRequest* request,
    v1::SearchEntriesResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RegistryService.SearchEntries", rpc,
                 request, response, cordee::service::SearchEntries);
}

grpc::ServerReadReactor<v1::ImportEntriesRequest>* RegistryServiceImpl::ImportEntries(
    grpc::CallbackServerContext* rpc, v1::ImportEntriesResponse* response) {
  return new ImportStream(context_, rpc, response);
}

grpc::ServerWriteReactor<v1::ExportEntriesResponse>* RegistryServiceImpl::ExportEntries(
    grpc::CallbackServerContext* rpc, const v1::ExportEntriesRequest* request) {
  return new PullStream<v1::ExportEntriesRequest, v1::ExportEntriesResponse>(
      context_, context_.bulk, "cordee.v1.RegistryService.ExportEntries", rpc, request,
      cordee::service::ExportEntries);
}

}  // namespace cordee::service
