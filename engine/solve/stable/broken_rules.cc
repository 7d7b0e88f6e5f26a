#include "engine/solve/stable/broken_rules.h"

#include <algorithm>
#include <utility>

namespace cordee {
namespace {

// Of the workers below their minimum, this part is closed at a time, at least one.
constexpr size_t kShareOfWorkers = 8;

size_t At(int64_t index) { return static_cast<size_t>(index); }

class Broken {
 public:
  Broken(const StableProblem& problem, const StableRules& rules, const std::vector<int32_t>& units)
      : problem_(problem), rules_(rules), units_(units) {}

  // Lots and partners.
  std::vector<int64_t> Edges() const {
    std::vector<int64_t> edges;
    AddLots(edges);
    AddPartnersOfWorkers(edges);
    AddPartnersOfPosts(edges);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
  }

  // Below their minimum, the furthest below first.
  std::vector<int32_t> Workers() const {
    std::vector<std::pair<int32_t, int32_t>> below;
    for (int32_t w = 0; w < problem_.workers() && !rules_.worker_minimum.empty(); ++w) {
      int64_t has = 0;
      ForEachHeld(w, [&](int64_t e) { has += units_[At(e)]; });
      const int64_t missing = rules_.worker_minimum[At(w)] - has;
      if (has > 0 && missing > 0) below.emplace_back(-static_cast<int32_t>(missing), w);
    }
    std::sort(below.begin(), below.end());
    std::vector<int32_t> workers;
    for (const auto& [missing, worker] : below) workers.push_back(worker);
    return workers;
  }

  void AddEdgesOf(int32_t worker, std::vector<int64_t>& edges) const {
    ForEachHeld(worker, [&](int64_t e) { edges.push_back(e); });
  }

 private:
  template <typename Body>
  void ForEachHeld(int32_t worker, const Body& body) const {
    const int64_t end = problem_.worker_begin[At(worker) + 1];
    for (int64_t e = problem_.worker_begin[At(worker)]; e < end; ++e) {
      if (units_[At(e)] > 0) body(e);
    }
  }

  void AddLots(std::vector<int64_t>& edges) const {
    for (size_t e = 0; e < rules_.lot.size(); ++e) {
      if (units_[e] > 0 && units_[e] < rules_.lot[e]) edges.push_back(static_cast<int64_t>(e));
    }
  }

  void AddPartnersOfWorkers(std::vector<int64_t>& edges) const {
    for (size_t w = 0; w < rules_.worker_partners.size(); ++w) {
      const int32_t most = rules_.worker_partners[w];
      int32_t has = 0;
      ForEachHeld(static_cast<int32_t>(w), [&](int64_t e) {
        if (++has > most && most > 0) edges.push_back(e);
      });
    }
  }

  void AddPartnersOfPosts(std::vector<int64_t>& edges) const {
    if (rules_.post_partners.empty()) return;
    std::vector<std::vector<std::pair<uint32_t, int64_t>>> held(problem_.post_units.size());
    for (size_t e = 0; e < units_.size(); ++e) {
      if (units_[e] > 0 && rules_.post_partners[At(problem_.post[e])] > 0) {
        held[At(problem_.post[e])].emplace_back(problem_.rank[e], static_cast<int64_t>(e));
      }
    }
    for (size_t p = 0; p < held.size(); ++p) {
      std::sort(held[p].begin(), held[p].end());
      for (size_t i = At(rules_.post_partners[p]); i < held[p].size(); ++i) {
        edges.push_back(held[p][i].second);
      }
    }
  }

  const StableProblem& problem_;
  const StableRules& rules_;
  const std::vector<int32_t>& units_;
};

// At each post the edge that it ranks last, and of those of one worker the last in its order.
std::vector<int64_t> Apart(const StableProblem& problem, const std::vector<int64_t>& edges) {
  std::vector<int64_t> worst_of_post(problem.post_units.size(), -1);
  for (const int64_t e : edges) {
    int64_t& worst = worst_of_post[At(problem.post[At(e)])];
    if (worst < 0 || problem.rank[At(e)] > problem.rank[At(worst)]) worst = e;
  }
  std::vector<int64_t> chosen;
  int64_t last_worker = -1;
  for (const int64_t e : edges) {
    if (worst_of_post[At(problem.post[At(e)])] != e) continue;
    const int64_t worker =
        std::upper_bound(problem.worker_begin.begin(), problem.worker_begin.end(), e) -
        problem.worker_begin.begin();
    if (worker == last_worker) {
      chosen.back() = e;
    } else {
      chosen.push_back(e);
    }
    last_worker = worker;
  }
  return chosen;
}

}  // namespace

std::vector<int64_t> AllBrokenEdges(const StableProblem& problem, const StableRules& rules,
                                    const std::vector<int32_t>& units) {
  const Broken broken(problem, rules, units);
  std::vector<int64_t> edges = broken.Edges();
  for (const int32_t worker : broken.Workers()) broken.AddEdgesOf(worker, edges);
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::vector<int64_t> EdgesToClose(const StableProblem& problem, const StableRules& rules,
                                  const std::vector<int32_t>& units) {
  const Broken broken(problem, rules, units);
  const std::vector<int64_t> edges = broken.Edges();
  if (!edges.empty()) return Apart(problem, edges);
  const std::vector<int32_t> workers = broken.Workers();
  std::vector<int64_t> closing;
  for (size_t i = 0; i < workers.size() && i <= workers.size() / kShareOfWorkers; ++i) {
    broken.AddEdgesOf(workers[i], closing);
  }
  std::sort(closing.begin(), closing.end());
  return closing;
}

}  // namespace cordee
