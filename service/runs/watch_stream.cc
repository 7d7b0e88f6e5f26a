#include "service/runs/watch_stream.h"

#include "engine/base/status_macros.h"
#include "service/names.h"
#include "service/runs/run_rows.h"
#include "service/server/rpc_status.h"

namespace cordee::service {
namespace {

constexpr std::string_view kMethod = "cordee.v1.RunService.WatchRun";

}  // namespace

WatchStream* WatchStream::Open(const Context& context, grpc::CallbackServerContext* rpc,
                               const v1::WatchRunRequest* request) {
  auto stream = std::shared_ptr<WatchStream>(new WatchStream(rpc));
  stream->self_ = stream;
  const absl::StatusOr<Call> call = Admit(context, *rpc, kMethod, *request);
  if (!call.ok()) {
    stream->End(call.status());
    return stream.get();
  }
  stream->language_ = call->language;
  const bool posted = context.database->Post(
      [stream, &context, name = request->name()] { stream->Begin(stream, context, name); });
  if (!posted) stream->End(Busy(context));
  return stream.get();
}

void WatchStream::Begin(const std::shared_ptr<WatchStream>& self, const Context& context,
                        const std::string& name) {
  if (context.runs->Watch(name, self)) return;
  // Not live: it has ended, or there is no such run.
  v1::Run run;
  const absl::Status status = context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const EntryRef ref, ParseRunName(name, "name"));
    ASSIGN_OR_RETURN(run, RequireRun(read, ref));
    return absl::OkStatus();
  });
  if (!status.ok()) return End(status);
  Update(run, /*last=*/true);
}

void WatchStream::Update(const v1::Run& run, bool last) {
  const std::lock_guard lock(mutex_);
  if (ended_ || last_) return;
  *next_.mutable_run() = run;
  LocalizeRun(next_.mutable_run(), language_);
  next_.set_heartbeat(false);
  wanted_ = true;
  last_ = last;
  if (!writing_) WriteLocked();
}

void WatchStream::Heartbeat() {
  const std::lock_guard lock(mutex_);
  if (ended_ || writing_ || wanted_) return;
  next_.set_heartbeat(true);
  wanted_ = true;
  WriteLocked();
}

void WatchStream::WriteLocked() {
  next_.set_sequence(++sequence_);
  sending_ = next_;
  wanted_ = false;
  writing_ = true;
  StartWrite(&sending_);
}

void WatchStream::OnWriteDone(bool ok) {
  const std::lock_guard lock(mutex_);
  writing_ = false;
  if (ended_) return;
  if (!ok) return EndLocked(absl::CancelledError("the caller has gone"));
  if (wanted_) return WriteLocked();
  if (last_) EndLocked(absl::OkStatus());
}

void WatchStream::OnCancel() { End(absl::CancelledError("the caller has gone")); }

void WatchStream::End(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  EndLocked(status);
}

void WatchStream::EndLocked(const absl::Status& status) {
  if (ended_) return;
  ended_ = true;
  Finish(ToGrpcStatus(status, language_));
}

void WatchStream::OnDone() {
  { const std::lock_guard lock(mutex_); }  // see unary_reactor.h
  const std::shared_ptr<WatchStream> last_reference = std::move(self_);
}

}  // namespace cordee::service
