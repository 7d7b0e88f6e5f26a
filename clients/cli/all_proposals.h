// All proposals of a run of one kind, however many pages they fill.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "clients/cli/session.h"

namespace cordee::cli {

struct ProposalQuery {
  std::string run = "latest";
  std::string actor;  // only those with this party; empty: all
  std::function<bool(const v1::Proposal&)> keep;
};

// In the order of the run. What went wrong has been told when the code is not kOk.
ExitCode AllProposals(Session& session, const ProposalQuery& query,
                      std::vector<v1::Proposal>* proposals);

}  // namespace cordee::cli
