// Small stable placement problems, and what is true of them by looking at everything.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/stable/stable_problem.h"

namespace cordee::testing {

struct StableShape {
  int32_t workers = 3;
  int32_t posts = 3;
  int32_t blocks = 3;
  int32_t units = 3;  // at most: of a worker, a post, an edge
  int32_t block_units = 2;
  int32_t edge_in = 1;  // an edge for one in so many pairs
};

// Each worker has a kind of week of its own; blocks lie on the first days, two a day.
inline StableProblem RandomStable(const StableShape& shape, Random& random) {
  StableProblem problem;
  std::vector<std::vector<uint32_t>> ranks(static_cast<size_t>(shape.posts));
  for (std::vector<uint32_t>& of_post : ranks) {
    of_post.resize(static_cast<size_t>(shape.workers));
    std::iota(of_post.begin(), of_post.end(), 0);
    random.Shuffle(of_post);
    problem.post_units.push_back(static_cast<int32_t>(random.Uniform(0, shape.units)));
  }
  for (int32_t w = 0; w < shape.workers; ++w) {
    problem.worker_week.push_back(w);
    problem.worker_units.push_back(static_cast<int32_t>(random.Uniform(0, shape.units)));
    const int32_t blocks = static_cast<int32_t>(random.Uniform(1, shape.blocks));
    for (int32_t b = 0; b < blocks; ++b) {
      problem.block_units.push_back(static_cast<int32_t>(random.Uniform(0, shape.block_units)));
      problem.block_day.push_back(static_cast<uint8_t>(b / 2));
    }
    problem.week_begin.push_back(static_cast<int32_t>(problem.block_units.size()));
    problem.day_units.emplace_back();
    for (int32_t& units : problem.day_units.back()) {
      units = static_cast<int32_t>(random.Uniform(shape.block_units - 1, 2 * shape.block_units));
    }
    std::vector<int32_t> posts(static_cast<size_t>(shape.posts));
    std::iota(posts.begin(), posts.end(), 0);
    random.Shuffle(posts);
    for (const int32_t post : posts) {
      if (!random.OneIn(shape.edge_in)) continue;
      problem.post.push_back(post);
      problem.rank.push_back(ranks[static_cast<size_t>(post)][static_cast<size_t>(w)]);
      problem.blocks.push_back(
          static_cast<BlockMask>(random.Uniform(0, (int64_t{1} << blocks) - 1)));
      problem.limit.push_back(static_cast<int32_t>(random.Uniform(1, shape.units)));
    }
    problem.worker_begin.push_back(problem.edges());
  }
  return problem;
}

// Plain definitions, by trying everything. For very small problems.
class NaiveStable {
 public:
  explicit NaiveStable(const StableProblem& problem) : problem_(problem) {}

  // Units of the worker's edges, in order, fit into its week.
  bool Fits(int32_t worker, const std::vector<int32_t>& wanted) const {
    if (std::accumulate(wanted.begin(), wanted.end(), 0) > problem_.worker_units[S(worker)]) {
      return false;
    }
    const int32_t week = problem_.worker_week[S(worker)];
    std::vector<int32_t> left(problem_.block_units.begin() + problem_.week_begin[S(week)],
                              problem_.block_units.begin() + problem_.week_begin[S(week) + 1]);
    std::vector<int32_t> days(problem_.day_units[S(week)].begin(),
                              problem_.day_units[S(week)].end());
    return FitsFrom(worker, wanted, 0, 0, left, days);
  }

  // What the worker takes when it may have up to `most` of each edge: best first, as much as fits.
  std::vector<int32_t> WorkerChoice(int32_t worker, const std::vector<int32_t>& most) const {
    std::vector<int32_t> chosen(most.size(), 0);
    for (size_t i = 0; i < most.size(); ++i) {
      while (chosen[i] < most[i]) {
        ++chosen[i];
        if (Fits(worker, chosen)) continue;
        --chosen[i];
        break;
      }
    }
    return chosen;
  }

  std::vector<int32_t> OfWorker(int32_t worker, const std::vector<int32_t>& units) const {
    return {units.begin() + problem_.worker_begin[S(worker)],
            units.begin() + problem_.worker_begin[S(worker) + 1]};
  }

  bool IsFeasible(const std::vector<int32_t>& units) const {
    std::vector<int32_t> left = problem_.post_units;
    for (size_t e = 0; e < units.size(); ++e) {
      if (units[e] > problem_.limit[e] || (left[S(problem_.post[e])] -= units[e]) < 0) {
        return false;
      }
    }
    for (int32_t w = 0; w < problem_.workers(); ++w) {
      if (!Fits(w, OfWorker(w, units))) return false;
    }
    return true;
  }

  // Both would take one more unit of the edge.
  bool Blocks(int64_t edge, const std::vector<int32_t>& units) const {
    if (units[S(edge)] >= problem_.limit[S(edge)]) return false;
    const int32_t worker = WorkerOf(edge);
    std::vector<int32_t> offered = OfWorker(worker, units);
    const size_t own = S(edge - problem_.worker_begin[S(worker)]);
    ++offered[own];
    if (WorkerChoice(worker, offered)[own] != offered[own]) return false;
    int32_t before = 0;  // units that the post would rather keep, and what it has of this edge
    for (size_t e = 0; e < units.size(); ++e) {
      if (problem_.post[e] != problem_.post[S(edge)]) continue;
      if (problem_.rank[e] <= problem_.rank[S(edge)]) before += units[e];
    }
    return before < problem_.post_units[S(problem_.post[S(edge)])];
  }

  bool IsStable(const std::vector<int32_t>& units) const {
    if (!IsFeasible(units)) return false;
    for (int64_t e = 0; e < problem_.edges(); ++e) {
      if (Blocks(e, units)) return false;
    }
    return true;
  }

  // Every stable placement.
  std::vector<std::vector<int32_t>> All() const {
    std::vector<std::vector<int32_t>> all;
    std::vector<int32_t> units(S(problem_.edges()), 0);
    for (;;) {
      if (IsStable(units)) all.push_back(units);
      size_t e = 0;
      while (e < units.size() && units[e] == problem_.limit[e]) units[e++] = 0;
      if (e == units.size()) return all;
      ++units[e];
    }
  }

  int32_t WorkerOf(int64_t edge) const {
    return static_cast<int32_t>(
               std::upper_bound(problem_.worker_begin.begin(), problem_.worker_begin.end(), edge) -
               problem_.worker_begin.begin()) -
           1;
  }

 private:
  static size_t S(int64_t index) { return static_cast<size_t>(index); }

  bool FitsFrom(int32_t worker, const std::vector<int32_t>& wanted, size_t item, int32_t placed,
                std::vector<int32_t>& left, std::vector<int32_t>& days) const {
    if (item == wanted.size()) return true;
    if (placed == wanted[item]) return FitsFrom(worker, wanted, item + 1, 0, left, days);
    const int64_t edge = problem_.worker_begin[S(worker)] + static_cast<int64_t>(item);
    const int32_t begin = problem_.week_begin[S(problem_.worker_week[S(worker)])];
    for (size_t b = 0; b < left.size(); ++b) {
      int32_t& day = days[problem_.block_day[S(begin) + b]];
      if ((problem_.blocks[S(edge)] >> b & 1) == 0 || left[b] == 0 || day == 0) continue;
      --left[b];
      --day;
      const bool fits = FitsFrom(worker, wanted, item, placed + 1, left, days);
      ++left[b];
      ++day;
      if (fits) return true;
    }
    return false;
  }

  const StableProblem& problem_;
};

}  // namespace cordee::testing
