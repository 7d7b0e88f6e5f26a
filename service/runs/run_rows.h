// Runs as the store keeps them, and the errors that reading them gives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "service/names.h"
#include "service/phrases/language.h"
#include "service/store/store.h"

namespace cordee::service {

inline bool IsLive(v1::RunState state) {
  return state == v1::RUN_STATE_PENDING || state == v1::RUN_STATE_RUNNING;
}

v1::Run ToRun(const RunRow& row);
RunRow ToRow(const v1::Run& run);

// "latest" stands for the newest run that succeeded. NOT_FOUND.
absl::StatusOr<v1::Run> RequireRun(ReadTransaction& read, const EntryRef& name);

// The own name of a finished run ("latest" resolved). NOT_FOUND; FAILED_PRECONDITION
// (RUN_NOT_FINISHED).
absl::StatusOr<EntryRef> FinishedRun(ReadTransaction& read, const EntryRef& name);

// Marks the run as failed for this reason. Until LocalizeRun, its message has the sentence in each
// language: facts that the sentences name are not kept.
void SetRunError(const absl::Status& why, v1::Run* run);
// Writes the sentence of the run's error.
void LocalizeRun(v1::Run* run, Language language);

}  // namespace cordee::service
