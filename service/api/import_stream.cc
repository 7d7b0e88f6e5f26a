#include "service/api/import_stream.h"

#include <utility>

#include "service/api/reference.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/server/page_token.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr std::string_view kMethod = "cordee.v1.RegistryService.ImportEntries";
constexpr int32_t kImportsAtOnce = 4;
constexpr size_t kHashBytes = 32;

void Fill(const ImportReport& report, const UpsertOutcome& outcome, Language language,
          v1::ImportEntriesResponse* response) {
  response->set_line_count(report.line_count);
  response->set_actor_count(report.actor_count);
  response->set_need_count(report.need_count);
  response->set_resource_count(report.resource_count);
  response->set_skipped_count(report.skipped_count);
  response->set_encoding(report.encoding);
  response->set_delimiter(report.delimiter);
  response->set_created_count(outcome.created);
  response->set_updated_count(outcome.updated);
  response->set_unchanged_count(outcome.unchanged);
  response->set_revision(outcome.revision);
  // The report counts more bad cells than it lists.
  response->set_error_count(outcome.error_count + report.error_count -
                            static_cast<int64_t>(report.problems.size()));
  for (const IndexedProblem& problem : outcome.errors) {
    *response->add_errors() = ToEntryError(problem, language);
  }
}

}  // namespace

ImportStream::ImportStream(const Context& context, grpc::CallbackServerContext* rpc,
                           v1::ImportEntriesResponse* response)
    : context_(context), rpc_(rpc), response_(response) {
  crypto_generichash_init(&hash_, nullptr, 0, kHashBytes);
  absl::StatusOr<Call> call = Authenticate(context, *rpc, kMethod);
  if (!call.ok()) {
    End(call.status());
    return;
  }
  state_->call = *std::move(call);
  counted_ = context.imports->fetch_add(1) < kImportsAtOnce;
  if (!counted_) {
    context.imports->fetch_sub(1);
    End(Busy(context));
    return;
  }
  Read();
}

ImportStream::~ImportStream() {
  if (counted_) context_.imports->fetch_sub(1);
}

void ImportStream::Read() {
  part_.Clear();
  StartRead(&part_);
}

void ImportStream::Post(void (ImportStream::*step)()) {
  if (!context_.bulk->Post([this, step] { (this->*step)(); })) End(Busy(context_));
}

void ImportStream::OnReadDone(bool ok) {
  Post(ok ? &ImportStream::TakePart : &ImportStream::TakeEnd);
}

void ImportStream::TakePart() {
  absl::Status status;
  if (context_.draining->load()) {
    status = Busy(context_);
  } else if (part_.has_header()) {
    status = importer_.has_value() ? InvalidField(v1::ERROR_REASON_STREAM_INVALID, "header")
                                   : Begin(part_.header());
  } else {
    status = Feed(part_.data());
  }
  if (!status.ok()) return End(status);
  Read();
}

absl::Status ImportStream::Begin(const v1::ImportHeader& header) {
  RETURN_IF_ERROR(AuthorizeCall(part_, &state_->call));
  RETURN_IF_ERROR(ParseTerritoryName(header.parent(), "header.parent").status());
  ASSIGN_OR_RETURN(state_->facts, ReadWriteRequest(kMethod, header));
  header_ = header;
  RETURN_IF_ERROR(context_.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const auto row, read.GetTerritory(state_->call.territory));
    return row.has_value() ? absl::OkStatus() : NotFound(header.parent());
  }));
  const Reference& reference = *context_.reference;
  const auto profile = reference.profiles.find(header.profile());
  if (profile == reference.profiles.end()) {
    return InvalidField(header.profile().empty() ? v1::ERROR_REASON_FIELD_REQUIRED
                                                 : v1::ERROR_REASON_UNKNOWN_PROFILE,
                        "header.profile", header.profile());
  }
  importer_.emplace(profile->second, *reference.data, reference.gazetteer,
                    ImportOptions{header.parent(), header.source()});
  return absl::OkStatus();
}

absl::Status ImportStream::Feed(const std::string& data) {
  if (!importer_.has_value()) {
    return InvalidField(v1::ERROR_REASON_STREAM_INVALID, "header");
  }
  const auto size = static_cast<int64_t>(data.size());
  if (size > limits::kMessageBytes) {
    return MakeError(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_MESSAGE_TOO_LARGE,
                     {{"limit", "max_message_bytes"},
                      {"maximum", StrCat(limits::kMessageBytes)},
                      {"actual", StrCat(size)}});
  }
  bytes_ += size;
  if (bytes_ > limits::kImportFileBytes) {
    return MakeError(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_FILE_TOO_LARGE,
                     {{"limit", "max_import_bytes"},
                      {"maximum", StrCat(limits::kImportFileBytes)},
                      {"actual", StrCat(bytes_)}});
  }
  crypto_generichash_update(&hash_, reinterpret_cast<const unsigned char*>(data.data()),
                            data.size());
  return importer_->Feed(data);
}

absl::Status ImportStream::Prepare() {
  RETURN_IF_ERROR(StillWanted(*rpc_));
  if (!importer_.has_value()) {
    return InvalidField(v1::ERROR_REASON_STREAM_INVALID, "header");
  }
  ASSIGN_OR_RETURN(ImportResult result, (*std::move(importer_)).Finish());
  if (!state_->facts.request_id.empty()) {
    std::string hash(kHashBytes, '\0');
    crypto_generichash_final(&hash_, reinterpret_cast<unsigned char*>(hash.data()), hash.size());
    state_->facts.digest = StrongHash(state_->facts.digest + hash);
  }
  const auto plan = std::make_shared<UpsertPlan>(*context_.reference, state_->call.territory);
  for (ImportedEntry& one : result.entries) plan->AddChecked(one.line, std::move(one.entry));
  for (ImportProblem& one : result.report.problems) plan->AddProblem(one.line, one.problem);
  state_->prepared.apply = [plan, report = std::move(result.report), call = state_->call,
                            allow_partial = header_.allow_partial(),
                            rpc = rpc_](WriteTransaction& write,
                                        v1::ImportEntriesResponse* response) -> absl::Status {
    // The end of a broken stream looks like the end of a file until the call is cancelled.
    RETURN_IF_ERROR(StillWanted(*rpc));
    UpsertOutcome outcome;
    RETURN_IF_ERROR(plan->Apply(write, call.now, allow_partial, &outcome));
    Fill(report, outcome, call.language, response);
    const bool refused = response->error_count() > 0 && !allow_partial;
    return refused ? UndoAndAnswer() : absl::OkStatus();
  };
  return absl::OkStatus();
}

void ImportStream::TakeEnd() {
  if (const absl::Status status = Prepare(); !status.ok()) return End(status);
  context_.store->Write(
      [state = state_, response = response_](WriteTransaction& write) {
        return ApplyWrite(*state, write, response);
      },
      [this](absl::Status status) {
        if (state_->undone && status == UndoAndAnswer()) status = absl::OkStatus();
        End(status);
      });
}

void ImportStream::OnDone() {
  { const std::lock_guard lock(end_); }
  delete this;
}

void ImportStream::End(const absl::Status& status) {
  const std::lock_guard lock(end_);  // see unary_reactor.h
  Finish(ToGrpcStatus(status, LanguageOf(*rpc_)));
}

}  // namespace cordee::service
