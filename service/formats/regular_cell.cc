#include "service/formats/regular_cell.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "engine/base/strings.h"
#include "service/formats/cell_words.h"
#include "service/formats/cells.h"

namespace cordee::service {
namespace {

constexpr const char* kDays[] = {"lundi",    "mardi",  "mercredi", "jeudi",
                                 "vendredi", "samedi", "dimanche"};

std::string Trimmed(absl::string_view text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

std::optional<double> Degrees(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string Shortest(double degrees) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, degrees);
  return std::string(text, error == std::errc() ? end : text);
}

// What stands in brackets after a tour's day, or at the end of a call.
struct Details {
  int32_t load_percent = 0;
  int32_t late_minutes = 0;
  int32_t stay_minutes = 0;
};

// False where it was said before.
bool SetOnce(int32_t& value, int32_t to) {
  if (value != 0) return false;
  value = to;
  return true;
}

// No 0 either: it would be taken for minutes that are left out, which are others.
bool SetMinutes(int32_t& value, int32_t to) { return to > 0 && SetOnce(value, to); }

std::optional<Details> ReadDetails(absl::string_view text) {
  Details details;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const std::string item = Trimmed(part);
    const size_t digits = item.find_first_of("0123456789");
    const size_t unit = item.find_first_not_of("0123456789", digits);
    int32_t number = 0;
    if (digits == std::string::npos || unit == std::string::npos ||
        !absl::SimpleAtoi(item.substr(digits, unit - digits), &number)) {
      return std::nullopt;
    }
    const std::string word = Trimmed(absl::string_view(item).substr(unit));
    const std::string sign = Trimmed(absl::string_view(item).substr(0, digits));
    const bool said = (word == "%" && sign.empty() && SetOnce(details.load_percent, number)) ||
                      (word == "min" && sign == "+" && SetMinutes(details.late_minutes, number)) ||
                      (word == "min" && sign.empty() && SetMinutes(details.stay_minutes, number));
    if (!said) return std::nullopt;
  }
  return details;
}

// Takes the brackets off `text`, at its front or at its end.
std::optional<Details> TakeDetails(std::string& text, bool front) {
  const bool has = front ? text.front() == '(' : text.back() == ')';
  if (!has) return Details();
  const size_t other = front ? text.find(')') : text.rfind('(');
  if (other == std::string::npos) return std::nullopt;
  const std::string inside =
      front ? text.substr(1, other - 1) : text.substr(other + 1, text.size() - other - 2);
  text = Trimmed(front ? text.substr(other + 1) : text.substr(0, other));
  return ReadDetails(inside);
}

std::string DetailsText(int32_t load_percent, int32_t late_minutes, int32_t stay_minutes) {
  std::vector<std::string> parts;
  if (load_percent != 0) parts.push_back(absl::StrCat(load_percent, " %"));
  if (late_minutes != 0) parts.push_back(absl::StrCat("+", late_minutes, " min"));
  if (stay_minutes != 0) parts.push_back(absl::StrCat(stay_minutes, " min"));
  std::string text;
  for (const std::string& part : parts) absl::StrAppend(&text, text.empty() ? " (" : ", ", part);
  return text.empty() ? text : text + ")";
}

// "08:00", "8h30", "8h".
std::optional<int32_t> Minute(absl::string_view text) {
  const size_t mark = text.find_first_of(":hH");
  int32_t hour = 0;
  int32_t minute = 0;
  if (mark == absl::string_view::npos || !absl::SimpleAtoi(text.substr(0, mark), &hour)) {
    return std::nullopt;
  }
  const absl::string_view rest = text.substr(mark + 1);
  if (rest.empty() ? text[mark] == ':' : !absl::SimpleAtoi(rest, &minute)) return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::optional<v1::RegularCall> ReadCall(absl::string_view from) {
  std::string text = Trimmed(from);
  const size_t space = text.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const std::optional<int32_t> minute = Minute(text.substr(0, space));
  text = Trimmed(text.substr(space));
  if (!minute.has_value() || text.empty()) return std::nullopt;
  const std::optional<Details> details = TakeDetails(text, false);
  if (!details.has_value() || details->late_minutes != 0 || text.empty()) return std::nullopt;
  const std::optional<v1::Place> place = PlaceCell(text);
  if (!place.has_value()) return std::nullopt;
  v1::RegularCall call;
  *call.mutable_place() = *place;
  call.set_minute(*minute);
  call.set_stay_minutes(details->stay_minutes);
  call.set_load_percent(details->load_percent);
  return call;
}

std::optional<v1::RegularTour> ReadTour(absl::string_view from) {
  std::string text = Trimmed(from);
  const size_t end = text.find_first_of(" (");
  if (end == std::string::npos) return std::nullopt;
  const std::vector<CellToken> day = LexCell(text.substr(0, end));
  if (day.size() != 1 || DayOfWord(day[0].text) == 0) return std::nullopt;
  text = Trimmed(text.substr(end));
  if (text.empty()) return std::nullopt;
  const std::optional<Details> details = TakeDetails(text, true);
  if (!details.has_value() || details->stay_minutes != 0) return std::nullopt;
  v1::RegularTour tour;
  tour.set_day(DayOfWord(day[0].text));
  tour.set_load_percent(details->load_percent);
  tour.set_late_minutes(details->late_minutes);
  for (const absl::string_view part : absl::StrSplit(text, '>')) {
    const std::optional<v1::RegularCall> call = ReadCall(part);
    if (!call.has_value()) return std::nullopt;
    *tour.add_calls() = *call;
  }
  return tour;
}

}  // namespace

std::optional<v1::Place> PlaceCell(std::string_view text) {
  v1::Place place;
  const size_t at = text.find('@');
  const std::string commune = Trimmed(ToAbsl(text).substr(0, at));
  const bool is_code = commune.size() == 5 && absl::ascii_isdigit(commune[0]) &&
                       absl::ascii_isdigit(commune[4]);
  (is_code ? *place.mutable_insee_code() : *place.mutable_commune()) = commune;
  if (at == std::string_view::npos) return place;
  const std::vector<std::string> point =
      absl::StrSplit(ToAbsl(text).substr(at + 1), ' ', absl::SkipWhitespace());
  const std::optional<double> latitude = point.size() == 2 ? Degrees(point[0]) : std::nullopt;
  const std::optional<double> longitude = point.size() == 2 ? Degrees(point[1]) : std::nullopt;
  if (!latitude.has_value() || !longitude.has_value()) return std::nullopt;
  place.mutable_position()->set_latitude(*latitude);
  place.mutable_position()->set_longitude(*longitude);
  return place;
}

std::string PlaceText(const v1::Place& place) {
  return absl::StrCat(place.insee_code(), " @ ", Shortest(place.position().latitude()), " ",
                      Shortest(place.position().longitude()));
}

std::optional<RegularTours> RegularCell(std::string_view text) {
  RegularTours tours;
  for (const absl::string_view part : absl::StrSplit(ToAbsl(text), '|')) {
    const std::optional<v1::RegularTour> tour = ReadTour(part);
    if (!tour.has_value()) return std::nullopt;
    *tours.Add() = *tour;
  }
  return tours;
}

bool SaysNoMinutes(std::string_view text) {
  const std::string close = absl::StrReplaceAll(ToAbsl(text), {{" ", ""}});
  for (size_t at = close.find("0min"); at != std::string::npos; at = close.find("0min", at + 1)) {
    const size_t before = close.find_last_not_of('0', at);
    if (before != std::string::npos && !absl::ascii_isdigit(close[before])) return true;
  }
  return false;
}

std::string RegularText(const RegularTours& tours) {
  std::string text;
  for (const v1::RegularTour& tour : tours) {
    if (tour.day() < 1 || tour.day() > 7) continue;
    absl::StrAppend(&text, text.empty() ? "" : " | ", kDays[tour.day() - 1],
                    DetailsText(tour.load_percent(), tour.late_minutes(), 0));
    bool first = true;
    for (const v1::RegularCall& call : tour.calls()) {
      char time[8];
      std::snprintf(time, sizeof time, "%02d:%02d", call.minute() / 60 % 24, call.minute() % 60);
      absl::StrAppend(&text, first ? " " : " > ", time, " ", PlaceText(call.place()),
                      DetailsText(call.load_percent(), 0, call.stay_minutes()));
      first = false;
    }
  }
  return text;
}

}  // namespace cordee::service
