#include "engine/solve/placement/placement_market.h"

#include <algorithm>
#include <utility>

#include "engine/score/placement_score.h"

namespace cordee {
namespace {

static_assert(kMaxBlocksOfWeek == kMaxWeekBlocks);

size_t At(int64_t index) { return static_cast<size_t>(index); }

class MarketMaker {
 public:
  MarketMaker(const Problem& problem, const PlacementPairs& pairs)
      : problem_(problem), pairs_(pairs), wishes_(At(problem.placements().posts.size())) {}

  PlacementMarket Make() && {
    const Placements& placements = problem_.placements();
    for (const PlacementTerms& terms : placements.posts.terms) AddPost(terms);
    for (int32_t e = 0; e < placements.people.size(); ++e) AddPerson(PersonIndex(e));
    RankPeople();
    return std::move(market_);
  }

 private:
  struct Edge {
    Preference preference;
    PostIndex post;
    PlacementPair pair;
  };

  void AddPost(const PlacementTerms& terms) {
    const bool one =
        problem_.catalogue().category(terms.category).placement == Placement::kOneToOne;
    market_.problem.post_units.push_back(one ? 1 : terms.maximum);
    market_.rules.post_minimum.push_back(one ? 0 : terms.minimum);
    market_.rules.post_partners.push_back(one || terms.indivisible ? 1 : terms.max_partners);
  }

  void AddPerson(PersonIndex person) {
    const HalfHours workable = WorkableHours(problem_, person);
    std::vector<Edge> edges;
    for (int64_t i = pairs_.begin[At(person.value())]; i < pairs_.begin[At(person.value()) + 1];
         ++i) {
      const PostIndex post = pairs_.post[At(i)];
      PlacementPair pair = ExaminePlacement(problem_, post, person, workable);
      edges.push_back({PreferenceOfPerson(problem_, post, person, pair), post, pair});
    }
    const bool one = IsOneToOne(problem_, person);
    const WeekCut cut = AddWeek(person, one, workable, edges);
    std::sort(edges.begin(), edges.end(),
              [](const Edge& a, const Edge& b) { return a.preference < b.preference; });
    for (const Edge& edge : edges) AddEdge(person, one, cut, edge);
    market_.problem.worker_begin.push_back(market_.problem.edges());
  }

  WeekCut AddWeek(PersonIndex person, bool one, const HalfHours& workable,
                  const std::vector<Edge>& edges) {
    const PlacementTerms& terms = problem_.placements().people.terms[At(person.value())];
    const LabourLimits limits = LimitsOf(problem_, person);
    StableProblem& market = market_.problem;
    WeekCut cut(one ? HalfHours() : workable);
    for (const Edge& edge : edges) cut.Split(edge.pair.hours);
    for (int32_t b = 0; b < cut.size(); ++b) {
      market.block_units.push_back(cut.block(b).Count());
      market.block_day.push_back(static_cast<uint8_t>(cut.day(b)));
    }
    if (one) {
      market.block_units.push_back(1);
      market.block_day.push_back(0);
    }
    market.worker_week.push_back(person.value());
    market.week_begin.push_back(static_cast<int32_t>(market.block_units.size()));
    market.day_units.emplace_back().fill(limits.half_hours_a_day);
    market.worker_units.push_back(one ? 1 : std::min(terms.maximum, limits.half_hours_a_week));
    market_.rules.worker_minimum.push_back(one ? 0 : terms.minimum);
    market_.rules.worker_partners.push_back(one || terms.indivisible ? 1 : terms.max_partners);
    return cut;
  }

  void AddEdge(PersonIndex person, bool one, const WeekCut& cut, const Edge& edge) {
    StableProblem& market = market_.problem;
    wishes_[At(edge.post.value())].emplace_back(
        PreferenceOfPost(problem_, edge.post, person, edge.pair), market.edges());
    market.post.push_back(edge.post.value());
    market.rank.push_back(0);
    market.blocks.push_back(one ? 1 : cut.MaskOf(edge.pair.hours));
    market.limit.push_back(one ? 1 : edge.pair.most);
    market_.rules.lot.push_back(edge.pair.lot);
    market_.common.push_back(edge.pair.hours);
  }

  void RankPeople() {
    for (auto& wishes : wishes_) {
      std::sort(wishes.begin(), wishes.end());
      for (size_t i = 0; i < wishes.size(); ++i) {
        market_.problem.rank[At(wishes[i].second)] = static_cast<uint32_t>(i);
      }
    }
  }

  const Problem& problem_;
  const PlacementPairs& pairs_;
  std::vector<std::vector<std::pair<Preference, int64_t>>> wishes_;
  PlacementMarket market_;
};

}  // namespace

PlacementMarket MakeMarket(const Problem& problem, const PlacementPairs& pairs) {
  return MarketMaker(problem, pairs).Make();
}

}  // namespace cordee
