#include "service/convert/placement_facts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/str_join.h"
#include "engine/model/travel.h"
#include "engine/score/placement_score.h"
#include "service/convert/facts.h"

namespace cordee::service {
namespace {

using R = PlacementRefusal;
using Values = std::map<std::string, std::string>;

std::string Text(int64_t number) { return std::to_string(number); }

struct Rows {
  Rows(const Problem& p, PostIndex post_index, PersonIndex person_index)
      : problem(p),
        posts(p.placements().posts),
        people(p.placements().people),
        o(static_cast<size_t>(post_index.value())),
        e(static_cast<size_t>(person_index.value())),
        pair(ExaminePlacement(p, post_index, person_index)) {}

  const std::string& CodeOf(CategoryIndex category) const {
    return problem.catalogue().category(category).code;
  }

  const Problem& problem;
  const PlacementTable& posts;
  const PlacementTable& people;
  size_t o;
  size_t e;
  PlacementPair pair;
};

std::string Codes(const Problem& problem, const std::vector<int32_t>& numbers) {
  std::vector<std::string> codes;
  for (const int32_t number : numbers) {
    codes.push_back(problem.placements().codes[static_cast<size_t>(number)]);
  }
  return absl::StrJoin(codes, ",");
}

std::vector<int32_t> Lacking(const std::vector<int32_t>& held,
                             const std::vector<int32_t>& required) {
  std::vector<int32_t> lacking;
  std::set_difference(required.begin(), required.end(), held.begin(), held.end(),
                      std::back_inserter(lacking));
  return lacking;
}

v1::Fact CategoryFact(const Rows& rows) {
  const CategoryIndex asked = rows.posts.terms[rows.o].category;
  const CategoryIndex offered = rows.people.terms[rows.e].category;
  if (asked == offered) return MakeFact("category-same", {{"category", rows.CodeOf(asked)}});
  if (rows.pair.degree_percent == 100) {
    return MakeFact("category-also", {{"category", rows.CodeOf(asked)}});
  }
  return MakeFact("category-near", {{"asked", rows.CodeOf(asked)},
                                    {"offered", rows.CodeOf(offered)},
                                    {"percent", Text(rows.pair.degree_percent)}});
}

void AddQualifications(const Rows& rows, std::vector<v1::Fact>& facts) {
  std::vector<int32_t> required = rows.posts.licences[rows.o];
  const auto& skills = rows.posts.skills[rows.o];
  const auto& languages = rows.posts.languages[rows.o];
  required.insert(required.end(), languages.begin(), languages.end());
  const std::vector<int32_t> lacking = Lacking(rows.people.skills[rows.e], skills);
  for (const int32_t skill : skills) {
    if (!std::binary_search(lacking.begin(), lacking.end(), skill)) required.push_back(skill);
  }
  if (!required.empty()) {
    facts.push_back(
        MakeFact("qualifications-held", {{"qualifications", Codes(rows.problem, required)}}));
  }
  if (!lacking.empty()) {
    facts.push_back(MakeFact("training", {{"qualifications", Codes(rows.problem, lacking)}}));
  }
}

void AddRanks(const Rows& rows, std::vector<v1::Fact>& facts) {
  const auto add = [&](const std::vector<int32_t>& ranking, size_t row, const char* side) {
    const auto found = std::find(ranking.begin(), ranking.end(), static_cast<int32_t>(row));
    if (found == ranking.end()) return;
    facts.push_back(
        MakeFact("ranked", {{"place", Text(found - ranking.begin() + 1)}, {"side", side}}));
  };
  add(rows.people.ranking[rows.e], rows.o, "person");
  add(rows.posts.ranking[rows.o], rows.e, "post");
}

void AddCharter(const Rows& rows, std::vector<v1::Fact>& facts) {
  const auto& charter = rows.problem.actors().charter_signed;
  const int signers = charter[static_cast<size_t>(rows.posts.actor[rows.o].value())] +
                      charter[static_cast<size_t>(rows.people.actor[rows.e].value())];
  if (signers == 2) facts.push_back(MakeFact("charter-both"));
  if (signers == 1) facts.push_back(MakeFact("charter-one"));
}

v1::Fact DistanceRefusal(const Rows& rows) {
  const Metres post = rows.posts.terms[rows.o].reach;
  const Metres person = rows.people.terms[rows.e].reach;
  const Metres limit = std::min({post, person, rows.problem.policy().max_distance});
  const char* of = limit == post ? "need" : limit == person ? "resource" : "policy";
  return MakeFact("refused-distance", {{"metres", Text(rows.pair.metres.value())},
                                       {"limit_metres", Text(limit.value())},
                                       {"limit_of", of}});
}

v1::Fact Lacks(const Rows& rows, const char* code, const std::vector<int32_t>& held,
               const std::vector<int32_t>& required) {
  return MakeFact(code, {{"qualifications", Codes(rows.problem, Lacking(held, required))}});
}

std::string LabelList(LabelSet labels, const Catalogue& catalogue) {
  std::vector<std::string> codes;
  for (size_t i = 0; i < catalogue.labels().size(); ++i) {
    if ((labels >> i & 1) != 0) codes.push_back(catalogue.labels()[i].code);
  }
  return absl::StrJoin(codes, ",");
}

v1::Fact RefusalOf(const Rows& rows, R rule) {
  const PlacementTerms& post = rows.posts.terms[rows.o];
  const PlacementTerms& person = rows.people.terms[rows.e];
  switch (rule) {
    case R::kDistance:
      return DistanceRefusal(rows);
    case R::kCategory:
      return MakeFact("refused-category", {{"asked", rows.CodeOf(post.category)},
                                           {"offered", rows.CodeOf(person.category)}});
    case R::kTravel:
      return MakeFact("refused-travel", {{"minutes", Text(rows.pair.minutes)},
                                         {"limit_minutes", Text(person.travel_minutes)}});
    case R::kHours:
      return MakeFact("refused-hours",
                      {{"half_hours", Text(rows.pair.most)}, {"needed", Text(rows.pair.lot)}});
    case R::kLicence:
      return Lacks(rows, "refused-licence", rows.people.licences[rows.e],
                   rows.posts.licences[rows.o]);
    case R::kLanguage:
      return Lacks(rows, "refused-language", rows.people.languages[rows.e],
                   rows.posts.languages[rows.o]);
    case R::kSkill:
      return Lacks(rows, "refused-skill", rows.people.skills[rows.e], rows.posts.skills[rows.o]);
    case R::kLabels:
      return MakeFact(
          "refused-labels",
          {{"labels", LabelList(post.labels & ~person.labels, rows.problem.catalogue())}});
    case R::kPay:
      return MakeFact("refused-pay",
                      {{"cents", Text(post.pay_cents)}, {"least_cents", Text(person.pay_cents)}});
    case R::kDates:
    case R::kSeason:
      return MakeFact("refused-dates");
    default:
      return MakeFact("refused-" + RuleName(rule));
  }
}

}  // namespace

std::string RuleName(PlacementRefusal rule) {
  static constexpr const char* kNames[kPlacementRefusalCount] = {
      "none",  "same-actor", "category", "veto",      "distance", "travel",
      "dates", "season",     "hours",    "contract",  "licence",  "language",
      "skill", "labels",     "pay",      "insertion", "age"};
  return kNames[static_cast<size_t>(rule)];
}

v1::RefusalRule ToRefusalRule(PlacementRefusal rule) {
  static constexpr v1::RefusalRule kRules[kPlacementRefusalCount] = {
      v1::REFUSAL_RULE_UNSPECIFIED, v1::REFUSAL_RULE_SAME_ACTOR, v1::REFUSAL_RULE_CATEGORY,
      v1::REFUSAL_RULE_VETO,        v1::REFUSAL_RULE_DISTANCE,   v1::REFUSAL_RULE_TRAVEL,
      v1::REFUSAL_RULE_DATES,       v1::REFUSAL_RULE_SEASON,     v1::REFUSAL_RULE_HOURS,
      v1::REFUSAL_RULE_CONTRACT,    v1::REFUSAL_RULE_LICENCE,    v1::REFUSAL_RULE_LANGUAGE,
      v1::REFUSAL_RULE_SKILL,       v1::REFUSAL_RULE_LABELS,     v1::REFUSAL_RULE_PAY,
      v1::REFUSAL_RULE_INSERTION,   v1::REFUSAL_RULE_AGE};
  return kRules[static_cast<size_t>(rule)];
}

std::vector<v1::Fact> PlacementReasons(const Problem& problem, PostIndex post, PersonIndex person) {
  const Rows rows(problem, post, person);
  std::vector<v1::Fact> facts = {CategoryFact(rows)};
  facts.push_back(rows.pair.metres == Metres(0)
                      ? MakeFact("same-place")
                      : MakeFact("travel", {{"metres", Text(rows.pair.metres.value())},
                                            {"minutes", Text(rows.pair.minutes)}}));
  AddQualifications(rows, facts);
  AddRanks(rows, facts);
  if (rows.posts.terms[rows.o].insertion_first && rows.people.terms[rows.e].insertion) {
    facts.push_back(MakeFact("insertion-first"));
  }
  AddCharter(rows, facts);
  facts.push_back(MakeFact(
      "wishes", {{"person_points", Text(ForPerson(problem, post, person, rows.pair).total())},
                 {"post_points", Text(ForPost(problem, post, person, rows.pair).total())}}));
  return facts;
}

std::vector<v1::Fact> PlacementRefusals(const Problem& problem, PostIndex post,
                                        PersonIndex person) {
  const Rows rows(problem, post, person);
  const uint32_t refusals = AllPlacementRefusals(problem, post, person);
  std::vector<v1::Fact> facts;
  for (int32_t rule = 1; rule < kPlacementRefusalCount; ++rule) {
    if ((refusals >> rule & 1) != 0) facts.push_back(RefusalOf(rows, static_cast<R>(rule)));
  }
  return facts;
}

std::vector<v1::CriterionScore> PlacementScores(const Problem& problem,
                                                const PlacementBreakdown& breakdown) {
  const Policy& policy = problem.policy();
  struct Column {
    v1::Criterion criterion;
    int32_t most;
  };
  const Column columns[kPlacementCriterionCount] = {
      {v1::CRITERION_FIT, policy.fit_points},
      {v1::CRITERION_PROXIMITY, policy.proximity_points},
      {v1::CRITERION_TIME, policy.time_points},
      {v1::CRITERION_SOCIAL, policy.social_points},
      {v1::CRITERION_TRUST, policy.trust_points}};
  std::vector<v1::CriterionScore> scores;
  for (size_t c = 0; c < std::size(columns); ++c) {
    v1::CriterionScore score;
    score.set_criterion(columns[c].criterion);
    score.set_points(breakdown.points[c]);
    score.set_max_points(columns[c].most);
    scores.push_back(std::move(score));
  }
  return scores;
}

v1::Fact PlacementUnlockFact(const Problem& problem, const PlacementUnlock& unlock) {
  Values values = {{"rule", RuleName(unlock.rule)}};
  switch (unlock.rule) {
    case R::kDistance:
      values["metres"] = Text(unlock.amount);
      break;
    case R::kTravel:
      values["minutes"] = Text(unlock.amount);
      break;
    case R::kHours:
      values["half_hours"] = Text(unlock.amount);
      break;
    case R::kPay:
      values["cents"] = Text(unlock.amount);
      break;
    default:
      if (!unlock.missing.empty()) values["qualifications"] = Codes(problem, unlock.missing);
      break;
  }
  return MakeFact("unlock-placement", values);
}

}  // namespace cordee::service
