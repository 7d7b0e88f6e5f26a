// cordeed without its command line: store, reference data, services and their threads, from Start
// to
// Stop.
//
//   ServerOptions options;
//   options.listen = "127.0.0.1:0";
//   options.data = "/var/lib/cordee";
//   ASSIGN_OR_RETURN(auto server, Server::Start(options));
//   Connect(server->address());
//   server->Stop();
//
// Errors of Start, each with one clear line: INVALID_ARGUMENT (an address that is not loopback, a
// catalogue that does not hold together), UNAVAILABLE (port taken, no permission, read-only disk),
// FAILED_PRECONDITION (data of a newer cordeed, or in use by another).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/roads/road_source.h"
#include "service/store/rows.h"

namespace cordee::service {

struct ServerOptions {
  // Host and port; port 0 takes a free one. Loopback addresses only, or "unix:/path".
  std::string listen = "127.0.0.1:7070";
  // A folder (made when missing), or a file that ends in ".db".
  std::string data;
  std::string catalogue;
  std::vector<std::string> gazetteers;
  std::string profiles;
  // Folder of the official ROME files (formats/rome.h); titles of the catalogue alone when empty.
  std::string rome;
  // Where ways between places come from (roads/road_source.h); estimated when empty.
  std::string roads;
  RoadOptions road_options;
  // DEFAULT: the clock of the system.
  std::function<UnixMicros()> now;
};

class Server {
 public:
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options);
  ~Server();

  // What clients connect to: "127.0.0.1:43211".
  const std::string& address() const;
  // A token for everything, made when the store had none; empty otherwise. Nothing else keeps it.
  const std::string& first_token() const;

  // Health says NOT_SERVING, new calls and runs are refused, watchers get a last message, calls
  // under
  // way are finished or, after `patience`, cancelled; then the store is flushed. May be called
  // twice.
  void Stop(absl::Duration patience = absl::Seconds(8));

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace cordee::service
