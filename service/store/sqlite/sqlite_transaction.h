// The transactions of store.h as SQL on one connection. The caller opens and ends the transaction.
// Thread safety: one thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "service/store/sqlite/connection.h"
#include "service/store/store.h"

namespace cordee::service {

// Reads through WriteTransaction's base, so that one class serves both sides.
class SqliteTransaction final : public WriteTransaction {
 public:
  explicit SqliteTransaction(Connection& connection) : connection_(connection) {}

  Found<TerritoryRow> GetTerritory(std::string_view id) override;
  Rows<TerritoryRow> ListTerritories(std::string_view after_id, int32_t limit) override;
  Found<EntryRow> GetEntry(std::string_view territory, EntryKind kind,
                           std::string_view id) override;
  Found<EntryRow> FindEntry(std::string_view territory, EntryKind kind, std::string_view source,
                            std::string_view external_id) override;
  Rows<EntryRow> ListEntries(std::string_view territory, const EntryQuery& query) override;
  Rows<ChangeRow> ListChanges(std::string_view territory, int64_t after_revision,
                              int64_t after_sequence, int32_t limit) override;
  Found<RequestRow> GetRequest(std::string_view principal, std::string_view request_id) override;
  Found<TokenRow> GetToken(std::string_view id) override;
  Rows<TokenRow> ListTokens(std::string_view after_id, int32_t limit) override;
  Found<std::string> GetSetting(std::string_view name) override;
  Found<RunRow> GetRun(std::string_view territory, std::string_view id) override;
  Rows<RunRow> ListRuns(std::string_view territory, int64_t before_number, int32_t state,
                        int32_t limit) override;
  Rows<RunPartRow> ListRunParts(std::string_view territory, std::string_view run,
                                RunSection section, int64_t after_rank, std::string_view actor,
                                int32_t limit) override;
  Found<RunPartRow> FindRunPart(std::string_view territory, std::string_view run,
                                RunSection section, std::string_view key) override;
  absl::StatusOr<bool> WasShown(std::string_view territory, const ShowingRow& row) override;
  Rows<ShowingRow> ListShowings(std::string_view territory, int64_t after_number,
                                int32_t limit) override;

  absl::Status PutTerritory(std::string_view id, std::string_view blob) override;
  absl::Status DeleteTerritory(std::string_view id) override;
  absl::StatusOr<int64_t> Revision(std::string_view territory) override;
  absl::Status PutEntry(std::string_view territory, const EntryRow& row, ChangeOp op) override;
  absl::Status DeleteEntry(std::string_view territory, EntryKind kind,
                           std::string_view id) override;
  absl::Status PutRequest(const RequestRow& row) override;
  absl::Status DeleteRequestsBefore(UnixMicros at) override;
  absl::Status PutToken(const TokenRow& row) override;
  absl::Status PutSetting(std::string_view name, std::string_view value) override;
  absl::StatusOr<int64_t> PutRun(std::string_view territory, const RunRow& row) override;
  absl::Status PutRunPart(std::string_view territory, std::string_view run, RunSection section,
                          const RunPartRow& row) override;
  absl::Status PutShowing(std::string_view territory, const ShowingRow& row) override;

 private:
  struct Progress {
    int64_t revision = 0;
    int64_t next_sequence = 0;
  };
  absl::StatusOr<Progress*> Begin(std::string_view territory);
  absl::Status Log(std::string_view territory, EntryKind kind, std::string_view id, ChangeOp op);

  Connection& connection_;
  std::map<std::string, Progress, std::less<>> progress_;
};

}  // namespace cordee::service
