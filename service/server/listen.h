// The address that a server listens on.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace cordee::service {

// OK for 127.0.0.0/8, ::1, localhost and unix sockets. Tokens travel in clear text: any other
// address
// would show them to the network.
absl::Status CheckLoopback(std::string_view listen);

}  // namespace cordee::service
