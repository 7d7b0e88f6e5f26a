// MatchService: each method names its handler and its way through the pipeline; nothing else.
#pragma once

#include "cordee/v1/match_service.grpc.pb.h"
#include "service/server/context.h"

namespace cordee::service {

class MatchServiceImpl final : public v1::MatchService::CallbackService {
 public:
  explicit MatchServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* SuggestMatches(grpc::CallbackServerContext* rpc,
                                           const v1::SuggestMatchesRequest* request,
                                           v1::SuggestMatchesResponse* response) override;
  grpc::ServerUnaryReactor* ExplainMatch(grpc::CallbackServerContext* rpc,
                                         const v1::ExplainMatchRequest* request,
                                         v1::ExplainMatchResponse* response) override;
  grpc::ServerUnaryReactor* SuggestTrades(grpc::CallbackServerContext* rpc,
                                          const v1::SuggestTradesRequest* request,
                                          v1::SuggestTradesResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace cordee::service
