// What a store keeps: plain rows. `blob` is a serialized cordee.v1 message that the store never
// looks into; the columns beside it are those that queries need.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cordee::service {

// Values are stored: never change them.
enum class EntryKind : int8_t { kActor = 1, kNeed = 2, kResource = 3 };
enum class ChangeOp : int8_t { kCreate = 1, kUpdate = 2, kDelete = 3 };

// Microseconds since 1970-01-01 UTC.
using UnixMicros = int64_t;

struct TerritoryRow {
  std::string id;
  // Number of the last write; grows by one with each transaction that writes to the territory.
  int64_t revision = 0;
  // Revision before the first write. A name that is deleted and made again goes on counting, so
  // that a revision of a name never means two states.
  int64_t first_revision = 0;
  std::string blob;
};

struct EntryRow {
  EntryKind kind = EntryKind::kActor;
  std::string id;        // unique per territory and kind
  std::string actor;     // id of the owning actor; empty for an actor
  std::string category;  // code; empty for an actor
  std::string source;
  std::string external_id;  // empty, or unique per territory, kind and source
  int64_t revision = 0;     // of the last write to this entry; set by the store
  std::string blob;
};

struct ChangeRow {
  int64_t revision = 0;
  int64_t sequence = 0;  // 0, 1, 2 ... within the revision
  EntryKind kind = EntryKind::kActor;
  std::string id;
  ChangeOp op = ChangeOp::kCreate;
};

// The answer to a write that carried a request id.
struct RequestRow {
  std::string principal;
  std::string request_id;
  std::string digest;  // of method and request, so that another request with the id is noticed
  std::string response;
  UnixMicros at = 0;
};

struct TokenRow {
  std::string id;
  std::string secret_hash;  // SHA-256, 32 bytes
  std::string blob;         // cordee.v1.Token
};

struct RunRow {
  std::string id;
  int64_t number = 0;  // 1, 2, 3 ... within the territory; set by the store
  int32_t state = 0;   // cordee.v1.RunState
  std::string blob;    // cordee.v1.Run
};

// Lists that belong to a run. Values are stored: never change them.
enum class RunSection : int8_t { kProposals = 1, kUnmetNeeds = 2, kRecord = 3 };

struct RunPartRow {
  int64_t rank = 0;                 // order within the section, unique
  std::string key;                  // id by which one part is found; may be empty
  std::vector<std::string> actors;  // ids of the parties, for filtered lists
  std::string blob;
};

// That a proposal or a pair about people at work was shown to a caller for the first time.
struct ShowingRow {
  int64_t number = 0;    // 1, 2, 3 ...; set by the store
  std::string proposal;  // name; empty for a pair of now
  std::string need;      // names of the pair; empty for a proposal
  std::string resource;
  std::string token;   // id of the token that it was shown to
  std::string method;  // "cordee.v1.RunService.ListProposals"
  UnixMicros at = 0;
};

struct EntryQuery {
  EntryKind kind = EntryKind::kActor;
  std::string actor;                    // only this actor's; empty: all
  std::vector<std::string> categories;  // only these codes; empty: all
  std::string after_id;                 // ids greater than this one
  int32_t limit = 0;
};

}  // namespace cordee::service
