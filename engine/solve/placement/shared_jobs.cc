#include "engine/solve/placement/shared_jobs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/model/labour_law.h"
#include "engine/model/travel.h"
#include "engine/solve/placement/placement_solver.h"
#include "engine/solve/placement/timetable.h"

namespace cordee {
namespace {

// Millionths of a degree of latitude that nobody crosses in a minute by car: 1.3 km.
constexpr int32_t kLatitudePerMinute = 12'000;

size_t At(int64_t index) { return static_cast<size_t>(index); }

class Gatherer {
 public:
  Gatherer(const Problem& problem, const std::vector<PlacedWork>& placed)
      : problem_(problem),
        rules_(problem.policy().shared_jobs),
        posts_(problem.placements().posts),
        left_(At(posts_.size())) {
    for (int32_t o = 0; o < posts_.size(); ++o) {
      const PlacementTerms& terms = posts_.terms[At(o)];
      const Category& trade = problem.catalogue().category(terms.category);
      const bool gathers = trade.placement == Placement::kHours && trade.parent.valid();
      if (gathers && terms.shared_employment) left_[At(o)] = terms.wished;
    }
    for (const PlacedWork& work : placed) {
      int32_t& left = left_[At(work.post.value())];
      left = std::max(0, left - work.half_hours);
    }
    for (int32_t o = 0; o < posts_.size(); ++o) {
      if (left_[At(o)] >= kMinSharedPart) by_latitude_.emplace_back(LatitudeOf(o), o);
    }
    std::sort(by_latitude_.begin(), by_latitude_.end());
  }

  std::vector<SharedJobOffer> Run() {
    std::vector<SharedJobOffer> offers;
    for (int32_t o = 0; o < posts_.size(); ++o) {
      if (left_[At(o)] < kMinSharedPart) continue;
      SharedJobOffer offer = GatherAround(o);
      if (offer.parts.size() < 2 || offer.half_hours < rules_.min_half_hours) continue;
      for (const SharedJobOffer::Part& part : offer.parts) left_[At(part.post.value())] = 0;
      std::sort(offer.parts.begin(), offer.parts.end(),
                [](const auto& a, const auto& b) { return a.post < b.post; });
      offers.push_back(std::move(offer));
    }
    std::sort(offers.begin(), offers.end(), [](const SharedJobOffer& a, const SharedJobOffer& b) {
      return std::pair(-a.half_hours, a.parts[0].post) < std::pair(-b.half_hours, b.parts[0].post);
    });
    return offers;
  }

 private:
  int32_t Minutes(int32_t a, int32_t b) const {
    return TravelMinutes(Distance(posts_.place[At(a)], posts_.place[At(b)]), 0);
  }

  bool Fits(int32_t first, int32_t other) const {
    const PlacementTerms& a = posts_.terms[At(first)];
    const PlacementTerms& b = posts_.terms[At(other)];
    if (posts_.actor[At(first)] == posts_.actor[At(other)]) return false;
    if ((posts_.weeks[At(first)] & posts_.weeks[At(other)]) == 0) return false;
    if (problem_.catalogue().Degree(b.category, a.category) == 0) return false;
    return a.agreement.empty() || b.agreement.empty() || a.agreement == b.agreement;
  }

  int32_t LatitudeOf(int32_t post) const {
    return problem_.actors().position[At(posts_.actor[At(post)].value())].latitude_e6;
  }

  // Posts that fit and are near, nearest first.
  std::vector<int32_t> Neighbours(int32_t first) const {
    std::vector<std::pair<int32_t, int32_t>> near;
    const int32_t reach = rules_.max_minutes * kLatitudePerMinute;
    const int32_t low = LatitudeOf(first) - reach;
    for (auto at = std::lower_bound(by_latitude_.begin(), by_latitude_.end(), std::pair(low, 0));
         at != by_latitude_.end() && at->first <= LatitudeOf(first) + reach; ++at) {
      const int32_t o = at->second;
      if (left_[At(o)] < kMinSharedPart || !Fits(first, o)) continue;
      if (const int32_t minutes = Minutes(first, o); minutes <= rules_.max_minutes) {
        near.emplace_back(minutes, o);
      }
    }
    std::sort(near.begin(), near.end());
    if (near.size() > At(kMaxSharedNeighbours)) near.resize(At(kMaxSharedNeighbours));
    std::vector<int32_t> posts;
    for (const auto& [minutes, post] : near) posts.push_back(post);
    return posts;
  }

  SharedJobOffer GatherAround(int32_t first) const {
    std::vector<int32_t> group = {first};
    for (const int32_t other : Neighbours(first)) {
      if (group.size() == At(rules_.max_employers)) break;
      const bool near = std::all_of(group.begin(), group.end(), [&](int32_t member) {
        return Fits(member, other) && Minutes(member, other) <= rules_.max_minutes;
      });
      if (!near) continue;
      group.push_back(other);
      if (!Lays(group)) group.pop_back();
    }
    return ToOffer(group);
  }

  // Somebody who is free all week could work for all of them.
  bool Lays(const std::vector<int32_t>& group) const {
    HalfHours hours;
    WeekSet weeks = ~WeekSet{0};
    int32_t sum = 0;
    for (const int32_t o : group) {
      hours.Add(posts_.terms[At(o)].hours);
      weeks &= posts_.weeks[At(o)];
      sum += left_[At(o)];
    }
    const LabourLimits limits = LimitsOf(false, CountWeeks(weeks));
    if (weeks == 0 || sum > limits.half_hours_a_week) return false;
    const HalfHours lawful = LawfulHours(hours, limits, false);
    std::vector<WorkToLay> works;
    std::vector<std::vector<int32_t>> gaps;
    for (const int32_t o : group) {
      works.push_back({left_[At(o)], posts_.terms[At(o)].hours & lawful});
      gaps.emplace_back();
      for (const int32_t other : group) {
        gaps.back().push_back(GapBetween(problem_, PostIndex(o), PostIndex(other), 0));
      }
    }
    return MakeTimetable(works, limits.half_hours_a_day, gaps).has_value();
  }

  SharedJobOffer ToOffer(const std::vector<int32_t>& group) const {
    SharedJobOffer offer;
    for (const int32_t o : group) {
      offer.parts.push_back({PostIndex(o), left_[At(o)]});
      offer.half_hours += left_[At(o)];
      for (const int32_t other : group) offer.minutes = std::max(offer.minutes, Minutes(o, other));
    }
    return offer;
  }

  const Problem& problem_;
  const SharedJobRules& rules_;
  const PlacementTable& posts_;
  std::vector<std::pair<int32_t, int32_t>> by_latitude_;  // posts with something left
  std::vector<int32_t> left_;  // half-hours that are still needed; 0: not to be shared
};

}  // namespace

std::vector<SharedJobOffer> FindSharedJobs(const Problem& problem,
                                           const std::vector<PlacedWork>& placed) {
  return Gatherer(problem, placed).Run();
}

}  // namespace cordee
