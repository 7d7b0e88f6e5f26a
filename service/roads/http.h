// One HTTP request, with an end in any case.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "engine/base/stop.h"

namespace cordee::service {

// A block of 50 by 50 ways takes some 100 KiB; what is read takes many times its size in memory.
inline constexpr int64_t kMaxHttpAnswerBytes = 4 * 1024 * 1024;

struct HttpRequest {
  std::string url;   // http or https
  std::string json;  // posted; empty: GET
  absl::Duration timeout;
};

// The body of an answer of 200, or of 400, by which routing servers say what was wrong. No
// redirects are followed and no proxy is asked. Blocks.
// DeadlineExceeded after `timeout`; Cancelled when `stop` is set; Unavailable: no connection, or
// another answer; ResourceExhausted: more than kMaxHttpAnswerBytes.
absl::StatusOr<std::string> Fetch(const HttpRequest& request, StopToken stop);

}  // namespace cordee::service
