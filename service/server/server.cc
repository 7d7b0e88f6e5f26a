#include "service/server/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/time/clock.h"
#include "engine/base/status_macros.h"
#include "service/api/admin_service.h"
#include "service/api/entry_rows.h"
#include "service/api/match_service.h"
#include "service/api/problem_cache.h"
#include "service/api/reference.h"
#include "service/api/registry_service.h"
#include "service/api/run_service.h"
#include "service/api/snapshot.h"
#include "service/formats/rome.h"
#include "service/formats/trades.h"
#include "service/limits.h"
#include "service/log.h"
#include "service/names.h"
#include "service/roads/road_source.h"
#include "service/runs/run_manager.h"
#include "service/server/listen.h"
#include "service/store/sqlite/sqlite_store.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr int32_t kReaders = 3;
// Room for a message over our own limit to arrive and be refused with its own error.
constexpr int64_t kTransportMessageBytes = 4 * limits::kMessageBytes;
constexpr int64_t kTransportMemoryBytes = 256 * limits::kMiB;
constexpr int kConcurrentStreams = 100;
constexpr int kKeepaliveMilliseconds = 60'000;
constexpr int kKeepaliveTimeoutMilliseconds = 20'000;
constexpr int kLeastPingIntervalMilliseconds = 10'000;
constexpr std::string_view kPageKey = "page_key";

constexpr const char* kServices[] = {"", "cordee.v1.RegistryService", "cordee.v1.RunService",
                                     "cordee.v1.MatchService", "cordee.v1.AdminService"};

UnixMicros SystemNow() { return absl::ToUnixMicros(absl::Now()); }

// The database file of --data.
absl::StatusOr<std::string> DataFile(const std::string& data) {
  namespace fs = std::filesystem;
  if (data.empty()) return absl::InvalidArgumentError("no place for the data: give --data");
  std::error_code error;
  const fs::path path(data);
  if (path.extension() == ".db" && !fs::is_directory(path, error)) return data;
  fs::create_directories(path, error);
  if (error) {
    return absl::UnavailableError(StrCat("cannot make the folder ", data, ": ", error.message()));
  }
  return (path / "cordee.db").string();
}

absl::StatusOr<Reference> LoadReference(const ServerOptions& options) {
  Reference reference;
  ASSIGN_OR_RETURN(CatalogueData data, LoadCatalogue(options.catalogue));
  RomeData rome;
  if (!options.rome.empty()) {
    ASSIGN_OR_RETURN(rome, LoadRome(options.rome));
  }
  data.trades = std::make_shared<const Trades>(std::move(rome), data);
  reference.data = std::make_shared<const CatalogueData>(std::move(data));
  ASSIGN_OR_RETURN(reference.gazetteer, LoadGazetteers(options.gazetteers));
  if (!options.profiles.empty()) {
    ASSIGN_OR_RETURN(reference.profiles, LoadProfiles(options.profiles));
  }
  return reference;
}

absl::StatusOr<std::string> PageKey(Store& store) {
  std::optional<std::string> key;
  RETURN_IF_ERROR(store.Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(key, read.GetSetting(kPageKey));
    return absl::OkStatus();
  }));
  if (key.has_value()) return *key;
  const std::string made = PageSealer::NewKey();
  RETURN_IF_ERROR(store.WriteAndWait(
      [&](WriteTransaction& write) { return write.PutSetting(kPageKey, made); }));
  return made;
}

absl::StatusOr<std::string> MakeFirstToken(Store& store, TokenBook& book, UnixMicros now) {
  const MintedToken minted = MintToken();
  v1::Token token;
  token.set_name(MakeTokenName(minted.id));
  token.set_display_name("first");
  token.set_role(v1::ROLE_ADMIN);
  *token.mutable_create_time() = ToTimestamp(now);
  const TokenRow row{
      .id = minted.id, .secret_hash = minted.secret_hash, .blob = token.SerializeAsString()};
  RETURN_IF_ERROR(store.WriteAndWait([&](WriteTransaction& write) { return write.PutToken(row); }));
  book.Put(row);
  return minted.text;
}

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(static_cast<int>(kTransportMessageBytes));
  builder.SetResourceQuota(grpc::ResourceQuota("cordeed").Resize(kTransportMemoryBytes));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kConcurrentStreams);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMilliseconds);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMilliseconds);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kLeastPingIntervalMilliseconds);
  // A second server on the port must fail, not share it.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  using Option = grpc::ServerBuilder::SyncServerOption;
  builder.SetSyncServerOption(Option::NUM_CQS, 1);
  builder.SetSyncServerOption(Option::MIN_POLLERS, 1);
  builder.SetSyncServerOption(Option::MAX_POLLERS, 2);
}

}  // namespace

struct Server::Parts {
  ServerOptions options;
  Reference reference;
  std::unique_ptr<SqliteStore> store;
  TokenBook tokens;
  std::optional<PageSealer> pages;
  std::optional<SnapshotCache> snapshots;
  std::optional<ProblemCache> problems;
  std::unique_ptr<Roads> roads;
  std::atomic<bool> draining = false;
  std::atomic<int32_t> imports = 0;
  Context context;
  std::string first_token;
  std::string address;

  WorkerPool database{{.threads = kReaders, .max_queue = 2000}};
  WorkerPool interactive{{.threads = 2, .max_queue = 500}};
  WorkerPool bulk{{.threads = 2, .max_queue = 64}};

  RegistryServiceImpl registry{context};
  AdminServiceImpl admin{context};
  RunServiceImpl run{context};
  MatchServiceImpl match{context};
  std::optional<RunManager> runs;
  std::unique_ptr<grpc::Server> rpc;

  absl::Status Open();
  absl::Status Listen();
  void SetServing(bool serving);
};

absl::Status Server::Parts::Open() {
  RETURN_IF_ERROR(CheckLoopback(options.listen));
  if (!options.now) options.now = SystemNow;
  ASSIGN_OR_RETURN(reference, LoadReference(options));
  if (!options.roads.empty()) {
    ASSIGN_OR_RETURN(roads, OpenRoads(options.roads, options.road_options));
  }
  ASSIGN_OR_RETURN(const std::string file, DataFile(options.data));
  ASSIGN_OR_RETURN(store, SqliteStore::Open({.path = file, .readers = kReaders}));
  RETURN_IF_ERROR(tokens.Load(*store));
  ASSIGN_OR_RETURN(std::string key, PageKey(*store));
  pages.emplace(std::move(key));
  context.store = store.get();
  context.tokens = &tokens;
  context.reference = &reference;
  context.pages = &*pages;
  context.snapshots = &snapshots.emplace(store.get());
  context.problems = &problems.emplace(reference.data);
  context.roads = roads.get();
  context.now = options.now;
  context.database = &database;
  context.interactive = &interactive;
  context.bulk = &bulk;
  context.draining = &draining;
  context.imports = &imports;
  context.runs = &runs.emplace(context);
  return runs->Start();
}

absl::Status Server::Parts::Listen() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  SetLimits(builder);
  int port = 0;
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&registry);
  builder.RegisterService(&admin);
  builder.RegisterService(&run);
  builder.RegisterService(&match);
  rpc = builder.BuildAndStart();
  if (rpc == nullptr || port <= 0) {
    return absl::UnavailableError(
        StrCat("cannot listen on ", options.listen, ": the address is in use or not allowed"));
  }
  const bool is_socket = options.listen.rfind("unix:", 0) == 0;
  address = is_socket ? options.listen
                      : StrCat(options.listen.substr(0, options.listen.rfind(':')), ":", port);
  SetServing(true);
  return absl::OkStatus();
}

void Server::Parts::SetServing(bool serving) {
  grpc::HealthCheckServiceInterface* health = rpc->GetHealthCheckService();
  if (health == nullptr) return;
  for (const char* service : kServices) health->SetServingStatus(service, serving);
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(ServerOptions options) {
  auto parts = std::make_unique<Parts>();
  parts->options = std::move(options);
  RETURN_IF_ERROR(parts->Open());
  RETURN_IF_ERROR(parts->Listen());
  // Last: a server that could not start has not made a token that nobody saw.
  if (parts->tokens.empty()) {
    ASSIGN_OR_RETURN(parts->first_token,
                     MakeFirstToken(*parts->store, parts->tokens, parts->options.now()));
  }
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { Stop(); }

const std::string& Server::address() const { return parts_->address; }
const std::string& Server::first_token() const { return parts_->first_token; }

void Server::Stop(absl::Duration patience) {
  if (parts_->draining.exchange(true)) return;
  parts_->SetServing(false);
  parts_->runs->Drain();
  parts_->rpc->Shutdown(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(patience));
  parts_->rpc->Wait();
  parts_->bulk.Stop();
  parts_->interactive.Stop();
  parts_->database.Stop();
  parts_->store->Close();
}

}  // namespace cordee::service
