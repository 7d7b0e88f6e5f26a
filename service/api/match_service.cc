#include "service/api/match_service.h"

#include "service/api/run_handlers.h"

namespace cordee::service {

grpc::ServerUnaryReactor* MatchServiceImpl::SuggestMatches(grpc::CallbackServerContext* rpc,
                                                           const v1::SuggestMatchesRequest* request,
                                                           v1::SuggestMatchesResponse* response) {
  return RunRead(context_, context_.interactive, "cordee.v1.MatchService.SuggestMatches", rpc,
                 request, response, cordee::service::SuggestMatches);
}

grpc::ServerUnaryReactor* MatchServiceImpl::ExplainMatch(grpc::CallbackServerContext* rpc,
                                                         const v1::ExplainMatchRequest* request,
                                                         v1::ExplainMatchResponse* response) {
  return RunRead(context_, context_.interactive, "cordee.v1.MatchService.ExplainMatch", rpc,
                 request, response, cordee::service::ExplainMatch);
}

grpc::ServerUnaryReactor* MatchServiceImpl::SuggestTrades(grpc::CallbackServerContext* rpc,
                                                          const v1::SuggestTradesRequest* request,
                                                          v1::SuggestTradesResponse* response) {
  return RunRead(context_, context_.interactive, "cordee.v1.MatchService.SuggestTrades", rpc,
                 request, response, cordee::service::SuggestTrades);
}

}  // namespace cordee::service
