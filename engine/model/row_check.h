// What the builders of tables ask of rows: limits of their fields, an actor, a freight category.
//
//   RETURN_IF_ERROR(CheckFields("resources", row.id, {{"quantity", row.grams, 1, kMaxVanGrams}}));
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "engine/base/ids.h"
#include "engine/model/logistics.h"

namespace cordee {

inline absl::Status RowError(const char* table, const std::string& id, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat(table, "/", id, ": ", what));
}

// One field of a row, between its limits.
struct Field {
  const char* name;
  int64_t value;
  int64_t least;
  int64_t most;
};

inline absl::Status CheckFields(const char* table, const std::string& id,
                                std::initializer_list<Field> fields) {
  for (const Field& field : fields) {
    if (field.value >= field.least && field.value <= field.most) continue;
    return RowError(table, id, absl::StrCat(field.name, ": between ", field.least, " and ",
                                            field.most, ", not ", field.value));
  }
  return absl::OkStatus();
}

// InvalidArgument: too many rows, or two with one id.
template <typename Row>
absl::Status SortById(const char* table, std::vector<Row>& rows, int32_t limit) {
  if (static_cast<int64_t>(rows.size()) > limit) {
    return absl::InvalidArgumentError(
        absl::StrCat(table, ": at most ", limit, " rows, not ", rows.size()));
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
  for (size_t i = 1; i < rows.size(); ++i) {
    if (rows[i - 1].id == rows[i].id) return RowError(table, rows[i].id, "duplicate id");
  }
  return absl::OkStatus();
}

// The actor of a row whose category must be freight.
template <typename Row>
absl::StatusOr<ActorIndex> ActorOf(const LogisticsContext& context, const char* table,
                                   const Row& row) {
  const auto actor = std::lower_bound(context.actors.begin(), context.actors.end(), row.actor);
  if (actor == context.actors.end() || *actor != row.actor) {
    return RowError(table, row.id, "actor: unknown");
  }
  const bool known =
      row.category.valid() && row.category.value() < context.catalogue.category_count();
  if (!known || !context.catalogue.category(row.category).freight.has_value()) {
    return RowError(table, row.id, "category: not freight");
  }
  return ActorIndex(static_cast<int32_t>(actor - context.actors.begin()));
}

// What a vehicle or a room of a freight category can keep: its own temperature and the warmer ones.
// REQUIRES: a freight category.
inline TemperatureSet OwnTemperatures(const Category& category) {
  return static_cast<TemperatureSet>((TemperatureBit(*category.freight) << 1) - 1);
}

}  // namespace cordee
