#include "service/convert/facts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace cordee::service {
namespace {

using Values = std::map<std::string, std::string>;

std::string Text(int64_t number) { return std::to_string(number); }

std::string MonthList(MonthSet months) {
  std::vector<int32_t> list;
  for (int32_t month = 1; month <= 12; ++month) {
    if ((months >> (month - 1) & 1) != 0) list.push_back(month);
  }
  return absl::StrJoin(list, ",");
}

std::string LabelList(LabelSet labels, const Catalogue& catalogue) {
  std::vector<std::string> codes;
  for (size_t i = 0; i < catalogue.labels().size(); ++i) {
    if ((labels >> i & 1) != 0) codes.push_back(catalogue.labels()[i].code);
  }
  return absl::StrJoin(codes, ",");
}

struct PairView {
  PairView(const Problem& p, NeedIndex need, ResourceIndex resource)
      : problem(p),
        n(static_cast<size_t>(need.value())),
        r(static_cast<size_t>(resource.value())),
        asked(p.NeedCategory(need)),
        offered(p.ResourceCategory(resource)) {}

  const EntryTable& needs() const { return problem.needs(); }
  const EntryTable& resources() const { return problem.resources(); }

  const Problem& problem;
  size_t n;
  size_t r;
  const Category& asked;
  const Category& offered;
};

void AddCategoryFact(const PairView& view, const Pair& pair, std::vector<v1::Fact>& facts) {
  const CategoryIndex asked = view.needs().category[view.n];
  const CategoryIndex offered = view.resources().category[view.r];
  if (asked == offered) {
    facts.push_back(MakeFact("category-same", {{"category", view.asked.code}}));
  } else if (view.problem.catalogue().IsWithin(offered, asked)) {
    facts.push_back(MakeFact("category-below",
                             {{"asked", view.asked.code}, {"offered", view.offered.code}}));
  } else {
    facts.push_back(MakeFact("category-near", {{"asked", view.asked.code},
                                               {"offered", view.offered.code},
                                               {"percent", Text(pair.degree_percent)}}));
  }
}

void AddTimeFacts(const PairView& view, const Pair& pair, std::vector<v1::Fact>& facts) {
  const int32_t weeks = CountWeeks(view.needs().weeks[view.n]);
  if (CountWeeks(pair.weeks) < weeks) {
    facts.push_back(MakeFact(
        "common-weeks", {{"weeks", Text(CountWeeks(pair.weeks))}, {"of", Text(weeks)}}));
  }
  const HalfHours& wanted = view.needs().hours[view.n];
  // What is carried needs none in common; then hours are no reason.
  const bool any = pair.hours.Count() > 0;
  if (any && wanted != HalfHours::All()) {
    facts.push_back(MakeFact("common-hours", {{"half_hours", Text(pair.hours.Count())},
                                              {"of", Text(wanted.Count())}}));
  } else if (any && pair.hours != HalfHours::All()) {
    facts.push_back(MakeFact("open-hours", {{"half_hours", Text(pair.hours.Count())}}));
  }
  const auto months =
      static_cast<MonthSet>(view.needs().season[view.n] & view.resources().season[view.r]);
  if (months != kAllMonths) facts.push_back(MakeFact("season", {{"months", MonthList(months)}}));
}

void AddLabelFacts(const PairView& view, std::vector<v1::Fact>& facts) {
  const LabelSet required = view.needs().labels[view.n];
  const LabelSet held = view.resources().labels[view.r];
  const Catalogue& catalogue = view.problem.catalogue();
  if (required != 0) {
    facts.push_back(MakeFact("labels-required", {{"labels", LabelList(required, catalogue)}}));
  }
  if ((held & ~required) != 0) {
    facts.push_back(
        MakeFact("labels-held", {{"labels", LabelList(held & ~required, catalogue)}}));
  }
}

void AddCharterFact(const PairView& view, std::vector<v1::Fact>& facts) {
  const auto& charter = view.problem.actors().charter_signed;
  const int signers = charter[static_cast<size_t>(view.needs().actor[view.n].value())] +
                      charter[static_cast<size_t>(view.resources().actor[view.r].value())];
  if (signers == 2) facts.push_back(MakeFact("charter-both"));
  if (signers == 1) facts.push_back(MakeFact("charter-one"));
}

v1::Fact DistanceRefusal(const PairView& view) {
  const Metres distance = Distance(view.needs().place[view.n], view.resources().place[view.r]);
  const Metres need_reach = view.problem.needs().reach[view.n];
  const Metres resource_reach = view.problem.resources().reach[view.r];
  const Metres limit =
      std::min({need_reach, resource_reach, view.problem.policy().max_distance});
  const char* of = limit == need_reach ? "need" : limit == resource_reach ? "resource" : "policy";
  return MakeFact("refused-distance", {{"metres", Text(distance.value())},
                                       {"limit_metres", Text(limit.value())},
                                       {"limit_of", of}});
}

const char* TemperatureName(Temperature temperature) {
  switch (temperature) {
    case Temperature::kAmbient:
      return "AMBIENT";
    case Temperature::kChilled:
      return "CHILLED";
    case Temperature::kFrozen:
      return "FROZEN";
  }
  return "AMBIENT";
}

v1::Fact LotRefusal(const PairView& view) {
  const Quantity asked = view.needs().amount[view.n];
  const Quantity offered = view.resources().amount[view.r];
  const Quantity least =
      std::max(view.needs().minimum_lot[view.n], view.resources().minimum_lot[view.r]);
  return MakeFact("refused-minimum-lot", {{"least", Text(least.value())},
                                          {"most", Text(std::min(asked, offered).value())},
                                          {"category", view.asked.code}});
}

v1::Fact HoursRefusal(const PairView& view) {
  const HalfHours common = view.needs().hours[view.n] & view.resources().hours[view.r];
  const bool booking = view.asked.booking;
  return MakeFact(
      "refused-hours",
      {{"half_hours", Text(booking ? common.LongestRun() : common.Count())},
       {"needed", Text(booking ? view.needs().duration[view.n]
                               : view.problem.policy().min_common_half_hours)}});
}

v1::Fact RefusalFact(const PairView& view, Refusal rule) {
  switch (rule) {
    case Refusal::kDistance:
      return DistanceRefusal(view);
    case Refusal::kCategory:
      return MakeFact("refused-category",
                      {{"asked", view.asked.code}, {"offered", view.offered.code}});
    case Refusal::kSeason:
      return MakeFact("refused-season",
                      {{"need_months", MonthList(view.needs().season[view.n])},
                       {"resource_months", MonthList(view.resources().season[view.r])}});
    case Refusal::kHours:
      return HoursRefusal(view);
    case Refusal::kLabels: {
      const LabelSet missing = view.needs().labels[view.n] & ~view.resources().labels[view.r];
      return MakeFact("refused-labels",
                      {{"labels", LabelList(missing, view.problem.catalogue())}});
    }
    case Refusal::kColdChain:
      return MakeFact("refused-cold-chain",
                      {{"temperature", TemperatureName(view.offered.temperature)}});
    case Refusal::kMinimumLot:
      return LotRefusal(view);
    default:
      return MakeFact("refused-" + RuleName(rule));
  }
}

std::string DateText(int32_t day_number) {
  const CivilDay day = FromDayNumber(day_number);
  return absl::StrFormat("%04d-%02d-%02d", day.year, day.month, day.day);
}

void SetDates(const Unlock& unlock, Values* values) {
  if (unlock.dates.start != kOpenStart) (*values)["start"] = DateText(unlock.dates.start);
  if (unlock.dates.end != kOpenEnd) (*values)["end"] = DateText(unlock.dates.end);
  (*values)["days"] = Text(unlock.amount);
}

void SetHours(const Unlock& unlock, Values* values) {
  constexpr int32_t kHalfHoursPerDay = 48;
  constexpr int32_t kMinutesPerHalfHour = 30;
  (*values)["half_hours"] = Text(unlock.amount);
  const auto runs = unlock.hours.Runs();
  if (runs.empty()) return;
  const auto [begin, end] = runs.front();
  const int32_t midnight = begin / kHalfHoursPerDay * kHalfHoursPerDay;
  (*values)["day"] = Text(begin / kHalfHoursPerDay + 1);
  (*values)["start_minute"] = Text((begin - midnight) * kMinutesPerHalfHour);
  (*values)["end_minute"] =
      Text((std::min(end, midnight + kHalfHoursPerDay) - midnight) * kMinutesPerHalfHour);
}

void SetQuantity(const PairView& view, const Unlock& unlock, Values* values) {
  const Period period = unlock.side == Side::kNeed ? view.needs().period[view.n]
                                                   : view.resources().period[view.r];
  (*values)["amount"] = Text(unlock.becomes);
  (*values)["category"] = view.asked.code;
  (*values)["period"] = period == Period::kWeek    ? "WEEK"
                        : period == Period::kMonth ? "MONTH"
                                                   : "ONCE";
}

}  // namespace

v1::Fact MakeFact(std::string code, const std::map<std::string, std::string>& values) {
  v1::Fact fact;
  fact.set_code(std::move(code));
  for (const auto& [key, value] : values) (*fact.mutable_values())[key] = value;
  return fact;
}

v1::Fact UnlockFact(const Problem& problem, NeedIndex need, const Unlock& unlock) {
  const PairView view(problem, need, unlock.resource);
  Values values;
  static constexpr const char* kSides[] = {"need", "resource", "policy"};
  values["side"] = kSides[static_cast<size_t>(unlock.side)];
  switch (unlock.change) {
    case Change::kReach:
      values["metres"] = Text(unlock.amount);
      values["becomes_metres"] = Text(unlock.becomes);
      return MakeFact("unlock-reach", values);
    case Change::kDates:
      if (unlock.rule == Refusal::kRhythm) return MakeFact("unlock-rhythm", values);
      if (unlock.months != 0) {
        values["months"] = MonthList(unlock.months);
        return MakeFact("unlock-season", values);
      }
      SetDates(unlock, &values);
      return MakeFact("unlock-dates", values);
    case Change::kHours:
      SetHours(unlock, &values);
      return MakeFact("unlock-hours", values);
    case Change::kLabels:
      values["labels"] = LabelList(unlock.missing_labels, problem.catalogue());
      return MakeFact("unlock-labels", values);
    case Change::kTemperature:
      values["temperature"] = TemperatureName(view.offered.temperature);
      return MakeFact("unlock-temperature", values);
    case Change::kMinimumLot:
      SetQuantity(view, unlock, &values);
      return MakeFact("unlock-minimum-lot", values);
    case Change::kQuantity:
      SetQuantity(view, unlock, &values);
      return MakeFact("unlock-quantity", values);
  }
  return MakeFact("unlock-reach", values);
}

std::string RuleName(Refusal rule) {
  static constexpr const char* kNames[kRefusalCount] = {
      "none",  "same-actor", "category", "distance",   "rhythm",     "dates",
      "season", "hours",     "labels",   "cold-chain", "minimum-lot"};
  return kNames[static_cast<size_t>(rule)];
}

v1::RefusalRule ToRefusalRule(Refusal rule) {
  static constexpr v1::RefusalRule kRules[kRefusalCount] = {
      v1::REFUSAL_RULE_UNSPECIFIED, v1::REFUSAL_RULE_SAME_ACTOR, v1::REFUSAL_RULE_CATEGORY,
      v1::REFUSAL_RULE_DISTANCE,    v1::REFUSAL_RULE_RHYTHM,     v1::REFUSAL_RULE_DATES,
      v1::REFUSAL_RULE_SEASON,      v1::REFUSAL_RULE_HOURS,      v1::REFUSAL_RULE_LABELS,
      v1::REFUSAL_RULE_COLD_CHAIN,  v1::REFUSAL_RULE_MINIMUM_LOT};
  return kRules[static_cast<size_t>(rule)];
}

std::vector<v1::Fact> PairReasons(const Problem& problem, NeedIndex need, ResourceIndex resource,
                                  const Pair& pair) {
  const PairView view(problem, need, resource);
  std::vector<v1::Fact> facts;
  AddCategoryFact(view, pair, facts);
  // Places are known by their commune unless a source is more precise.
  facts.push_back(pair.distance == Metres(0)
                      ? MakeFact("same-place")
                      : MakeFact("distance", {{"metres", Text(pair.distance.value())}}));
  AddTimeFacts(view, pair, facts);
  AddLabelFacts(view, facts);
  AddCharterFact(view, facts);
  return facts;
}

std::vector<v1::Fact> LinkReasons(const Problem& problem, const LinkExplanation& explanation) {
  const Link& link = explanation.link;
  std::vector<v1::Fact> facts = PairReasons(problem, link.need, link.resource, explanation.pair);
  const auto n = static_cast<size_t>(link.need.value());
  const int64_t asked = problem.needs().amount[n].value();
  const auto percent = static_cast<int64_t>(Total{link.amount.value()} * 100 / asked);
  facts.insert(facts.begin() + 1, MakeFact("covers", {{"percent", Text(percent)}}));
  if (explanation.continued > Quantity(0)) {
    facts.push_back(MakeFact("continuity",
                             {{"amount", Text(explanation.continued.value())},
                              {"category", problem.NeedCategory(link.need).code}}));
  }
  return facts;
}

std::vector<v1::Fact> TightFacts(const LinkExplanation& explanation) {
  std::vector<v1::Fact> facts;
  for (const Tight tight : explanation.tight) {
    facts.push_back(
        MakeFact(tight == Tight::kNeedFilled ? "need-filled" : "resource-used-up"));
  }
  return facts;
}

std::vector<v1::Fact> RefusalFacts(const Problem& problem, NeedIndex need,
                                   ResourceIndex resource) {
  const PairView view(problem, need, resource);
  const uint32_t refusals = AllRefusals(problem, need, resource);
  std::vector<v1::Fact> facts;
  for (int32_t rule = 1; rule < kRefusalCount; ++rule) {
    if ((refusals >> rule & 1) == 0) continue;
    facts.push_back(RefusalFact(view, static_cast<Refusal>(rule)));
  }
  return facts;
}

std::vector<v1::CriterionScore> CriterionScores(const Problem& problem,
                                                const Breakdown& breakdown) {
  const Policy& policy = problem.policy();
  const int32_t most[kCriterionCount] = {policy.fit_points,        policy.proximity_points,
                                         policy.time_points,       policy.ecological_points,
                                         policy.social_points,     policy.trust_points};
  std::vector<v1::CriterionScore> scores;
  for (int32_t c = 0; c < kCriterionCount; ++c) {
    v1::CriterionScore score;
    score.set_criterion(static_cast<v1::Criterion>(v1::CRITERION_FIT + c));
    score.set_points(breakdown.points[static_cast<size_t>(c)]);
    score.set_max_points(most[c]);
    scores.push_back(std::move(score));
  }
  return scores;
}

}  // namespace cordee::service
