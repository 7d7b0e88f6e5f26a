#include "engine/verify/placement_terms.h"

#include <algorithm>
#include <vector>

#include "engine/model/labour_law.h"
#include "engine/model/travel.h"

namespace cordee {
namespace {

size_t S(int32_t index) { return static_cast<size_t>(index); }

bool Contains(const std::vector<int32_t>& all, const std::vector<int32_t>& some) {
  for (const int32_t one : some) {
    if (std::find(all.begin(), all.end(), one) == all.end()) return false;
  }
  return true;
}

bool Lists(const std::vector<int32_t>& list, int32_t row) {
  return std::find(list.begin(), list.end(), row) != list.end();
}

bool TradesMeet(const Problem& problem, const PlacementTerms& post, const PlacementTerms& person) {
  std::vector<CategoryIndex> asked = {post.category};
  asked.insert(asked.end(), post.other_categories.begin(), post.other_categories.end());
  std::vector<CategoryIndex> offered = {person.category};
  offered.insert(offered.end(), person.other_categories.begin(), person.other_categories.end());
  for (const CategoryIndex a : asked) {
    for (const CategoryIndex b : offered) {
      if (problem.catalogue().Degree(a, b) > 0) return true;
    }
  }
  return false;
}

// What the two say of each other, without hours.
std::string TermsRefusal(const Problem& problem, int32_t post_row, int32_t person_row) {
  const PlacementTable& posts = problem.placements().posts;
  const PlacementTable& people = problem.placements().people;
  const PlacementTerms& post = posts.terms[S(post_row)];
  const PlacementTerms& person = people.terms[S(person_row)];
  if (posts.actor[S(post_row)] == people.actor[S(person_row)]) return "one actor";
  if (!TradesMeet(problem, post, person)) return "trades that do not serve each other";
  if (Lists(posts.vetoes[S(post_row)], person_row)) return "the post's veto";
  if (Lists(people.vetoes[S(person_row)], post_row)) return "the person's veto";
  const Metres far = Distance(posts.place[S(post_row)], people.place[S(person_row)]);
  if (far > post.reach || far > person.reach || far > problem.policy().max_distance) {
    return "too far";
  }
  if (person.travel_minutes > 0 && TravelMinutes(far, person.means) > person.travel_minutes) {
    return "too long to travel";
  }
  if ((posts.weeks[S(post_row)] & people.weeks[S(person_row)]) == 0) return "no common week";
  const bool any_contract = post.contracts == 0 || person.contracts == 0;
  if (!any_contract && (post.contracts & person.contracts) == 0) return "no common contract";
  if (!Contains(people.licences[S(person_row)], posts.licences[S(post_row)])) return "licence";
  if (!Contains(people.languages[S(person_row)], posts.languages[S(post_row)])) return "language";
  const bool trained = post.training && person.training;
  if (!trained && !Contains(people.skills[S(person_row)], posts.skills[S(post_row)])) {
    return "skill";
  }
  if ((person.labels & post.labels) != post.labels) return "label";
  if (post.pay_cents != 0 && person.pay_cents > post.pay_cents) return "pay";
  if (post.insertion && !person.insertion) return "kept for the insertion scheme";
  if (post.age_rule_met != person.age_rule_met) return "conditions of age";
  return "";
}

}  // namespace

PlacementReading ReadPlacement(const Problem& problem, int32_t post_row, int32_t person_row) {
  const PlacementTerms& post = problem.placements().posts.terms[S(post_row)];
  const PlacementTerms& person = problem.placements().people.terms[S(person_row)];
  PlacementReading reading;
  reading.refusal = TermsRefusal(problem, post_row, person_row);
  if (!reading.refusal.empty()) return reading;
  reading.one_to_one =
      problem.catalogue().category(person.category).placement == Placement::kOneToOne;
  const int32_t asked = problem.policy().min_common_half_hours;
  if (reading.one_to_one) {
    reading.hours = post.hours & person.hours;
    reading.most = 1;
    if (reading.hours.Count() < asked) reading.refusal = "no common hours";
    return reading;
  }
  const int32_t weeks = CountWeeks(problem.placements().people.weeks[S(person_row)]);
  const LabourLimits law = LimitsOf(person.minor, weeks);
  reading.hours = post.hours & LawfulHours(person.hours, law, person.minor);
  reading.least = std::max({1, asked, person.lot, post.lot});
  if (post.indivisible) reading.least = std::max(reading.least, post.wished);
  reading.most = std::min(std::min(post.maximum, person.maximum),
                          std::min(law.half_hours_a_week, reading.hours.Count()));
  if (reading.most < reading.least) reading.refusal = "too few common hours";
  return reading;
}

}  // namespace cordee
