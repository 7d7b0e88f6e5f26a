// WatchRun: sends a run whenever it changes, a heartbeat when nothing does, and ends with the run.
// A slow reader gets the newest state, not every state.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <memory>
#include <mutex>

#include "cordee/v1/run_service.pb.h"
#include "service/runs/run_manager.h"
#include "service/server/call.h"

namespace cordee::service {

class WatchStream final : public grpc::ServerWriteReactor<v1::WatchRunResponse>, public RunWatcher {
 public:
  // The reactor keeps itself alive until gRPC is done with it.
  static WatchStream* Open(const Context& context, grpc::CallbackServerContext* rpc,
                           const v1::WatchRunRequest* request);

  void Update(const v1::Run& run, bool last) override;
  void Heartbeat() override;

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  explicit WatchStream(grpc::CallbackServerContext* rpc) : rpc_(rpc) {}
  // `self` is this stream: self_ belongs to gRPC's threads once the stream is open.
  void Begin(const std::shared_ptr<WatchStream>& self, const Context& context,
             const std::string& name);
  void End(const absl::Status& status);
  // REQUIRES: mutex_ held.
  void WriteLocked();
  void EndLocked(const absl::Status& status);

  grpc::CallbackServerContext* const rpc_;
  std::shared_ptr<WatchStream> self_;

  std::mutex mutex_;
  Language language_ = Language::kFrench;
  v1::WatchRunResponse next_;     // what to send
  v1::WatchRunResponse sending_;  // what gRPC reads
  int64_t sequence_ = 0;
  bool wanted_ = false;  // next_ has not been sent
  bool writing_ = false;
  bool last_ = false;  // next_ is the end of the run
  bool ended_ = false;
};

}  // namespace cordee::service
