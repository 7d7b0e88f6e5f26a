// The end of a unary call, from any thread.
//
// The lock is what lets gRPC's thread destroy request and response after ours has written them:
// gRPC orders the two by itself, but a reader, and ThreadSanitizer, cannot see it.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <mutex>

namespace cordee::service {

class UnaryReactor final : public grpc::ServerUnaryReactor {
 public:
  // Once. Nothing of the call may be touched afterwards.
  void End(const grpc::Status& status) {
    const std::lock_guard lock(mutex_);
    Finish(status);
  }
  void OnDone() override {
    { const std::lock_guard lock(mutex_); }
    delete this;
  }

 private:
  std::mutex mutex_;
};

}  // namespace cordee::service
