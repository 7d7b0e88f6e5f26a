// RunService: each method names its handler and its way through the pipeline; nothing else.
#pragma once

#include "cordee/v1/run_service.grpc.pb.h"
#include "service/server/context.h"

namespace cordee::service {

class RunServiceImpl final : public v1::RunService::CallbackService {
 public:
  explicit RunServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* StartRun(grpc::CallbackServerContext* rpc,
                                     const v1::StartRunRequest* request,
                                     v1::StartRunResponse* response) override;
  grpc::ServerUnaryReactor* GetRun(grpc::CallbackServerContext* rpc,
                                   const v1::GetRunRequest* request,
                                   v1::GetRunResponse* response) override;
  grpc::ServerUnaryReactor* ListRuns(grpc::CallbackServerContext* rpc,
                                     const v1::ListRunsRequest* request,
                                     v1::ListRunsResponse* response) override;
  grpc::ServerUnaryReactor* CancelRun(grpc::CallbackServerContext* rpc,
                                      const v1::CancelRunRequest* request,
                                      v1::CancelRunResponse* response) override;
  grpc::ServerUnaryReactor* GetProposal(grpc::CallbackServerContext* rpc,
                                        const v1::GetProposalRequest* request,
                                        v1::GetProposalResponse* response) override;
  grpc::ServerUnaryReactor* ListProposals(grpc::CallbackServerContext* rpc,
                                          const v1::ListProposalsRequest* request,
                                          v1::ListProposalsResponse* response) override;
  grpc::ServerUnaryReactor* ListUnmetNeeds(grpc::CallbackServerContext* rpc,
                                           const v1::ListUnmetNeedsRequest* request,
                                           v1::ListUnmetNeedsResponse* response) override;
  grpc::ServerUnaryReactor* ListShownProposals(
      grpc::CallbackServerContext* rpc, const v1::ListShownProposalsRequest* request,
      v1::ListShownProposalsResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchRunResponse>* WatchRun(
      grpc::CallbackServerContext* rpc, const v1::WatchRunRequest* request) override;
  grpc::ServerWriteReactor<v1::ExportRunResponse>* ExportRun(
      grpc::CallbackServerContext* rpc, const v1::ExportRunRequest* request) override;

 private:
  const Context& context_;
};

}  // namespace cordee::service
