#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/parallel.h"
#include "engine/explain/explain.h"
#include "engine/explain/unlock_cost.h"
#include "engine/explain/usage.h"
#include "engine/model/place_tree.h"

namespace cordee {
namespace {

size_t Row(NeedIndex need) { return static_cast<size_t>(need.value()); }
size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

constexpr int64_t kNeedsPerBlock = 64;

// The resources that have something left, and the places of all of them.
class Offered {
 public:
  Offered(const Problem& problem, const Usage& usage)
      : tree_(problem.resources(), problem.catalogue().category_count()),
        of_actor_(static_cast<size_t>(problem.actors().size()), 0),
        reach_of_position_(tree_.rows().size()),
        reach_of_node_(tree_.nodes().size()) {
    for (const ActorIndex actor : problem.resources().actor) {
      ++of_actor_[static_cast<size_t>(actor.value())];
    }
    for (size_t position = 0; position < tree_.rows().size(); ++position) {
      const ResourceIndex resource(tree_.rows()[position]);
      const bool used_up = usage.ResourceUsedUp(problem, resource);
      reach_of_position_[position] =
          used_up ? kNothingLeft : problem.resources().reach[Row(resource)];
    }
    tree_.ForEachUpwards(
        [&](size_t leaf) {
          const PlaceTree::Node& node = tree_.nodes()[leaf];
          reach_of_node_[leaf] = *std::max_element(reach_of_position_.begin() + node.begin,
                                                   reach_of_position_.begin() + node.end);
        },
        [&](size_t node, size_t first, size_t second) {
          reach_of_node_[node] = std::max(reach_of_node_[first], reach_of_node_[second]);
        });
  }

  static constexpr Metres kNothingLeft = Metres(-1);

  const PlaceTree& tree() const { return tree_; }
  int64_t CountIn(CategoryIndex category) const {
    return tree_.end(category) - tree_.begin(category);
  }
  int64_t CountOf(ActorIndex actor) const { return of_actor_[static_cast<size_t>(actor.value())]; }
  bool HasLeft(size_t position) const { return reach_of_position_[position] != kNothingLeft; }
  // The farthest that a resource with something left goes; kNothingLeft when there is none.
  Metres ReachOf(size_t position) const { return reach_of_position_[position]; }
  Metres ReachIn(size_t node) const { return reach_of_node_[node]; }

 private:
  const PlaceTree tree_;
  std::vector<int64_t> of_actor_;
  std::vector<Metres> reach_of_position_;
  std::vector<Metres> reach_of_node_;
};

// Explains needs one after the other, on one thread.
class UnmetExplainer {
 public:
  UnmetExplainer(const Problem& problem, const SolveResult& result, const Usage& usage,
                 const Offered& offered)
      : problem_(problem), result_(result), usage_(usage), offered_(offered) {}

  UnmetExplanation Explain(NeedIndex need) {
    const size_t n = Row(need);
    need_ = need;
    from_ = ToEarthPoint(problem_.needs().place[n]);
    reach_ = std::min(problem_.needs().reach[n], problem_.policy().max_distance);
    trials_.clear();
    out_ = UnmetExplanation();
    out_.need = need;
    out_.unmet = problem_.needs().amount[n] - usage_.served[n];
    CountAndCollect();
    TryWithinReach();
    TryBeyondReach();
    std::sort(out_.missed_orders.begin(), out_.missed_orders.end(),
              [](const MissedOrder& a, const MissedOrder& b) { return a.resource < b.resource; });
    return std::move(out_);
  }

 private:
  struct Trial {
    int64_t least_cost;
    ResourceIndex resource;

    friend bool operator<(const Trial& a, const Trial& b) {
      return std::pair(a.least_cost, a.resource) < std::pair(b.least_cost, b.resource);
    }
  };

  int64_t& Count(Refusal refusal) { return out_.refusals[static_cast<size_t>(refusal)]; }

  std::span<const Substitution> Accepted() const {
    return problem_.catalogue().AcceptedBy(problem_.needs().category[Row(need_)]);
  }

  // Looks at each pair within reach; those beyond are counted without a look.
  void CountAndCollect() {
    const int64_t squared_reach = Squared(reach_);
    int64_t serving = 0;
    int64_t examined = 0;
    bool complete = true;
    for (const Substitution& accepted : Accepted()) {
      serving += offered_.CountIn(accepted.category);
      offered_.tree().Walk(
          accepted.category, from_,
          [&](size_t, int64_t squared_floor) { return squared_floor <= squared_reach; },
          [&](size_t position) {
            if (examined == kMaxExplainedPairs) {
              complete = false;
              return;
            }
            ++examined;
            Examine(position);
          });
    }
    // The actor's own resources lie where the need does, so they are among those examined.
    const ActorIndex actor = problem_.needs().actor[Row(need_)];
    const int64_t own = offered_.CountOf(actor);
    const int64_t own_examined = Count(Refusal::kSameActor);
    Count(Refusal::kSameActor) = own;
    const int64_t own_serving = complete ? own_examined : CountOwnServing(actor);
    Count(Refusal::kCategory) = problem_.resources().size() - own - (serving - own_serving);
    const int64_t not_examined = serving - own_serving - (examined - own_examined);
    (complete ? Count(Refusal::kDistance) : out_.unexamined) += not_examined;
  }

  int64_t CountOwnServing(ActorIndex actor) const {
    const EntryTable& resources = problem_.resources();
    int64_t own = 0;
    for (size_t r = 0; r < resources.actor.size(); ++r) {
      if (resources.actor[r] != actor) continue;
      const CategoryIndex wanted = problem_.needs().category[Row(need_)];
      own += problem_.catalogue().Degree(wanted, resources.category[r]) > 0 ? 1 : 0;
    }
    return own;
  }

  void Examine(size_t position) {
    const ResourceIndex resource(offered_.tree().rows()[position]);
    const Pair pair = ExaminePair(problem_, need_, resource);
    if (pair.refusal == Refusal::kNone) {
      ++out_.admissible;
      NoteMissedOrder(resource);
      const int32_t takers = usage_.takers[Row(resource)];
      if (takers > 1 || (takers == 1 && !Linked(resource))) ++out_.used_elsewhere;
      return;
    }
    ++Count(pair.refusal);
    if (pair.refusal == Refusal::kSameActor || !offered_.HasLeft(position)) return;
    // Beyond the need's reach, or the policy's: left to TryBeyondReach.
    if (pair.distance > reach_) return;
    trials_.push_back({LeastUnlockCost(problem_, need_, resource, pair), resource});
  }

  void NoteMissedOrder(ResourceIndex resource) {
    const std::vector<MissedOrder>& missed = result_.orders.missed;
    const auto at = std::lower_bound(
        missed.begin(), missed.end(), resource,
        [](const MissedOrder& order, ResourceIndex key) { return order.resource < key; });
    if (at != missed.end() && at->resource == resource) out_.missed_orders.push_back(*at);
  }

  bool Linked(ResourceIndex resource) const {
    const auto at =
        std::lower_bound(result_.links.begin(), result_.links.end(), std::pair(need_, resource),
                         [](const Link& link, const auto& key) {
                           return std::pair(link.need, link.resource) < key;
                         });
    return at != result_.links.end() && at->need == need_ && at->resource == resource;
  }

  // Changes that cannot be smaller than those that are kept are not tried.
  void TryWithinReach() {
    if (trials_.size() > static_cast<size_t>(kMaxUnlockTrials)) {
      std::nth_element(trials_.begin(), trials_.begin() + kMaxUnlockTrials, trials_.end());
      trials_.resize(static_cast<size_t>(kMaxUnlockTrials));
    }
    std::sort(trials_.begin(), trials_.end());
    for (const Trial& trial : trials_) {
      if (Full() && trial.least_cost > out_.unlocks.back().cost) return;
      Try(trial.resource);
    }
  }

  // Where the need's reach and the policy's are both too short no single change helps, and where
  // one of them is, the resource itself must go as far. The change costs the metres to add, and
  // more where it is the policy's.
  void TryBeyondReach() {
    const Metres policy = problem_.policy().max_distance;
    const Metres need = problem_.needs().reach[Row(need_)];
    const Metres farthest = std::max(policy, need);
    const int64_t on_top = policy < need ? kPolicyUnlockCost : 0;
    int64_t trials = 0;
    const auto may_matter = [&](int64_t squared_floor, Metres reach) {
      if (reach <= reach_ || squared_floor > Squared(std::min(reach, farthest))) return false;
      if (!Full()) return true;
      const int64_t metres = out_.unlocks.back().cost - on_top;
      if (metres < 0) return false;
      const int64_t limit = reach_.value() + std::min<int64_t>(metres, kMaxReachMetres);
      return squared_floor <= limit * limit;
    };
    for (const Substitution& accepted : Accepted()) {
      offered_.tree().Walk(
          accepted.category, from_,
          [&](size_t node, int64_t squared_floor) {
            return may_matter(squared_floor, offered_.ReachIn(node));
          },
          [&](size_t position) {
            EarthBox box;
            box.Add(offered_.tree().points()[position]);
            const int64_t squared_floor = SquaredDistanceFloor(from_, box);
            if (!may_matter(squared_floor, offered_.ReachOf(position))) return;
            const ResourceIndex resource(offered_.tree().rows()[position]);
            const Metres distance = Distance(problem_.needs().place[Row(need_)],
                                             problem_.resources().place[Row(resource)]);
            if (distance <= reach_ || trials == kMaxUnlockTrials) return;
            ++trials;
            Try(resource);
          });
    }
  }

  bool Full() const { return out_.unlocks.size() == static_cast<size_t>(kMaxUnlocks); }

  void Try(ResourceIndex resource) {
    std::optional<Unlock> unlock = FindUnlock(problem_, need_, resource);
    if (!unlock.has_value()) return;
    const auto smaller = [](const Unlock& a, const Unlock& b) {
      return std::pair(a.cost, a.resource) < std::pair(b.cost, b.resource);
    };
    std::vector<Unlock>& best = out_.unlocks;
    best.insert(std::upper_bound(best.begin(), best.end(), *unlock, smaller), *unlock);
    if (best.size() > static_cast<size_t>(kMaxUnlocks)) best.pop_back();
  }

  const Problem& problem_;
  const SolveResult& result_;
  const Usage& usage_;
  const Offered& offered_;
  // Of the need at hand.
  NeedIndex need_;
  EarthPoint from_;
  Metres reach_;
  std::vector<Trial> trials_;
  UnmetExplanation out_;
};

// Unmet needs with their places in the answer, so that neighbours of one category follow each
// other: they look at the same resources.
std::vector<std::pair<NeedIndex, size_t>> UnmetByPlace(const Problem& problem, const Usage& usage) {
  const auto count = static_cast<size_t>(problem.needs().size());
  std::vector<size_t> place(count, 0);
  size_t unmet = 0;
  for (NeedIndex need : IndicesUpTo<NeedIndex>(count)) {
    place[Row(need)] = unmet;
    if (!usage.NeedFilled(problem, need)) ++unmet;
  }
  std::vector<std::pair<NeedIndex, size_t>> ordered;
  ordered.reserve(unmet);
  const PlaceTree tree(problem.needs(), problem.catalogue().category_count());
  for (const int32_t row : tree.rows()) {
    const NeedIndex need(row);
    if (!usage.NeedFilled(problem, need)) ordered.emplace_back(need, place[Row(need)]);
  }
  return ordered;
}

}  // namespace

std::vector<UnmetExplanation> ExplainUnmet(const Problem& problem, const SolveResult& result,
                                           const ExplainParameters& parameters) {
  const Usage usage = UsageOf(problem, result);
  const std::vector<std::pair<NeedIndex, size_t>> unmet = UnmetByPlace(problem, usage);
  const Offered offered(problem, usage);
  std::vector<UnmetExplanation> explanations(unmet.size());
  const auto count = static_cast<int64_t>(unmet.size());
  ParallelFor(count, kNeedsPerBlock, parameters.threads, [&](int64_t begin, int64_t end) {
    UnmetExplainer explainer(problem, result, usage, offered);
    for (int64_t i = begin; i < end && !parameters.stop.StopRequested(); ++i) {
      const auto& [need, place] = unmet[static_cast<size_t>(i)];
      explanations[place] = explainer.Explain(need);
    }
  });
  if (parameters.stop.StopRequested()) explanations.clear();
  return explanations;
}

}  // namespace cordee
