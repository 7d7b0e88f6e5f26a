#include "clients/cli/all_proposals.h"

#include <utility>

#include "clients/cli/command.h"

namespace cordee::cli {
namespace {

constexpr int kMaxPage = 1000;

}  // namespace

ExitCode AllProposals(Session& session, const ProposalQuery& query,
                      std::vector<v1::Proposal>* proposals) {
  std::string territory;
  if (const ExitCode code = session.ResolveTerritory(&territory); code != ExitCode::kOk) {
    return code;
  }
  v1::ListProposalsRequest request;
  request.set_parent(FullName(territory, "runs", query.run));
  if (!query.actor.empty()) request.set_actor(FullName(territory, "actors", query.actor));
  request.set_page_size(kMaxPage);
  do {
    v1::ListProposalsResponse answer;
    const auto context = session.Context();
    const grpc::Status status = session.runs().ListProposals(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (v1::Proposal& proposal : *answer.mutable_proposals()) {
      if (query.keep(proposal)) proposals->push_back(std::move(proposal));
    }
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  return ExitCode::kOk;
}

}  // namespace cordee::cli
