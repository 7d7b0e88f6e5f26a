// What a finished run proved, on one screen.
#pragma once

#include <string>

#include "clients/cli/session.h"
#include "cordee/v1/run.pb.h"

namespace cordee::cli {

// REQUIRES: the run succeeded.
void PrintRunSummary(const Session& session, const v1::Run& run);

// Which pairs the bound covers, in a sentence.
std::string Coverage(const Session& session, const v1::Run& run);

}  // namespace cordee::cli
