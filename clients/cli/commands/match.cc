// match: files in, proposals out, in this process. For batch users and for measuring; the same
// import, engine and sentences as the server's.
#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/card.h"
#include "clients/cli/command.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/labels.h"
#include "clients/cli/new_file.h"
#include "clients/cli/progress.h"
#include "clients/cli/run_summary.h"
#include "clients/cli/tour_messages.h"
#include "engine/base/limits.h"
#include "engine/engine.h"
#include "google/protobuf/util/time_util.h"
#include "service/convert/report_convert.h"
#include "service/convert/road_convert.h"
#include "service/convert/run_record.h"
#include "service/formats/import.h"
#include "service/formats/profile.h"
#include "service/formats/road_matrix.h"

namespace cordee::cli {
namespace {

using google::protobuf::util::TimeUtil;

constexpr size_t kPartBytes = 1 << 20;
constexpr char kTerritory[] = "territories/local";
constexpr int64_t kMaxShownLeft = 20;  // shipments without a tour
constexpr char kRunName[] = "territories/local/runs/1";

struct MatchOptions {
  std::vector<std::string> files;
  std::string profile = "cordee";
  std::string catalogue = "deploy/catalogue";
  std::string profiles = "deploy/profiles";
  std::string gazetteer = "build/gazetteer/communes.csv";
  std::string roads;
  std::string start;
  std::string output;
  int weeks = 52;
  int limit = 0;
  int threads = static_cast<int>(
      std::clamp(std::thread::hardware_concurrency(), 1u, static_cast<unsigned>(kMaxThreads)));
};

// What files are read with.
struct Reference {
  std::shared_ptr<const service::CatalogueData> catalogue;
  service::Gazetteer gazetteer;
  service::Profiles profiles;
  std::optional<service::RoadMatrix> roads;
};

// By name: an entry that stands in two files counts once, as the last file has it.
struct Entries {
  std::map<std::string, v1::Actor> actors;
  std::map<std::string, v1::Need> needs;
  std::map<std::string, v1::Resource> resources;
  int64_t errors = 0;
};

ExitCode Load(Session& session, const MatchOptions& options, Reference* reference) {
  auto catalogue = service::LoadCatalogue(session.Find(options.catalogue));
  if (!catalogue.ok()) {
    return session.FailUsage(session.Say(text::kCannotRead, options.catalogue),
                             session.Say(text::kAdviseCatalogue));
  }
  auto gazetteer = service::LoadGazetteer(session.Find(options.gazetteer));
  if (!gazetteer.ok()) {
    return session.FailUsage(session.Say(text::kCannotRead, options.gazetteer),
                             session.Say(text::kAdviseGazetteer));
  }
  auto profiles = service::LoadProfiles(session.Find(options.profiles));
  if (!profiles.ok()) {
    return session.FailUsage(
        session.Say(text::kBadFile, options.profiles, std::string(profiles.status().message())));
  }
  if (!options.roads.empty()) {
    auto roads = service::ReadRoadMatrix(options.roads);
    if (absl::IsNotFound(roads.status())) {
      return session.FailUsage(session.Say(text::kCannotRead, options.roads));
    }
    if (!roads.ok()) {
      return session.FailUsage(std::string(roads.status().message()),
                               session.Say(text::kAdviseRoads));
    }
    reference->roads = *std::move(roads);
  }
  reference->catalogue = std::make_shared<const service::CatalogueData>(*std::move(catalogue));
  reference->gazetteer = *std::move(gazetteer);
  reference->profiles = *std::move(profiles);
  return ExitCode::kOk;
}

absl::StatusOr<service::ImportResult> ReadParts(std::istream& file, service::Importer importer) {
  std::string part(kPartBytes, '\0');
  while (file.good()) {
    file.read(part.data(), static_cast<std::streamsize>(part.size()));
    const auto got = static_cast<size_t>(file.gcount());
    if (absl::Status fed = importer.Feed(std::string_view(part).substr(0, got)); !fed.ok()) {
      return fed;
    }
  }
  return std::move(importer).Finish();
}

void Collect(service::ImportResult result, Entries* entries) {
  entries->errors += result.report.error_count;
  for (service::ImportedEntry& imported : result.entries) {
    v1::Entry& entry = imported.entry;
    if (entry.has_actor()) {
      entries->actors[entry.actor().name()] = std::move(*entry.mutable_actor());
    } else if (entry.has_need()) {
      entries->needs[entry.need().name()] = std::move(*entry.mutable_need());
    } else {
      entries->resources[entry.resource().name()] = std::move(*entry.mutable_resource());
    }
  }
}

// `what` is FILE or PROFILE=FILE.
ExitCode ReadFile(Session& session, const MatchOptions& options, const std::string& what,
                  const Reference& reference, Entries* entries) {
  const size_t equals = what.find('=');
  const bool own = equals != std::string::npos;
  const std::string profile_name = own ? what.substr(0, equals) : options.profile;
  const std::string path = own ? what.substr(equals + 1) : what;
  const auto profile = reference.profiles.find(profile_name);
  if (profile == reference.profiles.end()) {
    return session.FailUsage(session.Say(text::kUnknownProfile, profile_name),
                             session.Say(text::kAdviseProfile));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return session.FailUsage(session.Say(text::kCannotRead, path));
  absl::StatusOr<service::ImportResult> result =
      ReadParts(file, service::Importer(profile->second, *reference.catalogue, reference.gazetteer,
                                        {kTerritory, ""}));
  if (!result.ok()) {
    return session.Fail(
        LocalError(ExitCode::kRefused,
                   session.Say(text::kBadFile, path, std::string(result.status().message()))));
  }
  const service::ImportReport& report = result->report;
  if (!session.json()) {
    session.terminal().err << session.Say(text::kFileRead, path, report.actor_count,
                                          report.need_count, report.resource_count,
                                          report.error_count)
                           << '\n';
  }
  Collect(*std::move(result), entries);
  return ExitCode::kOk;
}

template <typename Entry>
std::vector<Entry> Values(std::map<std::string, Entry> by_name) {
  std::vector<Entry> values;
  for (auto& [name, entry] : by_name) values.push_back(std::move(entry));
  return values;
}

google::type::Date NextMonday() {
  const absl::CivilDay today = absl::ToCivilDay(absl::Now(), absl::LocalTimeZone());
  const absl::CivilDay monday = absl::NextWeekday(today, absl::Weekday::monday);
  google::type::Date date;
  date.set_year(static_cast<int>(monday.year()));
  date.set_month(monday.month());
  date.set_day(monday.day());
  return date;
}

struct Stoppable {
  absl::StatusOr<RunReport> report;
  bool stopped = false;
};

// By Phase; how far a run is when it begins.
struct Step {
  v1::RunPhase phase;
  int percent;
};
constexpr std::array<Step, 4> kSteps = {{{v1::RUN_PHASE_CANDIDATES, 0},
                                         {v1::RUN_PHASE_SOLVE, 10},
                                         {v1::RUN_PHASE_VERIFY, 85},
                                         {v1::RUN_PHASE_EXPLAIN, 95}}};

// The first Ctrl-C asks for the best that was found so far; the second ends the program.
Stoppable MatchUntilCtrlC(Session& session, const Problem& problem, int32_t threads) {
  std::atomic<bool> stop = false;
  Stoppable match;
  ProgressBar bar(session, session.Say(text::kRunning));
  std::mutex screen;
  const auto show = [&](Phase phase) {
    const Step& step = kSteps[static_cast<size_t>(phase)];
    const std::lock_guard lock(screen);
    bar.SetLabel(session.Say(text::kRunning) + " : " + Label(session.language(), step.phase));
    bar.Update(step.percent, 100);
  };
  {
    const Interrupt interrupt([&] {
      stop = true;
      if (session.json()) return;  // the certificate tells what the bound covers
      const std::lock_guard lock(screen);
      session.terminal().err << '\n' << session.Say(text::kStopping) << std::endl;
    });
    match.report = Match(problem, {.threads = threads}, StopToken(&stop), show);
  }
  match.stopped = stop;
  if (match.report.ok() && !match.report->explained) {
    RunReport& report = *match.report;
    report.links = ExplainLinks(problem, report.result, {.threads = threads});
    report.unmet = ExplainUnmet(problem, report.result, {.threads = threads});
  }
  return match;
}

// What a record does not keep.
struct Aside {
  std::vector<v1::UnmetNeed> unmet;
  bool stopped = false;  // by Ctrl-C
};

// Fills the record of the run. Cancelled if it was stopped and had no answer yet.
absl::Status Compute(Session& session, const Reference& reference, int32_t threads,
                     service::RunRecord* record, Aside* aside) {
  const std::shared_ptr<const service::CatalogueData>& catalogue = reference.catalogue;
  v1::Run& run = *record->header.mutable_run();
  *run.mutable_start_time() = TimeUtil::GetCurrentTime();
  const auto horizon = service::HorizonFromProto(run.horizon_start(), run.horizon_weeks());
  if (!horizon.ok()) return horizon.status();
  const Policy policy;
  const service::EntryRefs refs = service::RefsOf(*record);
  auto problem = service::BuildProblem(refs, catalogue, policy, *horizon, {});
  if (!problem.ok()) return problem.status();
  if (reference.roads.has_value() && !problem->road_places().empty()) {
    problem = std::move(*problem).WithRoads(
        service::RoadsOf(*reference.roads, problem->road_places()));
    record->inputs.roads = service::RoadsToProto(*problem);
  }
  const Stoppable match = MatchUntilCtrlC(session, *problem, threads);
  aside->stopped = match.stopped;
  const absl::StatusOr<RunReport>& report = match.report;
  if (!report.ok()) return report.status();
  service::RunOutcome outcome = service::ToOutcome(*problem, *report, refs, *catalogue, kRunName);
  *run.mutable_end_time() = TimeUtil::GetCurrentTime();
  run.set_name(kRunName);
  run.set_state(v1::RUN_STATE_SUCCEEDED);
  run.set_phase(v1::RUN_PHASE_STORE);
  run.set_progress_percent(100);
  run.set_engine_version(kEngineVersion);
  *run.mutable_policy() = service::PolicyToProto(policy);
  *run.mutable_certificate() = outcome.certificate;
  *run.mutable_counts() = outcome.counts;
  run.set_fingerprint(
      service::Fingerprint(refs, record->inputs, run.policy(), *horizon, catalogue->fingerprint));
  record->header.set_catalogue_fingerprint(catalogue->fingerprint);
  record->proposals = std::move(outcome.proposals);
  record->prices = std::move(outcome.prices);
  aside->unmet = std::move(outcome.unmet_needs);
  return absl::OkStatus();
}

service::Language SentencesOf(const Session& session) {
  return session.language() == Language::kFrench ? service::Language::kFrench
                                                 : service::Language::kEnglish;
}

bool IsLeftShipment(const v1::UnmetNeed& unmet) {
  return unmet.reasons_size() > 0 && unmet.reasons(0).code() == "left-shipment";
}

// Shipments that no tour takes, and why.
void PrintLeftShipments(Session& session, const std::vector<v1::UnmetNeed>& unmet,
                        const service::CatalogueData& catalogue) {
  int64_t number = 0;
  for (const v1::UnmetNeed& each : unmet) {
    if (!IsLeftShipment(each) || ++number > kMaxShownLeft) continue;
    if (number == 1) {
      PrintParagraph(session.terminal(), "", session.Say(text::kLeftShipments), Style::kBold);
    }
    v1::UnmetNeed left = each;
    service::Localize(&left, SentencesOf(session), catalogue);
    PrintUnmetNeed(session, number, left);
  }
  if (number > kMaxShownLeft) {
    PrintParagraph(session.terminal(), "", session.Say(text::kMoreLeft, number - kMaxShownLeft),
                   Style::kDim);
  }
}

// Standard output: the run, then its proposals, most valuable first.
void Print(Session& session, const MatchOptions& options, const service::RunRecord& record,
           const service::CatalogueData& catalogue) {
  if (session.json()) {
    session.PrintJson(record.header.run());
  } else {
    PrintRunSummary(session, record.header.run());
    session.terminal().out << '\n';
  }
  const int64_t limit = options.limit > 0 ? options.limit : INT64_MAX;
  int64_t number = 0;
  for (const v1::Proposal& stored : record.proposals) {
    if (++number > limit) break;
    v1::Proposal proposal = stored;
    service::Localize(&proposal, SentencesOf(session), catalogue);
    if (session.json()) {
      session.PrintJson(proposal);
    } else {
      PrintProposal(session, number, proposal);
    }
  }
}

ExitCode MatchFiles(Session& session, const MatchOptions& options) {
  service::RunRecord record;
  v1::Run& run = *record.header.mutable_run();
  *run.mutable_horizon_start() = NextMonday();
  run.set_horizon_weeks(options.weeks);
  if (!options.start.empty() && !ParseDate(options.start, run.mutable_horizon_start())) {
    return session.FailUsage(session.Say(text::kBadDate, options.start));
  }
  Reference reference;
  if (const ExitCode code = Load(session, options, &reference); code != ExitCode::kOk) return code;
  Entries entries;
  for (const std::string& file : options.files) {
    const ExitCode code = ReadFile(session, options, file, reference, &entries);
    if (code != ExitCode::kOk) return code;
  }
  const bool complete = entries.errors == 0;
  record.actors = Values(std::move(entries.actors));
  record.needs = Values(std::move(entries.needs));
  record.resources = Values(std::move(entries.resources));
  Aside aside;
  if (const absl::Status status = Compute(session, reference, options.threads, &record, &aside);
      !status.ok()) {
    if (absl::IsCancelled(status)) {
      return session.Fail(LocalError(ExitCode::kFinding, session.Say(text::kStoppedEarly)));
    }
    const bool refused = absl::IsInvalidArgument(status);
    return session.Fail(LocalError(refused ? ExitCode::kRefused : ExitCode::kInternal,
                                   session.Say(text::kMatchFailed, std::string(status.message()))));
  }
  if (!options.output.empty() && !WriteNewFile(options.output, service::SerializeRecord(record))) {
    return session.Fail(
        LocalError(ExitCode::kInternal, session.Say(text::kCannotWrite, options.output)));
  }
  Print(session, options, record, *reference.catalogue);
  if (!session.json()) PrintLeftShipments(session, aside.unmet, *reference.catalogue);
  return complete && !aside.stopped ? ExitCode::kOk : ExitCode::kFinding;
}

}  // namespace

void AddMatch(Commands& commands) {
  const auto options = std::make_shared<MatchOptions>();
  CLI::App* command = commands.Add("match", text::kHelpMatch, [options](Session& session) {
    return MatchFiles(session, *options);
  });
  command->add_option("FILE", options->files, commands.Say(text::kHelpMatchFiles))->required();
  command->add_option("-p,--profile", options->profile, commands.Say(text::kHelpProfile))
      ->capture_default_str();
  command->add_option("--catalogue", options->catalogue, commands.Say(text::kHelpCatalogue))
      ->capture_default_str();
  command->add_option("--profiles", options->profiles, commands.Say(text::kHelpProfiles))
      ->capture_default_str();
  command->add_option("--gazetteer", options->gazetteer, commands.Say(text::kHelpGazetteer))
      ->capture_default_str();
  command->add_option("--roads", options->roads, commands.Say(text::kHelpRoads));
  command->add_option("--weeks", options->weeks, commands.Say(text::kHelpWeeks))
      ->check(commands.OneOf({"13", "26", "39", "52"}))
      ->capture_default_str();
  command->add_option("--threads", options->threads, commands.Say(text::kHelpThreads))
      ->check(commands.Between(1, kMaxThreads))
      ->capture_default_str();
  command->add_option("--start", options->start, commands.Say(text::kHelpStart));
  command->add_option("-o,--output", options->output, commands.Say(text::kHelpRecordOutput));
  command->add_option("-n,--limit", options->limit, commands.Say(text::kHelpLimit))
      ->check(commands.Between(0, INT32_MAX))
      ->capture_default_str();
}

}  // namespace cordee::cli
