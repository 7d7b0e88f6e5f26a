#include "engine/solve/stable/stable_session.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

// One edge in so many.
constexpr size_t kRoomForNewcomers = 8;

size_t At(int64_t index) { return static_cast<size_t>(index); }

absl::Status Wrong(const std::string& what) { return absl::InvalidArgumentError(what); }

}  // namespace

absl::StatusOr<StableSession> StableSession::Create(StableProblem problem,
                                                    const StableParameters& parameters,
                                                    StopToken stop) {
  RETURN_IF_ERROR(ValidateStable(problem));
  RETURN_IF_ERROR(ValidateRanks(problem));
  ASSIGN_OR_RETURN(StableResult result, SolveStable(problem, parameters, stop));
  return StableSession(std::move(problem), std::move(result.units));
}

StableSession::StableSession(StableProblem problem, std::vector<int32_t> units)
    : problem_(std::move(problem)),
      units_(std::move(units)),
      free_(problem_.post_units),
      candidates_(problem_.post_units.size()),
      held_(problem_.post_units.size()),
      next_(problem_.worker_units.size(), -1) {
  // Room for newcomers: nobody waits while ten million edges move house.
  const size_t room = problem_.post.size() + problem_.post.size() / kRoomForNewcomers;
  problem_.post.reserve(room);
  problem_.rank.reserve(room);
  problem_.blocks.reserve(room);
  problem_.limit.reserve(room);
  units_.reserve(room);
  for (int64_t e = 0; e < problem_.edges(); ++e) {
    const size_t post = At(problem_.post[At(e)]);
    candidates_[post].emplace_back(problem_.rank[At(e)], e);
    free_[post] -= units_[At(e)];
    if (units_[At(e)] > 0) held_[post].emplace_back(problem_.rank[At(e)], e);
  }
  for (auto& list : candidates_) std::sort(list.begin(), list.end());
  for (auto& heap : held_) std::make_heap(heap.begin(), heap.end());
}

int32_t StableSession::WorkerOf(int64_t edge) const {
  return static_cast<int32_t>(
             std::upper_bound(problem_.worker_begin.begin(), problem_.worker_begin.end(), edge) -
             problem_.worker_begin.begin()) -
         1;
}

absl::Status StableSession::CheckNewWorker(const NewWorker& worker) const {
  if (worker.week < 0 || At(worker.week) >= problem_.day_units.size()) {
    return Wrong(absl::StrCat("week: ", worker.week, " is not there"));
  }
  if (worker.units < 0 || worker.units > kMaxStableUnits) {
    return Wrong(absl::StrCat("units: ", worker.units));
  }
  if (problem_.workers() >= kMaxStableSide) return Wrong("more workers than may be");
  const int32_t blocks =
      problem_.week_begin[At(worker.week) + 1] - problem_.week_begin[At(worker.week)];
  std::set<int32_t> posts;
  for (size_t i = 0; i < worker.edges.size(); ++i) {
    const NewWorker::Edge& edge = worker.edges[i];
    const std::string field = absl::StrCat("edges[", i, "]: ");
    if (edge.post < 0 || edge.post >= problem_.posts()) return Wrong(field + "no such post");
    if (!posts.insert(edge.post).second) return Wrong(field + "a post twice");
    if (edge.limit < 0 || edge.limit > kMaxStableUnits) return Wrong(field + "limit");
    if (blocks < kMaxWeekBlocks && edge.blocks >> blocks != 0) {
      return Wrong(field + "blocks beyond the week");
    }
    const std::vector<RankedEdge>& list = candidates_[At(edge.post)];
    const auto found = std::lower_bound(list.begin(), list.end(), RankedEdge(edge.rank, 0));
    if (found != list.end() && found->first == edge.rank) {
      return Wrong(field + "a rank that another worker has");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<StableChange> StableSession::Join(const NewWorker& worker) {
  RETURN_IF_ERROR(CheckNewWorker(worker));
  StableChange change{.worker = problem_.workers()};
  const int64_t first = problem_.edges();
  for (const NewWorker::Edge& edge : worker.edges) {
    std::vector<RankedEdge>& list = candidates_[At(edge.post)];
    const RankedEdge candidate(edge.rank, problem_.edges());
    list.insert(std::lower_bound(list.begin(), list.end(), candidate), candidate);
    problem_.post.push_back(edge.post);
    problem_.rank.push_back(edge.rank);
    problem_.blocks.push_back(edge.blocks);
    problem_.limit.push_back(edge.limit);
    units_.push_back(0);
  }
  problem_.worker_week.push_back(worker.week);
  problem_.worker_units.push_back(worker.units);
  problem_.worker_begin.push_back(problem_.edges());
  next_.push_back(-1);
  Queue(change.worker, first);
  ProposeAll(&change);
  return change;
}

absl::StatusOr<StableChange> StableSession::SetWorkerUnits(int32_t worker, int32_t units) {
  if (worker < 0 || worker >= problem_.workers()) return Wrong("worker: not there");
  if (units < 0 || units > kMaxStableUnits) return Wrong(absl::StrCat("units: ", units));
  StableChange change;
  const int32_t before = std::exchange(problem_.worker_units[At(worker)], units);
  if (units > before) {
    Queue(worker, problem_.worker_begin[At(worker)]);
    ProposeAll(&change);
  } else if (units < before) {
    DropWhatDoesNotFit(worker, &change);
    FillVacancies(&change);
  }
  return change;
}

absl::StatusOr<StableChange> StableSession::SetPostUnits(int32_t post, int32_t units) {
  if (post < 0 || post >= problem_.posts()) return Wrong("post: not there");
  if (units < 0 || units > kMaxStableUnits) return Wrong(absl::StrCat("units: ", units));
  StableChange change;
  const int32_t before = std::exchange(problem_.post_units[At(post)], units);
  free_[At(post)] += units - before;
  CutToFit(post, &change);
  ProposeAll(&change);
  if (units > before) {
    vacant_.push_back(post);
    FillVacancies(&change);
  }
  return change;
}

// Gives units to an edge, or takes them away.
void StableSession::Move(int64_t edge, int32_t units, StableChange* change) {
  if (units == 0) return;
  const size_t post = At(problem_.post[At(edge)]);
  if (units_[At(edge)] == 0) {
    held_[post].emplace_back(problem_.rank[At(edge)], edge);
    std::push_heap(held_[post].begin(), held_[post].end());
  }
  units_[At(edge)] += units;
  free_[post] -= units;
  ++change->posts_moved;
}

// The edge that the post wants least of those that it has; -1: it has none.
int64_t StableSession::WorstOf(int32_t post) {
  std::vector<RankedEdge>& heap = held_[At(post)];
  while (!heap.empty() && units_[At(heap.front().second)] == 0) {
    std::pop_heap(heap.begin(), heap.end());
    heap.pop_back();
  }
  return heap.empty() ? -1 : heap.front().second;
}

bool StableSession::IsRefused(int64_t edge) {
  const int32_t post = problem_.post[At(edge)];
  if (free_[At(post)] > 0) return false;
  const int64_t worst = WorstOf(post);
  return worst < 0 || problem_.rank[At(worst)] <= problem_.rank[At(edge)];
}

void StableSession::CutToFit(int32_t post, StableChange* change) {
  while (free_[At(post)] < 0) {
    const int64_t worst = WorstOf(post);
    Move(worst, -std::min(-free_[At(post)], units_[At(worst)]), change);
    Queue(WorkerOf(worst), worst + 1);
  }
}

// The worker proposes from this edge on, or from an earlier one where it was to begin already: what
// it wants more comes first.
void StableSession::Queue(int32_t worker, int64_t edge) {
  int64_t& next = next_[At(worker)];
  if (next < 0) proposing_.push_back(worker);
  next = next < 0 ? edge : std::min(next, edge);
}

void StableSession::ProposeAll(StableChange* change) {
  while (!proposing_.empty()) {
    const int32_t worker = proposing_.back();
    proposing_.pop_back();
    ProposeFrom(worker, std::exchange(next_[At(worker)], -1), change);
  }
}

void StableSession::ProposeFrom(int32_t worker, int64_t first, StableChange* change) {
  ++change->workers_asked;
  const int64_t begin = problem_.worker_begin[At(worker)];
  const int64_t end = problem_.worker_begin[At(worker) + 1];
  flow_.Reset(WeekOf(problem_, worker), problem_.worker_units[At(worker)]);
  for (int64_t e = begin; e < end; ++e) {
    CHECK(flow_.Push(flow_.AddItem(problem_.blocks[At(e)]), units_[At(e)]) == units_[At(e)]);
  }
  for (int64_t e = first; e < end && flow_.left() > 0; ++e) {
    const int32_t wanted = problem_.limit[At(e)] - units_[At(e)];
    if (wanted <= 0 || IsRefused(e)) continue;
    const auto item = static_cast<int32_t>(e - begin);
    const int32_t before = units_[At(e)];
    const int32_t offered = flow_.Push(item, wanted);
    if (offered == 0) continue;
    Move(e, offered, change);
    CutToFit(problem_.post[At(e)], change);
    const int32_t kept = units_[At(e)] - before;
    if (kept < offered) flow_.Pull(item, offered - kept);
  }
}

// The worker keeps its choice of what it has; posts that lose units are vacant.
void StableSession::DropWhatDoesNotFit(int32_t worker, StableChange* change) {
  flow_.Reset(WeekOf(problem_, worker), problem_.worker_units[At(worker)]);
  const int64_t end = problem_.worker_begin[At(worker) + 1];
  for (int64_t e = problem_.worker_begin[At(worker)]; e < end; ++e) {
    const int32_t has = units_[At(e)];
    if (has == 0) continue;
    const int32_t fits = flow_.Push(flow_.AddItem(problem_.blocks[At(e)]), has);
    if (fits == has) continue;
    Move(e, fits - has, change);
    vacant_.push_back(problem_.post[At(e)]);
  }
}

void StableSession::FillVacancies(StableChange* change) {
  while (!vacant_.empty()) {
    const int32_t post = vacant_.back();
    vacant_.pop_back();
    FillPost(post, change);
  }
}

// Offers what is free to whoever would rather have it, best first.
void StableSession::FillPost(int32_t post, StableChange* change) {
  const std::vector<RankedEdge>& candidates = candidates_[At(post)];
  for (size_t i = 0; i < candidates.size() && free_[At(post)] > 0; ++i) {
    const int64_t edge = candidates[i].second;
    const int32_t room = std::min(free_[At(post)], problem_.limit[At(edge)] - units_[At(edge)]);
    if (room <= 0) continue;
    ++change->workers_asked;
    const int32_t more = MoreFor(edge, room);
    if (more == 0) continue;
    Move(edge, more, change);
    DropWhatDoesNotFit(WorkerOf(edge), change);
  }
}

// Units that the worker takes on top, and gives up for what it wants less.
int32_t StableSession::MoreFor(int64_t edge, int32_t most) {
  const int32_t worker = WorkerOf(edge);
  flow_.Reset(WeekOf(problem_, worker), problem_.worker_units[At(worker)]);
  for (int64_t e = problem_.worker_begin[At(worker)]; e < edge; ++e) {
    if (units_[At(e)] > 0) flow_.Push(flow_.AddItem(problem_.blocks[At(e)]), units_[At(e)]);
  }
  const int32_t item = flow_.AddItem(problem_.blocks[At(edge)]);
  flow_.Push(item, units_[At(edge)]);
  return flow_.Push(item, most);
}

}  // namespace cordee
