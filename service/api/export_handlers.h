// Handlers of the streams that send files (see server/pull_stream.h).
#pragma once

#include "cordee/v1/registry_service.pb.h"
#include "cordee/v1/run_service.pb.h"
#include "engine/base/status_macros.h"
#include "service/server/pull_stream.h"

namespace cordee::service {

absl::StatusOr<NextPart<v1::ExportEntriesResponse>> ExportEntries(const Context&, const Call&,
                                                                  const v1::ExportEntriesRequest&);
absl::StatusOr<NextPart<v1::ExportRunResponse>> ExportRun(const Context&, const Call&,
                                                          const v1::ExportRunRequest&);

}  // namespace cordee::service
