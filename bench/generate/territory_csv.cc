#include "bench/generate/territory_csv.h"

#include <array>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace cordee::bench {
namespace {

// Headers of deploy/profiles/cordee.textproto.
enum Column {
  kType,
  kId,
  kTitle,
  kCategory,
  kQuantity,
  kUnit,
  kPeriod,
  kHours,
  kFrom,
  kUntil,
  kDistance,
  kLabels,
  kLot,
  kIndivisible,
  kActorId,
  kActor,
  kActorKind,
  kInsee,
  kCommune,
  kLatitude,
  kLongitude,
  kActorLabels,
  kCharter,
  kColumnCount
};
constexpr std::array<const char*, kColumnCount> kHeaders = {
    "type",          "id",     "titre",  "catégorie",   "quantité", "unité",       "période",
    "horaires",      "du",     "au",     "distance km", "labels",   "lot minimum", "indivisible",
    "id acteur",     "acteur", "statut", "code insee",  "commune",  "latitude",    "longitude",
    "labels acteur", "charte"};
constexpr std::array<const char*, 7> kDays = {"lun", "mar", "mer", "jeu", "ven", "sam", "dim"};
constexpr std::array<const char*, 4> kActorKinds = {"association", "entreprise", "coopérative",
                                                    "collectivité"};

using Cells = std::array<std::string, kColumnCount>;

// No cell of ours holds a quote or a semicolon.
void WriteRow(const Cells& cells, std::ostream& out) { out << absl::StrJoin(cells, ";") << '\n'; }

std::string DayText(int32_t day_number) {
  const CivilDay day = FromDayNumber(day_number);
  return absl::StrFormat("%02d/%02d/%04d", day.day, day.month, day.year);
}

std::string HoursText(const std::vector<OpeningHours>& hours) {
  const auto one = [](std::string* text, const OpeningHours& open) {
    absl::StrAppendFormat(text, "%s %dh%02d-%dh%02d", kDays[static_cast<size_t>(open.day)],
                          open.begin / 2, open.begin % 2 * 30, open.end / 2, open.end % 2 * 30);
  };
  return absl::StrJoin(hours, ", ", one);
}

std::string LabelsText(const Catalogue& catalogue, const std::vector<int32_t>& labels) {
  return absl::StrJoin(labels, ", ", [&catalogue](std::string* text, int32_t label) {
    *text += catalogue.labels()[static_cast<size_t>(label)].code;
  });
}

const char* PeriodText(Period period) {
  switch (period) {
    case Period::kWeek:
      return "semaine";
    case Period::kMonth:
      return "mois";
    case Period::kOnce:
      return "une fois";
  }
  return "";
}

Cells ActorCells(const Catalogue& catalogue, const Territory& territory, size_t number) {
  const GeneratedActor& actor = territory.actors[number];
  const Town& town = territory.towns[actor.town];
  Cells cells;
  cells[kType] = "acteur";
  cells[kActorId] = actor.id;
  cells[kActor] = absl::StrCat("Acteur ", number + 1);
  cells[kActorKind] = kActorKinds[number % kActorKinds.size()];
  cells[kInsee] = town.code;
  cells[kCommune] = town.name;
  if (town.code.empty()) {
    cells[kLatitude] = absl::StrFormat("%.6f", actor.position.latitude_e6 / 1e6);
    cells[kLongitude] = absl::StrFormat("%.6f", actor.position.longitude_e6 / 1e6);
  }
  cells[kActorLabels] = LabelsText(catalogue, actor.labels);
  cells[kCharter] = actor.charter_signed ? "oui" : "non";
  return cells;
}

Cells EntryCells(const Catalogue& catalogue, const Territory& territory,
                 const GeneratedEntry& entry) {
  const Category& category = catalogue.category(entry.category);
  Cells cells;
  cells[kType] = entry.is_need ? "besoin" : "ressource";
  cells[kId] = entry.id;
  cells[kTitle] = category.code;
  cells[kCategory] = category.code;
  cells[kQuantity] = absl::StrCat(entry.quantity.value());
  // How many can be booked is counted in pieces.
  cells[kUnit] = category.booking && !entry.is_need ? "{piece}" : category.base_unit;
  cells[kPeriod] = PeriodText(entry.period);
  cells[kHours] = HoursText(entry.hours);
  if (entry.dates.start != kOpenStart) cells[kFrom] = DayText(entry.dates.start);
  if (entry.dates.end != kOpenEnd) cells[kUntil] = DayText(entry.dates.end - 1);
  cells[kDistance] = absl::StrCat(entry.reach.value() / 1000);
  cells[kLabels] = LabelsText(catalogue, entry.labels);
  if (entry.minimum_lot > Quantity(0)) cells[kLot] = absl::StrCat(entry.minimum_lot.value());
  if (entry.indivisible) cells[kIndivisible] = "oui";
  cells[kActorId] = territory.actors[entry.actor].id;
  return cells;
}

}  // namespace

void WriteCsv(const Catalogue& catalogue, const Territory& territory, std::ostream& out) {
  Cells header;
  for (size_t i = 0; i < header.size(); ++i) header[i] = kHeaders[i];
  WriteRow(header, out);
  size_t entry = 0;
  for (size_t actor = 0; actor < territory.actors.size(); ++actor) {
    WriteRow(ActorCells(catalogue, territory, actor), out);
    // Entries come in the order of their actors.
    for (; entry < territory.entries.size() && territory.entries[entry].actor == actor; ++entry) {
      WriteRow(EntryCells(catalogue, territory, territory.entries[entry]), out);
    }
  }
}

}  // namespace cordee::bench
