#include "service/runs/run_rows.h"

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/phrases/phrases.h"
#include "service/problems.h"

namespace cordee::service {
namespace {

constexpr int32_t kRowsPerStep = 1000;
constexpr std::string_view kLatest = "latest";

}  // namespace

v1::Run ToRun(const RunRow& row) {
  v1::Run run;
  CHECK(run.ParseFromString(row.blob));
  return run;
}

RunRow ToRow(const v1::Run& run) {
  RunRow row;
  row.id = run.name().substr(run.name().rfind('/') + 1);
  row.state = run.state();
  row.blob = run.SerializeAsString();
  return row;
}

absl::StatusOr<v1::Run> RequireRun(ReadTransaction& read, const EntryRef& name) {
  if (name.id == kLatest) {
    ASSIGN_OR_RETURN(const auto rows, read.ListRuns(name.territory, 0, v1::RUN_STATE_SUCCEEDED, 1));
    if (rows.empty()) return NotFound(MakeRunName(name.territory, name.id));
    return ToRun(rows.front());
  }
  ASSIGN_OR_RETURN(const auto row, read.GetRun(name.territory, name.id));
  if (!row.has_value()) return NotFound(MakeRunName(name.territory, name.id));
  return ToRun(*row);
}

absl::StatusOr<EntryRef> FinishedRun(ReadTransaction& read, const EntryRef& name) {
  ASSIGN_OR_RETURN(const v1::Run run, RequireRun(read, name));
  if (IsLive(run.state())) {
    return MakeError(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RUN_NOT_FINISHED,
                     {{"value", run.name()}});
  }
  return ParseRunName(run.name(), "name");
}

void LocalizeRun(v1::Run* run, Language language) {
  if (!run->has_error()) return;
  run->mutable_error()->set_message(ErrorSentence(run->error().reason(), {}, language));
}

absl::StatusOr<std::vector<v1::PreviousLink>> ReadPreviousLinks(ReadTransaction& read,
                                                                const EntryRef& run) {
  std::vector<v1::PreviousLink> links;
  int64_t after = -1;
  while (true) {
    ASSIGN_OR_RETURN(
        const auto rows,
        read.ListRunParts(run.territory, run.id, RunSection::kProposals, after, "", kRowsPerStep));
    for (const RunPartRow& row : rows) {
      v1::Proposal proposal;
      CHECK(proposal.ParseFromString(row.blob));
      for (const v1::Leg& leg : proposal.legs()) {
        if (leg.resource().empty()) continue;  // a job that is still to be created
        v1::PreviousLink link;
        link.set_need(leg.need());
        link.set_resource(leg.resource());
        link.set_total_base_units(leg.total_base_units());
        links.push_back(std::move(link));
      }
    }
    if (rows.size() < static_cast<size_t>(kRowsPerStep)) return links;
    after = rows.back().rank;
  }
}

}  // namespace cordee::service
