// What stays open: posts with hours left and people who are not placed for all that they wish; and
// a post and a person on their own.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/score/placement_score.h"
#include "service/convert/placement_convert.h"
#include "service/convert/placement_directory.h"
#include "service/convert/placement_facts.h"
#include "service/convert/quantity.h"
#include "service/convert/terms_rows.h"

namespace cordee::service {
namespace {

size_t At(int32_t index) { return static_cast<size_t>(index); }

template <typename Repeated>
void Append(std::vector<v1::Fact> facts, Repeated* out) {
  for (v1::Fact& fact : facts) *out->Add() = std::move(fact);
}

class OpenWriter {
 public:
  OpenWriter(const Problem& problem, const EntryRefs& entries, const CatalogueData& data)
      : problem_(problem), directory_(problem, entries), data_(data) {}

  v1::UnmetNeed Of(const OpenPost& open) const {
    const v1::Need& post = directory_.post(open.post);
    const PlacementTerms& terms = problem_.placements().posts.terms[At(open.post.value())];
    v1::UnmetNeed unmet = Common(terms, open.half_hours);
    unmet.set_need(post.name());
    unmet.set_need_title(post.title());
    *unmet.mutable_party() = directory_.PartyOf(open.post);
    AddReasons(open, "post", terms, &unmet);
    for (const PlacementUnlock& unlock : open.unlocks) {
      v1::Fact fact = PlacementUnlockFact(problem_, unlock);
      (*fact.mutable_values())["resource"] = directory_.person(unlock.person).name();
      (*fact.mutable_values())["title"] = directory_.person(unlock.person).title();
      (*fact.mutable_values())["actor"] = directory_.PartyOf(unlock.person).display_name();
      *unmet.add_unlocks() = std::move(fact);
    }
    return unmet;
  }

  v1::UnmetNeed Of(const OpenPerson& open) const {
    const v1::Resource& person = directory_.person(open.person);
    const PlacementTerms& terms = problem_.placements().people.terms[At(open.person.value())];
    v1::UnmetNeed unmet = Common(terms, open.half_hours);
    unmet.set_resource(person.name());
    unmet.set_need_title(person.title());
    *unmet.mutable_party() = directory_.PartyOf(open.person);
    AddReasons(open, "person", terms, &unmet);
    for (const PlacementUnlock& unlock : open.unlocks) {
      v1::Fact fact = PlacementUnlockFact(problem_, unlock);
      (*fact.mutable_values())["need"] = directory_.post(unlock.post).name();
      (*fact.mutable_values())["title"] = directory_.post(unlock.post).title();
      (*fact.mutable_values())["actor"] = directory_.PartyOf(unlock.post).display_name();
      *unmet.add_unlocks() = std::move(fact);
    }
    return unmet;
  }

 private:
  v1::UnmetNeed Common(const PlacementTerms& terms, int32_t half_hours) const {
    v1::UnmetNeed unmet;
    unmet.set_category(problem_.catalogue().category(terms.category).code);
    *unmet.mutable_asked() = ToQuantity(terms.wished, terms.category, data_);
    *unmet.mutable_unmet() = ToQuantity(half_hours, terms.category, data_);
    unmet.set_period(v1::PERIOD_WEEK);
    unmet.set_unmet_permille(half_hours * 1000 / terms.wished);
    return unmet;
  }

  template <typename Open>
  void AddReasons(const Open& open, const char* side, const PlacementTerms& terms,
                  v1::UnmetNeed* unmet) const {
    const auto add = [unmet](std::string code, std::map<std::string, std::string> values) {
      v1::Fact* fact = unmet->add_reasons();
      fact->set_code(std::move(code));
      for (const auto& [key, value] : values) (*fact->mutable_values())[key] = value;
    };
    if (open.admissible > 0) {
      add("open-used", {{"count", absl::StrCat(open.admissible)}, {"side", side}});
    }
    int64_t known = open.admissible;
    for (int32_t rule = 1; rule < kPlacementRefusalCount; ++rule) {
      const auto refusal = static_cast<PlacementRefusal>(rule);
      const int64_t pairs = open.refusals[At(rule)];
      if (pairs == 0) continue;
      v1::RefusalCount* count = unmet->add_refusals();
      count->set_rule(ToRefusalRule(refusal));
      count->set_pairs(pairs);
      if (refusal == PlacementRefusal::kSameActor || refusal == PlacementRefusal::kCategory) {
        continue;
      }
      known += pairs;
      add("open-refused",
          {{"rule", RuleName(refusal)}, {"pairs", absl::StrCat(pairs)}, {"side", side}});
    }
    if (known == 0) {
      add("open-nothing",
          {{"category", problem_.catalogue().category(terms.category).code}, {"side", side}});
    }
  }

  const Problem& problem_;
  const PlacementDirectory directory_;
  const CatalogueData& data_;
};

struct Wish {
  Preference preference;
  PostIndex post;
  PersonIndex person;
  PlacementPair pair;
};

v1::Suggestion ToSuggestion(const Problem& problem, const Wish& wish, bool shows_person,
                            const PlacementDirectory& directory, const CatalogueData& data) {
  v1::Suggestion suggestion;
  suggestion.set_need(directory.post(wish.post).name());
  suggestion.set_resource(directory.person(wish.person).name());
  *suggestion.mutable_party() =
      shows_person ? directory.PartyOf(wish.person) : directory.PartyOf(wish.post);
  suggestion.set_title(shows_person ? directory.person(wish.person).title()
                                    : directory.post(wish.post).title());
  suggestion.set_points(wish.preference.points);
  const PlacementBreakdown breakdown = shows_person
                                           ? ForPost(problem, wish.post, wish.person, wish.pair)
                                           : ForPerson(problem, wish.post, wish.person, wish.pair);
  for (v1::CriterionScore& score : PlacementScores(problem, breakdown)) {
    *suggestion.add_criteria() = std::move(score);
  }
  *suggestion.mutable_possible() = ToQuantity(
      wish.pair.most, problem.placements().posts.terms[At(wish.post.value())].category, data);
  suggestion.set_distance_metres(wish.pair.metres.value());
  Append(PlacementReasons(problem, wish.post, wish.person), suggestion.mutable_reasons());
  return suggestion;
}

// Admissible pairs, best first by `preference`, and counts of the others.
template <typename Preferred>
v1::SuggestMatchesResponse Suggest(const Problem& problem, std::vector<Wish> pairs, int32_t count,
                                   bool shows_person, const Preferred& preferred,
                                   const EntryRefs& entries, const CatalogueData& data) {
  const PlacementDirectory directory(problem, entries);
  v1::SuggestMatchesResponse response;
  PlacementRefusalCounts refusals = {};
  std::vector<Wish> wishes;
  for (Wish& wish : pairs) {
    wish.pair = ExaminePlacement(problem, wish.post, wish.person);
    if (wish.pair.refusal != PlacementRefusal::kNone) {
      ++refusals[static_cast<size_t>(wish.pair.refusal)];
      continue;
    }
    wish.preference = preferred(wish);
    wishes.push_back(std::move(wish));
  }
  std::sort(wishes.begin(), wishes.end(),
            [](const Wish& a, const Wish& b) { return a.preference < b.preference; });
  for (size_t i = 0; i < wishes.size() && i < At(count); ++i) {
    *response.add_suggestions() = ToSuggestion(problem, wishes[i], shows_person, directory, data);
  }
  response.set_admissible_count(static_cast<int64_t>(wishes.size()));
  for (int32_t rule = 1; rule < kPlacementRefusalCount; ++rule) {
    if (refusals[At(rule)] == 0) continue;
    v1::RefusalCount* out = response.add_refusals();
    out->set_rule(ToRefusalRule(static_cast<PlacementRefusal>(rule)));
    out->set_pairs(refusals[At(rule)]);
  }
  return response;
}

}  // namespace

PostIndex FindPost(const Problem& problem, const std::string& id) {
  return FindRow<PostIndex>(problem.placements().posts.id, id);
}
PersonIndex FindPerson(const Problem& problem, const std::string& id) {
  return FindRow<PersonIndex>(problem.placements().people.id, id);
}

std::vector<v1::UnmetNeed> ToOpenEntries(const Problem& problem, const PlacementReport& report,
                                         const EntryRefs& entries, const CatalogueData& data) {
  const OpenWriter writer(problem, entries, data);
  std::vector<v1::UnmetNeed> open;
  for (const OpenPost& post : report.open.posts) open.push_back(writer.Of(post));
  for (const OpenPerson& person : report.open.people) open.push_back(writer.Of(person));
  return open;
}

v1::SuggestMatchesResponse SuggestForPost(const Problem& problem, PostIndex post, int32_t count,
                                          const EntryRefs& entries, const CatalogueData& data) {
  std::vector<Wish> pairs;
  for (int32_t e = 0; e < problem.placements().people.size(); ++e) {
    pairs.push_back({.post = post, .person = PersonIndex(e)});
  }
  const auto preferred = [&](const Wish& wish) {
    return PreferenceOfPost(problem, wish.post, wish.person, wish.pair);
  };
  return Suggest(problem, std::move(pairs), count, true, preferred, entries, data);
}

v1::SuggestMatchesResponse SuggestForPerson(const Problem& problem, PersonIndex person,
                                            int32_t count, const EntryRefs& entries,
                                            const CatalogueData& data) {
  std::vector<Wish> pairs;
  for (int32_t o = 0; o < problem.placements().posts.size(); ++o) {
    pairs.push_back({.post = PostIndex(o), .person = person});
  }
  const auto preferred = [&](const Wish& wish) {
    return PreferenceOfPerson(problem, wish.post, wish.person, wish.pair);
  };
  return Suggest(problem, std::move(pairs), count, false, preferred, entries, data);
}

v1::ExplainMatchResponse ToPlacementExplanation(const Problem& problem, PostIndex post,
                                                PersonIndex person, int32_t alternatives,
                                                const EntryRefs& entries,
                                                const CatalogueData& data) {
  const PlacementDirectory directory(problem, entries);
  v1::ExplainMatchResponse response;
  const PlacementPair pair = ExaminePlacement(problem, post, person);
  response.set_admissible(pair.refusal == PlacementRefusal::kNone);
  if (response.admissible()) {
    const PlacementBreakdown breakdown = ForPerson(problem, post, person, pair);
    response.set_points(breakdown.total());
    for (v1::CriterionScore& score : PlacementScores(problem, breakdown)) {
      *response.add_criteria() = std::move(score);
    }
    Append(PlacementReasons(problem, post, person), response.mutable_reasons());
  } else {
    Append(PlacementRefusals(problem, post, person), response.mutable_refusals());
    if (const auto unlock = FindPlacementUnlock(problem, post, person); unlock.has_value()) {
      *response.add_refusals() = PlacementUnlockFact(problem, *unlock);
    }
  }
  const v1::SuggestMatchesResponse people =
      SuggestForPost(problem, post, alternatives + 1, entries, data);
  for (const v1::Suggestion& other : people.suggestions()) {
    if (other.resource() == directory.person(person).name() ||
        response.need_alternatives_size() == alternatives) {
      continue;
    }
    *response.add_need_alternatives() = other;
  }
  const v1::SuggestMatchesResponse posts =
      SuggestForPerson(problem, person, alternatives + 1, entries, data);
  for (const v1::Suggestion& other : posts.suggestions()) {
    if (other.need() == directory.post(post).name() ||
        response.resource_alternatives_size() == alternatives) {
      continue;
    }
    *response.add_resource_alternatives() = other;
  }
  return response;
}

}  // namespace cordee::service
