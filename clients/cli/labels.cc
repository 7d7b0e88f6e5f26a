#include "clients/cli/labels.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "absl/numeric/int128.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "clients/cli/messages.h"
#include "clients/cli/tour_messages.h"

namespace cordee::cli {
namespace {

template <typename Enum>
struct LabelRow {
  Enum value;
  Message label;
};

template <typename Enum, size_t kSize>
std::string Find(Language language, const LabelRow<Enum> (&rows)[kSize], Enum value) {
  for (const LabelRow<Enum>& row : rows) {
    if (row.value == value) return language == Language::kFrench ? row.label.fr : row.label.en;
  }
  return "?";  // a value newer than this program
}

constexpr LabelRow<v1::ActorKind> kKinds[] = {
    {v1::ACTOR_KIND_UNSPECIFIED, {"", ""}},
    {v1::ACTOR_KIND_ASSOCIATION, {"association", "association"}},
    {v1::ACTOR_KIND_COOPERATIVE, {"coopérative", "cooperative"}},
    {v1::ACTOR_KIND_COMPANY, {"entreprise", "company"}},
    {v1::ACTOR_KIND_PUBLIC_BODY, {"collectivité", "public body"}},
    {v1::ACTOR_KIND_RESEARCH, {"recherche", "research"}},
    {v1::ACTOR_KIND_TRAINING, {"formation", "training"}},
    {v1::ACTOR_KIND_COLLECTIVE, {"collectif", "collective"}},
    {v1::ACTOR_KIND_PERSON, {"personne", "person"}},
};

constexpr LabelRow<v1::Family> kFamilies[] = {
    {v1::FAMILY_UNSPECIFIED, {"", ""}},
    {v1::FAMILY_FOOD, {"alimentation", "food"}},
    {v1::FAMILY_JOBS, {"emplois", "jobs"}},
    {v1::FAMILY_LOGISTICS, {"logistique", "logistics"}},
    {v1::FAMILY_MATERIALS, {"matières", "materials"}},
    {v1::FAMILY_MOBILITY, {"mobilité", "mobility"}},
    {v1::FAMILY_CULTURE, {"culture", "culture"}},
    {v1::FAMILY_GENERATIONS, {"générations", "generations"}},
    {v1::FAMILY_EXPERTISE, {"expertise", "expertise"}},
    {v1::FAMILY_SPACES, {"lieux", "spaces"}},
};

constexpr LabelRow<v1::Role> kRoles[] = {
    {v1::ROLE_UNSPECIFIED, {"", ""}},
    {v1::ROLE_READER, {"lecture", "reader"}},
    {v1::ROLE_COORDINATOR, {"coordination", "coordinator"}},
    {v1::ROLE_ADMIN, {"administration", "admin"}},
};

constexpr LabelRow<v1::RunState> kStates[] = {
    {v1::RUN_STATE_UNSPECIFIED, {"", ""}},
    {v1::RUN_STATE_PENDING, {"en attente", "pending"}},
    {v1::RUN_STATE_RUNNING, {"en cours", "running"}},
    {v1::RUN_STATE_SUCCEEDED, {"réussi", "succeeded"}},
    {v1::RUN_STATE_FAILED, {"échoué", "failed"}},
    {v1::RUN_STATE_CANCELLED, {"annulé", "cancelled"}},
};

constexpr LabelRow<v1::RunPhase> kPhases[] = {
    {v1::RUN_PHASE_UNSPECIFIED, {"en attente", "waiting"}},
    {v1::RUN_PHASE_MODEL, {"lecture du territoire", "reading the territory"}},
    {v1::RUN_PHASE_CANDIDATES, {"recherche des paires", "finding pairs"}},
    {v1::RUN_PHASE_SOLVE, {"optimisation", "optimising"}},
    {v1::RUN_PHASE_VERIFY, {"vérification", "verifying"}},
    {v1::RUN_PHASE_EXPLAIN, {"explications", "explaining"}},
    {v1::RUN_PHASE_STORE, {"enregistrement", "storing"}},
};

constexpr LabelRow<v1::RefusalRule> kRules[] = {
    {v1::REFUSAL_RULE_UNSPECIFIED, {"", ""}},
    {v1::REFUSAL_RULE_SAME_ACTOR, {"même acteur", "same actor"}},
    {v1::REFUSAL_RULE_CATEGORY, {"catégorie", "category"}},
    {v1::REFUSAL_RULE_DISTANCE, {"distance", "distance"}},
    {v1::REFUSAL_RULE_DATES, {"dates", "dates"}},
    {v1::REFUSAL_RULE_SEASON, {"saison", "season"}},
    {v1::REFUSAL_RULE_HOURS, {"horaires", "hours"}},
    {v1::REFUSAL_RULE_LABELS, {"labels", "labels"}},
    {v1::REFUSAL_RULE_COLD_CHAIN, {"chaîne du froid", "cold chain"}},
    {v1::REFUSAL_RULE_RHYTHM, {"rythme", "rhythm"}},
    {v1::REFUSAL_RULE_MINIMUM_LOT, {"lot minimal", "minimum lot"}},
    {v1::REFUSAL_RULE_VETO, {"refus d’un côté", "veto"}},
    {v1::REFUSAL_RULE_TRAVEL, {"trajet", "travel"}},
    {v1::REFUSAL_RULE_CONTRACT, {"contrat", "contract"}},
    {v1::REFUSAL_RULE_LICENCE, {"permis ou diplôme", "licence"}},
    {v1::REFUSAL_RULE_LANGUAGE, {"langue", "language"}},
    {v1::REFUSAL_RULE_SKILL, {"compétence", "skill"}},
    {v1::REFUSAL_RULE_PAY, {"salaire", "pay"}},
    {v1::REFUSAL_RULE_INSERTION, {"réservé à l’insertion", "insertion"}},
    {v1::REFUSAL_RULE_AGE, {"conditions d’âge", "age"}},
};

constexpr LabelRow<v1::Criterion> kCriteria[] = {
    {v1::CRITERION_UNSPECIFIED, {"", ""}},
    {v1::CRITERION_FIT, {"adéquation", "fit"}},
    {v1::CRITERION_PROXIMITY, {"proximité", "proximity"}},
    {v1::CRITERION_TIME, {"horaires communs", "common time"}},
    {v1::CRITERION_ECOLOGICAL, {"écologie", "ecology"}},
    {v1::CRITERION_SOCIAL, {"social", "social"}},
    {v1::CRITERION_TRUST, {"confiance", "trust"}},
    {v1::CRITERION_CONTINUITY, {"continuité", "continuity"}},
};

struct UnitRow {
  const char* code;
  Message name;  // {0} is 1 when the amount is one or less
};

constexpr UnitRow kUnits[] = {
    {"{piece}", {"{0, plural, one{pièce} other{pièces}}", "{0, plural, one{piece} other{pieces}}"}},
    {"{pair}", {"{0, plural, one{paire} other{paires}}", "{0, plural, one{pair} other{pairs}}"}},
    {"{dozen}",
     {"{0, plural, one{douzaine} other{douzaines}}", "{0, plural, one{dozen} other{dozens}}"}},
    {"{hundred}",
     {"{0, plural, one{centaine} other{centaines}}", "{0, plural, one{hundred} other{hundreds}}"}},
    {"{thousand}",
     {"{0, plural, one{millier} other{milliers}}", "{0, plural, one{thousand} other{thousands}}"}},
    {"{quintal}",
     {"{0, plural, one{quintal} other{quintaux}}", "{0, plural, one{quintal} other{quintals}}"}},
    {"{half-hour}",
     {"{0, plural, one{demi-heure} other{demi-heures}}",
      "{0, plural, one{half-hour} other{half-hours}}"}},
    {"{half-day}",
     {"{0, plural, one{demi-journée} other{demi-journées}}",
      "{0, plural, one{half-day} other{half-days}}"}},
    {"{day}", {"{0, plural, one{jour} other{jours}}", "{0, plural, one{day} other{days}}"}},
    {"{work-week}",
     {"{0, plural, one{semaine} other{semaines}} de 35 h",
      "35 h {0, plural, one{week} other{weeks}}"}},
    {"{half-time}", {"mi-temps", "half-time"}},
    {"m2", {"m²", "m²"}},
    {"m3", {"m³", "m³"}},
    {"har", {"ha", "ha"}},
    {"ar", {"{0, plural, one{are} other{ares}}", "{0, plural, one{are} other{ares}}"}},
    {"st", {"{0, plural, one{stère} other{stères}}", "{0, plural, one{stere} other{steres}}"}},
    {"kW.h", {"kWh", "kWh"}},
    {"MW.h", {"MWh", "MWh"}},
};

// "food" of FAMILY_FOOD.
std::string FamilyName(v1::Family family) {
  constexpr size_t kPrefix = sizeof("FAMILY_") - 1;
  return absl::AsciiStrToLower(v1::Family_Name(family).substr(kPrefix));
}

absl::int128 ParseInteger(const std::string& text) {
  absl::int128 number = 0;
  return absl::SimpleAtoi(text, &number) ? number : 0;
}

// `scaled` / 10^decimals as text.
std::string FormatScaled(Language language, absl::int128 scaled, int decimals) {
  const bool negative = scaled < 0;
  absl::int128 rest = negative ? -scaled : scaled;
  std::string digits;
  while (rest > 0 || static_cast<int>(digits.size()) <= decimals) {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  if (decimals > 0) digits.insert(digits.size() - static_cast<size_t>(decimals), ".");
  return FormatDecimal(language, (negative ? "-" : "") + digits);
}

constexpr int64_t kMicropointsPerPoint = 1'000'000;
constexpr int64_t kMicropointsPerTenth = kMicropointsPerPoint / 10;
constexpr int64_t kHundredthsOfAPercent = 10'000;
constexpr int kMinutesPerHour = 60;

std::string FormatMinute(Language language, int minute) {
  std::array<char, 24> buffer{};
  const int hours = minute / kMinutesPerHour;
  const int rest = minute % kMinutesPerHour;
  if (language == Language::kEnglish) {
    std::snprintf(buffer.data(), buffer.size(), "%d:%02d", hours, rest);
  } else if (rest == 0) {
    std::snprintf(buffer.data(), buffer.size(), "%d\u00a0h", hours);
  } else {
    std::snprintf(buffer.data(), buffer.size(), "%d\u00a0h\u00a0%02d", hours, rest);
  }
  return buffer.data();
}

std::string FormatCivilDay(Language language, absl::CivilDay day) {
  std::array<char, 48> buffer{};
  const auto year = static_cast<long>(day.year());
  if (language == Language::kFrench) {
    std::snprintf(buffer.data(), buffer.size(), "%02d/%02d/%04ld", day.day(), day.month(), year);
  } else {
    std::snprintf(buffer.data(), buffer.size(), "%04ld-%02d-%02d", year, day.month(), day.day());
  }
  return buffer.data();
}

absl::CivilDay ToCivil(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

// Of `value` below `bound`, in percent; empty where nothing can be said in percent.
std::string FormatGap(Language language, absl::int128 value, absl::int128 bound) {
  const absl::int128 size = value < 0 ? -value : value;
  if (size == 0) return "";
  // Rounded up: the claim is never better than what was proved.
  const absl::int128 hundredths =
      ((bound - value) * kHundredthsOfAPercent + size - 1) / size;
  return FormatScaled(language, hundredths, 2);
}

}  // namespace

std::string Label(Language language, v1::ActorKind kind) { return Find(language, kKinds, kind); }
std::string Label(Language language, v1::Family family) {
  return Find(language, kFamilies, family);
}
std::string Label(Language language, v1::Role role) { return Find(language, kRoles, role); }
std::string Label(Language language, v1::RunState state) { return Find(language, kStates, state); }
std::string Label(Language language, v1::RunPhase phase) { return Find(language, kPhases, phase); }
std::string Label(Language language, v1::RefusalRule rule) { return Find(language, kRules, rule); }
std::string Label(Language language, v1::Criterion criterion) {
  return Find(language, kCriteria, criterion);
}

std::vector<std::string> FamilyNames() {
  std::vector<std::string> names;
  for (const auto& row : kFamilies) {
    if (row.value != v1::FAMILY_UNSPECIFIED) names.push_back(FamilyName(row.value));
  }
  return names;
}

v1::Family ParseFamily(const std::string& name) {
  for (const auto& row : kFamilies) {
    if (FamilyName(row.value) == name) return row.value;
  }
  return v1::FAMILY_UNSPECIFIED;
}

std::string FormatQuantity(Language language, const v1::Quantity& quantity) {
  if (quantity.amount().empty()) return "";
  if (quantity.unit() == "h" && quantity.amount().ends_with(".5")) {
    const std::string whole = quantity.amount().substr(0, quantity.amount().size() - 2);
    if (whole == "0") return "30\u00a0min";
    return FormatDecimal(language, whole) + "\u00a0h\u00a030";
  }
  const std::string amount = FormatDecimal(language, quantity.amount());
  for (const UnitRow& row : kUnits) {
    if (quantity.unit() != row.code) continue;
    // "1" and "0.5" are singular in French; English wants exactly one.
    const std::string& text = quantity.amount();
    const bool under_two = text == "1" || (language == Language::kFrench &&
                                           (text.starts_with("0.") || text.starts_with("1.")));
    return amount + "\u00a0" + Say(language, row.name, {int64_t{under_two ? 1 : 2}});
  }
  return quantity.unit().empty() ? amount : amount + "\u00a0" + quantity.unit();
}

std::string FormatRate(Language language, const v1::Quantity& quantity, v1::Period period) {
  const std::string amount = FormatQuantity(language, quantity);
  if (amount.empty()) return "";
  switch (period) {
    case v1::PERIOD_WEEK:
      return Say(language, text::kPerWeek, {amount});
    case v1::PERIOD_MONTH:
      return Say(language, text::kPerMonth, {amount});
    case v1::PERIOD_ONCE:
      return Say(language, text::kOnce, {amount});
    default:
      return amount;
  }
}

bool ParseDate(const std::string& text, google::type::Date* date) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) return false;
  date->set_year(static_cast<int>(day.year()));
  date->set_month(day.month());
  date->set_day(day.day());
  return true;
}

std::string FormatDate(Language language, const google::type::Date& date) {
  if (date.year() == 0) return "";
  return FormatCivilDay(language, ToCivil(date));
}

std::string FormatDates(Language language, const v1::DateRange& range) {
  const std::string start = FormatDate(language, range.start_date());
  const std::string last =
      range.end_date().year() == 0 ? "" : FormatCivilDay(language, ToCivil(range.end_date()) - 1);
  if (start.empty() && last.empty()) return "";
  if (start.empty()) return Say(language, text::kUntil, {last});
  if (last.empty()) return Say(language, text::kFrom, {start});
  return start == last ? start : Say(language, text::kFromTo, {start, last});
}

std::string FormatDay(Language language, int day) {
  constexpr Message kDays[] = {{"lundi", "Monday"},       {"mardi", "Tuesday"},
                               {"mercredi", "Wednesday"}, {"jeudi", "Thursday"},
                               {"vendredi", "Friday"},    {"samedi", "Saturday"},
                               {"dimanche", "Sunday"}};
  return day >= 1 && day <= 7 ? Say(language, kDays[day - 1]) : "?";
}

std::string FormatInterval(Language language, const v1::WeeklyInterval& interval) {
  return FormatDay(language, interval.day()) + " " +
         FormatMinute(language, interval.start_minute()) + "–" +
         FormatMinute(language, interval.end_minute());
}

std::string FormatPoints(Language language, const std::string& micropoints) {
  const absl::int128 value = ParseInteger(micropoints);
  const absl::int128 half = value < 0 ? -kMicropointsPerTenth / 2 : kMicropointsPerTenth / 2;
  return FormatScaled(language, (value + half) / kMicropointsPerTenth, 1);
}

std::string FormatProof(Language language, const v1::Certificate& certificate) {
  if (certificate.proof() == v1::PROOF_OPTIMAL) return Say(language, text::kProofOptimal);
  const absl::int128 value = ParseInteger(certificate.value_micropoints());
  const absl::int128 bound = ParseInteger(certificate.bound_micropoints());
  const absl::int128 cost = ParseInteger(certificate.transport().cost_micropoints());
  const std::string gap = FormatGap(language, value, bound);
  const std::string& paid_bound = certificate.transport().bound_micropoints();
  const std::string paid = FormatGap(language, value - cost,
                                     paid_bound.empty() ? bound : ParseInteger(paid_bound));
  if (value == 0 && bound == 0) return Say(language, text::kProofTours);
  if (gap.empty() || paid.empty()) {
    return Say(language, text::kProofGapPoints,
               {FormatPoints(language, certificate.bound_micropoints())});
  }
  return cost == 0 ? Say(language, text::kProofGap, {gap})
                   : Say(language, text::kProofGapTransport, {gap, paid});
}

}  // namespace cordee::cli
