#include "engine/verify/supply_tree.h"

#include "engine/score/score.h"

namespace cordee::verify {
namespace {

size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

// A criterion more would make the bound on points wrong.
static_assert(kCriterionCount == 6);

// REQUIRES: b > 0.
int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

int32_t Share(int64_t points, int64_t part, int64_t whole) {
  return static_cast<int32_t>(points * part / whole);
}

}  // namespace

void SupplyTree::Supply::Extend(const Supply& other) {
  price = std::min(price, other.price);
  reach = std::max(reach, other.reach);
  for (size_t s : {0, 1}) points[s] = std::max(points[s], other.points[s]);
}

SupplyTree::Supply SupplyTree::SupplyOf(ResourceIndex resource, const PriceIndex& prices) const {
  const EntryTable& resources = problem_.resources();
  const Policy& policy = problem_.policy();
  const size_t r = Row(resource);
  Supply supply;
  if (!problem_.ResourceCategory(resource).booking) supply.price = prices.Single(resource);
  const int32_t both = Share(policy.ecological_points, resources.ecological_percent[r], 100) +
                       Share(policy.social_points, resources.social_percent[r], 100);
  const int32_t own =
      problem_.actors().charter_signed[static_cast<size_t>(resources.actor[r].value())];
  supply.points[0] = both + Share(policy.trust_points, own, 2);
  supply.points[1] = both + Share(policy.trust_points, own + 1, 2);
  supply.reach = resources.reach[r];
  return supply;
}

SupplyTree::SupplyTree(const Problem& problem, const PriceIndex& prices)
    : problem_(problem),
      tree_(problem.resources(), problem.catalogue().category_count()),
      of_node_(tree_.nodes().size()) {
  of_position_.reserve(tree_.rows().size());
  for (const int32_t row : tree_.rows()) {
    of_position_.push_back(SupplyOf(ResourceIndex(row), prices));
  }
  tree_.ForEachUpwards(
      [&](size_t leaf) {
        const PlaceTree::Node& node = tree_.nodes()[leaf];
        of_node_[leaf] = of_position_[static_cast<size_t>(node.begin)];
        for (int32_t i = node.begin + 1; i < node.end; ++i) {
          of_node_[leaf].Extend(of_position_[static_cast<size_t>(i)]);
        }
      },
      [&](size_t node, size_t first, size_t second) {
        of_node_[node] = of_node_[first];
        of_node_[node].Extend(of_node_[second]);
      });
}

SupplyTree::Question::Question(const Problem& problem, NeedIndex need, int32_t degree_percent) {
  const EntryTable& needs = problem.needs();
  const Policy& policy = problem.policy();
  const auto n = static_cast<size_t>(need.value());
  reach_ = std::min(needs.reach[n], policy.max_distance);
  max_distance_ = policy.max_distance.value();
  proximity_points_ = policy.proximity_points;
  other_points_ = Share(policy.fit_points, degree_percent, 100) + policy.time_points;
  unit_ = problem.MicropointsPerUnit(need);
  signed_charter_ = problem.actors().charter_signed[static_cast<size_t>(needs.actor[n].value())];
}

bool SupplyTree::Question::MayMatter(const Supply& supply, int64_t squared_distance,
                                     int64_t margin) const {
  if (squared_distance > Squared(std::min(reach_, supply.reach))) return false;
  const int64_t points = other_points_ + supply.points[signed_charter_];
  const int64_t threshold = margin + supply.price;
  if (points * unit_ > threshold) return true;
  if ((points + proximity_points_) * unit_ <= threshold) return false;
  // Here proximity_points_ > 0, and 1 <= q <= proximity_points_.
  const int64_t q = FloorDivide(threshold, unit_) + 1 - points;
  const int64_t lost = (q * max_distance_ + proximity_points_ - 1) / proximity_points_;
  const int64_t farthest = max_distance_ - lost;
  return farthest >= 0 && squared_distance <= farthest * farthest;
}

}  // namespace cordee::verify
