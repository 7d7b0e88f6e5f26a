#include "service/store/sqlite/migrations.h"

#include <iterator>
#include <string>

#include "engine/base/status_macros.h"
#include "service/text.h"

namespace cordee::service {
namespace {

struct Migration {
  int64_t version;
  const char* sql;
};

constexpr Migration kMigrations[] = {
    {1, R"sql(
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE territories (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  first_revision INTEGER NOT NULL,
  blob BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE retired_territories (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  territory TEXT NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  actor TEXT NOT NULL,
  category TEXT NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  blob BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_by_id ON entries (territory, kind, id);
CREATE UNIQUE INDEX entries_by_external_id ON entries (territory, kind, source, external_id)
  WHERE external_id <> '';
CREATE INDEX entries_by_actor ON entries (territory, kind, actor, id) WHERE actor <> '';
CREATE INDEX entries_by_category ON entries (territory, kind, category, id) WHERE category <> '';

CREATE TABLE change_log (
  territory TEXT NOT NULL,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  op INTEGER NOT NULL,
  PRIMARY KEY (territory, revision, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE requests (
  principal TEXT NOT NULL,
  request_id TEXT NOT NULL,
  digest BLOB NOT NULL,
  response BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (principal, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_time ON requests (at);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  secret_hash BLOB NOT NULL,
  blob BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  territory TEXT NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  state INTEGER NOT NULL,
  blob BLOB NOT NULL,
  PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX runs_by_number ON runs (territory, number);
CREATE INDEX runs_by_state ON runs (territory, state, number);

CREATE TABLE run_parts (
  number INTEGER PRIMARY KEY,
  territory TEXT NOT NULL,
  run TEXT NOT NULL,
  section INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  key TEXT NOT NULL,
  blob BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX run_parts_by_rank ON run_parts (territory, run, section, rank);
CREATE INDEX run_parts_by_key ON run_parts (territory, run, section, key) WHERE key <> '';

CREATE TABLE run_parties (
  territory TEXT NOT NULL,
  run TEXT NOT NULL,
  section INTEGER NOT NULL,
  actor TEXT NOT NULL,
  rank INTEGER NOT NULL,
  PRIMARY KEY (territory, run, section, actor, rank)
) STRICT, WITHOUT ROWID;
)sql"},
    {2, R"sql(
CREATE TABLE showings (
  number INTEGER PRIMARY KEY,
  territory TEXT NOT NULL,
  proposal TEXT NOT NULL,
  need TEXT NOT NULL,
  resource TEXT NOT NULL,
  token TEXT NOT NULL,
  method TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX showings_once ON showings (territory, proposal, need, resource, token);
CREATE INDEX showings_by_number ON showings (territory, number);
)sql"},
};

absl::StatusOr<int64_t> CurrentVersion(Connection& connection) {
  RETURN_IF_ERROR(
      connection.Execute("CREATE TABLE IF NOT EXISTS schema_version ("
                         " version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT"));
  ASSIGN_OR_RETURN(Statement newest,
                   connection.Prepare("SELECT coalesce(max(version), 0) FROM schema_version"));
  RETURN_IF_ERROR(newest.Step().status());
  return newest.Int(0);
}

absl::Status Apply(Connection& connection, const Migration& migration) {
  RETURN_IF_ERROR(connection.Execute(migration.sql));
  ASSIGN_OR_RETURN(Statement mark,
                   connection.Prepare("INSERT INTO schema_version (version, applied_at)"
                                      " VALUES (?1, unixepoch())"));
  mark.Bind(1, migration.version);
  return mark.Run();
}

absl::Status ApplyMissing(Connection& connection) {
  ASSIGN_OR_RETURN(const int64_t current, CurrentVersion(connection));
  if (current > NewestSchemaVersion()) {
    return absl::FailedPreconditionError(StrCat("the data was written by a newer cordeed (schema ",
                                                current, "; this one knows schemas up to ",
                                                NewestSchemaVersion(), ")"));
  }
  for (const Migration& migration : kMigrations) {
    if (migration.version > current) RETURN_IF_ERROR(Apply(connection, migration));
  }
  return absl::OkStatus();
}

}  // namespace

int64_t NewestSchemaVersion() { return std::end(kMigrations)[-1].version; }

absl::Status Migrate(Connection& connection) {
  RETURN_IF_ERROR(connection.Execute("BEGIN IMMEDIATE"));
  const absl::Status status = ApplyMissing(connection);
  if (!status.ok()) {
    static_cast<void>(connection.Execute("ROLLBACK"));
    return status;
  }
  return connection.Execute("COMMIT");
}

}  // namespace cordee::service
