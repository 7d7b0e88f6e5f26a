// export: the bytes as the server writes them, to a file or to standard output.
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "clients/cli/command.h"
#include "clients/cli/new_file.h"

namespace cordee::cli {
namespace {

struct ExportOptions {
  std::string format = "csv";
  std::string output;
};

ExitCode Export(Session& session, const ExportOptions& options) {
  v1::ExportEntriesRequest request;
  if (const ExitCode code = session.ResolveTerritory(request.mutable_parent());
      code != ExitCode::kOk) {
    return code;
  }
  request.set_format(options.format == "csv" ? v1::EXPORT_FORMAT_CSV
                                             : v1::EXPORT_FORMAT_JSON_LINES);
  std::optional<NewFile> file;
  if (!options.output.empty()) {
    file.emplace(options.output);
    if (!file->open()) return session.FailUsage(session.Say(text::kCannotWrite, options.output));
  }
  std::ostream& out = file.has_value() ? file->out() : session.terminal().out;

  const auto context = session.Context(Session::Patience::kStream);
  const auto stream = session.registry().ExportEntries(context.get(), request);
  v1::ExportEntriesResponse part;
  int64_t revision = 0;
  while (stream->Read(&part)) {
    if (part.revision() != 0) revision = part.revision();
    out << part.data();
  }
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return session.Fail(status);
  if (file.has_value() ? !file->Keep() : !out.flush()) {
    return session.Fail(
        LocalError(ExitCode::kInternal, options.output.empty()
                                            ? session.Say(text::kCannotPrint)
                                            : session.Say(text::kCannotWrite, options.output)));
  }
  if (!options.output.empty() && !session.json()) {
    session.terminal().err << session.Say(text::kExported, options.output, revision) << '\n';
  }
  return ExitCode::kOk;
}

}  // namespace

void AddExport(Commands& commands) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* command = commands.Add("export", text::kHelpExport, [options](Session& session) {
    return Export(session, *options);
  });
  command->add_option("--format", options->format, commands.Say(text::kHelpFormat))
      ->check(commands.OneOf({"csv", "jsonl"}))
      ->capture_default_str();
  command->add_option("-o,--output", options->output, commands.Say(text::kHelpOutput));
}

}  // namespace cordee::cli
