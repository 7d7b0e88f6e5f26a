#include "bench/instance/assignment_file.h"

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
      : reader_(path), problem_(reader_, "p asn NODES ARCS", "asn") {}

  absl::StatusOr<Assignment> Parse() {
    while (reader_.NextLine()) {
      if (reader_.kind() == 'p') {
        ReadSizes();
      } else if (reader_.kind() != 'n' && reader_.kind() != 'a') {
        reader_.FailKind("p, n, a");
      } else if (problem_.Seen()) {
        reader_.kind() == 'n' ? ReadSource() : ReadArc();
      }
    }
    problem_.End();
    problem_.ExpectCount("arcs", announced_arcs_, static_cast<int64_t>(assignment_.arcs.size()));
    RETURN_IF_ERROR(reader_.status());
    return std::move(assignment_);
  }

 private:
  int64_t nodes() const { return static_cast<int64_t>(assignment_.is_source.size()); }

  void ReadSizes() {
    if (!problem_.Begin()) return;
    const int64_t nodes = reader_.Integer("NODES", 0, kMaxInstanceNodes);
    announced_arcs_ = reader_.Integer("ARCS", 0, kMaxInstanceArcs);
    reader_.EndLine();
    if (!reader_.ok()) return;
    assignment_.is_source.assign(static_cast<size_t>(nodes), false);
    assignment_.arcs.reserve(static_cast<size_t>(std::min(announced_arcs_, kMaxReservedArcs)));
  }

  void ReadSource() {
    reader_.Form("n SOURCE");
    const int64_t id = reader_.Integer("SOURCE", 1, nodes());
    reader_.EndLine();
    if (!reader_.ok()) return;
    const auto node = static_cast<size_t>(id - 1);
    if (!assignment_.arcs.empty()) {
      reader_.Fail("an n line after the first arc; list all sources before the arcs");
    } else if (assignment_.is_source[node]) {
      reader_.Fail(absl::StrCat("a second n line of node ", id, "; keep one"));
    }
    assignment_.is_source[node] = true;
  }

  void ReadArc() {
    reader_.Form("a SOURCE TARGET COST");
    const int64_t source = reader_.Integer("SOURCE", 1, nodes());
    const int64_t target = reader_.Integer("TARGET", 1, nodes());
    const int64_t cost = reader_.Integer("COST", -kMaxInstanceCost, kMaxInstanceCost);
    reader_.EndLine();
    if (!reader_.ok()) return;
    if (!assignment_.is_source[static_cast<size_t>(source - 1)]) {
      reader_.Fail(absl::StrCat("SOURCE is ", source, ", which no n line names as a source"));
    } else if (assignment_.is_source[static_cast<size_t>(target - 1)]) {
      reader_.Fail(absl::StrCat("TARGET is ", target, ", which an n line names as a source"));
    }
    assignment_.arcs.push_back(
        {static_cast<int32_t>(source - 1), static_cast<int32_t>(target - 1), cost});
  }

  InstanceReader reader_;
  ProblemLine problem_;
  Assignment assignment_;
  int64_t announced_arcs_ = 0;
};

}  // namespace

absl::StatusOr<Assignment> ReadAssignmentFile(const std::string& path) {
  return Parser(path).Parse();
}

}  // namespace cordee::bench
