// The resources of a problem with their prices, so that the few pairs that can matter to a need are
// found without a look at the others.
//
//   const SupplyTree supplies(problem, prices);
//   supplies.Walk(need, degree_percent, category, best, [&](ResourceIndex r) { ... });
//
// What is left out, and why the sum is the same. `best` holds offers that fill the need, `margin`
// is what the worst unit of them is worth. A pair whose units are worth no more than the margin
// after their price changes nothing (offers.h). By the definitions of score.h a pair at d metres
// gets at most
//
//   fit(degree) + time_points + proximity(d) + ecological(r) + social(r) + trust(need, r)
//
// points, each rounded down by itself, where proximity(d) falls with d; in a box of resources,
// ecological + social + trust is at most the most of any of them, d at least what
// SquaredDistanceFloor says, and the price at least the least of any. So with
//
//   q = floor((margin + least price) / micropoints per point) + 1 - fit - time_points - most points
//
// a pair of the box is worth more than the margin only if proximity(d) >= q, which for q >= 1 means
// P * (D - d) / D >= q, that is d <= D - ceil(q * D / P) (P: proximity_points, D: max_distance; d
// is at most D in an admissible pair). All of it is exact in integers. The bonus of continuity is
// not in the sum: previous links are left to the caller, to be offered before the walk. Nor is a
// price of booked half-hours, which may be free one by one: theirs counts as 0.
//
// Pairs beyond the reach of one side are left out too; the other rules are the visitor's. About 60
// bytes a resource. Immutable, thread-safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/model/place_tree.h"
#include "engine/model/problem.h"
#include "engine/verify/offers.h"
#include "engine/verify/price_index.h"

namespace cordee::verify {

class SupplyTree {
 public:
  SupplyTree(const Problem& problem, const PriceIndex& prices);

  // Calls visit(resource) for every resource of `category` that could serve `need` at
  // `degree_percent` with units worth more than best.margin(), and some others. `visit` may add to
  // `best`.
  // REQUIRES: best.full().
  template <typename Visit>
  void Walk(NeedIndex need, int32_t degree_percent, CategoryIndex category, const BestOffers& best,
            Visit&& visit) const;

 private:
  // Bounds for one resource, or for all in a box.
  struct Supply {
    int64_t price = 0;  // at least
    // Ecological, social and trust points, at most; by whether the need's actor signed the charter.
    int32_t points[2] = {0, 0};
    Metres reach;  // at most

    void Extend(const Supply& other);
  };

  // What a need asks of a box, in the words of the comment above.
  class Question {
   public:
    Question(const Problem& problem, NeedIndex need, int32_t degree_percent);

    bool MayMatter(const Supply& supply, int64_t squared_distance, int64_t margin) const;

   private:
    Metres reach_;
    int64_t max_distance_;
    int64_t proximity_points_;
    int64_t other_points_;  // fit and time, at most
    int64_t unit_;          // micropoints per point
    size_t signed_charter_;
  };

  Supply SupplyOf(ResourceIndex resource, const PriceIndex& prices) const;

  const Problem& problem_;
  PlaceTree tree_;
  std::vector<Supply> of_node_;
  std::vector<Supply> of_position_;
};

template <typename Visit>
void SupplyTree::Walk(NeedIndex need, int32_t degree_percent, CategoryIndex category,
                      const BestOffers& best, Visit&& visit) const {
  const auto n = static_cast<size_t>(need.value());
  const Question question(problem_, need, degree_percent);
  const EarthPoint from = ToEarthPoint(problem_.needs().place[n]);
  tree_.Walk(
      category, from,
      [&](size_t node, int64_t squared_floor) {
        return question.MayMatter(of_node_[node], squared_floor, best.margin());
      },
      [&](size_t position) {
        EarthBox box;
        box.Add(tree_.points()[position]);
        const int64_t squared_floor = SquaredDistanceFloor(from, box);
        if (!question.MayMatter(of_position_[position], squared_floor, best.margin())) return;
        visit(ResourceIndex(tree_.rows()[position]));
      });
}

}  // namespace cordee::verify
