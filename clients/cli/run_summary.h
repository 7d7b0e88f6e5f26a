// What a finished run proved, on one screen.
#pragma once

#include "clients/cli/session.h"
#include "cordee/v1/run.pb.h"

namespace cordee::cli {

// REQUIRES: the run succeeded.
void PrintRunSummary(const Session& session, const v1::Run& run);

}  // namespace cordee::cli
