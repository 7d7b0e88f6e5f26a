#include "service/formats/road_matrix.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "service/formats/road_matrix.pb.h"
#include "service/formats/text_file.h"

namespace cordee::service {
namespace {

using google::protobuf::ListValue;
using google::protobuf::RepeatedPtrField;
using google::protobuf::Value;

constexpr double kMetresPerKilometre = 1'000;
constexpr double kMillionths = 1e6;

absl::Status Invalid(const std::string& what) { return absl::InvalidArgumentError(what); }

absl::Status ReadJson(std::string_view json, files::v1::RoadMatrix* matrix) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const auto read = google::protobuf::util::JsonStringToMessage(
      {json.data(), static_cast<google::protobuf::stringpiece_internal::StringPiece::size_type>(
                        json.size())},
      matrix, options);
  if (read.ok()) return absl::OkStatus();
  const std::string said(read.message().data(), read.message().size());
  return Invalid("no JSON: " + said.substr(0, said.find('\n')));
}

// Rows and columns are told from 1 on, as people count.
std::string Place(const char* table, int32_t row, int32_t column) {
  return absl::StrCat(table, ", row ", row + 1, ", column ", column + 1, ": ");
}

// Whole units, rounded up.
absl::StatusOr<int32_t> ReadWay(const Value& value, double unit, const char* table,
                                int32_t row, int32_t column) {
  if (value.kind_case() == Value::kNullValue) return kNoRoad;
  if (value.kind_case() != Value::kNumberValue) {
    return Invalid(Place(table, row, column) + "not a number");
  }
  const double way = value.number_value() * unit;
  if (!std::isfinite(way) || way < 0 || way >= kNoRoad) {
    return Invalid(absl::StrCat(Place(table, row, column), value.number_value(),
                                ", expected 0 to ", kNoRoad));
  }
  return static_cast<int32_t>(std::ceil(way));
}

template <typename Rows>
absl::Status CheckSize(const char* table, const Rows& rows, int32_t expected) {
  if (rows.size() == expected) return absl::OkStatus();
  return Invalid(absl::StrCat(table, ": ", rows.size(), rows.size() == 1 ? " row" : " rows",
                              ", not ", expected));
}

absl::Status CheckColumns(const char* table, int32_t row, int32_t columns,
                          int32_t expected) {
  if (columns == expected) return absl::OkStatus();
  return Invalid(absl::StrCat(table, ", row ", row + 1, ": ", columns, " columns, not ", expected));
}

absl::Status ReadRows(const char* table, const RepeatedPtrField<ListValue>& from,
                      int32_t rows, int32_t columns, std::vector<int32_t>* to) {
  RETURN_IF_ERROR(CheckSize(table, from, rows));
  for (int32_t r = 0; r < rows; ++r) {
    RETURN_IF_ERROR(CheckColumns(table, r, from[r].values_size(), columns));
    for (int32_t c = 0; c < columns; ++c) {
      ASSIGN_OR_RETURN(const int32_t way, ReadWay(from[r].values(c), 1, table, r, c));
      to->push_back(way);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<RoadBlock> ReadTables(const RepeatedPtrField<ListValue>& durations,
                                     const RepeatedPtrField<ListValue>& distances, int32_t rows,
                                     int32_t columns) {
  RoadBlock block;
  RETURN_IF_ERROR(ReadRows("durations", durations, rows, columns, &block.seconds));
  RETURN_IF_ERROR(ReadRows("distances", distances, rows, columns, &block.metres));
  return block;
}

// Valhalla's short form: an object with both tables.
absl::StatusOr<RoadBlock> ReadShort(const google::protobuf::Struct& tables, int32_t rows,
                                    int32_t columns) {
  RepeatedPtrField<ListValue> read[2];
  const char* names[] = {"durations", "distances"};
  for (int k = 0; k < 2; ++k) {
    const auto found = tables.fields().find(names[k]);
    if (found == tables.fields().end()) return Invalid(absl::StrCat(names[k], ": missing"));
    for (const Value& row : found->second.list_value().values()) *read[k].Add() = row.list_value();
  }
  ASSIGN_OR_RETURN(RoadBlock block, ReadTables(read[0], read[1], rows, columns));
  // In kilometres, even here.
  for (int32_t r = 0; r < rows; ++r) {
    for (int32_t c = 0; c < columns; ++c) {
      ASSIGN_OR_RETURN(block.metres[static_cast<size_t>(r * columns + c)],
                       ReadWay(read[1][r].values(c), kMetresPerKilometre, "distances", r, c));
    }
  }
  return block;
}

absl::StatusOr<RoadBlock> ReadCells(const ListValue& table, int32_t rows, int32_t columns) {
  RoadBlock block;
  RETURN_IF_ERROR(CheckSize("sources_to_targets", table.values(), rows));
  const auto of = [](const Value& cell, const char* name) {
    const auto found = cell.struct_value().fields().find(name);
    Value none;
    none.set_string_value("missing");
    return found == cell.struct_value().fields().end() ? none : found->second;
  };
  for (int32_t r = 0; r < rows; ++r) {
    const ListValue& row = table.values(r).list_value();
    RETURN_IF_ERROR(CheckColumns("sources_to_targets", r, row.values_size(), columns));
    for (int32_t c = 0; c < columns; ++c) {
      const Value& cell = row.values(c);
      ASSIGN_OR_RETURN(const int32_t seconds, ReadWay(of(cell, "time"), 1, "time", r, c));
      ASSIGN_OR_RETURN(const int32_t metres,
                       ReadWay(of(cell, "distance"), kMetresPerKilometre, "distance", r, c));
      block.seconds.push_back(seconds);
      block.metres.push_back(metres);
    }
  }
  return block;
}

absl::StatusOr<Position> ReadPlace(const ListValue& location, int32_t row) {
  const auto degrees = [&](int k, double most) {
    const bool number = location.values_size() == 2 &&
                        location.values(k).kind_case() == Value::kNumberValue;
    const double value = number ? location.values(k).number_value() : NAN;
    return std::abs(value) <= most ? value : NAN;
  };
  const double longitude = degrees(0, 180);
  const double latitude = degrees(1, 90);
  if (std::isnan(longitude) || std::isnan(latitude)) {
    return Invalid(
        absl::StrCat("locations, row ", row + 1, ": not [longitude, latitude] in degrees"));
  }
  return Position{static_cast<int32_t>(std::lround(latitude * kMillionths)),
                  static_cast<int32_t>(std::lround(longitude * kMillionths))};
}

}  // namespace

absl::StatusOr<RoadBlock> ParseOsrm(std::string_view json, int32_t rows, int32_t columns) {
  google::protobuf::Arena arena;
  auto* matrix = google::protobuf::Arena::CreateMessage<files::v1::RoadMatrix>(&arena);
  RETURN_IF_ERROR(ReadJson(json, matrix));
  if (matrix->code() != "Ok") {
    return Invalid(absl::StrCat("code: ", matrix->code(), " ", matrix->message()));
  }
  return ReadTables(matrix->durations(), matrix->distances(), rows, columns);
}

absl::StatusOr<RoadBlock> ParseValhalla(std::string_view json, int32_t rows, int32_t columns) {
  google::protobuf::Arena arena;
  auto* matrix = google::protobuf::Arena::CreateMessage<files::v1::RoadMatrix>(&arena);
  RETURN_IF_ERROR(ReadJson(json, matrix));
  if (!matrix->error().empty()) return Invalid("error: " + matrix->error());
  const Value& table = matrix->sources_to_targets();
  if (table.kind_case() == Value::kStructValue) {
    return ReadShort(table.struct_value(), rows, columns);
  }
  return ReadCells(table.list_value(), rows, columns);
}

absl::StatusOr<RoadMatrix> ParseRoadMatrix(std::string_view json) {
  google::protobuf::Arena arena;
  auto* from = google::protobuf::Arena::CreateMessage<files::v1::RoadMatrix>(&arena);
  RETURN_IF_ERROR(ReadJson(json, from));
  const int32_t count = from->locations_size();
  if (count == 0) return Invalid("locations: missing");
  if (count > kMaxRoadPlaces) {
    return Invalid(absl::StrCat("locations: ", count, ", at most ", kMaxRoadPlaces));
  }
  RoadMatrix matrix;
  for (int32_t k = 0; k < count; ++k) {
    ASSIGN_OR_RETURN(const Position place, ReadPlace(from->locations(k), k));
    matrix.places.push_back(place);
  }
  ASSIGN_OR_RETURN(matrix.ways, ReadTables(from->durations(), from->distances(), count, count));
  return matrix;
}

absl::StatusOr<RoadMatrix> ReadRoadMatrix(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string json, ReadFile(path));
  absl::StatusOr<RoadMatrix> matrix = ParseRoadMatrix(json);
  if (matrix.ok()) return matrix;
  return Invalid(absl::StrCat(path, ": ", matrix.status().message()));
}

RoadTable RoadsOf(const RoadMatrix& matrix, const std::vector<Position>& places) {
  if (places.size() > static_cast<size_t>(kMaxRoadPlaces)) {
    return {.source = RoadSource::kMatrix, .failure = RoadFailure::kTooManyPlaces};
  }
  std::vector<Position> known;
  std::vector<size_t> row;  // of the matrix
  for (const Position& place : places) {
    size_t nearest = 0;
    int32_t apart = kSamePlaceMetres + 1;
    for (size_t k = 0; k < matrix.places.size(); ++k) {
      const int32_t metres = Distance(place, matrix.places[k]).value();
      if (metres < apart) {
        apart = metres;
        nearest = k;
      }
    }
    if (apart > kSamePlaceMetres) continue;
    known.push_back(place);
    row.push_back(nearest);
  }
  std::vector<int32_t> metres;
  std::vector<int32_t> seconds;
  for (const size_t from : row) {
    for (const size_t to : row) {
      const size_t at = from * matrix.places.size() + to;
      metres.push_back(from == to ? 0 : matrix.ways.metres[at]);
      seconds.push_back(from == to ? 0 : matrix.ways.seconds[at]);
    }
  }
  absl::StatusOr<RoadTable> table = MakeRoadTable(known, metres, seconds);
  CHECK(table.ok());
  table->source = RoadSource::kMatrix;
  return *std::move(table);
}

}  // namespace cordee::service
