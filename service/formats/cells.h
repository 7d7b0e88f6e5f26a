// What people write in cells, read: numbers, dates, hours, months, yes and no.
//
//   NumberCell("1 250,5")                  "1250.5"
//   DateCell("1er juin 2026")              2026-06-01
//   HoursCell("lun-ven 8h-12h, sam matin") intervals
//   MonthsCell("juin à octobre")           {6, 7, 8, 9, 10}
//
// French first, English too. Nothing here knows the calendar of real days: DateCell("30/02/2026")
// is that day, and the entry check refuses it. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cordee/v1/registry.pb.h"
#include "engine/model/calendar.h"

namespace cordee::service {

// A number with a decimal comma or point, and spaces or the other separator between thousands, as
// digits with a point. A text that is no such number ("1 2", "10-20", "1e3") comes back as it was.
std::string NumberCell(std::string_view text);

// "12,5 kg" -> {"12.5", "kg"}; no unit: {"12.5", ""}.
struct NumberAndUnit {
  std::string number;
  std::string unit;
};
NumberAndUnit NumberAndUnitCell(std::string_view text);

// "12/06/2026", "12-6-26", "2026-06-12", "12 juin 2026", "June 12 2026".
std::optional<CivilDay> DateCell(std::string_view text);

// "lun-ven 8h-12h", "mardi 14h30-17h", "mer, sam matin", "9:00 - 12:00 / 14:00 - 16:00" (every
// day), "mercredi" (all day). Nothing for times between half-hours: rounding them would plan with
// hours that nobody wrote.
std::optional<std::vector<v1::WeeklyInterval>> HoursCell(std::string_view text);

// "juin à octobre", "6-10", "sept, oct", "été", "toute l'année" (no month: all year).
std::optional<std::vector<int32_t>> MonthsCell(std::string_view text);

std::optional<bool> YesNoCell(std::string_view text);
inline constexpr char kYesNoWords[] = "oui, non";
std::optional<v1::Period> PeriodCell(std::string_view text);
std::optional<v1::ActorKind> ActorKindCell(std::string_view text);
std::optional<v1::TemperatureClass> TemperatureCell(std::string_view text);

// Items between commas, semicolons, bars or line ends, without empty ones.
std::vector<std::string> ListCell(std::string_view text);

// "L'EARL  LA MARDIERE" -> "L'EARL LA MARDIERE".
std::string SingleSpaces(std::string text);

// The words that the export writes and the functions above read.
std::string ActorKindWords();    // all of them: "association, cooperative, …"
std::string TemperatureWords();  // "ambiant, frais, surgele"
std::string_view PeriodWord(v1::Period period);
std::string_view ActorKindWord(v1::ActorKind kind);
std::string_view TemperatureWord(v1::TemperatureClass temperature);
std::string HoursText(const v1::Terms& terms);

}  // namespace cordee::service
