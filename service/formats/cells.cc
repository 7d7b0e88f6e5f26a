#include "service/formats/cells.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/base/strings.h"
#include "engine/text/fold.h"
#include "service/formats/cell_words.h"

namespace cordee::service {
namespace {

struct Word {
  std::string_view folded;
  int value;
};

template <size_t N>
std::optional<int> Find(const Word (&table)[N], std::string_view text) {
  const std::string folded = Fold(text);
  for (const Word& word : table) {
    if (word.folded == folded) return word.value;
  }
  return std::nullopt;
}

// The first word of each value is the one that the export writes.
template <size_t N>
std::string_view Show(const Word (&table)[N], int value) {
  for (const Word& word : table) {
    if (word.value == value) return word.folded;
  }
  return "";
}

constexpr Word kYesNo[] = {{"oui", 1},  {"non", 0},  {"yes", 1},   {"no", 0}, {"vrai", 1},
                           {"faux", 0}, {"true", 1}, {"false", 0}, {"1", 1},  {"0", 0},
                           {"x", 1},    {"o", 1},    {"n", 0},     {"y", 1}};

constexpr Word kPeriods[] = {{"semaine", v1::PERIOD_WEEK},        {"par semaine", v1::PERIOD_WEEK},
                             {"hebdo", v1::PERIOD_WEEK},          {"hebdomadaire", v1::PERIOD_WEEK},
                             {"chaque semaine", v1::PERIOD_WEEK}, {"week", v1::PERIOD_WEEK},
                             {"weekly", v1::PERIOD_WEEK},         {"per week", v1::PERIOD_WEEK},
                             {"mois", v1::PERIOD_MONTH},          {"par mois", v1::PERIOD_MONTH},
                             {"mensuel", v1::PERIOD_MONTH},       {"chaque mois", v1::PERIOD_MONTH},
                             {"month", v1::PERIOD_MONTH},         {"monthly", v1::PERIOD_MONTH},
                             {"per month", v1::PERIOD_MONTH},     {"une fois", v1::PERIOD_ONCE},
                             {"1 fois", v1::PERIOD_ONCE},         {"ponctuel", v1::PERIOD_ONCE},
                             {"unique", v1::PERIOD_ONCE},         {"once", v1::PERIOD_ONCE}};

constexpr Word kActorKinds[] = {{"association", v1::ACTOR_KIND_ASSOCIATION},
                                {"asso", v1::ACTOR_KIND_ASSOCIATION},
                                {"cooperative", v1::ACTOR_KIND_COOPERATIVE},
                                {"coop", v1::ACTOR_KIND_COOPERATIVE},
                                {"scop", v1::ACTOR_KIND_COOPERATIVE},
                                {"scic", v1::ACTOR_KIND_COOPERATIVE},
                                {"cuma", v1::ACTOR_KIND_COOPERATIVE},
                                {"entreprise", v1::ACTOR_KIND_COMPANY},
                                {"societe", v1::ACTOR_KIND_COMPANY},
                                {"ferme", v1::ACTOR_KIND_COMPANY},
                                {"company", v1::ACTOR_KIND_COMPANY},
                                {"public", v1::ACTOR_KIND_PUBLIC_BODY},
                                {"collectivite", v1::ACTOR_KIND_PUBLIC_BODY},
                                {"mairie", v1::ACTOR_KIND_PUBLIC_BODY},
                                {"commune", v1::ACTOR_KIND_PUBLIC_BODY},
                                {"etablissement public", v1::ACTOR_KIND_PUBLIC_BODY},
                                {"public body", v1::ACTOR_KIND_PUBLIC_BODY},
                                {"recherche", v1::ACTOR_KIND_RESEARCH},
                                {"research", v1::ACTOR_KIND_RESEARCH},
                                {"formation", v1::ACTOR_KIND_TRAINING},
                                {"organisme de formation", v1::ACTOR_KIND_TRAINING},
                                {"training", v1::ACTOR_KIND_TRAINING},
                                {"collectif", v1::ACTOR_KIND_COLLECTIVE},
                                {"collective", v1::ACTOR_KIND_COLLECTIVE},
                                {"personne", v1::ACTOR_KIND_PERSON},
                                {"particulier", v1::ACTOR_KIND_PERSON},
                                {"person", v1::ACTOR_KIND_PERSON}};

constexpr Word kTemperatures[] = {
    {"ambiant", v1::TEMPERATURE_CLASS_AMBIENT},       {"sec", v1::TEMPERATURE_CLASS_AMBIENT},
    {"ambient", v1::TEMPERATURE_CLASS_AMBIENT},       {"frais", v1::TEMPERATURE_CLASS_CHILLED},
    {"refrigere", v1::TEMPERATURE_CLASS_CHILLED},     {"froid", v1::TEMPERATURE_CLASS_CHILLED},
    {"froid positif", v1::TEMPERATURE_CLASS_CHILLED}, {"chilled", v1::TEMPERATURE_CLASS_CHILLED},
    {"surgele", v1::TEMPERATURE_CLASS_FROZEN},        {"congele", v1::TEMPERATURE_CLASS_FROZEN},
    {"froid negatif", v1::TEMPERATURE_CLASS_FROZEN},  {"frozen", v1::TEMPERATURE_CLASS_FROZEN}};

template <size_t N>
std::string ShowAll(const Word (&table)[N]) {
  std::string all;
  std::set<int> values;
  for (const Word& word : table) {
    if (!values.insert(word.value).second) continue;
    absl::StrAppend(&all, all.empty() ? "" : ", ", ToAbsl(word.folded));
  }
  return all;
}

constexpr std::string_view kDayWords[] = {"lun", "mar", "mer", "jeu", "ven", "sam", "dim"};

// Letters of a number: digits and separators, spaces within it as ' '. Empty when it holds anything
// else.
std::string Squeeze(std::string_view text) {
  std::string squeezed;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    if (c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009 || c == '\'' || c == 0x2019) {
      if (!squeezed.empty() && squeezed != "-") squeezed += ' ';
    } else if (c == 0x2212) {
      squeezed += '-';
    } else if ((c >= '0' && c <= '9') || c == ',' || c == '.' || c == '-') {
      squeezed += static_cast<char>(c);
    } else {
      return "";
    }
  }
  absl::StripTrailingAsciiWhitespace(&squeezed);
  return squeezed;
}

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

// "1 250" -> "1250": every group but the first has three digits. Empty when one has not.
std::string JoinThousands(absl::string_view whole, char separator) {
  const std::vector<absl::string_view> groups =
      absl::StrSplit(whole, absl::ByAnyChar(std::string{' ', separator}));
  for (size_t i = 0; i < groups.size(); ++i) {
    const bool fits = groups.size() == 1 || (i == 0 ? groups[i].size() >= 1 && groups[i].size() <= 3
                                                    : groups[i].size() == 3);
    if (!fits || !AllDigits(groups[i])) return "";
  }
  return absl::StrJoin(groups, "");
}

int32_t FullYear(const CellToken& token) {
  const auto year = static_cast<int32_t>(token.number);
  return token.digits == 2 ? 2000 + year : year;
}

}  // namespace

std::string NumberCell(std::string_view text) {
  const std::string number = Squeeze(text);
  absl::string_view rest = number;
  const bool negative = absl::ConsumePrefix(&rest, "-");
  const size_t comma = rest.rfind(',');
  const size_t point = rest.rfind('.');
  const bool both = comma != absl::string_view::npos && point != absl::string_view::npos;
  const char thousands = !both ? ' ' : comma < point ? ',' : '.';
  const size_t decimal = both ? std::max(comma, point) : std::min(comma, point);
  const absl::string_view whole = rest.substr(0, decimal);
  const std::string joined = JoinThousands(whole, thousands);
  if (joined.empty() && !whole.empty()) return std::string(text);
  if (decimal == absl::string_view::npos) {
    return joined.empty() ? std::string(text) : absl::StrCat(negative ? "-" : "", joined);
  }
  const absl::string_view decimals = rest.substr(decimal + 1);
  if (decimals.empty() || !AllDigits(decimals)) return std::string(text);
  return absl::StrCat(negative ? "-" : "", joined, ".", decimals);
}

NumberAndUnit NumberAndUnitCell(std::string_view text) {
  size_t end = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = NextCodePoint(text, &at);
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '{' || (c >= 0xc0 && c < 0x2000);
    if (letter) {
      end = begin;
      break;
    }
    end = at;
  }
  const absl::string_view unit = absl::StripAsciiWhitespace(ToAbsl(text.substr(end)));
  const absl::string_view number = absl::StripAsciiWhitespace(ToAbsl(text.substr(0, end)));
  const bool has_digits = std::any_of(number.begin(), number.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  if (!has_digits) return {std::string(text), ""};  // "<script>": nothing to split
  return {NumberCell(ToStd(number)), std::string(unit)};
}

std::optional<CivilDay> DateCell(std::string_view text) {
  std::vector<CellToken> numbers;
  int32_t month = 0;
  size_t month_at = 0;
  for (const CellToken& token : LexCell(text)) {
    if (token.kind == CellToken::kNumber && token.number >= 0) {
      numbers.push_back(token);
    } else if (token.kind == CellToken::kWord) {
      const int32_t named = MonthOfWord(token.text);
      const bool first = token.text == "er" || token.text == "st" || token.text == "th";
      if (named == 0 && !first && DayOfWord(token.text) == 0) return std::nullopt;
      if (named == 0) continue;
      month = named;
      month_at = numbers.size();
    }
  }
  const auto value = [&](size_t i) { return static_cast<int32_t>(numbers[i].number); };
  if (month != 0) {
    if (numbers.size() != 2 || month_at > 1) return std::nullopt;
    return CivilDay{FullYear(numbers[1]), month, value(0)};
  }
  if (numbers.size() != 3) return std::nullopt;
  if (numbers[0].digits == 4) return CivilDay{value(0), value(1), value(2)};
  if (numbers[2].digits != 4 && numbers[2].digits != 2) return std::nullopt;
  return CivilDay{FullYear(numbers[2]), value(1), value(0)};
}

std::optional<std::vector<int32_t>> MonthsCell(std::string_view text) {
  const std::string folded = Fold(text);
  if (folded == "toute l annee" || folded == "all year" || folded == "annee" ||
      folded == "toute annee") {
    return std::vector<int32_t>();
  }
  std::set<int32_t> months;
  int32_t last = 0;
  bool range = false;
  const auto add = [&](int32_t first, int32_t to) {
    for (int32_t month = first;; month = month % 12 + 1) {
      months.insert(month);
      if (month == to) break;
    }
  };
  for (const CellToken& token : LexCell(text)) {
    int32_t month = 0;
    if (token.kind == CellToken::kDash) {
      if (last == 0 || range) return std::nullopt;
      range = true;
      continue;
    }
    if (token.kind == CellToken::kBreak || token.text == "et" || token.text == "and") continue;
    if (token.kind == CellToken::kNumber) month = static_cast<int32_t>(token.number);
    if (token.kind == CellToken::kWord) month = MonthOfWord(token.text);
    if (token.text == "printemps" || token.text == "spring")
      add(3, 5);
    else if (token.text == "ete" || token.text == "summer")
      add(6, 8);
    else if (token.text == "automne" || token.text == "autumn")
      add(9, 11);
    else if (token.text == "hiver" || token.text == "winter")
      add(12, 2);
    else if (month < 1 || month > 12)
      return std::nullopt;
    else
      add(range ? last : month, month);
    range = false;
    last = month;
  }
  if (months.empty() || range) return std::nullopt;
  return std::vector<int32_t>(months.begin(), months.end());
}

std::optional<bool> YesNoCell(std::string_view text) {
  const std::optional<int> found = Find(kYesNo, text);
  return found.has_value() ? std::optional<bool>(*found == 1) : std::nullopt;
}

std::optional<v1::Period> PeriodCell(std::string_view text) {
  const std::optional<int> found = Find(kPeriods, text);
  return found.has_value() ? std::optional(static_cast<v1::Period>(*found)) : std::nullopt;
}

std::optional<v1::ActorKind> ActorKindCell(std::string_view text) {
  const std::optional<int> found = Find(kActorKinds, text);
  return found.has_value() ? std::optional(static_cast<v1::ActorKind>(*found)) : std::nullopt;
}

std::optional<v1::TemperatureClass> TemperatureCell(std::string_view text) {
  const std::optional<int> found = Find(kTemperatures, text);
  return found.has_value() ? std::optional(static_cast<v1::TemperatureClass>(*found))
                           : std::nullopt;
}

std::vector<std::string> ListCell(std::string_view text) {
  std::vector<std::string> items;
  for (const absl::string_view item :
       absl::StrSplit(ToAbsl(text), absl::ByAnyChar(",;|\n"), absl::SkipWhitespace())) {
    items.emplace_back(absl::StripAsciiWhitespace(item));
  }
  return items;
}

std::string SingleSpaces(std::string text) {
  absl::RemoveExtraAsciiWhitespace(&text);
  return text;
}

std::string ActorKindWords() { return ShowAll(kActorKinds); }
std::string TemperatureWords() { return ShowAll(kTemperatures); }
std::string_view PeriodWord(v1::Period period) { return Show(kPeriods, period); }
std::string_view ActorKindWord(v1::ActorKind kind) { return Show(kActorKinds, kind); }
std::string_view TemperatureWord(v1::TemperatureClass temperature) {
  return Show(kTemperatures, temperature);
}

std::string HoursText(const v1::Terms& terms) {
  std::string text;
  for (const v1::WeeklyInterval& interval : terms.hours()) {
    absl::StrAppendFormat(&text, "%s%s %02d:%02d-%02d:%02d", text.empty() ? "" : ", ",
                          ToAbsl(kDayWords[interval.day() - 1]), interval.start_minute() / 60,
                          interval.start_minute() % 60, interval.end_minute() / 60,
                          interval.end_minute() % 60);
  }
  return text;
}

}  // namespace cordee::service
