#include "engine/solve/stable/blocking_pairs.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/solve/stable/week_flow.h"

namespace cordee {
namespace {

constexpr int64_t kWorkersPerBlock = 4096;

size_t At(int64_t index) { return static_cast<size_t>(index); }

// What every post has, best first, with the units up to and with each rank.
class Holdings {
 public:
  Holdings(const StableProblem& problem, const std::vector<int32_t>& units)
      : problem_(problem), begin_(problem.post_units.size() + 1, 0) {
    for (size_t e = 0; e < units.size(); ++e) begin_[At(problem.post[e]) + 1] += units[e] > 0;
    for (size_t p = 0; p + 1 < begin_.size(); ++p) begin_[p + 1] += begin_[p];
    held_.resize(At(begin_.back()));
    std::vector<int64_t> next(begin_.begin(), begin_.end() - 1);
    for (size_t e = 0; e < units.size(); ++e) {
      if (units[e] > 0) held_[At(next[At(problem.post[e])]++)] = {problem.rank[e], units[e]};
    }
    for (size_t p = 0; p + 1 < begin_.size(); ++p) {
      const auto first = held_.begin() + begin_[p];
      const auto last = held_.begin() + begin_[p + 1];
      std::sort(first, last);
      int64_t sum = 0;
      for (auto at = first; at != last; ++at) at->second = sum += at->second;
    }
  }

  // Units that the post would give to the edge on top of what it has; `partners`: most workers.
  int64_t RoomFor(int64_t edge, int32_t partners) const {
    const size_t post = At(problem_.post[At(edge)]);
    const auto first = held_.begin() + begin_[post];
    const auto last = held_.begin() + begin_[post + 1];
    const auto after = std::upper_bound(first, last, std::pair(problem_.rank[At(edge)], INT64_MAX));
    if (after == first) return problem_.post_units[post];
    const bool new_partner = (after - 1)->first != problem_.rank[At(edge)];
    if (new_partner && after - first >= partners) return 0;
    return problem_.post_units[post] - (after - 1)->second;
  }

  bool IsIdle(int64_t edge) const {
    const size_t post = At(problem_.post[At(edge)]);
    return begin_[post] == begin_[post + 1];
  }

 private:
  const StableProblem& problem_;
  std::vector<int64_t> begin_;
  std::vector<std::pair<uint32_t, int64_t>> held_;
};

// The most of a rule of partners; any number where there is none.
int32_t Most(const std::vector<int32_t>& partners, int64_t row) {
  return partners.empty() || partners[At(row)] == 0 ? INT32_MAX : partners[At(row)];
}

class WorkerList {
 public:
  WorkerList(const StableProblem& problem, const StableRules& rules,
             const std::vector<int32_t>& units, const Holdings& holdings)
      : problem_(problem), rules_(rules), units_(units), holdings_(holdings) {}

  void Append(int32_t worker, std::vector<BlockingPair>& found) {
    flow_.Reset(WeekOf(problem_, worker), problem_.worker_units[At(worker)]);
    const int64_t begin = problem_.worker_begin[At(worker)];
    const int64_t end = problem_.worker_begin[At(worker) + 1];
    const bool idle = std::all_of(units_.begin() + begin, units_.begin() + end,
                                  [](int32_t units) { return units == 0; });
    const int32_t minimum =
        idle && !rules_.worker_minimum.empty() ? rules_.worker_minimum[At(worker)] : 0;
    int32_t partners = 0;  // wanted more than the edge
    for (int64_t e = begin; e < end; ++e) {
      const int32_t has = units_[At(e)];
      const bool too_many = has == 0 && partners >= Most(rules_.worker_partners, worker);
      const int64_t room = too_many ? 0 : RoomFor(e);
      if (has > 0) ++partners;
      if (has == 0 && (room <= 0 || flow_.left() == 0)) continue;
      const int32_t item = flow_.AddItem(problem_.blocks[At(e)]);
      CHECK(flow_.Push(item, has) == has);
      if (room <= 0) continue;
      const int32_t more = flow_.Push(item, static_cast<int32_t>(room));
      flow_.Pull(item, more);
      if (more >= std::max({1, minimum, LeastAt(e)})) found.push_back({e, more});
    }
  }

 private:
  // To reach the lot and, of a post that has nobody, the minimum.
  int32_t LeastAt(int64_t edge) const {
    const int32_t lot = rules_.lot.empty() ? 0 : rules_.lot[At(edge)] - units_[At(edge)];
    if (rules_.post_minimum.empty() || !holdings_.IsIdle(edge)) return lot;
    return std::max(lot, rules_.post_minimum[At(problem_.post[At(edge)])]);
  }

  int64_t RoomFor(int64_t edge) const {
    return std::min<int64_t>(
        holdings_.RoomFor(edge, Most(rules_.post_partners, problem_.post[At(edge)])),
        problem_.limit[At(edge)] - units_[At(edge)]);
  }

  const StableProblem& problem_;
  const StableRules& rules_;
  const std::vector<int32_t>& units_;
  const Holdings& holdings_;
  WeekFlow flow_;
};

}  // namespace

std::vector<BlockingPair> FindBlockingPairs(const StableProblem& problem, const StableRules& rules,
                                            const std::vector<int32_t>& units, int32_t threads) {
  const Holdings holdings(problem, units);
  const int64_t workers = problem.workers();
  std::vector<std::vector<BlockingPair>> parts(
      At((workers + kWorkersPerBlock - 1) / kWorkersPerBlock));
  ParallelFor(workers, kWorkersPerBlock, threads, [&](int64_t begin, int64_t end) {
    WorkerList list(problem, rules, units, holdings);
    std::vector<BlockingPair>& part = parts[At(begin / kWorkersPerBlock)];
    for (int64_t w = begin; w < end; ++w) list.Append(static_cast<int32_t>(w), part);
  });
  std::vector<BlockingPair> all;
  for (const std::vector<BlockingPair>& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace cordee
