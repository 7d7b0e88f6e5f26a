#include "engine/solve/stable/broken_rules.h"

#include <algorithm>
#include <utility>

namespace cordee {
namespace {

// Of the workers and posts below their minimum, this part is closed at a time, at least one.
constexpr size_t kShareOfShort = 8;

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

  // The edges of each worker and each post below its minimum, those furthest below it first.
  std::vector<std::vector<int64_t>> ShortOnes() const {
    std::vector<Short> found;
    AddShort(rules_.worker_minimum, found, [this](int64_t e) { return WorkerOf(e); });
    AddShort(rules_.post_minimum, found, [this](int64_t e) { return problem_.post[At(e)]; });
    std::sort(found.begin(), found.end(),
              [](const Short& a, const Short& b) { return a.missing > b.missing; });
    std::vector<std::vector<int64_t>> edges;
    for (Short& one : found) edges.push_back(std::move(one.edges));
    return edges;
  }

 private:
  struct Short {
    int64_t missing = 0;
    std::vector<int64_t> edges;
  };

  int32_t WorkerOf(int64_t edge) const {
    return static_cast<int32_t>(
               std::upper_bound(problem_.worker_begin.begin(), problem_.worker_begin.end(), edge) -
               problem_.worker_begin.begin()) -
           1;
  }

  template <typename RowOf>
  void AddShort(const std::vector<int32_t>& minimum, std::vector<Short>& found,
                const RowOf& row_of) const {
    if (minimum.empty()) return;
    std::vector<int64_t> has(minimum.size(), 0);
    for (size_t e = 0; e < units_.size(); ++e) {
      if (units_[e] > 0) has[At(row_of(static_cast<int64_t>(e)))] += units_[e];
    }
    std::vector<int32_t> place(minimum.size(), -1);
    for (size_t row = 0; row < minimum.size(); ++row) {
      if (has[row] == 0 || has[row] >= minimum[row]) continue;
      place[row] = static_cast<int32_t>(found.size());
      found.push_back({minimum[row] - has[row], {}});
    }
    for (size_t e = 0; e < units_.size(); ++e) {
      if (units_[e] == 0) continue;
      const int32_t at = place[At(row_of(static_cast<int64_t>(e)))];
      if (at >= 0) found[At(at)].edges.push_back(static_cast<int64_t>(e));
    }
  }

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

void SortUnique(std::vector<int64_t>& edges) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

}  // namespace

std::vector<int64_t> AllBrokenEdges(const StableProblem& problem, const StableRules& rules,
                                    const std::vector<int32_t>& units) {
  const Broken broken(problem, rules, units);
  std::vector<int64_t> edges = broken.Edges();
  for (const std::vector<int64_t>& one : broken.ShortOnes()) {
    edges.insert(edges.end(), one.begin(), one.end());
  }
  SortUnique(edges);
  return edges;
}

std::vector<int64_t> EdgesToClose(const StableProblem& problem, const StableRules& rules,
                                  const std::vector<int32_t>& units) {
  const Broken broken(problem, rules, units);
  const std::vector<int64_t> edges = broken.Edges();
  if (!edges.empty()) return Apart(problem, edges);
  const std::vector<std::vector<int64_t>> ones = broken.ShortOnes();
  std::vector<int64_t> closing;
  for (size_t i = 0; i < ones.size() && i <= ones.size() / kShareOfShort; ++i) {
    closing.insert(closing.end(), ones[i].begin(), ones[i].end());
  }
  SortUnique(closing);
  return closing;
}

}  // namespace cordee
