// The text of a file that is parsed as a whole.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace cordee::bench {

// Errors: NOT_FOUND, INVALID_ARGUMENT (more than `most_bytes`), UNKNOWN, with the path.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path, int64_t most_bytes);

}  // namespace cordee::bench
