// ImportEntries: the header, then the bytes of a file; checked as they come, written in one
// transaction at the end.
//
// Parsing runs on the bulk pool, one part at a time and stream: a fast sender waits for the parser,
// not the other way round. A broken stream or a fault of the file itself writes nothing.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>
#include <sodium.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "cordee/v1/registry_service.pb.h"
#include "service/api/upsert.h"
#include "service/formats/import.h"
#include "service/server/pipeline.h"

namespace cordee::service {

class ImportStream final : public grpc::ServerReadReactor<v1::ImportEntriesRequest> {
 public:
  ImportStream(const Context& context, grpc::CallbackServerContext* rpc,
               v1::ImportEntriesResponse* response);
  ~ImportStream() override;

  void OnReadDone(bool ok) override;
  void OnDone() override;

 private:
  using State = WriteState<v1::ImportEntriesResponse>;

  void Read();
  void Post(void (ImportStream::*step)());
  void TakePart();
  void TakeEnd();
  absl::Status Begin(const v1::ImportHeader& header);
  absl::Status Feed(const std::string& data);
  absl::Status Prepare();
  void End(const absl::Status& status);

  const Context& context_;
  grpc::CallbackServerContext* const rpc_;
  v1::ImportEntriesResponse* const response_;
  const std::shared_ptr<State> state_ = std::make_shared<State>();
  v1::ImportEntriesRequest part_;
  v1::ImportHeader header_;
  std::optional<Importer> importer_;
  int64_t bytes_ = 0;
  bool counted_ = false;  // among the imports under way
  std::mutex end_;
  crypto_generichash_state hash_;
};

}  // namespace cordee::service
