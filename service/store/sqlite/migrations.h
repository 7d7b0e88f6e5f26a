// The schema, as numbered steps that are applied once and in order; the missing ones all together
// or not at all. A released step never changes; a new need gets a new step.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "service/store/sqlite/connection.h"

namespace cordee::service {

// Version of the schema that this program writes.
int64_t NewestSchemaVersion();

// Brings the database to NewestSchemaVersion. FAILED_PRECONDITION when the file was written by a
// newer program.
absl::Status Migrate(Connection& connection);

}  // namespace cordee::service
