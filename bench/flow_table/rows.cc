#include "bench/flow_table/rows.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/ours.h"
#include "bench/rivals/rival.h"
#include "bench/workloads/hub_change.h"

namespace cordee::bench {
namespace {

// A rival other than the reference is run again only while its runs so far took less.
constexpr double kPatienceSeconds = 20;
constexpr int64_t kMostEntriesForCostScaling = 200'000;
constexpr int64_t kMostEntriesForBoost = 2'000;

struct Share {
  const char* name;
  double share;
};
constexpr Share kShares[] = {{"0.001 %", 1e-5}, {"0.1 %", 1e-3}, {"1 %", 1e-2}, {"10 %", 1e-1}};

std::string Name(const Workload& workload) {
  return absl::StrCat(workload.name, " ", PrintCount(workload.entries));
}

// The optimum that everybody must find.
class Agreement {
 public:
  explicit Agreement(std::string what) : what_(std::move(what)) {}

  void Check(const char* solver, __int128 value) {
    if (!value_) value_ = value;
    if (*value_ == value) return;
    absl::FPrintF(stderr, "%s: %s found %d, the first solver %d\n", what_, solver,
                  static_cast<int64_t>(value), static_cast<int64_t>(*value_));
    std::exit(1);
  }

  void Check(const char* solver, const OurResult& result) {
    Check(solver, result.value);
    if (result.optimal && result.bound == result.value) return;
    absl::FPrintF(stderr, "%s: %s has not proven its optimum\n", what_, solver);
    std::exit(1);
  }

 private:
  std::string what_;
  std::optional<__int128> value_;
};

void Report(const std::string& what, const char* solver, Duration duration) {
  absl::FPrintF(stderr, "%s: %s %s, cpu %s\n", what, solver, PrintSeconds(duration.seconds),
                PrintSeconds(duration.cpu));
}

const char* OurName(int threads) { return threads == 1 ? "ours, 1 thread" : "ours, 2 threads"; }

void RunRival(const HubGraph& graph, const char* name, RivalResult (*solve)(const HubGraph&),
              Agreement& agreement, const std::string& what, Times& times, Times* build = nullptr) {
  RivalResult result;
  const Duration duration = Timed([&] { result = solve(graph); });
  agreement.Check(name, result.value);
  Report(what, name, {result.solve_seconds, duration.cpu});
  times.Add(result.solve_seconds);
  if (build != nullptr) build->Add(result.build_seconds);
}

bool Patient(const Times& times) { return times.empty() || times.Total() < kPatienceSeconds; }

ColdRow MeasureCold(const Workload& workload, const HubGraph& graph, const TableOptions& options) {
  ColdRow row = {
      .workload = workload, .arcs = static_cast<int64_t>(graph.arcs()), .shape = ShapeOf(graph)};
  const std::string what = Name(workload);
  absl::FPrintF(stderr, "%s: %d arcs, %d components, %d isolated, largest %d\n", what, row.arcs,
                row.shape.components, row.shape.isolated, row.shape.largest);
  const bool one_component = row.shape.components == 1 && row.shape.isolated == 0;
  const FlowProblem problem = ToFlowProblem(graph);
  Agreement agreement(what);
  for (int n = 0; n < options.repetitions; ++n) {
    RunRival(graph, "REF", SolveByLemonParts, agreement, what, row.reference, &row.reference_build);
    for (int threads = 1; threads <= kOurThreads; ++threads) {
      OurResult result;
      const Duration duration = Timed([&] { result = SolveByOurs(problem, threads); });
      agreement.Check(OurName(threads), result);
      Report(what, OurName(threads), duration);
      row.ours[static_cast<size_t>(threads - 1)].Add(duration.seconds);
    }
    if (!one_component && Patient(row.whole)) {
      RunRival(graph, "NetworkSimplex whole", SolveByLemonWhole, agreement, what, row.whole);
    }
    if (workload.entries <= kMostEntriesForCostScaling && Patient(row.cost_scaling)) {
      RunRival(graph, "CostScaling", SolveByLemonCostScaling, agreement, what, row.cost_scaling);
    }
    if (workload.entries <= kMostEntriesForBoost && Patient(row.boost)) {
      RunRival(graph, "Boost", SolveByBoost, agreement, what, row.boost);
    }
  }
  return row;
}

// What the warm solver ended at must be the reference's optimum. One thread asks the reference,
// more of them must agree with the one.
void CheckChanged(const HubGraph& graph, int threads, const OurResult& result,
                  Agreement& agreement) {
  if (threads == 1) agreement.Check("REF", SolveByLemonParts(graph).value);
  agreement.Check(OurName(threads), result);
}

// Each repetition changes the unchanged graph anew; taking the change back is not timed and must
// lead back to the first optimum.
bool MeasureChange(HubGraph& graph, const Share& share, int threads, const TableOptions& options,
                   Agreement& changed, ChangeRow& row) {
  const std::unique_ptr<WarmSolver> warm = StartWarm(graph, threads);
  if (warm == nullptr) return false;
  const std::string what = absl::StrCat(Name(row.workload), ", ", share.name);
  Agreement unchanged(what);
  for (int n = 0; n < options.repetitions; ++n) {
    const HubChange change = RandomChange(graph, share.share, static_cast<uint64_t>(n) + 1);
    const HubChange back = InverseOf(graph, change);
    OurResult result;
    const Duration duration = Timed([&] { result = warm->Solve(change); });
    Report(what, OurName(threads), duration);
    row.ours[static_cast<size_t>(threads - 1)].Add(duration.seconds);
    if (n + 1 == options.repetitions) {
      Apply(change, graph);
      CheckChanged(graph, threads, result, changed);
      Apply(back, graph);
    }
    unchanged.Check("ours, change taken back", warm->Solve(back));
  }
  return true;
}

// A stream of changes, each on top of the one before.
bool MeasureActors(HubGraph graph, const TableOptions& options, ChangeRow& row) {
  const std::unique_ptr<WarmSolver> warm = StartWarm(graph, 1);
  if (warm == nullptr) return false;
  const std::string what = absl::StrCat(Name(row.workload), ", one actor");
  OurResult result;
  Times& times = row.ours[0];
  for (int64_t n = 0; n < options.actor_changes; ++n) {
    const HubChange change = RandomActorChange(graph, static_cast<uint64_t>(n) + 1);
    times.Add(Timed([&] { result = warm->Solve(change); }).seconds);
    Apply(change, graph);
  }
  absl::FPrintF(stderr, "%s: median %s\n", what, PrintSeconds(times.Median()));
  Agreement agreement(what);
  CheckChanged(graph, 1, result, agreement);
  return true;
}

}  // namespace

void MeasureWorkload(const Workload& workload, const TableOptions& options, Rows& rows) {
  HubGraph graph;
  const Duration made = Timed([&] { graph = GraphOf(workload.name, workload.entries); });
  Report(Name(workload), "generated", made);
  rows.cold.push_back(MeasureCold(workload, graph, options));
  if (!workload.changes) return;
  for (const Share& share : kShares) {
    ChangeRow row = {workload, share.name, rows.cold.back().reference, {}};
    Agreement changed(absl::StrCat(Name(workload), ", changed"));
    for (int threads = 1; threads <= kOurThreads; ++threads) {
      if (!MeasureChange(graph, share, threads, options, changed, row)) return;
    }
    rows.changes.push_back(std::move(row));
  }
  ChangeRow row = {workload, "one actor", rows.cold.back().reference, {}};
  if (MeasureActors(std::move(graph), options, row)) rows.actors.push_back(std::move(row));
}

}  // namespace cordee::bench
