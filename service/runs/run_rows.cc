#include "service/runs/run_rows.h"

#include <algorithm>
#include <string>

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/phrases/phrases.h"
#include "service/problems.h"

namespace cordee::service {
namespace {

constexpr std::string_view kLatest = "latest";
// Between the French and the English sentence of a stored error.
constexpr char kBetween = '\n';

std::string OnOneLine(std::string sentence) {
  std::replace(sentence.begin(), sentence.end(), kBetween, ' ');
  return sentence;
}

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

void SetRunError(const absl::Status& why, v1::Run* run) {
  const v1::ErrorReason reason = ReasonOf(why);
  const Facts facts = FactsOf(why);
  run->set_state(v1::RUN_STATE_FAILED);
  run->mutable_error()->set_reason(reason);
  run->mutable_error()->set_message(
      OnOneLine(ErrorSentence(reason, facts, Language::kFrench)) + kBetween +
      OnOneLine(ErrorSentence(reason, facts, Language::kEnglish)));
}

void LocalizeRun(v1::Run* run, Language language) {
  if (!run->has_error()) return;
  v1::RunError& error = *run->mutable_error();
  const size_t between = error.message().find(kBetween);
  if (between != std::string::npos) {
    error.set_message(language == Language::kFrench ? error.message().substr(0, between)
                                                    : error.message().substr(between + 1));
  } else if (error.message().empty()) {
    error.set_message(ErrorSentence(error.reason(), {}, language));
  }
}

}  // namespace cordee::service
