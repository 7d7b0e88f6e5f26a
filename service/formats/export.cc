#include "service/formats/export.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "engine/base/check.h"
#include "google/protobuf/util/json_util.h"
#include "service/convert/quantity.h"
#include "service/formats/cells.h"
#include "service/formats/csv.h"
#include "service/formats/field_entry.h"
#include "service/formats/logistics_cells.h"
#include "service/formats/storage_cells.h"
#include "service/formats/work_cells.h"

namespace cordee::service {
namespace {

constexpr char kDelimiter = ';';
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

enum Column {
  kType,
  kId,
  kActor,
  kCommune,
  kTitle,
  kCategory,
  kQuantity,
  kUnit,
  kPeriod,
  kHours,
  kFrom,
  kUntil,
  kSeason,
  kDistance,
  kLabels,
  kTemperatures,
  kMinimumLot,
  kIndivisible,
  kDescription,
  kAssumptions,
  kActorId,
  kActorKind,
  kInsee,
  kLatitude,
  kLongitude,
  kActorLabels,
  kCharter,
  kExternalId,
  kSource,
  kColumnCount  // and then those of work_cells.h, logistics_cells.h and storage_cells.h
};

// Headers of deploy/profiles/cordee.textproto.
constexpr std::array<std::string_view, kColumnCount> kHeaders = {"type",        "id",
                                                                 "acteur",      "commune",
                                                                 "titre",       "catégorie",
                                                                 "quantité",    "unité",
                                                                 "période",     "horaires",
                                                                 "du",          "au",
                                                                 "saison",      "distance km",
                                                                 "labels",      "température",
                                                                 "lot minimum", "indivisible",
                                                                 "description", "hypothèses",
                                                                 "id acteur",   "statut",
                                                                 "code insee",  "latitude",
                                                                 "longitude",   "labels acteur",
                                                                 "charte",      "id externe",
                                                                 "source"};

constexpr size_t kStorageBegin = kColumnCount + kWorkColumns + kLogisticsColumns;
constexpr size_t kMinimumOrder = kStorageBegin + kStorageColumns;
constexpr std::string_view kMinimumOrderHeader = "commande minimale";

using Cells = std::array<std::string, kMinimumOrder + 1>;

std::string LineOf(const Cells& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line += kDelimiter;
    // A western longitude begins with a minus; it is a number of ours, no one's formula.
    const bool number = &cell == &cells[kLatitude] || &cell == &cells[kLongitude];
    line += CsvCell(number ? cell : GuardedCell(cell), kDelimiter);
  }
  line += "\r\n";
  return line;
}

std::string Last(const std::string& name) { return name.substr(name.rfind('/') + 1); }

std::string Comma(std::string amount) {
  std::replace(amount.begin(), amount.end(), '.', ',');
  return amount;
}

// Shortest text that reads back to the same double.
std::string Degrees(double value) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  CHECK(error == std::errc());
  return std::string(text, end);
}

std::string DateText(const google::type::Date& date) {
  return absl::StrFormat("%02d/%02d/%04d", date.day(), date.month(), date.year());
}

std::string LastDay(const google::type::Date& end) {
  const CivilDay last = FromDayNumber(DayNumber({end.year(), end.month(), end.day()}) - 1);
  return absl::StrFormat("%02d/%02d/%04d", last.day, last.month, last.year);
}

std::string AmountText(const v1::Quantity& quantity) {
  return absl::StrCat(Comma(quantity.amount()), " ", quantity.unit());
}

void FillTerms(const v1::Terms& terms, Cells* cells) {
  (*cells)[kCategory] = terms.category();
  (*cells)[kQuantity] = Comma(terms.quantity().amount());
  (*cells)[kUnit] = terms.quantity().unit();
  (*cells)[kPeriod] = std::string(PeriodWord(terms.period()));
  (*cells)[kHours] = HoursText(terms);
  if (terms.dates().has_start_date()) (*cells)[kFrom] = DateText(terms.dates().start_date());
  if (terms.dates().has_end_date()) (*cells)[kUntil] = LastDay(terms.dates().end_date());
  (*cells)[kSeason] = absl::StrJoin(terms.season_months(), ", ");
  if (terms.max_distance_metres() > 0) {
    const Unit kilometre = {"km", "m", 1000, "km", "km"};
    (*cells)[kDistance] = Comma(ExactAmount(terms.max_distance_metres(), kilometre));
  }
  (*cells)[kLabels] = absl::StrJoin(terms.labels(), ", ");
  std::vector<std::string> temperatures;
  for (const int kind : terms.temperatures()) {
    temperatures.emplace_back(TemperatureWord(static_cast<v1::TemperatureClass>(kind)));
  }
  (*cells)[kTemperatures] = absl::StrJoin(temperatures, ", ");
  if (terms.has_minimum_lot()) (*cells)[kMinimumLot] = AmountText(terms.minimum_lot());
  if (terms.has_minimum_order()) (*cells)[kMinimumOrder] = AmountText(terms.minimum_order());
  if (terms.indivisible()) (*cells)[kIndivisible] = "oui";
  if (terms.has_work()) {
    const std::array<std::string, kWorkColumns> work = WorkCells(terms);
    std::copy(work.begin(), work.end(), cells->begin() + kColumnCount);
  }
  const std::array<std::string, kLogisticsColumns> logistics = LogisticsCells(terms);
  const auto after_work = cells->begin() + kColumnCount + kWorkColumns;
  std::copy(logistics.begin(), logistics.end(), after_work);
  const std::array<std::string, kStorageColumns> storage = StorageCells(terms);
  std::copy(storage.begin(), storage.end(), after_work + kLogisticsColumns);
}

template <typename Message>
Cells EntryCells(const Message& message, const char* type,
                 const std::map<std::string, std::string>& actor_names) {
  Cells cells;
  cells[kType] = type;
  cells[kId] = Last(message.name());
  cells[kTitle] = message.title();
  cells[kDescription] = message.description();
  cells[kAssumptions] = AssumptionsText(message.assumptions());
  cells[kActorId] = Last(message.actor());
  const auto name = actor_names.find(message.actor());
  if (name != actor_names.end()) cells[kActor] = name->second;
  cells[kExternalId] = message.external_id();
  cells[kSource] = message.source();
  FillTerms(message.terms(), &cells);
  return cells;
}

Cells ActorCells(const v1::Actor& actor) {
  Cells cells;
  cells[kType] = "acteur";
  cells[kActor] = actor.display_name();
  cells[kActorId] = Last(actor.name());
  cells[kActorKind] = std::string(ActorKindWord(actor.kind()));
  cells[kInsee] = actor.place().insee_code();
  cells[kCommune] = actor.place().commune();
  if (actor.place().has_position()) {
    cells[kLatitude] = Degrees(actor.place().position().latitude());
    cells[kLongitude] = Degrees(actor.place().position().longitude());
  }
  cells[kActorLabels] = absl::StrJoin(actor.labels(), ", ");
  if (actor.charter_signed()) cells[kCharter] = "oui";
  cells[kExternalId] = actor.external_id();
  cells[kSource] = actor.source();
  return cells;
}

}  // namespace

std::string CsvExporter::Header() const {
  Cells cells;
  for (size_t i = 0; i < kHeaders.size(); ++i) cells[i] = std::string(kHeaders[i]);
  for (size_t i = 0; i < kWorkColumns; ++i) cells[kColumnCount + i] = std::string(kWorkHeaders[i]);
  for (size_t i = 0; i < kLogisticsColumns; ++i) {
    cells[kColumnCount + kWorkColumns + i] = std::string(kLogisticsHeaders[i]);
  }
  for (size_t i = 0; i < kStorageColumns; ++i) {
    cells[kColumnCount + kWorkColumns + kLogisticsColumns + i] = std::string(kStorageHeaders[i]);
  }
  cells[kMinimumOrder] = std::string(kMinimumOrderHeader);
  return std::string(kByteOrderMark) + LineOf(cells);
}

std::string CsvExporter::Row(const v1::Entry& entry) {
  switch (entry.kind_case()) {
    case v1::Entry::kActor:
      actor_names_[entry.actor().name()] = entry.actor().display_name();
      return LineOf(ActorCells(entry.actor()));
    case v1::Entry::kNeed:
      return LineOf(EntryCells(entry.need(), "besoin", actor_names_));
    case v1::Entry::kResource:
      return LineOf(EntryCells(entry.resource(), "ressource", actor_names_));
    case v1::Entry::KIND_NOT_SET:
      break;
  }
  return "";
}

std::string JsonLine(const v1::Entry& entry) {
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(entry, &json);
  CHECK(status.ok());
  json += '\n';
  return json;
}

}  // namespace cordee::service
