// One line on standard error for each event: time, level, what, and key=value pairs. Never a token,
// a secret or the text of an entry.
//
//   Log(LogLevel::kWarning, "store", {{"doing", "step"}, {"error", message}});
//
// Thread safety: any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cordee::service {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// DEFAULT: kInfo.
void SetLogLevel(LogLevel least);
void Log(LogLevel level, std::string_view what,
         const std::vector<std::pair<std::string, std::string>>& pairs = {});

}  // namespace cordee::service
