// The way of every unary call through the server:
//
//   size -> authenticate -> authorise -> deadline -> validate -> idempotency -> execute -> map
//   errors
//
// A handler says only what is its own:
//
//   absl::Status GetActor(const Context&, const Call&, const v1::GetActorRequest&,
//                         v1::GetActorResponse*);                              // a read
//   absl::StatusOr<PreparedWrite<v1::CreateActorResponse>> CreateActor(
//       const Context&, const Call&, const v1::CreateActorRequest&);           // a write
//
// A read runs on the pool that is named and may wait there. A write is prepared on the database
// pool (checks that need no transaction), then applied within a transaction of the store; the
// caller hears of it once it is durable. `request_id` and `validate_only` are dealt with here, for
// all.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "engine/base/status_macros.h"
#include "service/server/call.h"
#include "service/server/idempotency.h"
#include "service/server/rpc_status.h"
#include "service/server/unary_reactor.h"

namespace cordee::service {

template <typename Response>
struct PreparedWrite {
  // May run more than once; the response is empty each time.
  std::function<absl::Status(WriteTransaction&, Response*)> apply;
  // Once, after the write is durable, unless the answer is a replay or nothing was to be written.
  // What it adds to the response is not kept for a replay.
  std::function<void(Response*)> after_commit;
};

// Returned by `apply`: undo the transaction, yet answer OK with what the response holds.
inline absl::Status UndoAndAnswer() { return absl::AbortedError("cordee: undo and answer"); }

template <typename Request, typename Response>
using ReadHandler = absl::Status (*)(const Context&, const Call&, const Request&, Response*);
template <typename Request, typename Response>
using WriteHandler = absl::StatusOr<PreparedWrite<Response>> (*)(const Context&, const Call&,
                                                                 const Request&);

template <typename Request, typename Response>
grpc::ServerUnaryReactor* RunRead(const Context& context, WorkerPool* pool, std::string_view method,
                                  grpc::CallbackServerContext* rpc, const Request* request,
                                  Response* response, ReadHandler<Request, Response> handler) {
  auto* reactor = new UnaryReactor;  // gone with the call
  absl::StatusOr<Call> call = Admit(context, *rpc, method, *request);
  if (!call.ok()) {
    reactor->End(ToGrpcStatus(call.status(), LanguageOf(*rpc)));
    return reactor;
  }
  const bool posted = pool->Post([=, &context, call = *call] {
    absl::Status status = StillWanted(*rpc);
    if (status.ok()) status = handler(context, call, *request, response);
    reactor->End(ToGrpcStatus(status, call.language));
  });
  if (!posted) reactor->End(ToGrpcStatus(Busy(context), call->language));
  return reactor;
}

// What a write needs until it is answered.
template <typename Response>
struct WriteState {
  Call call;
  WriteRequestFacts facts;
  PreparedWrite<Response> prepared;
  bool replayed = false;
  // Undone on purpose: the answer is OK.
  bool undone = false;
};

template <typename Response>
absl::Status ApplyWrite(WriteState<Response>& state, WriteTransaction& write, Response* response) {
  response->Clear();
  state.undone = false;
  ASSIGN_OR_RETURN(const std::optional<std::string> earlier,
                   EarlierAnswer(write, state.call, state.facts));
  state.replayed = earlier.has_value();
  if (state.replayed) {
    response->ParseFromString(*earlier);
    return absl::OkStatus();
  }
  const absl::Status status = state.prepared.apply(write, response);
  state.undone = status == UndoAndAnswer() || (status.ok() && state.facts.validate_only);
  if (state.undone) return UndoAndAnswer();
  RETURN_IF_ERROR(status);
  return RememberAnswer(write, state.call, state.facts, response->SerializeAsString());
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* RunWrite(const Context& context, std::string_view method,
                                   grpc::CallbackServerContext* rpc, const Request* request,
                                   Response* response, WriteHandler<Request, Response> handler) {
  auto* reactor = new UnaryReactor;  // gone with the call
  absl::StatusOr<Call> admitted = Admit(context, *rpc, method, *request);
  if (!admitted.ok()) {
    reactor->End(ToGrpcStatus(admitted.status(), LanguageOf(*rpc)));
    return reactor;
  }
  auto state = std::make_shared<WriteState<Response>>();
  state->call = *std::move(admitted);
  const bool posted = context.database->Post([=, &context] {
    const auto prepare = [&]() -> absl::Status {
      RETURN_IF_ERROR(StillWanted(*rpc));
      ASSIGN_OR_RETURN(state->facts, ReadWriteRequest(method, *request));
      ASSIGN_OR_RETURN(state->prepared, handler(context, state->call, *request));
      return absl::OkStatus();
    };
    if (const absl::Status status = prepare(); !status.ok()) {
      reactor->End(ToGrpcStatus(status, state->call.language));
      return;
    }
    context.store->Write(
        [state, response](WriteTransaction& write) { return ApplyWrite(*state, write, response); },
        [state, response, reactor](absl::Status status) {
          if (state->undone && status == UndoAndAnswer()) status = absl::OkStatus();
          const bool written = status.ok() && !state->replayed && !state->undone;
          if (written && state->prepared.after_commit) state->prepared.after_commit(response);
          reactor->End(ToGrpcStatus(status, state->call.language));
        });
  });
  if (!posted) reactor->End(ToGrpcStatus(Busy(context), state->call.language));
  return reactor;
}

}  // namespace cordee::service
