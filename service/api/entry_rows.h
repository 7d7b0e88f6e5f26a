// Entries as the store keeps them and as the API shows them.
//
// A blob is the entry without etag. The etag is a hash of the blob: equal content, equal etag.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cordee/v1/registry.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "service/api/entry_traits.h"
#include "service/store/store.h"

namespace cordee::service {

std::string EtagOf(std::string_view blob);
google::protobuf::Timestamp ToTimestamp(UnixMicros micros);

// REQUIRES: a blob of the store.
template <typename Message>
void ReadBlob(const std::string& blob, Message* message);

// ABORTED (ETAG_MISMATCH) unless `given` is empty or of this blob.
absl::Status CheckEtag(std::string_view given, std::string_view blob, std::string_view name);

// A row for the store; `entry` must have its name and times, and be checked.
template <typename Entry>
EntryRow MakeRow(std::string_view id, const Entry& entry);

enum class Written { kCreated, kUpdated, kUnchanged };

// Creates or replaces entry `id`, filling in name, times and etag; writes nothing when the stored
// entry says the same. UNKNOWN_ACTOR (INVALID_ARGUMENT) when the actor is not stored in the
// territory; ALREADY_EXISTS when another entry has its source and external id.
template <typename Entry>
absl::StatusOr<Written> PutEntry(WriteTransaction& write, std::string_view territory,
                                 std::string_view id, UnixMicros now, Entry* entry);

}  // namespace cordee::service
