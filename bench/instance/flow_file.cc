#include "bench/instance/flow_file.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "bench/instance/instance_reader.h"
#include "bench/instance/limits.h"
#include "bench/instance/problem_line.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

class Parser {
 public:
  explicit Parser(const std::string& path)
      : reader_(path), problem_(reader_, "p min NODES ARCS", "min") {}

  absl::StatusOr<MinCostFlow> Parse() {
    while (reader_.NextLine()) {
      if (reader_.kind() == 'p') {
        ReadSizes();
      } else if (reader_.kind() != 'n' && reader_.kind() != 'a') {
        reader_.FailKind("p, n, a");
      } else if (problem_.Seen()) {
        reader_.kind() == 'n' ? ReadNode() : ReadArc();
      }
    }
    problem_.End();
    problem_.ExpectCount("arcs", announced_arcs_, static_cast<int64_t>(flow_.arcs.size()));
    RETURN_IF_ERROR(reader_.status());
    return std::move(flow_);
  }

 private:
  int64_t nodes() const { return static_cast<int64_t>(flow_.supply.size()); }

  void ReadSizes() {
    if (!problem_.Begin()) return;
    const int64_t nodes = reader_.Integer("NODES", 0, kMaxInstanceNodes);
    announced_arcs_ = reader_.Integer("ARCS", 0, kMaxInstanceArcs);
    reader_.EndLine();
    if (!reader_.ok()) return;
    flow_.supply.assign(static_cast<size_t>(nodes), 0);
    has_line_.assign(static_cast<size_t>(nodes), false);
    flow_.arcs.reserve(static_cast<size_t>(std::min(announced_arcs_, kMaxReservedArcs)));
  }

  void ReadNode() {
    reader_.Form("n NODE SUPPLY");
    const int64_t id = reader_.Integer("NODE", 1, nodes());
    const int64_t supply = reader_.Integer("SUPPLY", -kMaxInstanceQuantity, kMaxInstanceQuantity);
    reader_.EndLine();
    if (!reader_.ok()) return;
    const auto node = static_cast<size_t>(id - 1);
    if (has_line_[node]) {
      reader_.Fail(absl::StrCat("a second n line of node ", id, "; keep one"));
      return;
    }
    has_line_[node] = true;
    flow_.supply[node] = supply;
  }

  void ReadArc() {
    reader_.Form("a FROM TO LOWER CAPACITY COST");
    MinCostArc arc;
    arc.from = static_cast<int32_t>(reader_.Integer("FROM", 1, nodes()) - 1);
    arc.to = static_cast<int32_t>(reader_.Integer("TO", 1, nodes()) - 1);
    arc.lower = reader_.Integer("LOWER", 0, kMaxInstanceQuantity);
    arc.upper = reader_.Integer("CAPACITY", 0, INT64_MAX);
    arc.cost = reader_.Integer("COST", -kMaxInstanceCost, kMaxInstanceCost);
    reader_.EndLine();
    if (!reader_.ok()) return;
    if (arc.upper < arc.lower) {
      reader_.Fail(absl::StrCat("CAPACITY is ", arc.upper, ", below LOWER, which is ", arc.lower,
                                "; no flow can respect both"));
      return;
    }
    flow_.arcs.push_back(arc);
  }

  InstanceReader reader_;
  ProblemLine problem_;
  MinCostFlow flow_;
  std::vector<bool> has_line_;
  int64_t announced_arcs_ = 0;
};

}  // namespace

absl::StatusOr<MinCostFlow> ReadFlowFile(const std::string& path) { return Parser(path).Parse(); }

}  // namespace cordee::bench
