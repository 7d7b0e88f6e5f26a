// Names of the API's enum values, units, periods, dates and hours, as people read them.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "cordee/v1/admin_service.pb.h"
#include "cordee/v1/run.pb.h"

namespace cordee::cli {

std::string Label(Language language, v1::ActorKind kind);
std::string Label(Language language, v1::Family family);
std::string Label(Language language, v1::Role role);
std::string Label(Language language, v1::RunState state);
std::string Label(Language language, v1::RunPhase phase);
std::string Label(Language language, v1::RefusalRule rule);
std::string Label(Language language, v1::Criterion criterion);

// "food" and so on: what --family takes.
std::vector<std::string> FamilyNames();
// REQUIRES: one of FamilyNames().
v1::Family ParseFamily(const std::string& name);

// "12,5 kg", "3 pièces". Units are UCUM codes; annotations in braces are put in words.
std::string FormatQuantity(Language language, const v1::Quantity& quantity);
// "40 kg par semaine".
std::string FormatRate(Language language, const v1::Quantity& quantity, v1::Period period);
// "2026-12-01"; false when there is no such day.
bool ParseDate(const std::string& text, google::type::Date* date);
// "01/12/2026" or "2026-12-01"; empty when the date is not set.
std::string FormatDate(Language language, const google::type::Date& date);
// "du 01/12/2026 au 30/11/2027": the last day that is in. Empty for an open range.
std::string FormatDates(Language language, const v1::DateRange& range);
// "lundi 6 h – 8 h 30, mardi ..."
template <typename Intervals>
std::string FormatHours(Language language, const Intervals& intervals);
// "mardi", of 1 (Monday) to 7.
std::string FormatDay(Language language, int day);
std::string FormatInterval(Language language, const v1::WeeklyInterval& interval);

// Micropoints as text to points with one decimal: "1234567" is "1,2".
std::string FormatPoints(Language language, const std::string& micropoints);

// "optimal", or how far from it at most: "à 0,31 % du meilleur possible au plus"; with tours also
// once they are paid, since a plan is planned for its value less their cost.
std::string FormatProof(Language language, const v1::Certificate& certificate);

template <typename Intervals>
std::string FormatHours(Language language, const Intervals& intervals) {
  std::string text;
  for (const v1::WeeklyInterval& interval : intervals) {
    if (!text.empty()) text += ", ";
    text += FormatInterval(language, interval);
  }
  return text;
}

}  // namespace cordee::cli
