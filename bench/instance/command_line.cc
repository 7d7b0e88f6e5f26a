#include "bench/instance/command_line.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bench/instance/assignment_file.h"
#include "bench/instance/assignment_reduction.h"
#include "bench/instance/check_solution.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/flow_reduction.h"
#include "bench/instance/limits.h"
#include "bench/instance/match_file.h"
#include "bench/instance/match_solve.h"
#include "bench/instance/pdptw_file.h"
#include "bench/instance/pdptw_solve.h"
#include "bench/instance/residents_file.h"
#include "bench/instance/residents_solve.h"
#include "bench/instance/total_text.h"
#include "bench/instance/write_solution.h"
#include "engine/base/status_macros.h"
#include "engine/solve/tours/tour_solver.h"

namespace cordee::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kAbout[] =
    "Solves one public instance with the engine's own kernels, exactly but for pdptw, checks the\n"
    "solution against the file, and prints one line of JSON:\n"
    "\n"
    "  kind         flow, assignment, match, residents or pdptw\n"
    "  status       OPTIMAL, STABLE, FEASIBLE, INCOMPLETE (pdptw: some tasks stay unserved, which\n"
    "               proves nothing), or INFEASIBLE with the reason\n"
    "  feasible     true or false\n"
    "  objective    exact, in the terms of the file; null if infeasible\n"
    "  bound        proved: no solution is better; null if infeasible\n"
    "  seconds      to solve, conversion to the kernel's arrays included\n"
    "  read_seconds, check_seconds\n"
    "  pivots       of the network simplex\n"
    "  and the sizes of the instance\n"
    "\n"
    "Lines that begin with c are comments. Ids count from 1.";

constexpr char kExits[] =
    "Exit codes: 0 solved, or proved infeasible; 1 the file cannot be read, solved or written;\n"
    "2 wrong command line. Try `cordee-instance KIND --help` for the format of each kind.";

constexpr char kFlowFormat[] =
    "  p min NODES ARCS\n"
    "  n NODE SUPPLY                        (negative: demand; no line: 0)\n"
    "  a FROM TO LOWER CAPACITY COST        (costs may be negative)\n"
    "\n"
    "--out writes `s OBJECTIVE`, then `f FROM TO FLOW` for each arc in the order of the file.";

constexpr char kAssignmentFormat[] =
    "  p asn NODES ARCS\n"
    "  n SOURCE                             (all other nodes are targets)\n"
    "  a SOURCE TARGET COST\n"
    "\n"
    "--out writes `s OBJECTIVE`, then `a SOURCE TARGET` for each source.";

constexpr char kMatchFormat[] =
    "  p match NEEDS RESOURCES ARCS\n"
    "  n NEED QUANTITY\n"
    "  r RESOURCE QUANTITY\n"
    "  a NEED RESOURCE POINTS               (of a unit, 0 to 1,000,000)\n"
    "  u NEED POINTS UPTO_PERMILLE          (optional tiers of being unmet)\n"
    "\n"
    "The objective is the sum of points x quantity, less what is unmet: each unit unmet beyond\n"
    "floor(quantity x previous / 1000) up to floor(quantity x UPTO_PERMILLE / 1000) costs POINTS.\n"
    "UPTO_PERMILLE grows to 1000, POINTS do not decrease; a need without u lines costs nothing.\n"
    "\n"
    "--out writes `s VALUE`, then `f NEED RESOURCE QUANTITY` for each positive flow.";

constexpr char kResidentsFormat[] =
    "  0                          couples; they are refused\n"
    "  RESIDENTS\n"
    "  HOSPITALS\n"
    "  ID HOSPITAL...             a resident and its hospitals, best first\n"
    "  ID CAPACITY RESIDENT...    a hospital, its places, its residents, best first\n"
    "\n"
    "Those in parentheses are tied; ties are broken in the order of the file. The objective is "
    "the\n"
    "number of residents placed, in the matching that is best for every resident among the stable\n"
    "ones; blocking_pairs is checked apart from the solver.\n"
    "\n"
    "--out writes `RESIDENT HOSPITAL` for each resident who is placed.";

constexpr char kPdptwFormat[] =
    "  VEHICLES CAPACITY SPEED\n"
    "  ID X Y DEMAND OPENS CLOSES SERVICE PICKUP DELIVERY    (the depot is 0)\n"
    "\n"
    "Pick-ups and deliveries with time windows in the format of Li and Lim. Fewer vehicles come\n"
    "first, then the distance (Euclidean, in whole `scale`-ths). A heuristic: nothing is proved\n"
    "about the best. The JSON line has vehicles, distance and unserved. The same seed, iterations\n"
    "and threads give the same tours, unless --time is given.\n"
    "\n"
    "--out writes `Route NUMBER : TASK...` for each vehicle, as published solutions do.";

struct Flags {
  std::string file;
  std::string out;
  int32_t threads = 1;
  PdptwBudget tours;
};

// A day of --time.
constexpr double kMostSeconds = 86'400;
// Rounds without --time and --iterations; with --time alone there is no limit.
constexpr int64_t kIterations = 100'000;

using Sizes = std::vector<std::pair<const char*, size_t>>;

Sizes SizesOf(const MinCostFlow& flow) {
  return {{"nodes", flow.supply.size()}, {"arcs", flow.arcs.size()}};
}

Sizes SizesOf(const Assignment& assignment) {
  return {{"nodes", assignment.is_source.size()}, {"arcs", assignment.arcs.size()}};
}

Sizes SizesOf(const MatchInstance& match) {
  return {{"needs", match.need_quantity.size()},
          {"resources", match.resource_quantity.size()},
          {"arcs", match.arcs.size()},
          {"tiers", match.tiers.size()}};
}

class Watch {
 public:
  // Since the last call, or since construction.
  std::string Seconds() {
    const Clock::time_point now = Clock::now();
    std::ostringstream text;
    text << std::fixed << std::setprecision(6)
         << std::chrono::duration<double>(now - std::exchange(last_, now)).count();
    return text.str();
  }

 private:
  Clock::time_point last_ = Clock::now();
};

absl::Status RefuseItsOwnFile(const Flags& flags) {
  std::error_code ignored;
  if (std::filesystem::equivalent(flags.file, flags.out, ignored) &&
      std::filesystem::is_regular_file(flags.out, ignored)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--out ", flags.out, " is the instance itself, which would be lost"));
  }
  return absl::OkStatus();
}

absl::Status RunResidents(const Flags& flags, std::ostream& out) {
  RETURN_IF_ERROR(RefuseItsOwnFile(flags));
  Watch watch;
  ASSIGN_OR_RETURN(const Residents instance, ReadResidentsFile(flags.file));
  std::optional<SolutionFile> file;
  if (!flags.out.empty()) {
    file.emplace(flags.out);
    RETURN_IF_ERROR(file->status());
  }
  const std::string read_seconds = watch.Seconds();
  ASSIGN_OR_RETURN(const Placement placement, PlaceResidents(instance, flags.threads));
  if (file) {
    for (size_t r = 0; r < placement.hospital.size(); ++r) {
      if (placement.hospital[r] < 0) continue;
      file->Write(absl::StrCat(r + 1, " ", placement.hospital[r] + 1, "\n"));
    }
    RETURN_IF_ERROR(file->Close());
  }
  out << std::fixed << std::setprecision(6)
      << "{\"kind\":\"residents\",\"status\":\"STABLE\",\"feasible\":true,\"objective\":"
      << placement.placed << ",\"blocking_pairs\":" << placement.blocking_pairs
      << ",\"seconds\":" << placement.seconds << ",\"read_seconds\":" << read_seconds
      << ",\"check_seconds\":" << placement.check_seconds << ",\"threads\":" << flags.threads
      << ",\"residents\":" << instance.residents.size()
      << ",\"hospitals\":" << instance.hospitals.size() << "}\n";
  out.flush();
  return out.good() ? absl::OkStatus() : absl::UnknownError("cannot write the result");
}

absl::Status RunPdptw(const Flags& flags, std::ostream& out) {
  RETURN_IF_ERROR(RefuseItsOwnFile(flags));
  Watch watch;
  ASSIGN_OR_RETURN(const Pdptw instance, ReadPdptwFile(flags.file));
  std::optional<SolutionFile> file;
  if (!flags.out.empty()) {
    file.emplace(flags.out);
    RETURN_IF_ERROR(file->status());
  }
  const std::string read_seconds = watch.Seconds();
  PdptwBudget budget = flags.tours;
  budget.threads = flags.threads;
  if (budget.iterations < 0) {
    budget.iterations = budget.seconds > 0 ? kMaxTourIterations : kIterations;
  }
  ASSIGN_OR_RETURN(const PdptwPlan plan, PlanPdptw(instance, budget));
  if (file) {
    const std::string name = std::filesystem::path(flags.file).stem().string();
    file->Write(PdptwSolutionText(instance, name, plan.result));
    RETURN_IF_ERROR(file->Close());
  }
  const double distance =
      static_cast<double>(plan.result.distance) / static_cast<double>(instance.scale);
  out << std::fixed << "{\"kind\":\"pdptw\",\"status\":\""
      << (plan.feasible ? "FEASIBLE" : "INCOMPLETE")
      << "\",\"feasible\":" << (plan.feasible ? "true" : "false")
      << ",\"vehicles\":" << plan.result.tours.size()
      << std::setprecision(4) << ",\"distance\":" << distance
      << ",\"unserved\":" << plan.result.unserved.size() << std::setprecision(6)
      << ",\"seconds\":" << plan.seconds << ",\"read_seconds\":" << read_seconds
      << ",\"iterations\":" << plan.result.iterations << ",\"seed\":" << budget.seed
      << ",\"threads\":" << budget.threads << ",\"scale\":" << instance.scale
      << ",\"shipments\":" << instance.problem.shipments.size() << "}\n";
  out.flush();
  return out.good() ? absl::OkStatus() : absl::UnknownError("cannot write the result");
}

template <typename Instance, typename Solution>
absl::Status Run(const char* kind, absl::StatusOr<Instance> (*read)(const std::string&),
                 absl::StatusOr<Solution> (*solve)(const Instance&, int32_t), const Flags& flags,
                 std::ostream& out) {
  RETURN_IF_ERROR(RefuseItsOwnFile(flags));
  Watch watch;
  ASSIGN_OR_RETURN(const Instance instance, read(flags.file));
  std::optional<SolutionFile> file;
  if (!flags.out.empty()) {
    file.emplace(flags.out);
    RETURN_IF_ERROR(file->status());
  }
  const std::string read_seconds = watch.Seconds();
  absl::StatusOr<Solution> solved = solve(instance, flags.threads);
  if (!solved.ok()) {
    return absl::Status(solved.status().code(),
                        absl::StrCat(flags.file, ": ", solved.status().message()));
  }
  const Solution& solution = *solved;
  const std::string solve_seconds = watch.Seconds();
  const bool feasible = solution.infeasible.empty();
  if (feasible) RETURN_IF_ERROR(CheckSolution(instance, solution));
  const std::string check_seconds = watch.Seconds();
  if (file) {
    WriteSolution(instance, solution, *file);
    RETURN_IF_ERROR(file->Close());
  }
  const char* status = !feasible                              ? "INFEASIBLE"
                       : solution.objective == solution.bound ? "OPTIMAL"
                                                              : "FEASIBLE";
  out << "{\"kind\":\"" << kind << "\",\"status\":\"" << status
      << "\",\"feasible\":" << (feasible ? "true" : "false")
      << ",\"objective\":" << (feasible ? TotalText(solution.objective) : "null")
      << ",\"bound\":" << (feasible ? TotalText(solution.bound) : "null");
  if (!feasible) out << ",\"reason\":\"" << solution.infeasible << '"';
  out << ",\"seconds\":" << solve_seconds << ",\"read_seconds\":" << read_seconds
      << ",\"check_seconds\":" << check_seconds << ",\"pivots\":" << solution.pivots
      << ",\"threads\":" << flags.threads;
  for (const auto& [name, size] : SizesOf(instance)) out << ",\"" << name << "\":" << size;
  out << "}\n";
  out.flush();
  return out.good() ? absl::OkStatus() : absl::UnknownError("cannot write the result");
}

// CLI::Range lets "nan" pass.
std::string IsTime(const std::string& text) {
  double seconds = 0;
  if (absl::SimpleAtod(text, &seconds) && seconds >= 0 && seconds <= kMostSeconds) return "";
  return absl::StrCat(text, " is no number of seconds from 0 to ", kMostSeconds);
}

CLI::App* AddKind(CLI::App& app, const char* name, const char* about, const char* format,
                  Flags& flags) {
  CLI::App* kind = app.add_subcommand(name, about);
  kind->footer(format);
  kind->add_option("FILE", flags.file, "the instance; - is standard input")->required();
  kind->add_option("--out", flags.out, "file to write the solution to; - is standard output");
  kind->add_option("--threads", flags.threads,
                   format == kPdptwFormat ? "searches side by side; another number, other tours"
                                          : "to solve with; the answer does not depend on it")
      ->check(CLI::Range(int64_t{1}, kMaxThreads))
      ->capture_default_str();
  return kind;
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  Flags flags;
  CLI::App app(kAbout, "cordee-instance");
  app.footer(kExits);
  app.require_subcommand(1);
  const CLI::App* flow = AddKind(app, "flow", "minimum-cost flow, DIMACS .min", kFlowFormat, flags);
  const CLI::App* assignment = AddKind(app, "assignment", "cheapest perfect matching, DIMACS .asn",
                                       kAssignmentFormat, flags);
  const CLI::App* residents =
      AddKind(app, "residents", "hospitals and residents, stable", kResidentsFormat, flags);
  CLI::App* pdptw =
      AddKind(app, "pdptw", "pick-ups and deliveries with time windows", kPdptwFormat, flags);
  pdptw->add_option("--time", flags.tours.seconds, "seconds to search; 0: until --iterations")
      ->check(IsTime)
      ->capture_default_str();
  pdptw->add_option("--iterations", flags.tours.iterations, "rounds of search, at most")
      ->check(CLI::Range(int64_t{0}, kMaxTourIterations));
  pdptw->add_option("--seed", flags.tours.seed, "another seed gives other tours, as good")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  AddKind(app, "match", "needs and resources, for the most points", kMatchFormat, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = error.get_exit_code() == 0;
    if (asked_for_help || !app.get_subcommands().empty()) {
      app.exit(error, out, err);
    } else {
      err << "the kind of instance is missing: flow, assignment, match, residents or pdptw\n"
             "Run with --help for more information.\n";
    }
    return asked_for_help ? 0 : 2;
  }
  if (flags.file == "-") flags.file = "/dev/stdin";
  if (flags.out == "-") flags.out = "/dev/stdout";
  absl::Status status;
  try {
    status = flow->parsed()        ? Run("flow", ReadFlowFile, SolveMinCostFlow, flags, out)
             : residents->parsed() ? RunResidents(flags, out)
             : pdptw->parsed()     ? RunPdptw(flags, out)
             : assignment->parsed()
                 ? Run("assignment", ReadAssignmentFile, SolveAssignment, flags, out)
                 : Run("match", ReadMatchFile, SolveMatch, flags, out);
  } catch (const std::bad_alloc&) {
    status = absl::ResourceExhaustedError(
        absl::StrCat(flags.file, ": too large for the memory of this machine"));
  }
  if (status.ok()) return 0;
  err << "cordee-instance: " << status.message() << '\n';
  return 1;
}

}  // namespace cordee::bench
