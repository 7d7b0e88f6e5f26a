#include "engine/verify/placement_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/model/labour_law.h"
#include "engine/model/travel.h"
#include "engine/model/week_cut.h"
#include "engine/score/placement_score.h"
#include "engine/verify/placement_terms.h"
#include "engine/verify/placement_week_check.h"
#include "engine/verify/stable_check.h"

namespace cordee {
namespace {

size_t S(int64_t index) { return static_cast<size_t>(index); }

absl::Status Wrong(const std::string& what) { return absl::FailedPreconditionError(what); }

class Checker {
 public:
  Checker(const Problem& problem, const PlacementResult& result)
      : problem_(problem),
        posts_(problem.placements().posts),
        people_(problem.placements().people),
        result_(result) {}

  absl::Status Run(int32_t threads) {
    RETURN_IF_ERROR(CheckWorks());
    RETURN_IF_ERROR(CheckPeople());
    BuildStable();
    RETURN_IF_ERROR(TakeClaim());
    if (stable_.edges() != result_.pairs) {
      return Wrong(absl::StrCat("pairs: ", result_.pairs, " are said, ", stable_.edges(), " are"));
    }
    // Only a pair that is kept apart, in full or in part, can block.
    std::set<std::pair<PersonIndex, PostIndex>> apart;
    for (const PlacementBlocking& pair : result_.blocking) apart.emplace(pair.person, pair.post);
    int64_t in_full = 0;
    for (const PlacedWork& work : result_.placed) {
      in_full += apart.count({work.person, work.post}) == 0 ? 1 : 0;
    }
    if (result_.closed < static_cast<int64_t>(apart.size()) ||
        result_.closed > result_.pairs - in_full) {
      return Wrong(absl::StrCat("closed: ", result_.closed, " pairs cannot be"));
    }
    RETURN_IF_ERROR(CheckStablePlacement(stable_, rules_, claim_, threads));
    return CheckOffers();
  }

 private:
  std::string NameOf(PersonIndex person, PostIndex post) const {
    return absl::StrCat(people_.id[S(person.value())], " and ", posts_.id[S(post.value())]);
  }

  absl::Status CheckWorks() const {
    for (size_t i = 0; i < result_.placed.size(); ++i) {
      const PlacedWork& work = result_.placed[i];
      if (work.person.value() < 0 || work.person.value() >= people_.size() ||
          work.post.value() < 0 || work.post.value() >= posts_.size()) {
        return Wrong("a placement of nobody");
      }
      const std::string name = NameOf(work.person, work.post);
      if (i > 0 && std::pair(result_.placed[i - 1].person, result_.placed[i - 1].post) >=
                       std::pair(work.person, work.post)) {
        return Wrong(name + ": twice, or out of order");
      }
      const PlacementReading reading =
          ReadPlacement(problem_, work.post.value(), work.person.value());
      if (!reading.refusal.empty()) return Wrong(absl::StrCat(name, ": ", reading.refusal));
      const bool counted = reading.one_to_one || work.slots.Count() == work.half_hours;
      if (!counted || (work.slots & reading.hours) != work.slots) {
        return Wrong(name + ": half-hours that are not those of both");
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckPeople() const {
    std::vector<PlacedWork> works;
    for (size_t i = 0; i < result_.placed.size(); ++i) {
      const PlacedWork& work = result_.placed[i];
      if (!works.empty() && works[0].person != work.person) {
        RETURN_IF_ERROR(CheckWeekOf(problem_, works));
        works.clear();
      }
      if (!OneToOne(people_.terms[S(work.person.value())])) works.push_back(work);
    }
    return CheckWeekOf(problem_, works);
  }

  bool OneToOne(const PlacementTerms& terms) const {
    return problem_.catalogue().category(terms.category).placement == Placement::kOneToOne;
  }

  // Posts by what they ask for, and people by what they offer, meet through the catalogue.
  void BuildStable() {
    std::map<CategoryIndex, std::vector<int32_t>> asking;
    for (int32_t o = 0; o < posts_.size(); ++o) {
      asking[posts_.terms[S(o)].category].push_back(o);
      for (const CategoryIndex other : posts_.terms[S(o)].other_categories) {
        asking[other].push_back(o);
      }
    }
    std::vector<std::vector<std::pair<Preference, int64_t>>> applicants(S(posts_.size()));
    for (int32_t e = 0; e < people_.size(); ++e) AddPerson(e, asking, applicants);
    for (auto& of_post : applicants) {
      std::sort(of_post.begin(), of_post.end());
      uint32_t rank = 0;
      for (const auto& [preference, edge] : of_post) stable_.rank[S(edge)] = rank++;
    }
    for (const PlacementTerms& terms : posts_.terms) {
      const bool one = OneToOne(terms);
      stable_.post_units.push_back(one ? 1 : terms.maximum);
      rules_.post_minimum.push_back(one ? 0 : terms.minimum);
      rules_.post_partners.push_back(one || terms.indivisible ? 1 : terms.max_partners);
    }
  }

  std::vector<int32_t> PostsFor(const PlacementTerms& person,
                                const std::map<CategoryIndex, std::vector<int32_t>>& asking) const {
    std::vector<int32_t> found;
    for (const auto& [asked, posts] : asking) {
      bool serves = problem_.catalogue().Degree(asked, person.category) > 0;
      for (const CategoryIndex other : person.other_categories) {
        serves = serves || problem_.catalogue().Degree(asked, other) > 0;
      }
      if (serves) found.insert(found.end(), posts.begin(), posts.end());
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  void AddPerson(int32_t row, const std::map<CategoryIndex, std::vector<int32_t>>& asking,
                 std::vector<std::vector<std::pair<Preference, int64_t>>>& applicants) {
    struct Wish {
      Preference preference;
      int32_t post;
      PlacementReading reading;
    };
    const PlacementTerms& terms = people_.terms[S(row)];
    const LabourLimits law = LimitsOf(terms.minor, CountWeeks(people_.weeks[S(row)]));
    const bool one = OneToOne(terms);
    std::vector<Wish> wishes;
    for (const int32_t o : PostsFor(terms, asking)) {
      PlacementReading reading = ReadPlacement(problem_, o, row);
      if (!reading.refusal.empty()) continue;
      const PlacementPair pair = ExaminedFor(o, row);
      wishes.push_back({PreferenceOfPerson(problem_, PostIndex(o), PersonIndex(row), pair), o,
                        std::move(reading)});
    }
    WeekCut cut(one ? HalfHours() : LawfulHours(terms.hours, law, terms.minor));
    for (const Wish& wish : wishes) cut.Split(wish.reading.hours);
    AddWeek(cut, one, terms, law);
    std::sort(wishes.begin(), wishes.end(),
              [](const Wish& a, const Wish& b) { return a.preference < b.preference; });
    for (const Wish& wish : wishes) {
      edge_of_[{row, wish.post}] = stable_.edges();
      applicants[S(wish.post)].emplace_back(
          PreferenceOfPost(problem_, PostIndex(wish.post), PersonIndex(row),
                           ExaminedFor(wish.post, row)),
          stable_.edges());
      stable_.post.push_back(wish.post);
      stable_.rank.push_back(0);
      stable_.blocks.push_back(one ? 1 : cut.MaskOf(wish.reading.hours));
      stable_.limit.push_back(wish.reading.most);
      rules_.lot.push_back(wish.reading.least);
    }
    stable_.worker_begin.push_back(stable_.edges());
  }

  // What the definition of preferences reads of a pair.
  PlacementPair ExaminedFor(int32_t post, int32_t person) const {
    const PlacementReading reading = ReadPlacement(problem_, post, person);
    PlacementPair pair;
    pair.metres = Distance(posts_.place[S(post)], people_.place[S(person)]);
    pair.hours = reading.hours;
    pair.most = reading.most;
    const PlacementTerms& asked = posts_.terms[S(post)];
    const PlacementTerms& offered = people_.terms[S(person)];
    const auto best_of = [&](CategoryIndex wanted) {
      int32_t best = problem_.catalogue().Degree(wanted, offered.category);
      for (const CategoryIndex other : offered.other_categories) {
        best = std::max(best, problem_.catalogue().Degree(wanted, other));
      }
      return best;
    };
    pair.degree_percent = best_of(asked.category);
    for (const CategoryIndex other : asked.other_categories) {
      pair.degree_percent = std::max(pair.degree_percent, best_of(other));
    }
    return pair;
  }

  void AddWeek(const WeekCut& cut, bool one, const PlacementTerms& terms, const LabourLimits& law) {
    for (int32_t b = 0; b < cut.size(); ++b) {
      stable_.block_units.push_back(cut.block(b).Count());
      stable_.block_day.push_back(static_cast<uint8_t>(cut.block(b).First() / 48));
    }
    if (one) {
      stable_.block_units.push_back(1);
      stable_.block_day.push_back(0);
    }
    stable_.worker_week.push_back(static_cast<int32_t>(stable_.worker_week.size()));
    stable_.week_begin.push_back(static_cast<int32_t>(stable_.block_units.size()));
    stable_.day_units.emplace_back().fill(law.half_hours_a_day);
    stable_.worker_units.push_back(one ? 1 : std::min(terms.maximum, law.half_hours_a_week));
    rules_.worker_minimum.push_back(one ? 0 : terms.minimum);
    rules_.worker_partners.push_back(one || terms.indivisible ? 1 : terms.max_partners);
  }

  absl::Status TakeClaim() {
    claim_.termination = result_.termination;
    claim_.units.assign(stable_.post.size(), 0);
    for (const PlacedWork& work : result_.placed) {
      claim_.units[S(edge_of_.at({work.person.value(), work.post.value()}))] = work.half_hours;
    }
    for (const PlacementBlocking& pair : result_.blocking) {
      const auto found = edge_of_.find({pair.person.value(), pair.post.value()});
      if (found == edge_of_.end()) return Wrong("a blocking pair that may not come together");
      claim_.blocking.push_back({found->second, pair.half_hours});
    }
    std::sort(claim_.blocking.begin(), claim_.blocking.end(),
              [](const BlockingPair& a, const BlockingPair& b) { return a.edge < b.edge; });
    return absl::OkStatus();
  }

  absl::Status CheckOffers() const {
    std::vector<int32_t> left;
    for (const PlacementTerms& terms : posts_.terms) left.push_back(terms.wished);
    for (const PlacedWork& work : result_.placed) {
      left[S(work.post.value())] -= work.half_hours;
    }
    for (const SharedJobOffer& offer : result_.offers) {
      int32_t sum = 0;
      std::set<ActorIndex> employers;
      for (const SharedJobOffer::Part& part : offer.parts) {
        if (part.post.value() < 0 || part.post.value() >= posts_.size()) {
          return Wrong("a shared job with a post that is not there");
        }
        employers.insert(posts_.actor[S(part.post.value())]);
        sum += part.half_hours;
        if (part.half_hours < 1 || (left[S(part.post.value())] -= part.half_hours) < 0) {
          return Wrong(posts_.id[S(part.post.value())] + ": more is shared than is left");
        }
      }
      const SharedJobRules& rules = problem_.policy().shared_jobs;
      if (sum != offer.half_hours || sum < rules.min_half_hours || offer.parts.size() < 2 ||
          employers.size() != offer.parts.size() || employers.size() > S(rules.max_employers)) {
        return Wrong("a shared job that is none");
      }
      int32_t minutes = 0;
      for (const SharedJobOffer::Part& a : offer.parts) {
        for (const SharedJobOffer::Part& b : offer.parts) {
          minutes = std::max(minutes, TravelMinutes(Distance(posts_.place[S(a.post.value())],
                                                             posts_.place[S(b.post.value())]),
                                                    0));
        }
      }
      if (minutes != offer.minutes || minutes > rules.max_minutes) {
        return Wrong("a shared job whose sites are too far apart");
      }
    }
    return absl::OkStatus();
  }

  const Problem& problem_;
  const PlacementTable& posts_;
  const PlacementTable& people_;
  const PlacementResult& result_;
  StableProblem stable_;
  StableRules rules_;
  StableResult claim_;
  std::map<std::pair<int32_t, int32_t>, int64_t> edge_of_;
};

}  // namespace

absl::Status CheckPlacements(const Problem& problem, const PlacementResult& result,
                             int32_t threads) {
  return Checker(problem, result).Run(threads);
}

}  // namespace cordee
