#include <charconv>

#include "engine/model/calendar.h"
#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/api/problem_cache.h"
#include "service/api/run_handlers.h"
#include "service/convert/problem_convert.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/runs/run_manager.h"
#include "service/runs/run_rows.h"
#include "service/server/page_token.h"
#include "service/text.h"

namespace cordee::service {

absl::Status RefuseSecondRun(ReadTransaction& read, const std::string& territory) {
  for (const v1::RunState state : {v1::RUN_STATE_PENDING, v1::RUN_STATE_RUNNING}) {
    ASSIGN_OR_RETURN(const auto rows, read.ListRuns(territory, 0, state, 1));
    if (rows.empty()) continue;
    return MakeError(absl::StatusCode::kAborted, v1::ERROR_REASON_RUN_IN_PROGRESS,
                     {{"value", MakeRunName(territory, rows.front().id)}});
  }
  return absl::OkStatus();
}

// The name of a run that succeeded.
absl::StatusOr<std::string> ResolveBaseRun(ReadTransaction& read, const std::string& base_run) {
  if (base_run.empty()) return std::string();
  ASSIGN_OR_RETURN(const EntryRef name, ParseRunName(base_run, "run.base_run"));
  ASSIGN_OR_RETURN(const v1::Run run, RequireRun(read, name));
  if (run.state() == v1::RUN_STATE_SUCCEEDED) return run.name();
  return MakeError(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RUN_NOT_FINISHED,
                   {{"value", run.name()}});
}

absl::StatusOr<PreparedWrite<v1::StartRunResponse>> StartRun(const Context& context,
                                                             const Call& call,
                                                             const v1::StartRunRequest& request) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  v1::Run run;
  ASSIGN_OR_RETURN(const Policy policy,
                   PolicyFromProto(request.run().has_policy() ? &request.run().policy() : nullptr,
                                   "run.policy"));
  *run.mutable_policy() = PolicyToProto(policy);
  *run.mutable_horizon_start() =
      request.run().has_horizon_start() ? request.run().horizon_start() : NextMonday(call.now);
  run.set_horizon_weeks(request.run().horizon_weeks() == 0 ? kMaxHorizonWeeks
                                                           : request.run().horizon_weeks());
  ASSIGN_OR_RETURN(const Horizon horizon,
                   HorizonFromProto(run.horizon_start(), run.horizon_weeks()));
  if (const int32_t last = Today(call.now) + limits::kDaysToHorizon; horizon.start_day > last) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "run.horizon_start",
                        DateText(run.horizon_start()), {{"maximum", DateText(ToDate(last))}});
  }
  run.set_state(v1::RUN_STATE_PENDING);
  *run.mutable_create_time() = ToTimestamp(call.now);
  PreparedWrite<v1::StartRunResponse> prepared;
  prepared.apply = [run, territory = call.territory, base_run = request.run().base_run(),
                    min_revision = request.min_revision()](
                       WriteTransaction& write, v1::StartRunResponse* response) -> absl::Status {
    ASSIGN_OR_RETURN(const TerritoryRow row, RequireTerritory(write, territory, min_revision));
    RETURN_IF_ERROR(RefuseSecondRun(write, territory));
    v1::Run* made = response->mutable_run();
    *made = run;
    ASSIGN_OR_RETURN(*made->mutable_base_run(), ResolveBaseRun(write, base_run));
    ASSIGN_OR_RETURN(const auto newest, write.ListRuns(territory, 0, 0, 1));
    const int64_t number = newest.empty() ? 1 : newest.front().number + 1;
    made->set_name(MakeRunName(territory, StrCat(number)));
    made->set_input_revision(row.revision);
    return write.PutRun(territory, ToRow(*made)).status();
  };
  prepared.after_commit = [runs = context.runs,
                           territory = call.territory](v1::StartRunResponse* response) {
    runs->Enqueue(territory, response->run());
  };
  return prepared;
}

absl::Status GetRun(const Context& context, const Call& call, const v1::GetRunRequest& request,
                    v1::GetRunResponse* response) {
  ASSIGN_OR_RETURN(const EntryRef name, ParseRunName(request.name(), "name"));
  const std::optional<v1::Run> live = context.runs->Live(request.name());
  if (live.has_value()) {
    *response->mutable_run() = *live;
  } else {
    RETURN_IF_ERROR(context.store->Read([&](ReadTransaction& read) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_run(), RequireRun(read, name));
      return absl::OkStatus();
    }));
  }
  LocalizeRun(response->mutable_run(), call.language);
  return absl::OkStatus();
}

absl::Status ListRuns(const Context& context, const Call& call, const v1::ListRunsRequest& request,
                      v1::ListRunsResponse* response) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  ASSIGN_OR_RETURN(const int32_t size, PageSize(request.page_size()));
  const std::string query = QueryDigest(call.method, request);
  ASSIGN_OR_RETURN(const std::string position, context.pages->Open(query, request.page_token()));
  int64_t before = 0;
  std::from_chars(position.data(), position.data() + position.size(), before);
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    RETURN_IF_ERROR(RequireTerritory(read, call.territory).status());
    ASSIGN_OR_RETURN(const auto rows, read.ListRuns(call.territory, before, 0, size + 1));
    for (const RunRow& row : rows) {
      if (response->runs_size() == size) {
        response->set_next_page_token(context.pages->Seal(query, StrCat(before)));
        break;
      }
      before = row.number;
      v1::Run run = ToRun(row);
      if (IsLive(run.state())) run = context.runs->Live(run.name()).value_or(run);
      LocalizeRun(&run, call.language);
      *response->add_runs() = std::move(run);
    }
    return absl::OkStatus();
  });
}

absl::Status CancelRun(const Context& context, const Call& call,
                       const v1::CancelRunRequest& request, v1::CancelRunResponse* response) {
  context.runs->Cancel(request.name());
  v1::GetRunRequest get;
  get.set_name(request.name());
  v1::GetRunResponse got;
  RETURN_IF_ERROR(GetRun(context, call, get, &got));
  *response->mutable_run() = std::move(*got.mutable_run());
  return absl::OkStatus();
}

}  // namespace cordee::service
