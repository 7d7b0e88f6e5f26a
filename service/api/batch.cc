#include <memory>

#include "service/api/handlers.h"
#include "service/api/upsert.h"
#include "service/limits.h"
#include "service/names.h"
#include "service/text.h"

namespace cordee::service {

absl::StatusOr<PreparedWrite<v1::BatchUpsertEntriesResponse>> BatchUpsertEntries(
    const Context& context, const Call& call, const v1::BatchUpsertEntriesRequest& request) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  if (request.entries_size() > limits::kBatchEntries) {
    return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_BATCH_TOO_LARGE,
                     {{"limit", "max_batch_entries"},
                      {"maximum", StrCat(limits::kBatchEntries)},
                      {"actual", StrCat(request.entries_size())}});
  }
  const auto plan = std::make_shared<UpsertPlan>(*context.reference, call.territory);
  for (int i = 0; i < request.entries_size(); ++i) plan->Add(i, request.entries(i));
  PreparedWrite<v1::BatchUpsertEntriesResponse> prepared;
  prepared.apply =
      [plan, allow_partial = request.allow_partial(), now = call.now, language = call.language](
          WriteTransaction& write, v1::BatchUpsertEntriesResponse* response) -> absl::Status {
    UpsertOutcome outcome;
    RETURN_IF_ERROR(plan->Apply(write, now, allow_partial, &outcome));
    response->set_created_count(outcome.created);
    response->set_updated_count(outcome.updated);
    response->set_unchanged_count(outcome.unchanged);
    response->set_error_count(outcome.error_count);
    response->set_revision(outcome.revision);
    for (const IndexedProblem& problem : outcome.errors) {
      *response->add_errors() = ToEntryError(problem, language);
    }
    const bool refused = outcome.error_count > 0 && !allow_partial;
    return refused ? UndoAndAnswer() : absl::OkStatus();
  };
  return prepared;
}

}  // namespace cordee::service
