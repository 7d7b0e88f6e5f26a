// A server stream whose messages are made one after another, each when the one before is on its
// way: an export never holds more than one part in memory.
//
//   absl::StatusOr<NextPart<v1::ExportRunResponse>> ExportRun(const Context&, const Call&,
//                                                             const v1::ExportRunRequest&);
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <functional>
#include <mutex>
#include <utility>

#include "service/server/call.h"
#include "service/server/rpc_status.h"

namespace cordee::service {

// Fills the next message; false when there is none.
template <typename Response>
using NextPart = std::function<absl::StatusOr<bool>(Response*)>;

template <typename Request, typename Response>
using StreamHandler = absl::StatusOr<NextPart<Response>> (*)(const Context&, const Call&,
                                                             const Request&);

template <typename Request, typename Response>
class PullStream final : public grpc::ServerWriteReactor<Response> {
 public:
  PullStream(const Context& context, WorkerPool* pool, std::string_view method,
             grpc::CallbackServerContext* rpc, const Request* request,
             StreamHandler<Request, Response> handler)
      : context_(context), pool_(pool), rpc_(rpc) {
    absl::StatusOr<Call> call = Admit(context, *rpc, method, *request);
    if (!call.ok()) {
      End(call.status());
      return;
    }
    Post([this, call = *std::move(call), request, handler] {
      absl::StatusOr<NextPart<Response>> next = handler(context_, call, *request);
      if (!next.ok()) return End(next.status());
      next_ = *std::move(next);
      WriteNext();
    });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return End(absl::CancelledError("the caller has gone"));
    Post([this] { WriteNext(); });
  }
  void OnDone() override {
    { const std::lock_guard lock(end_); }
    delete this;
  }

 private:
  void Post(std::function<void()> task) {
    if (!pool_->Post(std::move(task))) End(Busy(context_));
  }
  void WriteNext() {
    if (rpc_->IsCancelled()) return End(absl::CancelledError("the caller has gone"));
    part_.Clear();
    const absl::StatusOr<bool> more = next_(&part_);
    if (!more.ok()) return End(more.status());
    if (!*more) return End(absl::OkStatus());
    this->StartWrite(&part_);
  }
  void End(const absl::Status& status) {
    const std::lock_guard lock(end_);  // see unary_reactor.h
    this->Finish(ToGrpcStatus(status, LanguageOf(*rpc_)));
  }

  const Context& context_;
  WorkerPool* const pool_;
  grpc::CallbackServerContext* const rpc_;
  NextPart<Response> next_;
  Response part_;
  std::mutex end_;
};

}  // namespace cordee::service
