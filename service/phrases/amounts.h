// Figures as people read them: quantities, distances, durations, dates, months.
//
//   QuantityText(30'000, carrots, Language::kFrench, data)   "30 kg"
//   DistanceText(4'180, Rounding::kUp, Language::kFrench)    "4,2 km"
//   MonthsText("6,7,8,9", Language::kFrench)                 "de juin à septembre"
//
// Numbers and their units hold together (no-break spaces). Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/formats/catalogue_file.h"
#include "service/phrases/language.h"

namespace cordee::service {

// kUp: so that what is said to suffice does suffice.
enum class Rounding { kNearest, kUp };

std::string NumberText(int64_t number, Language language);
// `thousandths` / 1000 without closing zeros: 12'500 is "12,5".
std::string DecimalText(int64_t thousandths, Language language);

// Metres below a kilometre, then kilometres: one decimal up to 10 km, whole ones beyond.
std::string DistanceText(int64_t metres, Rounding rounding, Language language);

// In the unit that the category shows, or in its base unit below one of it. Time reads "3 h 30".
// `category` invalid: the bare number.
std::string QuantityText(int64_t base_units, CategoryIndex category, Language language,
                         const CatalogueData& data);
// "30 min", "3 h", "3 h 30".
std::string DurationText(int64_t half_hours, Language language);

// "850 g", "45,5 kg", "930 kg", "1,25 t": what a hold must take, so rounded up to tenths of a
// kilogram, and to whole ones from 100 kg on. As the drivers' sheets have it.
std::string MassText(int64_t grams, Language language);
// "8 h 05", "8:05".
std::string ClockText(int64_t minute, Language language);

// "12,50 €", of 1250 cents; thousands are set apart.
std::string PayText(int64_t cents, Language language);

// Months 1 to 12, in any order, joined by ",": "en mai", "d’octobre à mars", "toute l’année".
std::string MonthsText(const std::string& months, Language language);
// "2027-03-12": "12 mars 2027". The text itself when it is no date.
std::string DateText(const std::string& date, Language language);
// The day before, for the end of a half-open interval.
std::string LastDayText(const std::string& end_date, Language language);
// "mardi". REQUIRES: 1 <= day <= 7.
std::string DayName(int64_t day, Language language);
// "de 9 h à 12 h 30", "from 9:00 to 12:30".
std::string TimesText(int64_t start_minute, int64_t end_minute, Language language);

// "a, b et c".
std::string ListText(const std::vector<std::string>& items, Language language);

}  // namespace cordee::service
