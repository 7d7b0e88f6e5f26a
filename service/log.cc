#include "service/log.h"

#include <unistd.h>

#include <atomic>

#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "service/text.h"

namespace cordee::service {
namespace {

std::atomic<LogLevel> least_level = LogLevel::kInfo;

std::string_view NameOf(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      break;
  }
  return "error";
}

}  // namespace

void SetLogLevel(LogLevel least) { least_level = least; }

void Log(LogLevel level, std::string_view what,
         const std::vector<std::pair<std::string, std::string>>& pairs) {
  if (level < least_level.load(std::memory_order_relaxed)) return;
  std::string line =
      StrCat(absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone()), " ",
             NameOf(level), " ", what);
  for (const auto& [key, value] : pairs) {
    StrAppend(&line, " ", key, "=\"", absl::CEscape(value), "\"");
  }
  line.push_back('\n');
  // One write: lines of several threads do not mix. Nothing can be done when it fails.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace cordee::service
