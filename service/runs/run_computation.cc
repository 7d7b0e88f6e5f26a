#include "service/runs/run_computation.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/engine.h"
#include "service/api/entry_rows.h"
#include "service/api/reference.h"
#include "service/convert/report_convert.h"
#include "service/convert/road_convert.h"
#include "service/convert/run_record.h"
#include "service/convert/terms_rows.h"
#include "service/errors.h"
#include "service/limits.h"
#include "service/roads/road_source.h"

namespace cordee::service {
namespace {

constexpr size_t kRecordRowBytes = 256 * 1024;

v1::RunPhase ToProtoPhase(Phase phase) {
  switch (phase) {
    case Phase::kCandidates:
      return v1::RUN_PHASE_CANDIDATES;
    case Phase::kSolve:
      return v1::RUN_PHASE_SOLVE;
    case Phase::kVerify:
      return v1::RUN_PHASE_VERIFY;
    case Phase::kExplain:
      return v1::RUN_PHASE_EXPLAIN;
  }
  return v1::RUN_PHASE_UNSPECIFIED;
}

std::vector<RunPartRow> ProposalRows(const std::vector<v1::Proposal>& proposals) {
  std::vector<RunPartRow> rows;
  for (const v1::Proposal& proposal : proposals) {
    RunPartRow row;
    row.rank = static_cast<int64_t>(rows.size());
    row.key = LastPart(proposal.name());
    for (const v1::Party& party : proposal.parties()) row.actors.push_back(LastPart(party.actor()));
    row.blob = proposal.SerializeAsString();
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<RunPartRow> UnmetRows(const std::vector<v1::UnmetNeed>& unmet_needs) {
  std::vector<RunPartRow> rows;
  for (const v1::UnmetNeed& unmet : unmet_needs) {
    RunPartRow row;
    row.rank = static_cast<int64_t>(rows.size());
    // No id of a need holds a tilde.
    row.key = unmet.need().empty() ? "~" + LastPart(unmet.resource()) : LastPart(unmet.need());
    row.actors.push_back(LastPart(unmet.party().actor()));
    row.blob = unmet.SerializeAsString();
    rows.push_back(std::move(row));
  }
  return rows;
}

// The file of run_record.h in pieces, without ever holding a second copy of the entries.
class RecordRows {
 public:
  void Add(const v1::RunRecordPart& part) {
    bytes_ += SerializePart(part);
    if (bytes_.size() >= kRecordRowBytes) Flush();
  }
  std::vector<RunPartRow> Take() {
    if (!bytes_.empty()) Flush();
    return std::move(rows_);
  }

 private:
  void Flush() {
    RunPartRow row;
    row.rank = static_cast<int64_t>(rows_.size());
    row.blob = std::exchange(bytes_, {});
    rows_.push_back(std::move(row));
  }

  std::string bytes_;
  std::vector<RunPartRow> rows_;
};

std::vector<RunPartRow> RecordOf(const v1::Run& run, const TerritorySnapshot& snapshot,
                                 const RunInputs& inputs, const RunOutcome& outcome,
                                 const CatalogueData& data) {
  RecordRows rows;
  v1::RunRecordPart part;
  *part.mutable_header()->mutable_run() = run;
  part.mutable_header()->set_catalogue_fingerprint(data.fingerprint);
  rows.Add(part);
  for (const auto& actor : snapshot.actors) *part.mutable_actor() = *actor, rows.Add(part);
  for (const auto& need : snapshot.needs) *part.mutable_need() = *need, rows.Add(part);
  for (const auto& one : snapshot.resources) *part.mutable_resource() = *one, rows.Add(part);
  for (const v1::RunRecordPart& each : InputParts(inputs)) rows.Add(each);
  for (const auto& proposal : outcome.proposals) {
    *part.mutable_proposal() = proposal, rows.Add(part);
  }
  for (const auto& price : outcome.prices) *part.mutable_price() = price, rows.Add(part);
  return rows.Take();
}

int32_t RunThreads() {
  const uint32_t cores = std::max(1u, std::thread::hardware_concurrency());
  return static_cast<int32_t>(std::min<uint32_t>(cores, limits::kRunThreads));
}

absl::StatusOr<RunReport> MatchChecked(const Problem& problem, StopToken stop,
                                       const ProgressCallback& progress) {
  const Parameters parameters = {.threads = RunThreads()};
  absl::StatusOr<RunReport> report = Match(problem, parameters, stop, progress);
  if (report.ok() || !absl::IsInternal(report.status())) return report;
  return MakeError(absl::StatusCode::kInternal, v1::ERROR_REASON_RUN_CHECK_FAILED,
                   {{"detail", std::string(report.status().message())}});
}

}  // namespace

EntryRefs RefsOf(const TerritorySnapshot& snapshot) {
  EntryRefs refs;
  refs.actors.reserve(snapshot.actors.size());
  refs.needs.reserve(snapshot.needs.size());
  refs.resources.reserve(snapshot.resources.size());
  for (const auto& actor : snapshot.actors) refs.actors.push_back(actor.get());
  for (const auto& need : snapshot.needs) refs.needs.push_back(need.get());
  for (const auto& resource : snapshot.resources) refs.resources.push_back(resource.get());
  return refs;
}

absl::StatusOr<ComputedRun> ComputeRun(v1::Run run, const TerritorySnapshot& snapshot,
                                       RunInputs inputs, const Context& context, StopToken stop,
                                       const std::function<void(v1::RunPhase)>& on_phase) {
  const std::shared_ptr<const CatalogueData>& data = context.reference->data;
  on_phase(v1::RUN_PHASE_MODEL);
  ASSIGN_OR_RETURN(const Policy policy, PolicyFromProto(&run.policy(), "run.policy"));
  ASSIGN_OR_RETURN(const Horizon horizon,
                   HorizonFromProto(run.horizon_start(), run.horizon_weeks()));
  const EntryRefs refs = RefsOf(snapshot);
  ASSIGN_OR_RETURN(Problem problem, BuildProblem(refs, data, policy, horizon, inputs));
  if (context.roads != nullptr && !problem.road_places().empty()) {
    problem = std::move(problem).WithRoads(context.roads->Between(problem.road_places(), stop));
    inputs.roads = RoadsToProto(problem);
  }
  ASSIGN_OR_RETURN(const RunReport report, MatchChecked(problem, stop, [&](Phase phase) {
                     on_phase(ToProtoPhase(phase));
                   }));
  // Whether or not the search had an answer by then: nobody waits for this one any more.
  if (stop.StopRequested()) return absl::CancelledError("stopped before its result was stored");
  const RunOutcome outcome = ToOutcome(problem, report, refs, *data, run.name());
  run.set_input_revision(snapshot.revision);
  run.set_state(v1::RUN_STATE_SUCCEEDED);
  run.set_phase(v1::RUN_PHASE_STORE);
  run.set_progress_percent(100);
  run.set_engine_version(kEngineVersion);
  run.set_fingerprint(
      Fingerprint(refs, inputs, PolicyToProto(policy), horizon, data->fingerprint));
  *run.mutable_certificate() = outcome.certificate;
  *run.mutable_counts() = outcome.counts;
  *run.mutable_end_time() = ToTimestamp(context.now());
  on_phase(v1::RUN_PHASE_STORE);
  ComputedRun computed;
  computed.proposals = ProposalRows(outcome.proposals);
  computed.unmet_needs = UnmetRows(outcome.unmet_needs);
  computed.record = RecordOf(run, snapshot, inputs, outcome, *data);
  computed.run = std::move(run);
  return computed;
}

}  // namespace cordee::service
