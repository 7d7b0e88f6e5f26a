// Where the service keeps everything: a narrow interface over transactions.
//
//   store->Read([&](ReadTransaction& read) { ... return absl::OkStatus(); });
//   store->Write([=](WriteTransaction& write) { ... return absl::OkStatus(); },
//                [](absl::Status status) { /* durable when ok */ });
//
// Durability contract
//   - When `done` is called with OK, everything that the function wrote survives kill -9, a crash
//   of
//     the operating system and power loss. When it is called with an error, nothing of it is
//     stored.
//   - A function that returns an error leaves no trace. A transaction is all or nothing, at any
//     moment of a crash: a reopened store shows the state after some prefix of the acknowledged
//     writes, and at least all of them, possibly followed by writes whose `done` was under way.
//   - Writes happen one after another. A later write sees all earlier ones; a Read that begins
//   after
//     `done` sees that write. A Read sees one state throughout.
//   - Several small writes may be made durable by one flush; each is still acknowledged after it.
//   - A full disk fails writes with RESOURCE_EXHAUSTED (STORE_FULL); reads go on, and writes
//   succeed
//     again once there is room, without a restart.
//
// A write function may be run more than once before it is acknowledged (a store may have to retry):
// it must depend on the transaction and on what it captured only.
//
// Lists are by key: `after` is the last key seen, never an offset.
//
// Errors: what the functions return, and UNAVAILABLE (STORE_UNAVAILABLE) when the machinery fails.
// Thread safety: a Store may be used from any thread; a transaction only inside its function.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/store/rows.h"

namespace cordee::service {

class ReadTransaction {
 public:
  virtual ~ReadTransaction() = default;

  template <typename Row>
  using Found = absl::StatusOr<std::optional<Row>>;
  template <typename Row>
  using Rows = absl::StatusOr<std::vector<Row>>;

  virtual Found<TerritoryRow> GetTerritory(std::string_view id) = 0;
  virtual Rows<TerritoryRow> ListTerritories(std::string_view after_id, int32_t limit) = 0;

  virtual Found<EntryRow> GetEntry(std::string_view territory, EntryKind kind,
                                   std::string_view id) = 0;
  virtual Found<EntryRow> FindEntry(std::string_view territory, EntryKind kind,
                                    std::string_view source, std::string_view external_id) = 0;
  // By id.
  virtual Rows<EntryRow> ListEntries(std::string_view territory, const EntryQuery& query) = 0;
  // Changes after (revision, sequence), in order.
  virtual Rows<ChangeRow> ListChanges(std::string_view territory, int64_t after_revision,
                                      int64_t after_sequence, int32_t limit) = 0;

  virtual Found<RequestRow> GetRequest(std::string_view principal, std::string_view request_id) = 0;
  virtual Found<TokenRow> GetToken(std::string_view id) = 0;
  virtual Rows<TokenRow> ListTokens(std::string_view after_id, int32_t limit) = 0;
  virtual Found<std::string> GetSetting(std::string_view name) = 0;

  virtual Found<RunRow> GetRun(std::string_view territory, std::string_view id) = 0;
  // Newest first: numbers below `before_number` (0: from the newest). `state` 0: any.
  virtual Rows<RunRow> ListRuns(std::string_view territory, int64_t before_number, int32_t state,
                                int32_t limit) = 0;
  // By rank, ranks greater than `after_rank`; only those with this party unless `actor` is empty.
  virtual Rows<RunPartRow> ListRunParts(std::string_view territory, std::string_view run,
                                        RunSection section, int64_t after_rank,
                                        std::string_view actor, int32_t limit) = 0;
  virtual Found<RunPartRow> FindRunPart(std::string_view territory, std::string_view run,
                                        RunSection section, std::string_view key) = 0;

  // Whether what the row says was shown to its token before, at whatever time and by what method.
  virtual absl::StatusOr<bool> WasShown(std::string_view territory, const ShowingRow& row) = 0;
  // Oldest first, numbers greater than `after_number`.
  virtual Rows<ShowingRow> ListShowings(std::string_view territory, int64_t after_number,
                                        int32_t limit) = 0;
};

class WriteTransaction : public ReadTransaction {
 public:
  // Inserts at the revision where a deleted territory of that name ended (0 if there was none), or
  // replaces the blob.
  virtual absl::Status PutTerritory(std::string_view id, std::string_view blob) = 0;
  // With all that belongs to it.
  virtual absl::Status DeleteTerritory(std::string_view id) = 0;
  // The revision of this transaction in the territory: the last one plus one, the same for every
  // call within one transaction. NOT_FOUND when there is no such territory.
  virtual absl::StatusOr<int64_t> Revision(std::string_view territory) = 0;

  // Insert or replace; both take the Revision of this transaction and append to the change log.
  virtual absl::Status PutEntry(std::string_view territory, const EntryRow& row, ChangeOp op) = 0;
  virtual absl::Status DeleteEntry(std::string_view territory, EntryKind kind,
                                   std::string_view id) = 0;

  virtual absl::Status PutRequest(const RequestRow& row) = 0;
  virtual absl::Status DeleteRequestsBefore(UnixMicros at) = 0;
  virtual absl::Status PutToken(const TokenRow& row) = 0;
  virtual absl::Status PutSetting(std::string_view name, std::string_view value) = 0;

  // Inserts with the next number (returned), or replaces state and blob. Runs are not part of the
  // territory's revision: they read it.
  virtual absl::StatusOr<int64_t> PutRun(std::string_view territory, const RunRow& row) = 0;
  virtual absl::Status PutRunPart(std::string_view territory, std::string_view run,
                                  RunSection section, const RunPartRow& row) = 0;
  // Nothing when it was shown before. Not part of the territory's revision.
  virtual absl::Status PutShowing(std::string_view territory, const ShowingRow& row) = 0;
};

class Store {
 public:
  using ReadFunction = std::function<absl::Status(ReadTransaction&)>;
  using WriteFunction = std::function<absl::Status(WriteTransaction&)>;
  using Done = std::function<void(absl::Status)>;

  virtual ~Store() = default;

  // Blocks until the function has run.
  virtual absl::Status Read(const ReadFunction& function) = 0;
  // Returns at once. `done` is called exactly once, from a thread of the store: it must not block.
  virtual void Write(WriteFunction function, Done done) = 0;
  // Write, and wait for it. Not from within a store function.
  absl::Status WriteAndWait(WriteFunction function);
  // Finishes the writes that were accepted; later ones fail with UNAVAILABLE.
  virtual void Close() = 0;
};

}  // namespace cordee::service
