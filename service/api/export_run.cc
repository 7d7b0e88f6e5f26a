#include "service/api/export_handlers.h"
#include "service/api/showings.h"
#include "service/errors.h"
#include "service/names.h"
#include "service/runs/run_rows.h"

namespace cordee::service {

absl::StatusOr<NextPart<v1::ExportRunResponse>> ExportRun(const Context& context, const Call& call,
                                                          const v1::ExportRunRequest& request) {
  ASSIGN_OR_RETURN(const EntryRef name, ParseRunName(request.name(), "name"));
  v1::Run run;
  RETURN_IF_ERROR(context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(run, RequireRun(read, name));
    return absl::OkStatus();
  }));
  if (run.state() != v1::RUN_STATE_SUCCEEDED) {
    return MakeError(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RUN_NOT_FINISHED,
                     {{"value", run.name()}});
  }
  RETURN_IF_ERROR(NoteRun(context, call, run.name()));
  ASSIGN_OR_RETURN(const EntryRef resolved, ParseRunName(run.name(), "name"));
  return [store = context.store, resolved,
          after = int64_t{-1}](v1::ExportRunResponse* part) mutable -> absl::StatusOr<bool> {
    std::vector<RunPartRow> rows;
    RETURN_IF_ERROR(store->Read([&](ReadTransaction& read) -> absl::Status {
      ASSIGN_OR_RETURN(rows, read.ListRunParts(resolved.territory, resolved.id, RunSection::kRecord,
                                               after, "", 1));
      return absl::OkStatus();
    }));
    if (rows.empty()) return false;
    after = rows.front().rank;
    part->set_data(std::move(rows.front().blob));
    return true;
  };
}

}  // namespace cordee::service
