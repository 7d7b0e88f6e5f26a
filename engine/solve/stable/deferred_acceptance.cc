#include "engine/solve/stable/deferred_acceptance.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/base/parallel.h"

namespace cordee {
namespace {

constexpr uint8_t kNoOwner = UINT8_MAX;
constexpr int32_t kEveryBlock = -1;
// Workers that propose between two looks at the stop flag: some tens of microseconds.
constexpr int32_t kWorkersPerLook = 256;

size_t At(int64_t index) { return static_cast<size_t>(index); }

}  // namespace

// Lets workers propose, one after the other, on one thread.
class DeferredAcceptance::Proposer {
 public:
  // Posts of other blocks make a worker wait; kEveryBlock: there are none.
  Proposer(DeferredAcceptance& all, int32_t block) : all_(all), block_(block) {}

  // The worker proposes from `edge` on, and so does everybody who is sent away for it.
  void Start(int32_t worker, int64_t edge) {
    Queue(worker, edge);
    while (!queue_.empty()) {
      const int32_t next = queue_.back();
      queue_.pop_back();
      Propose(next);
    }
  }

 private:
  void Queue(int32_t worker, int64_t edge) {
    State& state = all_.state_[At(worker)];
    int64_t& next = all_.next_[At(worker)];
    next = state == State::kIdle ? edge : std::min(next, edge);
    if (state != State::kQueued) queue_.push_back(worker);
    state = State::kQueued;
  }

  void Propose(int32_t worker);
  int32_t Load(int32_t worker, int64_t edge);
  bool IsRefused(int64_t edge) const;
  int32_t Offer(int32_t worker, int64_t edge, int32_t units);

  DeferredAcceptance& all_;
  const int32_t block_;
  std::vector<int32_t> queue_;
  std::vector<std::pair<int64_t, int32_t>> items_;  // edges with units from the start on; item
  WeekFlow flow_;
};

// Lays down what the worker has; notes the items of edges from `edge` on.
int32_t DeferredAcceptance::Proposer::Load(int32_t worker, int64_t edge) {
  const StableProblem& problem = all_.problem_;
  flow_.Reset(WeekOf(problem, worker), problem.worker_units[At(worker)]);
  items_.clear();
  for (int64_t e = problem.worker_begin[At(worker)]; e < problem.worker_begin[At(worker) + 1];
       ++e) {
    if (all_.units_[At(e)] == 0) continue;
    const int32_t item = flow_.AddItem(problem.blocks[At(e)]);
    const int32_t pushed = flow_.Push(item, all_.units_[At(e)]);
    CHECK(pushed == all_.units_[At(e)]);
    if (e >= edge) items_.emplace_back(e, item);
  }
  return flow_.left();
}

// The post keeps nothing more of this edge, now or ever.
bool DeferredAcceptance::Proposer::IsRefused(int64_t edge) const {
  const size_t post = At(all_.problem_.post[At(edge)]);
  if (all_.free_[post] > 0) return false;
  const std::vector<Held>& held = all_.held_[post];
  return held.empty() || held.front().rank <= all_.problem_.rank[At(edge)];
}

void DeferredAcceptance::Proposer::Propose(int32_t worker) {
  const StableProblem& problem = all_.problem_;
  all_.state_[At(worker)] = State::kIdle;
  const int64_t first = all_.next_[At(worker)];
  const int64_t end = problem.worker_begin[At(worker) + 1];
  if (Load(worker, first) == 0) return;
  size_t loaded = 0;
  for (int64_t e = first; e < end && flow_.left() > 0; ++e) {
    while (loaded < items_.size() && items_[loaded].first < e) ++loaded;
    const int32_t wanted = all_.limit_[At(e)] - all_.units_[At(e)];
    if (wanted <= 0) continue;
    if (block_ != kEveryBlock && all_.owner_[At(problem.post[At(e)])] != block_) {
      all_.state_[At(worker)] = State::kWaiting;
      all_.next_[At(worker)] = e;
      return;
    }
    if (IsRefused(e)) {
      all_.limit_[At(e)] = all_.units_[At(e)];
      continue;
    }
    const bool has_item = loaded < items_.size() && items_[loaded].first == e;
    const int32_t item = has_item ? items_[loaded].second : flow_.AddItem(problem.blocks[At(e)]);
    const int32_t offered = flow_.Push(item, wanted);
    if (offered == 0) continue;
    const int32_t kept = Offer(worker, e, offered);
    if (kept < offered) flow_.Pull(item, offered - kept);
  }
}

// How many of the units the post keeps; others are sent away for it.
int32_t DeferredAcceptance::Proposer::Offer(int32_t worker, int64_t edge, int32_t units) {
  const size_t post = At(all_.problem_.post[At(edge)]);
  std::vector<Held>& held = all_.held_[post];
  int32_t& free = all_.free_[post];
  if (all_.units_[At(edge)] == 0) {
    held.push_back({all_.problem_.rank[At(edge)], worker, edge});
    std::push_heap(held.begin(), held.end());
  }
  all_.units_[At(edge)] += units;
  free -= units;
  int32_t kept = units;
  while (free < 0) {
    const Held worst = held.front();
    const int32_t cut = std::min(-free, all_.units_[At(worst.edge)]);
    free += cut;
    all_.units_[At(worst.edge)] -= cut;
    all_.limit_[At(worst.edge)] = all_.units_[At(worst.edge)];
    if (all_.units_[At(worst.edge)] == 0) {
      std::pop_heap(held.begin(), held.end());
      held.pop_back();
    }
    if (worst.edge == edge) {
      kept -= cut;
    } else {
      Queue(worst.worker, worst.edge + 1);
    }
  }
  return kept;
}

DeferredAcceptance::DeferredAcceptance(const StableProblem& problem)
    : problem_(problem),
      units_(problem.post.size(), 0),
      limit_(problem.limit),
      free_(problem.post_units),
      held_(problem.post_units.size()),
      state_(problem.worker_units.size(), State::kIdle),
      next_(problem.worker_units.size(), 0) {}

std::vector<int32_t> DeferredAcceptance::CutIntoBlocks(int32_t blocks) const {
  std::vector<int32_t> begins;
  for (int64_t b = 0; b <= blocks; ++b) {
    const int64_t edge = problem_.edges() / blocks * b;
    const auto found =
        std::lower_bound(problem_.worker_begin.begin(), problem_.worker_begin.end() - 1, edge);
    begins.push_back(static_cast<int32_t>(found - problem_.worker_begin.begin()));
  }
  begins.front() = 0;
  begins.back() = problem_.workers();
  return begins;
}

void DeferredAcceptance::FindOwners(const std::vector<int32_t>& begins) {
  owner_.assign(problem_.post_units.size(), kNoOwner);
  for (size_t b = 0; b + 1 < begins.size(); ++b) {
    const int64_t end = problem_.worker_begin[At(begins[b + 1])];
    for (int64_t e = problem_.worker_begin[At(begins[b])]; e < end; ++e) {
      uint8_t& owner = owner_[At(problem_.post[At(e)])];
      if (owner == kNoOwner) owner = static_cast<uint8_t>(b);
    }
  }
}

bool DeferredAcceptance::ProposeAll(int32_t threads, StopToken stop) {
  const int32_t blocks =
      std::clamp(std::min(threads, problem_.workers() / kWorkersPerLook), 1, kMaxThreads);
  const std::vector<int32_t> begins = CutIntoBlocks(blocks);
  if (blocks > 1) FindOwners(begins);
  ParallelFor(blocks, 1, threads, [&](int64_t block, int64_t) {
    Proposer proposer(*this, blocks > 1 ? static_cast<int32_t>(block) : kEveryBlock);
    for (int32_t w = begins[At(block)]; w < begins[At(block) + 1]; ++w) {
      if (w % kWorkersPerLook == 0 && stop.StopRequested()) return;
      proposer.Start(w, problem_.worker_begin[At(w)]);
    }
  });
  Proposer proposer(*this, kEveryBlock);
  for (int32_t w = 0; w < problem_.workers(); ++w) {
    if (w % kWorkersPerLook == 0 && stop.StopRequested()) return false;
    if (state_[At(w)] == State::kWaiting) proposer.Start(w, next_[At(w)]);
  }
  return !stop.StopRequested();
}

}  // namespace cordee
