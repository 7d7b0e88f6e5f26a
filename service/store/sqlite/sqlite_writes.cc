#include "engine/base/status_macros.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/store/sqlite/sqlite_transaction.h"

namespace cordee::service {

absl::Status SqliteTransaction::PutTerritory(std::string_view id, std::string_view blob) {
  ASSIGN_OR_RETURN(Statement put, connection_.Prepare(
                                      "INSERT INTO territories (id, revision, first_revision, blob)"
                                      " SELECT ?1, coalesce(max(revision), 0),"
                                      " coalesce(max(revision), 0), ?2"
                                      " FROM retired_territories WHERE id = ?1"
                                      " ON CONFLICT (id) DO UPDATE SET blob = excluded.blob"));
  put.Bind(1, id);
  put.BindBlob(2, blob);
  return put.Run();
}

absl::Status SqliteTransaction::DeleteTerritory(std::string_view id) {
  for (const std::string_view sql :
       {std::string_view("INSERT OR REPLACE INTO retired_territories (id, revision)"
                         " SELECT id, revision FROM territories WHERE id = ?1"),
        std::string_view("DELETE FROM territories WHERE id = ?1"),
        std::string_view("DELETE FROM entries WHERE territory = ?1"),
        std::string_view("DELETE FROM change_log WHERE territory = ?1"),
        std::string_view("DELETE FROM runs WHERE territory = ?1"),
        std::string_view("DELETE FROM run_parts WHERE territory = ?1"),
        std::string_view("DELETE FROM run_parties WHERE territory = ?1"),
        std::string_view("DELETE FROM showings WHERE territory = ?1")}) {
    ASSIGN_OR_RETURN(Statement remove, connection_.Prepare(sql));
    remove.Bind(1, id);
    RETURN_IF_ERROR(remove.Run());
  }
  progress_.erase(std::string(id));
  return absl::OkStatus();
}

absl::StatusOr<SqliteTransaction::Progress*> SqliteTransaction::Begin(std::string_view territory) {
  const auto known = progress_.find(territory);
  if (known != progress_.end()) return &known->second;
  ASSIGN_OR_RETURN(Statement raise,
                   connection_.Prepare("UPDATE territories SET revision = revision + 1"
                                       " WHERE id = ?1 RETURNING revision"));
  raise.Bind(1, territory);
  ASSIGN_OR_RETURN(const bool found, raise.Step());
  if (!found) return NotFound(MakeTerritoryName(territory));
  Progress& progress = progress_[std::string(territory)];
  progress.revision = raise.Int(0);
  return &progress;
}

absl::StatusOr<int64_t> SqliteTransaction::Revision(std::string_view territory) {
  ASSIGN_OR_RETURN(const Progress* progress, Begin(territory));
  return progress->revision;
}

absl::Status SqliteTransaction::Log(std::string_view territory, EntryKind kind, std::string_view id,
                                    ChangeOp op) {
  ASSIGN_OR_RETURN(Progress * progress, Begin(territory));
  ASSIGN_OR_RETURN(
      Statement log,
      connection_.Prepare("INSERT INTO change_log (territory, revision, sequence, kind, id, op)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  log.Bind(1, territory);
  log.Bind(2, progress->revision);
  log.Bind(3, progress->next_sequence++);
  log.Bind(4, static_cast<int64_t>(kind));
  log.Bind(5, id);
  log.Bind(6, static_cast<int64_t>(op));
  return log.Run();
}

absl::Status SqliteTransaction::PutEntry(std::string_view territory, const EntryRow& row,
                                         ChangeOp op) {
  RETURN_IF_ERROR(Log(territory, row.kind, row.id, op));
  ASSIGN_OR_RETURN(const int64_t revision, Revision(territory));
  ASSIGN_OR_RETURN(
      Statement put,
      connection_.Prepare(
          "INSERT INTO entries (territory, kind, id, actor, category, source, external_id,"
          " revision, blob) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
          " ON CONFLICT (territory, kind, id) DO UPDATE SET actor = excluded.actor,"
          " category = excluded.category, source = excluded.source,"
          " external_id = excluded.external_id, revision = excluded.revision,"
          " blob = excluded.blob"));
  put.Bind(1, territory);
  put.Bind(2, static_cast<int64_t>(row.kind));
  put.Bind(3, row.id);
  put.Bind(4, row.actor);
  put.Bind(5, row.category);
  put.Bind(6, row.source);
  put.Bind(7, row.external_id);
  put.Bind(8, revision);
  put.BindBlob(9, row.blob);
  return put.Run();
}

absl::Status SqliteTransaction::DeleteEntry(std::string_view territory, EntryKind kind,
                                            std::string_view id) {
  RETURN_IF_ERROR(Log(territory, kind, id, ChangeOp::kDelete));
  ASSIGN_OR_RETURN(
      Statement remove,
      connection_.Prepare("DELETE FROM entries WHERE territory = ?1 AND kind = ?2 AND id = ?3"));
  remove.Bind(1, territory);
  remove.Bind(2, static_cast<int64_t>(kind));
  remove.Bind(3, id);
  return remove.Run();
}

absl::Status SqliteTransaction::PutRequest(const RequestRow& row) {
  ASSIGN_OR_RETURN(Statement put,
                   connection_.Prepare("INSERT OR REPLACE INTO requests"
                                       " (principal, request_id, digest, response, at)"
                                       " VALUES (?1, ?2, ?3, ?4, ?5)"));
  put.Bind(1, row.principal);
  put.Bind(2, row.request_id);
  put.BindBlob(3, row.digest);
  put.BindBlob(4, row.response);
  put.Bind(5, row.at);
  return put.Run();
}

absl::Status SqliteTransaction::DeleteRequestsBefore(UnixMicros at) {
  ASSIGN_OR_RETURN(Statement remove, connection_.Prepare("DELETE FROM requests WHERE at < ?1"));
  remove.Bind(1, at);
  return remove.Run();
}

absl::Status SqliteTransaction::PutToken(const TokenRow& row) {
  ASSIGN_OR_RETURN(Statement put,
                   connection_.Prepare("INSERT OR REPLACE INTO tokens (id, secret_hash, blob)"
                                       " VALUES (?1, ?2, ?3)"));
  put.Bind(1, row.id);
  put.BindBlob(2, row.secret_hash);
  put.BindBlob(3, row.blob);
  return put.Run();
}

absl::Status SqliteTransaction::PutSetting(std::string_view name, std::string_view value) {
  ASSIGN_OR_RETURN(Statement put, connection_.Prepare("INSERT OR REPLACE INTO settings"
                                                      " (name, value) VALUES (?1, ?2)"));
  put.Bind(1, name);
  put.BindBlob(2, value);
  return put.Run();
}

absl::StatusOr<int64_t> SqliteTransaction::PutRun(std::string_view territory, const RunRow& row) {
  ASSIGN_OR_RETURN(
      Statement put,
      connection_.Prepare("INSERT INTO runs (territory, id, number, state, blob)"
                          " SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4 FROM runs"
                          " WHERE territory = ?1"
                          " ON CONFLICT (territory, id) DO UPDATE SET state = excluded.state,"
                          " blob = excluded.blob RETURNING number"));
  put.Bind(1, territory);
  put.Bind(2, row.id);
  put.Bind(3, row.state);
  put.BindBlob(4, row.blob);
  RETURN_IF_ERROR(put.Step().status());
  return put.Int(0);
}

absl::Status SqliteTransaction::PutRunPart(std::string_view territory, std::string_view run,
                                           RunSection section, const RunPartRow& row) {
  ASSIGN_OR_RETURN(Statement put, connection_.Prepare("INSERT INTO run_parts"
                                                      " (territory, run, section, rank, key, blob)"
                                                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  put.Bind(1, territory);
  put.Bind(2, run);
  put.Bind(3, static_cast<int64_t>(section));
  put.Bind(4, row.rank);
  put.Bind(5, row.key);
  put.BindBlob(6, row.blob);
  RETURN_IF_ERROR(put.Run());
  for (const std::string& actor : row.actors) {
    ASSIGN_OR_RETURN(Statement party, connection_.Prepare("INSERT OR IGNORE INTO run_parties"
                                                          " (territory, run, section, actor, rank)"
                                                          " VALUES (?1, ?2, ?3, ?4, ?5)"));
    party.Bind(1, territory);
    party.Bind(2, run);
    party.Bind(3, static_cast<int64_t>(section));
    party.Bind(4, actor);
    party.Bind(5, row.rank);
    RETURN_IF_ERROR(party.Run());
  }
  return absl::OkStatus();
}

absl::Status SqliteTransaction::PutShowing(std::string_view territory, const ShowingRow& row) {
  ASSIGN_OR_RETURN(Statement put,
                   connection_.Prepare("INSERT OR IGNORE INTO showings"
                                       " (territory, proposal, need, resource, token, method, at)"
                                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  put.Bind(1, territory);
  put.Bind(2, row.proposal);
  put.Bind(3, row.need);
  put.Bind(4, row.resource);
  put.Bind(5, row.token);
  put.Bind(6, row.method);
  put.Bind(7, row.at);
  return put.Run();
}

}  // namespace cordee::service
