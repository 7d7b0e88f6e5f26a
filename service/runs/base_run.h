// What a rerun reads of the run that it goes on from.
#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "service/api/snapshot.h"
#include "service/convert/problem_convert.h"
#include "service/store/store.h"

namespace cordee::service {

// Beyond so many changes tours are planned anew.
inline constexpr size_t kMaxChangesOfRerun = 100'000;

// The quantities and tours that run.base_run() proposed, of entries that are still there, and, for
// the tours, what was written since: needs and resources, those of actors that were, and those
// whose counterpart in a link is gone.
//
// Without tours, and so planned from nothing, where the rules are others than they were: another
// policy, horizon, catalogue or engine.
// REQUIRES: run.base_run() is a stored run of the territory.
absl::StatusOr<RunInputs> ReadBaseRun(ReadTransaction& read, const v1::Run& run,
                                    const TerritorySnapshot& snapshot,
                                    const std::string& catalogue_fingerprint);

}  // namespace cordee::service
