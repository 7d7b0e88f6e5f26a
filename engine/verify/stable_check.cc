#include "engine/verify/stable_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/verify/week_matching.h"

namespace cordee {
namespace {

constexpr int64_t kWorkersPerPart = 2048;

size_t S(int64_t index) { return static_cast<size_t>(index); }

absl::Status Wrong(const std::string& what) { return absl::FailedPreconditionError(what); }

// What one post has: ranks in order, and how many units up to each.
struct Roll {
  std::vector<uint32_t> ranks;
  std::vector<int64_t> units_until;

  // How many workers the post has from the best to this rank.
  size_t WorkersUntil(uint32_t rank) const {
    return S(std::upper_bound(ranks.begin(), ranks.end(), rank) - ranks.begin());
  }
  int64_t UnitsUntil(uint32_t rank) const {
    const size_t workers = WorkersUntil(rank);
    return workers == 0 ? 0 : units_until[workers - 1];
  }
};

std::vector<Roll> CallRolls(const StableProblem& problem, const std::vector<int32_t>& units) {
  std::vector<std::vector<std::pair<uint32_t, int32_t>>> staff(problem.post_units.size());
  for (size_t e = 0; e < units.size(); ++e) {
    if (units[e] > 0) staff[S(problem.post[e])].emplace_back(problem.rank[e], units[e]);
  }
  std::vector<Roll> rolls(staff.size());
  for (size_t p = 0; p < staff.size(); ++p) {
    std::sort(staff[p].begin(), staff[p].end());
    int64_t sum = 0;
    for (const auto& [rank, held] : staff[p]) {
      sum += held;
      rolls[p].ranks.push_back(rank);
      rolls[p].units_until.push_back(sum);
    }
  }
  return rolls;
}

absl::Status CheckPosts(const StableProblem& problem, const StableRules& rules,
                        const std::vector<Roll>& rolls) {
  for (size_t p = 0; p < rolls.size(); ++p) {
    const int64_t total = rolls[p].units_until.empty() ? 0 : rolls[p].units_until.back();
    if (total > problem.post_units[p]) {
      return Wrong(absl::StrCat("post ", p, ": ", total, " units of ", problem.post_units[p]));
    }
    if (!rules.post_minimum.empty() && total > 0 && total < rules.post_minimum[p]) {
      return Wrong(absl::StrCat("post ", p, ": ", total, " units, less than the minimum"));
    }
    if (rules.post_partners.empty() || rules.post_partners[p] == 0) continue;
    if (rolls[p].ranks.size() > S(rules.post_partners[p])) {
      return Wrong(absl::StrCat("post ", p, ": ", rolls[p].ranks.size(), " workers"));
    }
  }
  return absl::OkStatus();
}

// One worker: its week, its rules, and whom it blocks with.
class WorkerCheck {
 public:
  WorkerCheck(const StableProblem& problem, const StableRules& rules,
              const std::vector<int32_t>& units, const std::vector<Roll>& rolls)
      : problem_(problem), rules_(rules), units_(units), rolls_(rolls) {}

  absl::Status Run(int32_t worker, std::vector<BlockingPair>* blocking) const {
    WeekMatching week(problem_, worker);
    const int64_t sum = Total(worker);
    int64_t total = 0;
    int32_t partners = 0;
    for (int64_t e = problem_.worker_begin[S(worker)]; e < problem_.worker_begin[S(worker) + 1];
         ++e) {
      const int32_t has = units_[S(e)];
      RETURN_IF_ERROR(CheckEdge(e));
      if (has > 0 && week.Place(problem_.blocks[S(e)], has) < has) {
        return Wrong(absl::StrCat("worker ", worker, ": edge ", e, " does not fit into the week"));
      }
      const bool welcome = has > 0 || MayJoin(rules_.worker_partners, worker, partners);
      if (welcome) AddBlocking(e, week, sum == 0 ? Minimum(worker) : 0, blocking);
      total += has;
      partners += has > 0 ? 1 : 0;
    }
    if (total > 0 && !rules_.worker_minimum.empty() && total < rules_.worker_minimum[S(worker)]) {
      return Wrong(absl::StrCat("worker ", worker, ": ", total, " units, less than the minimum"));
    }
    if (!rules_.worker_partners.empty() && rules_.worker_partners[S(worker)] > 0 &&
        partners > rules_.worker_partners[S(worker)]) {
      return Wrong(absl::StrCat("worker ", worker, ": ", partners, " posts"));
    }
    return absl::OkStatus();
  }

 private:
  int64_t Total(int32_t worker) const {
    int64_t sum = 0;
    for (int64_t e = problem_.worker_begin[S(worker)]; e < problem_.worker_begin[S(worker) + 1];
         ++e) {
      sum += units_[S(e)];
    }
    return sum;
  }
  int32_t Minimum(int32_t worker) const {
    return rules_.worker_minimum.empty() ? 0 : rules_.worker_minimum[S(worker)];
  }
  // One more partner, beside `others` that are wanted more.
  static bool MayJoin(const std::vector<int32_t>& most, int64_t row, int64_t others) {
    return most.empty() || most[S(row)] == 0 || others < most[S(row)];
  }

  absl::Status CheckEdge(int64_t edge) const {
    const int32_t has = units_[S(edge)];
    if (has < 0 || has > problem_.limit[S(edge)]) {
      return Wrong(absl::StrCat("edge ", edge, ": ", has, " units of ", problem_.limit[S(edge)]));
    }
    if (has > 0 && !rules_.lot.empty() && has < rules_.lot[S(edge)]) {
      return Wrong(absl::StrCat("edge ", edge, ": ", has, " units, less than the lot"));
    }
    return absl::OkStatus();
  }

  // `week` holds what the worker wants at least as much.
  void AddBlocking(int64_t edge, const WeekMatching& week, int32_t minimum,
                   std::vector<BlockingPair>* blocking) const {
    const size_t post = S(problem_.post[S(edge)]);
    const auto others = static_cast<int64_t>(rolls_[post].WorkersUntil(problem_.rank[S(edge)]));
    if (units_[S(edge)] == 0 &&
        !MayJoin(rules_.post_partners, static_cast<int64_t>(post), others)) {
      return;
    }
    const int64_t at_post =
        problem_.post_units[post] - rolls_[post].UnitsUntil(problem_.rank[S(edge)]);
    const int64_t wanted = std::min<int64_t>(at_post, problem_.limit[S(edge)] - units_[S(edge)]);
    if (wanted <= 0 || week.left() == 0) return;
    WeekMatching tried = week;
    const int32_t more = tried.Place(problem_.blocks[S(edge)], static_cast<int32_t>(wanted));
    const int32_t reached = units_[S(edge)] + more;
    const bool idle_post = rolls_[post].ranks.empty() && !rules_.post_minimum.empty();
    if (idle_post && more < rules_.post_minimum[post]) return;
    if (more == 0 || more < minimum || (!rules_.lot.empty() && reached < rules_.lot[S(edge)]))
      return;
    blocking->push_back({edge, more});
  }

  const StableProblem& problem_;
  const StableRules& rules_;
  const std::vector<int32_t>& units_;
  const std::vector<Roll>& rolls_;
};

absl::Status CheckStatement(const StableResult& result, const std::vector<BlockingPair>& found) {
  for (size_t i = 0; i < std::max(found.size(), result.blocking.size()); ++i) {
    if (i < found.size() && i < result.blocking.size() && found[i] == result.blocking[i]) continue;
    const bool missing = i < found.size() &&
                         (i >= result.blocking.size() || found[i].edge <= result.blocking[i].edge);
    const int64_t edge = missing ? found[i].edge : result.blocking[i].edge;
    return Wrong(absl::StrCat(
        "edge ", edge, missing ? ": blocks, as is not said" : ": is said to block, and does not"));
  }
  if ((result.termination.reason == Reason::kStable) != found.empty()) {
    return Wrong(absl::StrCat(found.size(), " blocking pairs, and status ",
                              absl::string_view(ReasonName(result.termination.reason).data(),
                                                ReasonName(result.termination.reason).size())));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckStablePlacement(const StableProblem& problem, const StableRules& rules,
                                  const StableResult& result, int32_t threads) {
  if (result.units.size() != problem.post.size()) {
    return Wrong(absl::StrCat(result.units.size(), " quantities for ", problem.edges(), " edges"));
  }
  const std::vector<Roll> rolls = CallRolls(problem, result.units);
  RETURN_IF_ERROR(CheckPosts(problem, rules, rolls));
  struct Part {
    absl::Status status;
    std::vector<BlockingPair> blocking;
  };
  std::vector<Part> parts(S((problem.workers() + kWorkersPerPart - 1) / kWorkersPerPart));
  const WorkerCheck check(problem, rules, result.units, rolls);
  ParallelFor(problem.workers(), kWorkersPerPart, threads, [&](int64_t begin, int64_t end) {
    Part& part = parts[S(begin / kWorkersPerPart)];
    for (int64_t w = begin; w < end && part.status.ok(); ++w) {
      part.status = check.Run(static_cast<int32_t>(w), &part.blocking);
    }
  });
  std::vector<BlockingPair> found;
  for (const Part& part : parts) {
    RETURN_IF_ERROR(part.status);
    found.insert(found.end(), part.blocking.begin(), part.blocking.end());
  }
  return CheckStatement(result, found);
}

}  // namespace cordee
