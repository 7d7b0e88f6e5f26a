#include "service/server/listen.h"

#include "absl/strings/match.h"
#include "service/text.h"

namespace cordee::service {
namespace {

std::string_view HostOf(std::string_view listen) { return listen.substr(0, listen.rfind(':')); }

bool IsLoopback(std::string_view host) {
  const bool v4 = absl::StartsWith(ToAbsl(host), "127.") &&
                  host.find_first_not_of("0123456789.") == std::string_view::npos;
  return v4 || host == "localhost" || host == "[::1]";
}

}  // namespace

absl::Status CheckLoopback(std::string_view listen) {
  if (absl::StartsWith(ToAbsl(listen), "unix:")) return absl::OkStatus();
  const size_t colon = listen.rfind(':');
  const std::string_view port =
      colon == std::string_view::npos ? std::string_view() : listen.substr(colon + 1);
  if (port.empty() || port.size() > 5 ||
      port.find_first_not_of("0123456789") != std::string_view::npos) {
    return absl::InvalidArgumentError(
        StrCat("\"", listen, "\" is not HOST:PORT, such as 127.0.0.1:7070"));
  }
  if (IsLoopback(HostOf(listen))) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("refusing to listen on ", listen, ": it is not a loopback address, and without TLS ",
             "tokens would travel in clear text; put a proxy with TLS in front of 127.0.0.1"));
}

}  // namespace cordee::service
