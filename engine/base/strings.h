// Debian's abseil is built as C++14, where absl::string_view is a class of its own.
#pragma once

#include <string_view>

#include "absl/strings/string_view.h"

namespace cordee {

inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view ToStd(absl::string_view text) { return {text.data(), text.size()}; }

}  // namespace cordee
