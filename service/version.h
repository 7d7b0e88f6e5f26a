// The version that the server and its clients state.
#pragma once

namespace cordee::service {

inline constexpr char kVersion[] = CORDEE_VERSION;

}  // namespace cordee::service
