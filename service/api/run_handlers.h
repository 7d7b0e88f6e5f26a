// Handlers of RunService and MatchService (see handlers.h).
#pragma once

#include "cordee/v1/match_service.pb.h"
#include "cordee/v1/run_service.pb.h"
#include "service/server/pipeline.h"

namespace cordee::service {

// runs.cc
absl::StatusOr<PreparedWrite<v1::StartRunResponse>> StartRun(const Context&, const Call&,
                                                             const v1::StartRunRequest&);
absl::Status GetRun(const Context&, const Call&, const v1::GetRunRequest&, v1::GetRunResponse*);
absl::Status ListRuns(const Context&, const Call&, const v1::ListRunsRequest&,
                      v1::ListRunsResponse*);
absl::Status CancelRun(const Context&, const Call&, const v1::CancelRunRequest&,
                       v1::CancelRunResponse*);

// proposals.cc
absl::Status GetProposal(const Context&, const Call&, const v1::GetProposalRequest&,
                         v1::GetProposalResponse*);
absl::Status ListProposals(const Context&, const Call&, const v1::ListProposalsRequest&,
                           v1::ListProposalsResponse*);
absl::Status ListUnmetNeeds(const Context&, const Call&, const v1::ListUnmetNeedsRequest&,
                            v1::ListUnmetNeedsResponse*);

// showings.cc
absl::Status ListShownProposals(const Context&, const Call&, const v1::ListShownProposalsRequest&,
                                v1::ListShownProposalsResponse*);

// match.cc
absl::Status SuggestMatches(const Context&, const Call&, const v1::SuggestMatchesRequest&,
                            v1::SuggestMatchesResponse*);
absl::Status ExplainMatch(const Context&, const Call&, const v1::ExplainMatchRequest&,
                          v1::ExplainMatchResponse*);

// trades.cc
absl::Status SuggestTrades(const Context&, const Call&, const v1::SuggestTradesRequest&,
                           v1::SuggestTradesResponse*);

}  // namespace cordee::service
