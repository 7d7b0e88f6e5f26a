#include "engine/candidates/placement_rules.h"

#include <algorithm>
#include <vector>

#include "engine/model/travel.h"

namespace cordee {
namespace {

using R = PlacementRefusal;

// The row numbers of a pair and the tables they point into.
struct Rows {
  Rows(const Problem& p, PostIndex post_index, PersonIndex person_index)
      : problem(p),
        posts(p.placements().posts),
        people(p.placements().people),
        o(static_cast<size_t>(post_index.value())),
        e(static_cast<size_t>(person_index.value())),
        post(posts.terms[o]),
        person(people.terms[e]) {}

  const Problem& problem;
  const PlacementTable& posts;
  const PlacementTable& people;
  size_t o;
  size_t e;
  const PlacementTerms& post;
  const PlacementTerms& person;
};

int32_t BestDegree(const Rows& rows) {
  const Catalogue& catalogue = rows.problem.catalogue();
  int32_t best = 0;
  const auto offer = [&](CategoryIndex asked, CategoryIndex offered) {
    best = std::max(best, catalogue.Degree(asked, offered));
  };
  const auto with_post = [&](CategoryIndex asked) {
    offer(asked, rows.person.category);
    for (const CategoryIndex other : rows.person.other_categories) offer(asked, other);
  };
  with_post(rows.post.category);
  for (const CategoryIndex other : rows.post.other_categories) with_post(other);
  return best;
}

bool Vetoed(const Rows& rows) {
  const auto holds = [](const std::vector<int32_t>& list, size_t row) {
    return std::binary_search(list.begin(), list.end(), static_cast<int32_t>(row));
  };
  return holds(rows.posts.vetoes[rows.o], rows.e) || holds(rows.people.vetoes[rows.e], rows.o);
}

bool Holds(const std::vector<int32_t>& held, const std::vector<int32_t>& required) {
  return std::includes(held.begin(), held.end(), required.begin(), required.end());
}

int32_t LotOf(const PlacementTerms& terms) {
  return std::max(1, terms.indivisible ? terms.wished : terms.lot);
}

int32_t LotOf(const Rows& rows) {
  return std::max({LotOf(rows.post), std::max(1, rows.person.lot),
                   rows.problem.policy().min_common_half_hours});
}

bool DatesMeet(const Rows& rows) {
  const Horizon& horizon = rows.problem.horizon();
  return (horizon.WeeksIn(rows.post.dates, kAllMonths) &
          horizon.WeeksIn(rows.person.dates, kAllMonths)) != 0;
}

bool ContractsMeet(const Rows& rows) {
  return rows.post.contracts == 0 || rows.person.contracts == 0 ||
         (rows.post.contracts & rows.person.contracts) != 0;
}

bool Refuses(const Rows& rows, R rule, const PlacementPair& pair) {
  switch (rule) {
    case R::kNone:
      return false;
    case R::kSameActor:
      return rows.posts.actor[rows.o] == rows.people.actor[rows.e];
    case R::kCategory:
      return pair.degree_percent == 0;
    case R::kVeto:
      return Vetoed(rows);
    case R::kDistance:
      return pair.metres >
             std::min({rows.post.reach, rows.person.reach, rows.problem.policy().max_distance});
    case R::kTravel:
      return rows.person.travel_minutes > 0 && pair.minutes > rows.person.travel_minutes;
    case R::kDates:
      return pair.weeks == 0 && !DatesMeet(rows);
    case R::kSeason:
      return pair.weeks == 0 && DatesMeet(rows);
    case R::kHours:
      return pair.most < pair.lot;
    case R::kContract:
      return !ContractsMeet(rows);
    case R::kLicence:
      return !Holds(rows.people.licences[rows.e], rows.posts.licences[rows.o]);
    case R::kLanguage:
      return !Holds(rows.people.languages[rows.e], rows.posts.languages[rows.o]);
    case R::kSkill:
      return !(rows.post.training && rows.person.training) &&
             !Holds(rows.people.skills[rows.e], rows.posts.skills[rows.o]);
    case R::kLabels:
      return (rows.post.labels & ~rows.person.labels) != 0;
    case R::kPay:
      return rows.post.pay_cents > 0 && rows.post.pay_cents < rows.person.pay_cents;
    case R::kInsertion:
      return rows.post.insertion && !rows.person.insertion;
    case R::kAgeRule:
      return (rows.post.age_rule_met || rows.person.age_rule_met) &&
             !(rows.post.age_rule_met && rows.person.age_rule_met);
  }
  return false;
}

int32_t MostOf(const Rows& rows, const PlacementPair& pair, bool one_to_one) {
  const int32_t common = pair.hours.Count();
  if (one_to_one) {
    return common >= rows.problem.policy().min_common_half_hours ? pair.lot : 0;
  }
  const LabourLimits limits = LimitsOf(rows.person.minor, CountWeeks(rows.people.weeks[rows.e]));
  return std::min({common, rows.post.maximum, rows.person.maximum, limits.half_hours_a_week});
}

PlacementPair FactsOf(const Rows& rows, const HalfHours& workable, bool one_to_one) {
  PlacementPair pair;
  pair.degree_percent = BestDegree(rows);
  pair.metres = Distance(rows.posts.place[rows.o], rows.people.place[rows.e]);
  pair.minutes = TravelMinutes(pair.metres, rows.person.means);
  pair.weeks = rows.posts.weeks[rows.o] & rows.people.weeks[rows.e];
  pair.hours = rows.post.hours & workable;
  pair.lot = one_to_one ? 1 : LotOf(rows);
  pair.most = MostOf(rows, pair, one_to_one);
  return pair;
}

}  // namespace

bool IsOneToOne(const Problem& problem, PersonIndex person) {
  const CategoryIndex category =
      problem.placements().people.terms[static_cast<size_t>(person.value())].category;
  return problem.catalogue().category(category).placement == Placement::kOneToOne;
}

LabourLimits LimitsOf(const Problem& problem, PersonIndex person) {
  const auto e = static_cast<size_t>(person.value());
  return LimitsOf(problem.placements().people.terms[e].minor,
                  CountWeeks(problem.placements().people.weeks[e]));
}

HalfHours WorkableHours(const Problem& problem, PersonIndex person) {
  const PlacementTerms& terms =
      problem.placements().people.terms[static_cast<size_t>(person.value())];
  if (IsOneToOne(problem, person)) return terms.hours;
  return LawfulHours(terms.hours, LimitsOf(problem, person), terms.minor);
}

PlacementPair ExaminePlacement(const Problem& problem, PostIndex post, PersonIndex person) {
  return ExaminePlacement(problem, post, person, WorkableHours(problem, person));
}

PlacementPair ExaminePlacement(const Problem& problem, PostIndex post, PersonIndex person,
                               const HalfHours& workable) {
  const Rows rows(problem, post, person);
  PlacementPair pair = FactsOf(rows, workable, IsOneToOne(problem, person));
  for (int32_t rule = 1; rule < kPlacementRefusalCount; ++rule) {
    if (!Refuses(rows, static_cast<R>(rule), pair)) continue;
    pair.refusal = static_cast<R>(rule);
    break;
  }
  return pair;
}

uint32_t AllPlacementRefusals(const Problem& problem, PostIndex post, PersonIndex person) {
  const Rows rows(problem, post, person);
  const PlacementPair pair =
      FactsOf(rows, WorkableHours(problem, person), IsOneToOne(problem, person));
  uint32_t refusals = 0;
  for (int32_t rule = 1; rule < kPlacementRefusalCount; ++rule) {
    if (Refuses(rows, static_cast<R>(rule), pair)) refusals |= uint32_t{1} << rule;
  }
  return refusals;
}

}  // namespace cordee
