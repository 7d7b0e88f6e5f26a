// import: a file of any size goes to the server in parts; the server reads it by a profile.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/command.h"
#include "clients/cli/progress.h"

namespace cordee::cli {
namespace {

// The server takes 1 MiB at most; smaller parts make a smoother bar.
constexpr size_t kPartBytes = 256 << 10;
constexpr int64_t kMaxShownErrors = 40;
// Columns of a refused value; the file holds the rest.
constexpr int kMaxShownValue = 30;

struct ImportOptions {
  std::string file;
  std::string profile = "cordee";
  std::string source;
  bool dry_run = false;
  bool partial = false;
};

// Size of a file that can seek; 0 for a pipe.
int64_t SizeOf(std::istream& in) {
  in.seekg(0, std::ios::end);
  const int64_t size = in.good() ? static_cast<int64_t>(in.tellg()) : 0;
  in.clear();
  in.seekg(0, std::ios::beg);
  in.clear();
  return std::max<int64_t>(size, 0);
}

// False when the local file broke; a server that hung up is seen in the call's status.
bool Upload(Session& session, std::istream& in, const v1::ImportHeader& header,
            grpc::ClientWriter<v1::ImportEntriesRequest>* stream) {
  ProgressBar bar(session, session.Say(text::kUploading));
  const int64_t total = SizeOf(in);
  v1::ImportEntriesRequest part;
  *part.mutable_header() = header;
  bool open = stream->Write(part);
  std::vector<char> buffer(kPartBytes);
  int64_t sent = 0;
  while (open && in.good()) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (in.gcount() == 0) break;
    part.set_data(buffer.data(), static_cast<size_t>(in.gcount()));
    open = stream->Write(part);
    sent += in.gcount();
    if (total > 0) bar.Update(std::min(sent, total), total);
  }
  if (in.bad()) return false;
  if (open) stream->WritesDone();
  return true;
}

void PrintErrors(const Session& session, const v1::ImportEntriesResponse& answer) {
  Table table({{session.Say(text::kColumnLine), Align::kRight},
               {session.Say(text::kColumnField), Align::kLeft, 10},
               {session.Say(text::kColumnValue), Align::kLeft, 10},
               {session.Say(text::kColumnReason), Align::kLeft, 20, false, true}});
  const int64_t shown = std::min<int64_t>(answer.errors_size(), kMaxShownErrors);
  for (int i = 0; i < static_cast<int>(shown); ++i) {
    const v1::EntryError& error = answer.errors(i);
    table.AddRow({FormatInteger(session.language(), error.index()), error.field(),
                  Cell(Truncate(Clean(error.value()), kMaxShownValue), Style::kRed),
                  error.message()});
  }
  table.Print(session.terminal());
  if (answer.error_count() > shown) {
    PrintParagraph(session.terminal(), "",
                   session.Say(text::kMoreErrors, answer.error_count() - shown));
  }
}

void PrintReport(const Session& session, const ImportOptions& options,
                 const v1::ImportEntriesResponse& answer) {
  const Terminal& terminal = session.terminal();
  const bool bad = answer.error_count() > 0;
  PrintParagraph(
      terminal, "",
      session.Say(text::kImportRead, answer.line_count(), answer.encoding(), answer.delimiter(),
                  answer.actor_count(), answer.need_count(), answer.resource_count()));
  if (bad) PrintErrors(session, answer);
  if (!bad || options.partial) {
    PrintParagraph(terminal, "",
                   session.Say(text::kImportWritten, answer.created_count(), answer.updated_count(),
                               answer.unchanged_count(), answer.skipped_count()));
  }
  if (options.dry_run) {
    PrintParagraph(terminal, "", session.Say(text::kImportDryRun));
  } else if (bad) {
    PrintParagraph(terminal, "",
                   session.Say(options.partial ? text::kImportSome : text::kImportNothing,
                               answer.error_count()),
                   options.partial ? Style::kYellow : Style::kRed);
  }
  if (bad && !options.partial) {
    PrintParagraph(terminal, session.Say(text::kAdviceLead), session.Say(text::kAdviseImport));
  }
}

ExitCode Import(Session& session, const ImportOptions& options) {
  std::ifstream file;
  const bool from_input = options.file == "-";
  if (!from_input) {
    file.open(options.file, std::ios::binary);
    if (!file.is_open()) return session.FailUsage(session.Say(text::kCannotRead, options.file));
  }
  std::istream& in = from_input ? std::cin : file;

  v1::ImportHeader header;
  if (const ExitCode code = session.ResolveTerritory(header.mutable_parent());
      code != ExitCode::kOk) {
    return code;
  }
  header.set_profile(options.profile);
  header.set_source(options.source);
  header.set_allow_partial(options.partial);
  header.set_validate_only(options.dry_run);
  header.set_file_name(from_input ? "" : LastPart(options.file));

  v1::ImportEntriesResponse answer;
  const auto context = session.Context(Session::Patience::kStream);
  const auto stream = session.registry().ImportEntries(context.get(), &answer);
  if (!Upload(session, in, header, stream.get())) {
    context->TryCancel();
    static_cast<void>(stream->Finish());
    return session.FailUsage(session.Say(text::kCannotRead, options.file));
  }
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return session.Fail(status);
  if (session.json()) {
    session.PrintJson(answer);
  } else {
    PrintReport(session, options, answer);
  }
  if (answer.error_count() == 0) return ExitCode::kOk;
  return options.partial || options.dry_run ? ExitCode::kFinding : ExitCode::kRefused;
}

}  // namespace

void AddImport(Commands& commands) {
  const auto options = std::make_shared<ImportOptions>();
  CLI::App* command = commands.Add("import", text::kHelpImport, [options](Session& session) {
    return Import(session, *options);
  });
  command->add_option("FILE", options->file, commands.Say(text::kHelpImportFile))->required();
  command->add_option("-p,--profile", options->profile, commands.Say(text::kHelpProfile))
      ->capture_default_str();
  command->add_option("--source", options->source, commands.Say(text::kHelpSource));
  command->add_flag("--dry-run", options->dry_run, commands.Say(text::kHelpDryRun));
  command->add_flag("--partial", options->partial, commands.Say(text::kHelpPartial));
}

}  // namespace cordee::cli
