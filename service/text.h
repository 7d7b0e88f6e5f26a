// absl::StrCat for std::string_view too (see engine/base/strings.h).
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "engine/base/strings.h"

namespace cordee::service {

template <typename T>
decltype(auto) AbslPiece(const T& part) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return ToAbsl(part);
  } else {
    return (part);
  }
}

template <typename... Parts>
std::string StrCat(const Parts&... parts) {
  return absl::StrCat(AbslPiece(parts)...);
}

template <typename... Parts>
void StrAppend(std::string* text, const Parts&... parts) {
  absl::StrAppend(text, AbslPiece(parts)...);
}

}  // namespace cordee::service
