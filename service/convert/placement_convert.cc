#include "service/convert/placement_convert.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/model/travel.h"
#include "engine/score/placement_score.h"
#include "service/convert/facts.h"
#include "service/convert/leg_convert.h"
#include "service/convert/placement_directory.h"
#include "service/convert/placement_facts.h"
#include "service/convert/quantity.h"
#include "service/convert/terms_rows.h"
#include "service/convert/total_text.h"

namespace cordee::service {
namespace {

size_t At(int32_t index) { return static_cast<size_t>(index); }

std::string KeyOf(const std::vector<std::string>& ids) {
  return MakeMatchKey(absl::StrJoin(ids, "\n"));
}

template <typename EntryProto>
void AddAssumptions(const EntryProto& entry, v1::Proposal* proposal) {
  for (const v1::Assumption& assumption : entry.assumptions()) {
    *proposal->add_assumptions() =
        MakeFact("assumption", {{"fr", assumption.text_fr()}, {"en", assumption.text_en()}});
  }
}

class ProposalWriter {
 public:
  ProposalWriter(const Problem& problem, const EntryRefs& entries, const CatalogueData& data,
                 const std::string& run_name)
      : problem_(problem),
        posts_(problem.placements().posts),
        people_(problem.placements().people),
        directory_(problem, entries),
        data_(data),
        run_name_(run_name) {}

  // All that one person is placed with.
  std::pair<Total, v1::Proposal> OfPerson(const std::vector<PlacedWork>& works) const {
    const v1::Resource& person = directory_.person(works[0].person);
    v1::Proposal proposal;
    std::vector<std::string> ids;
    for (const PlacedWork& work : works) ids.push_back(posts_.id[At(work.post.value())]);
    ids.push_back(people_.id[At(works[0].person.value())]);
    SetName(KeyOf(ids), &proposal);
    proposal.set_family(FamilyOf(works[0].post));
    *proposal.add_parties() = directory_.PartyOf(works[0].person);
    Total value = 0;
    Total units = 0;
    Total points = 0;
    for (const PlacedWork& work : works) {
      AddParty(directory_.PartyOf(work.post), &proposal);
      *proposal.add_legs() = LegOf(work);
      const int64_t likes = LikingOf(work.post, work.person);
      const int64_t hours = HalfHoursOf(work);
      points += Total{likes} * hours;
      units += hours;
      value += Total{likes} * hours * CommonWeeks(work) * MicropointsPerUnit(work.post);
      AddAssumptions(directory_.post(work.post), &proposal);
    }
    AddAssumptions(person, &proposal);
    proposal.set_points(static_cast<int32_t>(points / units));
    proposal.set_value_micropoints(TotalToText(value));
    AddReasons(works, &proposal);
    return {value, std::move(proposal)};
  }

  std::pair<Total, v1::Proposal> OfOffer(const SharedJobOffer& offer) const {
    v1::Proposal proposal;
    std::vector<std::string> ids;
    std::vector<std::string> names;
    for (const SharedJobOffer::Part& part : offer.parts) {
      const v1::Need& post = directory_.post(part.post);
      ids.push_back(posts_.id[At(part.post.value())]);
      AddParty(directory_.PartyOf(part.post), &proposal);
      names.push_back(directory_.PartyOf(part.post).display_name());
      v1::Leg* leg = proposal.add_legs();
      leg->set_need(post.name());
      leg->set_need_actor(post.actor());
      leg->set_need_title(post.title());
      leg->set_need_category(CodeOf(part.post));
      *leg->mutable_rate() = ToQuantity(part.half_hours, CategoryOf(part.post), data_);
      leg->set_rate_period(v1::PERIOD_WEEK);
      leg->set_total_base_units(int64_t{part.half_hours} * problem_.horizon().weeks);
      for (const v1::WeeklyInterval& interval : post.terms().hours()) *leg->add_hours() = interval;
      AddAssumptions(post, &proposal);
    }
    SetName(KeyOf(ids), &proposal);
    proposal.set_family(FamilyOf(offer.parts[0].post));
    proposal.set_value_micropoints("0");
    *proposal.add_reasons() = MakeFact("shared-job", {{"takers", absl::StrJoin(names, "\n")},
                                                      {"amount", absl::StrCat(offer.half_hours)},
                                                      {"category", CodeOf(offer.parts[0].post)},
                                                      {"minutes", absl::StrCat(offer.minutes)}});
    *proposal.add_reasons() = MakeFact("shared-job-why", {});
    for (const SharedJobOffer::Part& part : offer.parts) {
      *proposal.add_reasons() = LegFact(part.post, part.half_hours);
    }
    return {0, std::move(proposal)};
  }

 private:
  const std::string& CodeOf(PostIndex post) const {
    return problem_.catalogue().category(CategoryOf(post)).code;
  }
  CategoryIndex CategoryOf(PostIndex post) const { return posts_.terms[At(post.value())].category; }
  v1::Family FamilyOf(PostIndex post) const {
    return ToProtoFamily(problem_.catalogue().category(CategoryOf(post)).family);
  }
  int64_t MicropointsPerUnit(PostIndex post) const {
    return kMicropointsPerPoint / problem_.catalogue().category(CategoryOf(post)).reference.value();
  }
  int64_t LikingOf(PostIndex post, PersonIndex person) const {
    return ForPerson(problem_, post, person, ExaminePlacement(problem_, post, person)).total();
  }
  WeekSet Weeks(const PlacedWork& work) const {
    return posts_.weeks[At(work.post.value())] & people_.weeks[At(work.person.value())];
  }
  int64_t CommonWeeks(const PlacedWork& work) const { return CountWeeks(Weeks(work)); }
  // One to one, the time that the post asks for.
  int32_t HalfHoursOf(const PlacedWork& work) const {
    return IsOneToOne(problem_, work.person) ? posts_.terms[At(work.post.value())].wished
                                             : work.half_hours;
  }

  void SetName(std::string key, v1::Proposal* proposal) const {
    proposal->set_match_key(std::move(key));
    proposal->set_name(absl::StrCat(run_name_, "/proposals/", proposal->match_key()));
  }

  // Each party once.
  static void AddParty(v1::Party party, v1::Proposal* proposal) {
    for (const v1::Party& there : proposal->parties()) {
      if (there.actor() == party.actor()) return;
    }
    *proposal->add_parties() = std::move(party);
  }

  v1::Leg LegOf(const PlacedWork& work) const {
    const v1::Need& post = directory_.post(work.post);
    const v1::Resource& person = directory_.person(work.person);
    const CategoryIndex category = CategoryOf(work.post);
    const int32_t hours = HalfHoursOf(work);
    v1::Leg leg;
    leg.set_need(post.name());
    leg.set_resource(person.name());
    leg.set_need_actor(post.actor());
    leg.set_need_title(post.title());
    leg.set_resource_title(person.title());
    leg.set_need_category(CodeOf(work.post));
    leg.set_resource_category(
        problem_.catalogue().category(people_.terms[At(work.person.value())].category).code);
    *leg.mutable_rate() = ToQuantity(hours, category, data_);
    leg.set_rate_period(v1::PERIOD_WEEK);
    *leg.mutable_total() = ToQuantity(hours * CommonWeeks(work), category, data_);
    leg.set_distance_metres(
        Distance(posts_.place[At(work.post.value())], people_.place[At(work.person.value())])
            .value());
    const DateWindow window =
        Intersect(Intersect(posts_.terms[At(work.post.value())].dates,
                            people_.terms[At(work.person.value())].dates),
                  {.start = problem_.horizon().start_day, .end = problem_.horizon().end_day()});
    *leg.mutable_dates()->mutable_start_date() = ToDate(window.start);
    *leg.mutable_dates()->mutable_end_date() = ToDate(window.end);
    leg.set_total_base_units(int64_t{work.half_hours} * problem_.horizon().weeks);
    for (const v1::WeeklyInterval& interval : ToIntervals(work.slots)) *leg.add_hours() = interval;
    return leg;
  }

  v1::Fact LegFact(PostIndex post, int32_t half_hours) const {
    return MakeFact("placement-leg", {{"taker", directory_.PartyOf(post).display_name()},
                                      {"title", directory_.post(post).title()},
                                      {"half_hours", absl::StrCat(half_hours)}});
  }

  v1::Fact TitleFact(const std::vector<PlacedWork>& works) const {
    const std::string giver = directory_.PartyOf(works[0].person).display_name();
    int32_t amount = 0;
    std::vector<std::string> takers;
    for (const PlacedWork& work : works) {
      amount += HalfHoursOf(work);
      const std::string taker = directory_.PartyOf(work.post).display_name();
      if (std::find(takers.begin(), takers.end(), taker) == takers.end()) takers.push_back(taker);
    }
    const std::string category = CodeOf(works[0].post);
    if (IsOneToOne(problem_, works[0].person)) {
      return MakeFact("placement-pair",
                      {{"giver", giver}, {"taker", takers[0]}, {"category", category}});
    }
    if (takers.size() > 1) {
      return MakeFact("placement-shared", {{"giver", giver},
                                           {"takers", absl::StrJoin(takers, "\n")},
                                           {"amount", absl::StrCat(amount)},
                                           {"category", category}});
    }
    return MakeFact("proposal", {{"giver", giver},
                                 {"taker", takers[0]},
                                 {"family", v1::Family_Name(FamilyOf(works[0].post))},
                                 {"category", category},
                                 {"period", "WEEK"},
                                 {"amount", absl::StrCat(amount)}});
  }

  void AddReasons(const std::vector<PlacedWork>& works, v1::Proposal* proposal) const {
    *proposal->add_reasons() = TitleFact(works);
    const bool one = IsOneToOne(problem_, works[0].person);
    int32_t sum = 0;
    for (const PlacedWork& work : works) {
      sum += work.half_hours;
      if (works.size() > 1) *proposal->add_reasons() = LegFact(work.post, work.half_hours);
      for (v1::Fact& fact : PlacementReasons(problem_, work.post, work.person)) {
        *proposal->add_reasons() = std::move(fact);
      }
    }
    const PlacementTerms& terms = people_.terms[At(works[0].person.value())];
    if (!one) {
      *proposal->add_reasons() = MakeFact(
          "hours-wished", {{"half_hours", absl::StrCat(sum)}, {"of", absl::StrCat(terms.wished)}});
      *proposal->add_reasons() = MakeFact("law-week", {});
    }
    if (works.size() == 1) {
      const PlacementPair pair = ExaminePlacement(problem_, works[0].post, works[0].person);
      for (v1::CriterionScore& score :
           PlacementScores(problem_, ForPerson(problem_, works[0].post, works[0].person, pair))) {
        *proposal->add_criteria() = std::move(score);
      }
    }
  }

  const Problem& problem_;
  const PlacementTable& posts_;
  const PlacementTable& people_;
  const PlacementDirectory directory_;
  const CatalogueData& data_;
  const std::string run_name_;
};

}  // namespace

std::vector<std::pair<Total, v1::Proposal>> ToPlacementProposals(const Problem& problem,
                                                                 const PlacementResult& result,
                                                                 const EntryRefs& entries,
                                                                 const CatalogueData& data,
                                                                 const std::string& run_name) {
  const ProposalWriter writer(problem, entries, data, run_name);
  std::vector<std::pair<Total, v1::Proposal>> proposals;
  std::vector<PlacedWork> works;
  const auto end_person = [&] {
    if (!works.empty()) proposals.push_back(writer.OfPerson(works));
    works.clear();
  };
  for (const PlacedWork& work : result.placed) {
    if (!works.empty() && works[0].person != work.person) end_person();
    works.push_back(work);
  }
  end_person();
  for (const SharedJobOffer& offer : result.offers) proposals.push_back(writer.OfOffer(offer));
  return proposals;
}

v1::PlacementCertificate ToPlacementCertificate(const Problem& problem,
                                                const PlacementReport& report,
                                                const EntryRefs& entries) {
  const PlacementDirectory directory(problem, entries);
  const PlacementResult& result = report.result;
  v1::PlacementCertificate certificate;
  certificate.set_proof(result.termination.reason == Reason::kStable ? v1::PROOF_STABLE
                                                                     : v1::PROOF_FEASIBLE);
  certificate.set_posts(problem.placements().posts.size());
  certificate.set_people(problem.placements().people.size());
  int64_t placed = 0;
  int64_t shared = 0;
  for (size_t i = 0; i < result.placed.size();) {
    std::set<ActorIndex> employers;
    const PersonIndex person = result.placed[i].person;
    for (; i < result.placed.size() && result.placed[i].person == person; ++i) {
      employers.insert(problem.placements().posts.actor[At(result.placed[i].post.value())]);
    }
    ++placed;
    shared += employers.size() > 1 ? 1 : 0;
  }
  certificate.set_people_placed(placed);
  certificate.set_weeks_shared(shared);
  certificate.set_admissible_pairs(result.pairs);
  certificate.set_pairs_closed(result.closed);
  for (const PlacementBlocking& pair : result.blocking) {
    v1::BlockingPair* out = certificate.add_blocking_pairs();
    out->set_resource(directory.person(pair.person).name());
    out->set_need(directory.post(pair.post).name());
    out->set_half_hours(pair.half_hours);
  }
  for (int32_t rule = 1; rule < kPlacementRefusalCount; ++rule) {
    const int64_t pairs = report.refusals[At(rule)];
    if (pairs == 0) continue;
    v1::RefusalCount* count = certificate.add_refusals();
    count->set_rule(ToRefusalRule(static_cast<PlacementRefusal>(rule)));
    count->set_pairs(pairs);
  }
  return certificate;
}

}  // namespace cordee::service
