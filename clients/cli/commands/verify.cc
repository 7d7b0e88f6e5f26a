// verify: checks the record of a run on this machine, without trusting the solver that made it or
// the server that kept it.
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "clients/cli/command.h"
#include "clients/cli/labels.h"
#include "clients/cli/new_file.h"
#include "clients/cli/run_summary.h"
#include "service/convert/run_record.h"
#include "service/formats/catalogue_file.h"

namespace cordee::cli {
namespace {

struct VerifyOptions {
  std::string what;
  std::string catalogue = "deploy/catalogue";
  std::string output;
};

grpc::Status Download(Session& session, const std::string& run, std::string* bytes) {
  v1::ExportRunRequest request;
  request.set_name(run);
  const auto context = session.Context(Session::Patience::kStream);
  const auto stream = session.runs().ExportRun(context.get(), request);
  v1::ExportRunResponse part;
  while (stream->Read(&part)) *bytes += part.data();
  return stream->Finish();
}

// A file when there is one of that name, a run of the server otherwise.
ExitCode ReadRecord(Session& session, const VerifyOptions& options, std::string* bytes) {
  std::ifstream file(options.what, std::ios::binary);
  if (file.is_open()) {
    std::ostringstream whole;
    whole << file.rdbuf();
    *bytes = whole.str();
    return ExitCode::kOk;
  }
  std::string territory;
  if (const ExitCode code = session.ResolveTerritory(&territory); code != ExitCode::kOk) {
    return code;
  }
  const grpc::Status status = Download(session, FullName(territory, "runs", options.what), bytes);
  return status.ok() ? ExitCode::kOk : session.Fail(status);
}

void PrintVerdict(Session& session, const service::RunRecord& record) {
  const v1::Run& run = record.header.run();
  if (session.json()) {
    session.PrintJson(run);
    return;
  }
  PrintParagraph(
      session.terminal(), "",
      session.Say(text::kVerified, run.name(), static_cast<int64_t>(record.proposals.size())),
      Style::kGreen);
  PrintParagraph(session.terminal(), "  ", FormatProof(session.language(), run.certificate()));
  const std::string covers = session.Say(text::kCovers);
  PrintFact(session.terminal(), covers, Coverage(session, run), DisplayWidth(covers));
}

ExitCode Verify(Session& session, const VerifyOptions& options) {
  const absl::StatusOr<service::CatalogueData> catalogue =
      service::LoadCatalogue(session.Find(options.catalogue));
  if (!catalogue.ok()) {
    return session.FailUsage(session.Say(text::kCannotRead, options.catalogue),
                             session.Say(text::kAdviseCatalogue));
  }
  std::string bytes;
  if (const ExitCode code = ReadRecord(session, options, &bytes); code != ExitCode::kOk) {
    return code;
  }
  if (!options.output.empty() && !WriteNewFile(options.output, bytes)) {
    return session.Fail(
        LocalError(ExitCode::kInternal, session.Say(text::kCannotWrite, options.output)));
  }
  const absl::StatusOr<service::RunRecord> record = service::ParseRecord(bytes);
  const absl::Status status =
      !record.ok() ? record.status()
                   : service::CheckRecord(
                         *record, std::make_shared<const service::CatalogueData>(*catalogue));
  if (!status.ok()) {
    return session.Fail(LocalError(ExitCode::kFinding,
                                   session.Say(text::kNotVerified, std::string(status.message()))));
  }
  PrintVerdict(session, *record);
  return ExitCode::kOk;
}

}  // namespace

void AddVerify(Commands& commands) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = commands.Add("verify", text::kHelpVerify, [options](Session& session) {
    return Verify(session, *options);
  });
  command->add_option("WHAT", options->what, commands.Say(text::kHelpVerifyWhat))->required();
  command->add_option("--catalogue", options->catalogue, commands.Say(text::kHelpCatalogue))
      ->capture_default_str();
  command->add_option("-o,--output", options->output, commands.Say(text::kHelpRecordOutput));
}

}  // namespace cordee::cli
