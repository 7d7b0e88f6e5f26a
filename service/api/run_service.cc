#include "service/api/run_service.h"

#include "service/api/export_handlers.h"
#include "service/api/run_handlers.h"
#include "service/runs/watch_stream.h"

namespace cordee::service {

grpc::ServerUnaryReactor* RunServiceImpl::StartRun(grpc::CallbackServerContext* rpc,
                                                   const v1::StartRunRequest* request,
                                                   v1::StartRunResponse* response) {
  return RunWrite(context_, "cordee.v1.RunService.StartRun", rpc, request, response,
                  cordee::service::StartRun);
}

grpc::ServerUnaryReactor* RunServiceImpl::GetRun(grpc::CallbackServerContext* rpc,
                                                 const v1::GetRunRequest* request,
                                                 v1::GetRunResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RunService.GetRun", rpc, request, response,
                 cordee::service::GetRun);
}

grpc::ServerUnaryReactor* RunServiceImpl::ListRuns(grpc::CallbackServerContext* rpc,
                                                   const v1::ListRunsRequest* request,
                                                   v1::ListRunsResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RunService.ListRuns", rpc, request,
                 response, cordee::service::ListRuns);
}

grpc::ServerUnaryReactor* RunServiceImpl::CancelRun(grpc::CallbackServerContext* rpc,
                                                    const v1::CancelRunRequest* request,
                                                    v1::CancelRunResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RunService.CancelRun", rpc, request,
                 response, cordee::service::CancelRun);
}

grpc::ServerUnaryReactor* RunServiceImpl::GetProposal(grpc::CallbackServerContext* rpc,
                                                      const v1::GetProposalRequest* request,
                                                      v1::GetProposalResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RunService.GetProposal", rpc, request,
                 response, cordee::service::GetProposal);
}

grpc::ServerUnaryReactor* RunServiceImpl::ListProposals(grpc::CallbackServerContext* rpc,
                                                        const v1::ListProposalsRequest* request,
                                                        v1::ListProposalsResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RunService.ListProposals", rpc, request,
                 response, cordee::service::ListProposals);
}

grpc::ServerUnaryReactor* RunServiceImpl::ListUnmetNeeds(grpc::CallbackServerContext* rpc,
                                                         const v1::ListUnmetNeedsRequest* request,
                                                         v1::ListUnmetNeedsResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RunService.ListUnmetNeeds", rpc, request,
                 response, cordee::service::ListUnmetNeeds);
}

grpc::ServerUnaryReactor* RunServiceImpl::ListShownProposals(
    grpc::CallbackServerContext* rpc, const v1::ListShownProposalsRequest* request,
    v1::ListShownProposalsResponse* response) {
  return RunRead(context_, context_.database, "cordee.v1.RunService.ListShownProposals", rpc,
                 request, response, cordee::service::ListShownProposals);
}

grpc::ServerWriteReactor<v1::WatchRunResponse>* RunServiceImpl::WatchRun(
    grpc::CallbackServerContext* rpc, const v1::WatchRunRequest* request) {
  return WatchStream::Open(context_, rpc, request);
}

grpc::ServerWriteReactor<v1::ExportRunResponse>* RunServiceImpl::ExportRun(
    grpc::CallbackServerContext* rpc, const v1::ExportRunRequest* request) {
  return new PullStream<v1::ExportRunRequest, v1::ExportRunResponse>(
      context_, context_.bulk, "cordee.v1.RunService.ExportRun", rpc, request,
      cordee::service::ExportRun);
}

}  // namespace cordee::service
