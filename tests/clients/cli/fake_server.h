// A server in this process that answers what a test tells it to, and remembers what it was asked.
// It stands in for cordeed only where a test needs an answer that a real server would not give.
#pragma once

#include <unistd.h>

#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/notification.h"
#include "clients/cli/app.h"
#include "cordee/v1/admin_service.grpc.pb.h"
#include "cordee/v1/match_service.grpc.pb.h"
#include "cordee/v1/registry_service.grpc.pb.h"
#include "cordee/v1/run_service.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace cordee::cli::testing {

// An error as cordeed sends them.
inline grpc::Status ApiError(grpc::StatusCode code, const std::string& reason,
                             const std::string& message, const std::string& field = "") {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("cordee");
  (*info.mutable_metadata())["value"] = "Poitier";
  details.add_details()->PackFrom(info);
  google::rpc::LocalizedMessage localized;
  localized.set_message(message);
  details.add_details()->PackFrom(localized);
  if (!field.empty()) {
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field(field);
    violation->set_description(message);
    details.add_details()->PackFrom(bad_request);
  }
  return grpc::Status(code, "english", details.SerializeAsString());
}

class FakeServer final : public v1::RegistryService::Service,
                         public v1::RunService::Service,
                         public v1::MatchService::Service,
                         public v1::AdminService::Service {
 public:
  FakeServer() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(static_cast<v1::RegistryService::Service*>(this));
    builder.RegisterService(static_cast<v1::RunService::Service*>(this));
    builder.RegisterService(static_cast<v1::MatchService::Service*>(this));
    builder.RegisterService(static_cast<v1::AdminService::Service*>(this));
    server_ = builder.BuildAndStart();
    address = "127.0.0.1:" + std::to_string(port);
  }
  ~FakeServer() override { server_->Shutdown(); }

  std::string address;
  // What to answer. A status that is not OK answers every call.
  grpc::Status status;
  std::vector<v1::Territory> territories;
  v1::ImportEntriesResponse import;
  std::vector<v1::SearchHit> hits;
  std::vector<std::string> exported;
  std::vector<v1::Run> run_news;
  std::vector<v1::Proposal> proposals;
  std::vector<v1::Run> runs;
  v1::Run after_cancel;
  bool ctrl_c = false;  // a run that is watched is interrupted by SIGINT, and cancelled
  size_t page = 1000;   // proposals in a page
  std::vector<v1::ShownProposal> shown;
  v1::SuggestMatchesResponse suggestions;
  v1::ExplainMatchResponse explanation;
  std::string record;
  // What was asked.
  std::string authorization;
  std::string accept_language;
  v1::ImportHeader import_header;
  std::string import_bytes;
  v1::StartRunRequest start_run;
  v1::ExplainMatchRequest explain;
  std::string listed_parent;
  std::string cancelled;
  absl::Notification cancel_asked;

  using Context = grpc::ServerContext*;

  grpc::Status ListTerritories(Context context, const v1::ListTerritoriesRequest*,
                               v1::ListTerritoriesResponse* answer) override {
    Note(context);
    for (const auto& territory : territories) *answer->add_territories() = territory;
    return status;
  }
  grpc::Status ImportEntries(Context context, grpc::ServerReader<v1::ImportEntriesRequest>* in,
                             v1::ImportEntriesResponse* answer) override {
    Note(context);
    v1::ImportEntriesRequest part;
    while (in->Read(&part)) {
      if (part.has_header()) import_header = part.header();
      import_bytes += part.data();
    }
    *answer = import;
    return status;
  }
  grpc::Status ExportEntries(Context context, const v1::ExportEntriesRequest*,
                             grpc::ServerWriter<v1::ExportEntriesResponse>* out) override {
    Note(context);
    for (const std::string& data : exported) {
      v1::ExportEntriesResponse part;
      part.set_data(data);
      part.set_revision(7);
      out->Write(part);
    }
    return status;
  }
  grpc::Status SearchEntries(Context context, const v1::SearchEntriesRequest*,
                             v1::SearchEntriesResponse* answer) override {
    Note(context);
    for (const auto& hit : hits) *answer->add_hits() = hit;
    return status;
  }
  grpc::Status StartRun(Context context, const v1::StartRunRequest* request,
                        v1::StartRunResponse* answer) override {
    Note(context);
    start_run = *request;
    answer->mutable_run()->set_name(request->parent() + "/runs/r1");
    answer->mutable_run()->set_state(v1::RUN_STATE_PENDING);
    return status;
  }
  grpc::Status WatchRun(Context context, const v1::WatchRunRequest*,
                        grpc::ServerWriter<v1::WatchRunResponse>* out) override {
    Note(context);
    for (const v1::Run& run : run_news) {
      v1::WatchRunResponse news;
      *news.mutable_run() = run;
      out->Write(news);
    }
    if (ctrl_c) {
      kill(getpid(), SIGINT);
      cancel_asked.WaitForNotification();
      v1::WatchRunResponse news;
      *news.mutable_run() = after_cancel;
      out->Write(news);
    }
    return status;
  }
  grpc::Status ListRuns(Context context, const v1::ListRunsRequest*,
                        v1::ListRunsResponse* answer) override {
    Note(context);
    for (const v1::Run& run : runs) *answer->add_runs() = run;
    return status;
  }
  grpc::Status CancelRun(Context context, const v1::CancelRunRequest* request,
                         v1::CancelRunResponse* answer) override {
    Note(context);
    cancelled = request->name();
    *answer->mutable_run() = after_cancel;
    cancel_asked.Notify();
    return status;
  }
  grpc::Status GetActor(Context context, const v1::GetActorRequest* request,
                        v1::GetActorResponse* answer) override {
    Note(context);
    if (request->name() != "territories/bocage/actors/farm") {
      return ApiError(grpc::NOT_FOUND, "NOT_FOUND", "introuvable");
    }
    answer->mutable_actor()->set_name(request->name());
    return status;
  }
  grpc::Status ListProposals(Context context, const v1::ListProposalsRequest* request,
                             v1::ListProposalsResponse* answer) override {
    Note(context);
    listed_parent = request->parent();
    size_t at = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    for (size_t i = 0; i < page && at < proposals.size(); ++i) {
      *answer->add_proposals() = proposals[at++];
    }
    if (at < proposals.size()) answer->set_next_page_token(std::to_string(at));
    return status;
  }
  grpc::Status ListShownProposals(Context context, const v1::ListShownProposalsRequest* request,
                                  v1::ListShownProposalsResponse* answer) override {
    Note(context);
    listed_parent = request->parent();
    for (const v1::ShownProposal& one : shown) *answer->add_shown_proposals() = one;
    return status;
  }
  grpc::Status ExportRun(Context context, const v1::ExportRunRequest* request,
                         grpc::ServerWriter<v1::ExportRunResponse>* out) override {
    Note(context);
    listed_parent = request->name();
    v1::ExportRunResponse part;
    part.set_data(record);
    out->Write(part);
    return status;
  }
  grpc::Status SuggestMatches(Context context, const v1::SuggestMatchesRequest* request,
                              v1::SuggestMatchesResponse* answer) override {
    Note(context);
    if (request->need() == "territories/bocage/needs/only-a-resource" ||
        (request->need() + request->resource()).ends_with("/zz")) {
      return ApiError(grpc::NOT_FOUND, "NOT_FOUND", "introuvable");
    }
    *answer = suggestions;
    return status;
  }
  grpc::Status SuggestTrades(Context context, const v1::SuggestTradesRequest* request,
                             v1::SuggestTradesResponse* answer) override {
    Note(context);
    if (request->title() == "nothing known") return status;
    v1::TradeSuggestion* guess = answer->add_suggestions();
    guess->set_rome_code("D1102");
    guess->set_rome_name("Boulangerie - viennoiserie");
    guess->set_confidence_percent(97);
    guess->set_nearest_title("Boulanger / Boulangère");
    guess->set_category("baker");
    return status;
  }
  grpc::Status ExplainMatch(Context context, const v1::ExplainMatchRequest* request,
                            v1::ExplainMatchResponse* answer) override {
    Note(context);
    explain = *request;
    *answer = explanation;
    return status;
  }
  grpc::Status CreateToken(Context context, const v1::CreateTokenRequest* request,
                           v1::CreateTokenResponse* answer) override {
    Note(context);
    *answer->mutable_token() = request->token();
    answer->mutable_token()->set_name("tokens/t1");
    answer->set_secret("cordee_t1_secret");
    return status;
  }

 private:
  void Note(Context context) {
    const auto& metadata = context->client_metadata();
    const auto read = [&](const char* key) {
      const auto found = metadata.find(key);
      return found == metadata.end() ? std::string()
                                     : std::string(found->second.data(), found->second.size());
    };
    authorization = read("authorization");
    accept_language = read("accept-language");
  }

  std::unique_ptr<grpc::Server> server_;
};

}  // namespace cordee::cli::testing
