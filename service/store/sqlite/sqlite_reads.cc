#include <limits>

#include "engine/base/status_macros.h"
#include "service/store/sqlite/sqlite_transaction.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr std::string_view kEntryColumns =
    "SELECT kind, id, actor, category, source, external_id, revision, blob FROM entries";

EntryRow ReadEntry(const Statement& row) {
  return {.kind = static_cast<EntryKind>(row.Int(0)),
          .id = row.Text(1),
          .actor = row.Text(2),
          .category = row.Text(3),
          .source = row.Text(4),
          .external_id = row.Text(5),
          .revision = row.Int(6),
          .blob = row.Text(7)};
}

TerritoryRow ReadTerritory(const Statement& row) {
  return {
      .id = row.Text(0), .revision = row.Int(1), .first_revision = row.Int(2), .blob = row.Text(3)};
}

TokenRow ReadToken(const Statement& row) {
  return {.id = row.Text(0), .secret_hash = row.Text(1), .blob = row.Text(2)};
}

RunRow ReadRun(const Statement& row) {
  return {.id = row.Text(0),
          .number = row.Int(1),
          .state = static_cast<int32_t>(row.Int(2)),
          .blob = row.Text(3)};
}

RunPartRow ReadRunPart(const Statement& row) {
  return {.rank = row.Int(0), .key = row.Text(1), .actors = {}, .blob = row.Text(2)};
}

ShowingRow ReadShowing(const Statement& row) {
  return {.number = row.Int(0),
          .proposal = row.Text(1),
          .need = row.Text(2),
          .resource = row.Text(3),
          .token = row.Text(4),
          .method = row.Text(5),
          .at = row.Int(6)};
}

template <typename Read>
auto First(Statement& statement, Read read)
    -> absl::StatusOr<std::optional<decltype(read(statement))>> {
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  if (!found) return std::nullopt;
  return std::optional(read(statement));
}

template <typename Read>
auto All(Statement& statement, Read read)
    -> absl::StatusOr<std::vector<decltype(read(statement))>> {
  std::vector<decltype(read(statement))> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found) return rows;
    rows.push_back(read(statement));
  }
}

}  // namespace

ReadTransaction::Found<TerritoryRow> SqliteTransaction::GetTerritory(std::string_view id) {
  ASSIGN_OR_RETURN(Statement get,
                   connection_.Prepare("SELECT id, revision, first_revision, blob FROM territories"
                                       " WHERE id = ?1"));
  get.Bind(1, id);
  return First(get, ReadTerritory);
}

ReadTransaction::Rows<TerritoryRow> SqliteTransaction::ListTerritories(std::string_view after_id,
                                                                       int32_t limit) {
  ASSIGN_OR_RETURN(Statement list,
                   connection_.Prepare("SELECT id, revision, first_revision, blob FROM territories"
                                       " WHERE id > ?1 ORDER BY id LIMIT ?2"));
  list.Bind(1, after_id);
  list.Bind(2, limit);
  return All(list, ReadTerritory);
}

ReadTransaction::Found<EntryRow> SqliteTransaction::GetEntry(std::string_view territory,
                                                             EntryKind kind, std::string_view id) {
  ASSIGN_OR_RETURN(Statement get,
                   connection_.Prepare(
                       StrCat(kEntryColumns, " WHERE territory = ?1 AND kind = ?2 AND id = ?3")));
  get.Bind(1, territory);
  get.Bind(2, static_cast<int64_t>(kind));
  get.Bind(3, id);
  return First(get, ReadEntry);
}

ReadTransaction::Found<EntryRow> SqliteTransaction::FindEntry(std::string_view territory,
                                                              EntryKind kind,
                                                              std::string_view source,
                                                              std::string_view external_id) {
  ASSIGN_OR_RETURN(Statement get,
                   connection_.Prepare(StrCat(kEntryColumns,
                                              " WHERE territory = ?1 AND kind = ?2 AND source = ?3",
                                              " AND external_id = ?4 AND external_id <> ''")));
  get.Bind(1, territory);
  get.Bind(2, static_cast<int64_t>(kind));
  get.Bind(3, source);
  get.Bind(4, external_id);
  return First(get, ReadEntry);
}

ReadTransaction::Rows<EntryRow> SqliteTransaction::ListEntries(std::string_view territory,
                                                               const EntryQuery& query) {
  std::string sql = StrCat(kEntryColumns, " WHERE territory = ?1 AND kind = ?2 AND id > ?3");
  if (!query.actor.empty()) StrAppend(&sql, " AND actor = ?5");
  if (!query.categories.empty()) {
    StrAppend(&sql, " AND category IN (");
    for (size_t i = 0; i < query.categories.size(); ++i) {
      StrAppend(&sql, i == 0 ? "?" : ",?", i + 6);
    }
    StrAppend(&sql, ")");
  }
  StrAppend(&sql, " ORDER BY id LIMIT ?4");
  ASSIGN_OR_RETURN(Statement list, connection_.Prepare(sql));
  list.Bind(1, territory);
  list.Bind(2, static_cast<int64_t>(query.kind));
  list.Bind(3, query.after_id);
  list.Bind(4, query.limit);
  if (!query.actor.empty()) list.Bind(5, query.actor);
  for (size_t i = 0; i < query.categories.size(); ++i) {
    list.Bind(static_cast<int>(i) + 6, query.categories[i]);
  }
  return All(list, ReadEntry);
}

ReadTransaction::Rows<ChangeRow> SqliteTransaction::ListChanges(std::string_view territory,
                                                                int64_t after_revision,
                                                                int64_t after_sequence,
                                                                int32_t limit) {
  ASSIGN_OR_RETURN(Statement list,
                   connection_.Prepare("SELECT revision, sequence, kind, id, op FROM change_log"
                                       " WHERE territory = ?1 AND (revision, sequence) > (?2, ?3)"
                                       " ORDER BY revision, sequence LIMIT ?4"));
  list.Bind(1, territory);
  list.Bind(2, after_revision);
  list.Bind(3, after_sequence);
  list.Bind(4, limit);
  return All(list, [](const Statement& row) {
    return ChangeRow{.revision = row.Int(0),
                     .sequence = row.Int(1),
                     .kind = static_cast<EntryKind>(row.Int(2)),
                     .id = row.Text(3),
                     .op = static_cast<ChangeOp>(row.Int(4))};
  });
}

ReadTransaction::Found<RequestRow> SqliteTransaction::GetRequest(std::string_view principal,
                                                                 std::string_view request_id) {
  ASSIGN_OR_RETURN(Statement get, connection_.Prepare("SELECT digest, response, at FROM requests"
                                                      " WHERE principal = ?1 AND request_id = ?2"));
  get.Bind(1, principal);
  get.Bind(2, request_id);
  return First(get, [&](const Statement& row) {
    return RequestRow{.principal = std::string(principal),
                      .request_id = std::string(request_id),
                      .digest = row.Text(0),
                      .response = row.Text(1),
                      .at = row.Int(2)};
  });
}

ReadTransaction::Found<TokenRow> SqliteTransaction::GetToken(std::string_view id) {
  ASSIGN_OR_RETURN(Statement get, connection_.Prepare("SELECT id, secret_hash, blob FROM tokens"
                                                      " WHERE id = ?1"));
  get.Bind(1, id);
  return First(get, ReadToken);
}

ReadTransaction::Rows<TokenRow> SqliteTransaction::ListTokens(std::string_view after_id,
                                                              int32_t limit) {
  ASSIGN_OR_RETURN(Statement list, connection_.Prepare("SELECT id, secret_hash, blob FROM tokens"
                                                       " WHERE id > ?1 ORDER BY id LIMIT ?2"));
  list.Bind(1, after_id);
  list.Bind(2, limit);
  return All(list, ReadToken);
}

ReadTransaction::Found<std::string> SqliteTransaction::GetSetting(std::string_view name) {
  ASSIGN_OR_RETURN(Statement get,
                   connection_.Prepare("SELECT value FROM settings WHERE name = ?1"));
  get.Bind(1, name);
  return First(get, [](const Statement& row) { return row.Text(0); });
}

ReadTransaction::Found<RunRow> SqliteTransaction::GetRun(std::string_view territory,
                                                         std::string_view id) {
  ASSIGN_OR_RETURN(Statement get, connection_.Prepare("SELECT id, number, state, blob FROM runs"
                                                      " WHERE territory = ?1 AND id = ?2"));
  get.Bind(1, territory);
  get.Bind(2, id);
  return First(get, ReadRun);
}

ReadTransaction::Rows<RunRow> SqliteTransaction::ListRuns(std::string_view territory,
                                                          int64_t before_number, int32_t state,
                                                          int32_t limit) {
  const std::string_view of_any_state =
      "SELECT id, number, state, blob FROM runs WHERE territory = ?1 AND number < ?2"
      " ORDER BY number DESC LIMIT ?3";
  const std::string_view of_one_state =
      "SELECT id, number, state, blob FROM runs WHERE territory = ?1 AND number < ?2"
      " AND state = ?4 ORDER BY number DESC LIMIT ?3";
  ASSIGN_OR_RETURN(Statement list, connection_.Prepare(state == 0 ? of_any_state : of_one_state));
  list.Bind(1, territory);
  list.Bind(2, before_number == 0 ? std::numeric_limits<int64_t>::max() : before_number);
  list.Bind(3, limit);
  if (state != 0) list.Bind(4, state);
  return All(list, ReadRun);
}

ReadTransaction::Rows<RunPartRow> SqliteTransaction::ListRunParts(
    std::string_view territory, std::string_view run, RunSection section, int64_t after_rank,
    std::string_view actor, int32_t limit) {
  const std::string_view all =
      "SELECT rank, key, blob FROM run_parts"
      " WHERE territory = ?1 AND run = ?2 AND section = ?3 AND rank > ?4"
      " ORDER BY rank LIMIT ?5";
  const std::string_view of_actor =
      "SELECT p.rank, p.key, p.blob FROM run_parties AS a JOIN run_parts AS p"
      " ON p.territory = a.territory AND p.run = a.run AND p.section = a.section AND p.rank = "
      "a.rank"
      " WHERE a.territory = ?1 AND a.run = ?2 AND a.section = ?3 AND a.rank > ?4 AND a.actor = ?6"
      " ORDER BY a.rank LIMIT ?5";
  ASSIGN_OR_RETURN(Statement list, connection_.Prepare(actor.empty() ? all : of_actor));
  list.Bind(1, territory);
  list.Bind(2, run);
  list.Bind(3, static_cast<int64_t>(section));
  list.Bind(4, after_rank);
  list.Bind(5, limit);
  if (!actor.empty()) list.Bind(6, actor);
  return All(list, ReadRunPart);
}

ReadTransaction::Found<RunPartRow> SqliteTransaction::FindRunPart(std::string_view territory,
                                                                  std::string_view run,
                                                                  RunSection section,
                                                                  std::string_view key) {
  ASSIGN_OR_RETURN(Statement get, connection_.Prepare(
                                      "SELECT rank, key, blob FROM run_parts WHERE territory = ?1"
                                      " AND run = ?2 AND section = ?3 AND key = ?4 AND key <> ''"));
  get.Bind(1, territory);
  get.Bind(2, run);
  get.Bind(3, static_cast<int64_t>(section));
  get.Bind(4, key);
  return First(get, ReadRunPart);
}

absl::StatusOr<bool> SqliteTransaction::WasShown(std::string_view territory,
                                                 const ShowingRow& row) {
  ASSIGN_OR_RETURN(
      Statement get,
      connection_.Prepare("SELECT 1 FROM showings WHERE territory = ?1 AND proposal = ?2"
                          " AND need = ?3 AND resource = ?4 AND token = ?5"));
  get.Bind(1, territory);
  get.Bind(2, row.proposal);
  get.Bind(3, row.need);
  get.Bind(4, row.resource);
  get.Bind(5, row.token);
  return get.Step();
}

ReadTransaction::Rows<ShowingRow> SqliteTransaction::ListShowings(std::string_view territory,
                                                                  int64_t after_number,
                                                                  int32_t limit) {
  ASSIGN_OR_RETURN(Statement list,
                   connection_.Prepare("SELECT number, proposal, need, resource, token, method, at"
                                       " FROM showings WHERE territory = ?1 AND number > ?2"
                                       " ORDER BY number LIMIT ?3"));
  list.Bind(1, territory);
  list.Bind(2, after_number);
  list.Bind(3, limit);
  return All(list, ReadShowing);
}

}  // namespace cordee::service
