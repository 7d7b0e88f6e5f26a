// The log of what was shown about people at work (families JOBS and GENERATIONS): which proposal or
// pair, to which token, when first. Nothing of it is shown before the log has it (AI Act, annex III
// 4 and article 12: events of a system that helps to place people are recorded).
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cordee/v1/match_service.pb.h"
#include "cordee/v1/run.pb.h"
#include "cordee/v1/run_service.pb.h"
#include "service/server/call.h"
#include "service/server/context.h"

namespace cordee::service {

// Returns once the log is durable; at once when all was shown to this token before. An error of
// the store means that nothing may be shown.
absl::Status NoteProposals(const Context& context, const Call& call,
                           const std::vector<const v1::Proposal*>& proposals);
absl::Status NoteSuggestions(const Context& context, const Call& call,
                             const v1::SuggestMatchesResponse& shown);
absl::Status NotePair(const Context& context, const Call& call, const std::string& need,
                      const std::string& resource);
// Every proposal of a run at once: its record.
absl::Status NoteRun(const Context& context, const Call& call, const std::string& run);

}  // namespace cordee::service
