#include "bench/flow_table/print.h"

#include <cmath>
#include <fstream>
#include <string_view>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "bench/ours.h"

namespace cordee::bench {
namespace {

std::string Line(const std::vector<std::string>& cells) {
  return absl::StrCat("| ", absl::StrJoin(cells, " | "), " |\n");
}

std::string Header(const std::vector<std::string>& cells) {
  const std::vector<std::string> dashes(cells.size(), "---");
  return absl::StrCat("\n", Line(cells), Line(dashes));
}

std::vector<std::string> Start(const Workload& workload) {
  return {workload.name, PrintCount(workload.entries)};
}

// Median and ratio to the reference for each count of threads.
void AppendOurs(const OurTimes& ours, const Times& reference, std::vector<std::string>& cells) {
  for (int t = 0; t < kOurThreads; ++t) {
    cells.push_back(PrintTimes(ours[static_cast<size_t>(t)]));
    cells.push_back(PrintRatio(ours[static_cast<size_t>(t)], reference));
  }
}

void AppendOurHeaders(std::vector<std::string>& cells) {
  for (int t = 1; t <= kOurThreads; ++t) {
    cells.push_back(absl::StrCat("ours, ", t, t == 1 ? " thread" : " threads"));
    cells.push_back("x REF");
  }
}

std::string PrintCold(const std::vector<ColdRow>& rows) {
  std::vector<std::string> header = {"cold", "entries", "arcs", "components", "REF"};
  AppendOurHeaders(header);
  for (const char* rival : {"NetworkSimplex whole", "CostScaling", "Boost"}) {
    header.push_back(rival);
  }
  std::string text = Header(header);
  for (const ColdRow& row : rows) {
    std::vector<std::string> cells = Start(row.workload);
    cells.push_back(PrintCount(row.arcs));
    cells.push_back(PrintCount(row.shape.components));
    cells.push_back(PrintTimes(row.reference));
    AppendOurs(row.ours, row.reference, cells);
    for (const Times* times : {&row.whole, &row.cost_scaling, &row.boost}) {
      cells.push_back(PrintTimes(*times));
    }
    absl::StrAppend(&text, Line(cells));
  }
  return text;
}

std::string PrintChanges(const std::vector<ChangeRow>& rows) {
  if (rows.empty()) return "";
  std::vector<std::string> header = {"changed", "entries", "share", "REF, cold"};
  AppendOurHeaders(header);
  std::string text = Header(header);
  for (const ChangeRow& row : rows) {
    std::vector<std::string> cells = Start(row.workload);
    cells.push_back(row.change);
    cells.push_back(PrintTimes(row.reference));
    AppendOurs(row.ours, row.reference, cells);
    absl::StrAppend(&text, Line(cells));
  }
  return text;
}

std::string PrintActors(const std::vector<ChangeRow>& rows) {
  if (rows.empty()) return "";
  std::string text =
      Header({"one actor changed", "entries", "changes", "p50", "p99", "most", "mean"});
  for (const ChangeRow& row : rows) {
    const Times& times = row.ours[0];
    std::vector<std::string> cells = Start(row.workload);
    cells.push_back(PrintCount(static_cast<int64_t>(times.count())));
    for (const double seconds :
         {times.Quantile(0.5), times.Quantile(0.99), times.Most(), times.Mean()}) {
      cells.push_back(PrintSeconds(seconds));
    }
    absl::StrAppend(&text, Line(cells));
  }
  return text;
}

std::string PrintMemoryRows(const std::vector<MemoryRow>& rows) {
  if (rows.empty()) return "";
  std::string text =
      Header({"peak memory", "entries", "solver", "arrays, MB", "everything, MB", "bytes per arc"});
  for (const MemoryRow& row : rows) {
    for (const MemoryUse& use : row.uses) {
      std::vector<std::string> cells = Start(row.workload);
      cells.push_back(use.solver);
      for (const int64_t bytes : {use.instance_bytes, use.peak_bytes}) {
        cells.push_back(absl::StrFormat("%.0f", static_cast<double>(bytes) / 1e6));
      }
      cells.push_back(absl::StrFormat(
          "%.1f", static_cast<double>(use.peak_bytes) / static_cast<double>(row.arcs)));
      absl::StrAppend(&text, Line(cells));
    }
  }
  return text;
}

const ColdRow* Find(const std::vector<ColdRow>& rows, std::string_view name, int64_t entries) {
  for (const ColdRow& row : rows) {
    if (row.workload.name == name && row.workload.entries == entries) return &row;
  }
  return nullptr;
}

// The e of time = entries^e between two sizes.
std::string Exponent(const Times& few, const Times& many, double factor) {
  if (few.empty() || many.empty()) return "-";
  return absl::StrFormat("%.2f", std::log(many.Median() / few.Median()) / std::log(factor));
}

std::string PrintGrowth(const std::vector<ColdRow>& rows) {
  std::string text;
  for (const auto& [few, many] : {std::pair(20'000, 200'000), std::pair(200'000, 1'000'000)}) {
    const ColdRow* const from = Find(rows, "giant", few);
    const ColdRow* const to = Find(rows, "giant", many);
    if (from == nullptr || to == nullptr) continue;
    const double factor = static_cast<double>(many) / few;
    std::vector<std::string> cells = {absl::StrCat(PrintCount(few), " to ", PrintCount(many)),
                                      Exponent(from->reference, to->reference, factor)};
    for (size_t t = 0; t < kOurThreads; ++t) {
      cells.push_back(Exponent(from->ours[t], to->ours[t], factor));
    }
    absl::StrAppend(&text, Line(cells));
  }
  if (text.empty()) return "";
  std::vector<std::string> header = {"growth exponent, cold giant", "REF"};
  for (int t = 1; t <= kOurThreads; ++t) {
    header.push_back(absl::StrCat("ours, ", t, t == 1 ? " thread" : " threads"));
  }
  return absl::StrCat(Header(header), text);
}

}  // namespace

std::string PrintMachine() {
  std::ifstream info("/proc/cpuinfo");
  std::string model = "unknown processor";
  for (std::string line; std::getline(info, line);) {
    if (!absl::StartsWith(line, "model name")) continue;
    const std::vector<std::string> parts = absl::StrSplit(line, ':');
    model = std::string(absl::StripAsciiWhitespace(parts.back()));
    break;
  }
#ifdef __clang__
  const char* const compiler = "clang " __clang_version__;
#else
  const char* const compiler = "g++ " __VERSION__;
#endif
  return absl::StrCat("Machine: ", model, ", ", std::thread::hardware_concurrency(), " cores; ",
                      compiler, ".\n");
}

std::string PrintTables(const Rows& rows, const std::vector<MemoryRow>& memory) {
  return absl::StrCat(PrintCold(rows.cold), PrintChanges(rows.changes), PrintActors(rows.actors),
                      PrintMemoryRows(memory), PrintGrowth(rows.cold));
}

}  // namespace cordee::bench
