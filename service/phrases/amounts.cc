#include "service/phrases/amounts.h"

#include <algorithm>
#include <array>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "engine/base/check.h"
#include "engine/model/calendar.h"
#include "service/phrases/phrases.h"

namespace cordee::service {
namespace {

constexpr char kNoBreak[] = "\u00a0";

constexpr const char* kMonths[2][12] = {
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
     "octobre", "novembre", "décembre"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};
constexpr const char* kDays[2][7] = {
    {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}};

bool IsFrench(Language language) { return language == Language::kFrench; }

// m2 is written m², and words take a plural: from 2 on in French, but for 1 in English.
std::string UnitText(const std::string& label, int64_t thousandths, Language language) {
  if (label == "m2") return "m²";
  if (label == "m3") return "m³";
  // Symbols (kg, MWh, ha) never change.
  const bool is_symbol = label.size() <= 3;
  const bool plural = IsFrench(language) ? thousandths >= 2000 : thousandths != 1000;
  if (is_symbol || !plural) return label;
  const size_t end = std::min(label.find(' '), label.size());
  std::string first = label.substr(0, end);
  const char last = first.back();
  if (last == 's' || last == 'x' || last == 'z' || label.rfind("mi-", 0) == 0) return label;
  if (IsFrench(language) && first.size() > 2 && first.substr(first.size() - 2) == "al") {
    first = first.substr(0, first.size() - 1) + "ux";
  } else if (IsFrench(language) && first.size() > 2 && first.substr(first.size() - 2) == "au") {
    first += 'x';
  } else if (!IsFrench(language) && (last == 'h' || last == 'x')) {
    first += "es";
  } else {
    first += 's';
  }
  return first + label.substr(end);
}

std::string WithUnit(int64_t base_units, const Unit& unit, Language language) {
  const __int128 scaled = static_cast<__int128>(base_units) * 1000;
  const auto thousandths = static_cast<int64_t>((scaled + unit.base_units / 2) / unit.base_units);
  const std::string& label = IsFrench(language) ? unit.fr : unit.en;
  return absl::StrCat(DecimalText(thousandths, language), kNoBreak,
                      UnitText(label, thousandths, language));
}

bool ParseDate(const std::string& text, CivilDay* day) {
  const std::vector<std::string> parts = absl::StrSplit(text, '-');
  return parts.size() == 3 && absl::SimpleAtoi(parts[0], &day->year) &&
         absl::SimpleAtoi(parts[1], &day->month) && absl::SimpleAtoi(parts[2], &day->day) &&
         IsValid(*day);
}

std::string CivilDayText(CivilDay day, Language language) {
  const char* month = kMonths[static_cast<size_t>(language)][day.month - 1];
  const char* first = IsFrench(language) && day.day == 1 ? "er" : "";
  return absl::StrCat(day.day, first, kNoBreak, month, kNoBreak, day.year);
}

// One run of months, first to last, around the end of the year if need be.
std::string MonthRunText(size_t first, size_t last, Language language) {
  const auto& names = kMonths[static_cast<size_t>(language)];
  if (!IsFrench(language)) {
    return first == last ? absl::StrCat("in ", names[first])
                         : absl::StrCat("from ", names[first], " to ", names[last]);
  }
  if (first == last) return absl::StrCat("en ", names[first]);
  const char initial = names[first][0];
  const char* from = initial == 'a' || initial == 'o' ? "d’" : "de ";
  return absl::StrCat(from, names[first], " à ", names[last]);
}

}  // namespace

std::string NumberText(int64_t number, Language language) {
  constexpr Pattern kNumber = {"{n, number, integer}", "{n, number, integer}"};
  return FormatPattern(kNumber, language, {{"n", number}});
}

std::string DecimalText(int64_t thousandths, Language language) {
  std::string text = NumberText(thousandths / 1000, language);
  std::string decimals = absl::StrFormat("%03d", thousandths % 1000);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  if (decimals.empty()) return text;
  return absl::StrCat(text, IsFrench(language) ? "," : ".", decimals);
}

std::string DistanceText(int64_t metres, Rounding rounding, Language language) {
  if (metres < 1000) return absl::StrCat(metres, kNoBreak, "m");
  const int64_t step = metres < 10'000 ? 100 : 1000;
  const int64_t add = rounding == Rounding::kUp ? step - 1 : step / 2;
  const int64_t rounded = (metres + add) / step * step;
  return absl::StrCat(DecimalText(rounded, language), kNoBreak, "km");
}

std::string ClockText(int64_t minute, Language language) {
  if (!IsFrench(language)) return absl::StrFormat("%d:%02d", minute / 60, minute % 60);
  if (minute == 24 * 60) return "minuit";
  const std::string hour = absl::StrCat(minute / 60, kNoBreak, "h");
  return minute % 60 == 0 ? hour : absl::StrFormat("%s%s%02d", hour, kNoBreak, minute % 60);
}

std::string MassText(int64_t grams, Language language) {
  if (grams < 1'000) return absl::StrCat(grams, kNoBreak, "g");
  const int64_t step = grams < 100'000 ? 100 : 1'000;
  const int64_t shown = (grams + step - 1) / step * step;
  if (shown < 1'000'000) return absl::StrCat(DecimalText(shown, language), kNoBreak, "kg");
  return absl::StrCat(DecimalText(shown / 1'000, language), kNoBreak, "t");
}

std::string PayText(int64_t cents, Language language) {
  const std::string rest = absl::StrCat(cents % 100 < 10 ? "0" : "", cents % 100);
  const bool french = language == Language::kFrench;
  const std::string euros = NumberText(cents / 100, language);
  return french ? absl::StrCat(euros, ",", rest, "\u00a0€") : absl::StrCat("€", euros, ".", rest);
}

std::string DurationText(int64_t half_hours, Language language) {
  const int64_t hours = half_hours / 2;
  if (hours == 0) return absl::StrCat(half_hours * 30, kNoBreak, "min");
  const std::string whole = absl::StrCat(NumberText(hours, language), kNoBreak, "h");
  if (half_hours % 2 == 0) return whole;
  return absl::StrCat(whole, kNoBreak, "30", IsFrench(language) ? "" : "\u00a0min");
}

std::string QuantityText(int64_t base_units, CategoryIndex category, Language language,
                         const CatalogueData& data) {
  if (!category.valid()) return NumberText(base_units, language);
  const Unit& shown = data.words(category).unit;
  if (shown.base == kHalfHourUnit && (shown.code == kHalfHourUnit || shown.code == "h")) {
    return DurationText(base_units, language);
  }
  if (base_units < shown.base_units) {
    for (const Unit& unit : data.units) {
      if (unit.code == shown.base) return WithUnit(base_units, unit, language);
    }
  }
  return WithUnit(base_units, shown, language);
}

std::string MonthsText(const std::string& months, Language language) {
  std::array<bool, 12> in = {};
  for (const absl::string_view part : absl::StrSplit(months, ',', absl::SkipEmpty())) {
    int32_t month = 0;
    if (absl::SimpleAtoi(part, &month) && month >= 1 && month <= 12) {
      in[static_cast<size_t>(month - 1)] = true;
    }
  }
  const auto count = std::count(in.begin(), in.end(), true);
  if (count == 12) return IsFrench(language) ? "toute l’année" : "all year";
  if (count == 0) return IsFrench(language) ? "à aucun moment" : "never";
  std::vector<std::string> runs;
  for (size_t first = 0; first < 12; ++first) {
    if (!in[first] || in[(first + 11) % 12]) continue;
    size_t last = first;
    while (in[(last + 1) % 12]) last = (last + 1) % 12;
    runs.push_back(MonthRunText(first, last, language));
  }
  return ListText(runs, language);
}

std::string DateText(const std::string& date, Language language) {
  CivilDay day;
  return ParseDate(date, &day) ? CivilDayText(day, language) : date;
}

std::string LastDayText(const std::string& end_date, Language language) {
  CivilDay day;
  if (!ParseDate(end_date, &day)) return end_date;
  return CivilDayText(FromDayNumber(DayNumber(day) - 1), language);
}

std::string DayName(int64_t day, Language language) {
  CHECK(day >= 1 && day <= 7);
  return kDays[static_cast<size_t>(language)][day - 1];
}

std::string TimesText(int64_t start_minute, int64_t end_minute, Language language) {
  const std::string start = ClockText(start_minute, language);
  const std::string end = ClockText(end_minute, language);
  return IsFrench(language) ? absl::StrCat("de ", start, " à ", end)
                            : absl::StrCat("from ", start, " to ", end);
}

std::string ListText(const std::vector<std::string>& items, Language language) {
  std::string text;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && i + 1 == items.size()) {
      text += IsFrench(language) ? " et " : " and ";
    } else if (i > 0) {
      text += ", ";
    }
    text += items[i];
  }
  return text;
}

}  // namespace cordee::service
