#include "bench/instance/match_file.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bench/instance/instance_reader.h"
#include "bench/instance/limits.h"
#include "bench/instance/problem_line.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

// Items of the needs `owner`, as they came, into the order of needs, stable. Most files are in that
// order already.
template <typename Item>
std::vector<int64_t> GroupByNeed(size_t needs, const std::vector<int32_t>& owner,
                                 std::vector<Item>& items) {
  std::vector<int64_t> begin(needs + 1, 0);
  for (int32_t need : owner) ++begin[static_cast<size_t>(need) + 1];
  for (size_t i = 0; i < needs; ++i) begin[i + 1] += begin[i];
  if (std::is_sorted(owner.begin(), owner.end())) return begin;
  std::vector<int64_t> next(begin.begin(), begin.end() - 1);
  std::vector<Item> grouped(items.size());
  for (size_t k = 0; k < items.size(); ++k) {
    grouped[static_cast<size_t>(next[static_cast<size_t>(owner[k])]++)] = items[k];
  }
  items = std::move(grouped);
  return begin;
}

class Parser {
 public:
  explicit Parser(const std::string& path)
      : reader_(path), problem_(reader_, "p match NEEDS RESOURCES ARCS", "match") {}

  absl::StatusOr<MatchInstance> Parse() {
    while (reader_.NextLine()) ReadLine();
    problem_.End();
    problem_.ExpectCount("n lines", needs(), need_lines_);
    problem_.ExpectCount("r lines", resources(), resource_lines_);
    problem_.ExpectCount("arcs", announced_arcs_, static_cast<int64_t>(match_.arcs.size()));
    RETURN_IF_ERROR(reader_.status());
    for (size_t i = 0; i < match_.need_quantity.size(); ++i) {
      if (last_permille_[i] == 0 || last_permille_[i] == kPermille) continue;
      reader_.FailFile(absl::StrCat("the last u line of need ", i + 1, " ends at ",
                                    last_permille_[i], " permille, must end at ", kPermille));
      return reader_.status();
    }
    match_.arc_begin = GroupByNeed(match_.need_quantity.size(), arc_need_, match_.arcs);
    match_.tier_begin = GroupByNeed(match_.need_quantity.size(), tier_need_, match_.tiers);
    return std::move(match_);
  }

 private:
  int64_t needs() const { return static_cast<int64_t>(match_.need_quantity.size()); }
  int64_t resources() const { return static_cast<int64_t>(match_.resource_quantity.size()); }

  void ReadLine() {
    const char kind = reader_.kind();
    if (kind == 'p') {
      ReadSizes();
    } else if (kind != 'n' && kind != 'r' && kind != 'a' && kind != 'u') {
      reader_.FailKind("p, n, r, a, u");
    } else if (!problem_.Seen()) {
      return;
    } else if (kind == 'a') {
      ReadArc();
    } else if (kind == 'u') {
      ReadTier();
    } else if (kind == 'n') {
      reader_.Form("n NEED QUANTITY");
      ReadQuantity("NEED", match_.need_quantity, need_lines_);
    } else {
      reader_.Form("r RESOURCE QUANTITY");
      ReadQuantity("RESOURCE", match_.resource_quantity, resource_lines_);
    }
  }

  void ReadSizes() {
    if (!problem_.Begin()) return;
    const int64_t needs = reader_.Integer("NEEDS", 0, kMaxInstanceNodes);
    const int64_t resources = reader_.Integer("RESOURCES", 0, kMaxInstanceNodes);
    announced_arcs_ = reader_.Integer("ARCS", 0, kMaxInstanceArcs);
    reader_.EndLine();
    if (!reader_.ok()) return;
    match_.need_quantity.assign(static_cast<size_t>(needs), kNoQuantity);
    match_.resource_quantity.assign(static_cast<size_t>(resources), kNoQuantity);
    last_permille_.assign(static_cast<size_t>(needs), 0);
    last_points_.assign(static_cast<size_t>(needs), 0);
    const auto reserved = static_cast<size_t>(std::min(announced_arcs_, kMaxReservedArcs));
    match_.arcs.reserve(reserved);
    arc_need_.reserve(reserved);
  }

  void ReadQuantity(const char* side, std::vector<int64_t>& quantities, int64_t& lines) {
    const int64_t id = reader_.Integer(side, 1, static_cast<int64_t>(quantities.size()));
    const int64_t quantity = reader_.Integer("QUANTITY", 0, kMaxInstanceQuantity);
    reader_.EndLine();
    if (!reader_.ok()) return;
    int64_t& held = quantities[static_cast<size_t>(id - 1)];
    if (held != kNoQuantity) {
      reader_.Fail(absl::StrCat("a second quantity of ", side, " ", id, "; keep one"));
    }
    held = quantity;
    ++lines;
  }

  void ReadArc() {
    reader_.Form("a NEED RESOURCE POINTS");
    const int64_t need = reader_.Integer("NEED", 1, needs());
    const int64_t resource = reader_.Integer("RESOURCE", 1, resources());
    const int64_t points = reader_.Integer("POINTS", 0, kMaxMatchPoints);
    reader_.EndLine();
    arc_need_.push_back(static_cast<int32_t>(need - 1));
    match_.arcs.push_back({static_cast<int32_t>(resource - 1), static_cast<int32_t>(points)});
  }

  void ReadTier() {
    reader_.Form("u NEED POINTS UPTO_PERMILLE");
    const int64_t id = reader_.Integer("NEED", 1, needs());
    const int64_t points = reader_.Integer("POINTS", 0, kMaxMatchPoints);
    const int64_t permille = reader_.Integer("UPTO_PERMILLE", 1, kPermille);
    reader_.EndLine();
    if (!reader_.ok()) return;
    const auto need = static_cast<size_t>(id - 1);
    if (permille <= last_permille_[need]) {
      reader_.Fail(absl::StrCat("UPTO_PERMILLE is ", permille, ", must be above the ",
                                last_permille_[need], " of the u line before it of need ", id));
    } else if (points < last_points_[need]) {
      reader_.Fail(absl::StrCat("POINTS is ", points, ", must not be below the ",
                                last_points_[need], " of the u line before it of need ", id));
    }
    last_permille_[need] = static_cast<int32_t>(permille);
    last_points_[need] = static_cast<int32_t>(points);
    tier_need_.push_back(static_cast<int32_t>(need));
    match_.tiers.push_back({static_cast<int32_t>(points), static_cast<int32_t>(permille)});
  }

  static constexpr int64_t kNoQuantity = -1;

  InstanceReader reader_;
  ProblemLine problem_;
  MatchInstance match_;
  std::vector<int32_t> arc_need_;
  std::vector<int32_t> tier_need_;
  std::vector<int32_t> last_permille_;  // per need, 0 without u lines
  std::vector<int32_t> last_points_;
  int64_t announced_arcs_ = 0;
  int64_t need_lines_ = 0;
  int64_t resource_lines_ = 0;
};

}  // namespace

absl::StatusOr<MatchInstance> ReadMatchFile(const std::string& path) {
  return Parser(path).Parse();
}

}  // namespace cordee::bench
