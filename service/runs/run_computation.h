// One run as a function: entries of a revision in, rows for the store out.
//
//   ASSIGN_OR_RETURN(ComputedRun computed,
//                    ComputeRun(run, *snapshot, std::move(inputs), context, stop, on_phase));
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "engine/base/stop.h"
#include "service/api/snapshot.h"
#include "service/convert/problem_convert.h"
#include "service/server/context.h"
#include "service/store/store.h"

namespace cordee::service {

struct ComputedRun {
  // With certificate, counts, fingerprint and engine version.
  v1::Run run;
  std::vector<RunPartRow> proposals;
  std::vector<RunPartRow> unmet_needs;
  // Bytes of the record file (convert/run_record.h), cut into rows.
  std::vector<RunPartRow> record;
};

EntryRefs RefsOf(const TerritorySnapshot& snapshot);

// `inputs` without roads: they are asked for where the run plans transport (Context::roads).
// `run` says policy and horizon, and becomes the header of the record with `state` SUCCEEDED.
// Errors: CANCELLED when `stop` was set before the engine was done, so that no half-searched answer
// is ever kept; INTERNAL (RUN_CHECK_FAILED) when the checker refused the answer; those of
// BuildProblem.
absl::StatusOr<ComputedRun> ComputeRun(v1::Run run, const TerritorySnapshot& snapshot,
                                       RunInputs inputs, const Context& context, StopToken stop,
                                       const std::function<void(v1::RunPhase)>& on_phase);

}  // namespace cordee::service
