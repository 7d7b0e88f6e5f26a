#include "service/api/entry_rows.h"

#include "absl/strings/escaping.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/server/page_token.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr size_t kEtagBytes = 16;
constexpr UnixMicros kMicros = 1'000'000;

absl::Status CheckActor(WriteTransaction& write, std::string_view territory,
                        std::string_view actor_name) {
  const absl::StatusOr<EntryRef> actor = ParseEntryName(actor_name, EntryKind::kActor, "actor");
  if (actor.ok() && actor->territory == territory) {
    ASSIGN_OR_RETURN(const auto row, write.GetEntry(territory, EntryKind::kActor, actor->id));
    if (row.has_value()) return absl::OkStatus();
  }
  return InvalidField(v1::ERROR_REASON_UNKNOWN_ACTOR, "actor", actor_name);
}

template <typename Entry>
absl::Status CheckExternalId(WriteTransaction& write, std::string_view territory,
                             std::string_view id, const Entry& entry) {
  if (entry.external_id().empty()) return absl::OkStatus();
  constexpr EntryKind kKind = EntryTraits<Entry>::kKind;
  ASSIGN_OR_RETURN(const auto other,
                   write.FindEntry(territory, kKind, entry.source(), entry.external_id()));
  if (!other.has_value() || other->id == id) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_DUPLICATE_ID,
      {{"value", entry.external_id()},
       {"field", "external_id"},
       {"other", MakeEntryName(territory, kKind, other->id)}},
      {MakeProblem(v1::ERROR_REASON_DUPLICATE_ID, "external_id", entry.external_id())});
}

}  // namespace

std::string EtagOf(std::string_view blob) {
  return absl::BytesToHexString(ToAbsl(StrongHash(blob, kEtagBytes)));
}

google::protobuf::Timestamp ToTimestamp(UnixMicros micros) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(micros / kMicros);
  stamp.set_nanos(static_cast<int32_t>(micros % kMicros) * 1000);
  return stamp;
}

template <typename Message>
void ReadBlob(const std::string& blob, Message* message) {
  CHECK(message->ParseFromString(blob));
  message->set_etag(EtagOf(blob));
}

absl::Status CheckEtag(std::string_view given, std::string_view blob, std::string_view name) {
  if (given.empty()) return absl::OkStatus();
  const std::string stored = EtagOf(blob);
  if (given == stored) return absl::OkStatus();
  return MakeError(absl::StatusCode::kAborted, v1::ERROR_REASON_ETAG_MISMATCH,
                   {{"value", std::string(CutUtf8(given, 64))}, {"name", std::string(name)}});
}

template <typename Entry>
EntryRow MakeRow(std::string_view id, const Entry& entry) {
  using Traits = EntryTraits<Entry>;
  EntryRow row;
  row.kind = Traits::kKind;
  row.id = std::string(id);
  const std::string& actor = Traits::ActorName(entry);
  row.actor = actor.substr(actor.rfind('/') + 1);
  row.category = Traits::Category(entry);
  row.source = entry.source();
  row.external_id = entry.external_id();
  row.blob = entry.SerializeAsString();
  return row;
}

template <typename Entry>
absl::StatusOr<Written> PutEntry(WriteTransaction& write, std::string_view territory,
                                 std::string_view id, UnixMicros now, Entry* entry) {
  using Traits = EntryTraits<Entry>;
  ASSIGN_OR_RETURN(const auto stored, write.GetEntry(territory, Traits::kKind, id));
  entry->set_name(MakeEntryName(territory, Traits::kKind, id));
  entry->clear_etag();
  if (stored.has_value()) {
    Entry before;
    CHECK(before.ParseFromString(stored->blob));
    *entry->mutable_create_time() = before.create_time();
    *entry->mutable_update_time() = before.update_time();
    if (entry->SerializeAsString() == stored->blob) {
      entry->set_etag(EtagOf(stored->blob));
      return Written::kUnchanged;
    }
  } else {
    *entry->mutable_create_time() = ToTimestamp(now);
  }
  *entry->mutable_update_time() = ToTimestamp(now);
  if (Traits::kKind != EntryKind::kActor) {
    RETURN_IF_ERROR(CheckActor(write, territory, Traits::ActorName(*entry)));
  }
  RETURN_IF_ERROR(CheckExternalId(write, territory, id, *entry));
  const EntryRow row = MakeRow(id, *entry);
  RETURN_IF_ERROR(
      write.PutEntry(territory, row, stored.has_value() ? ChangeOp::kUpdate : ChangeOp::kCreate));
  entry->set_etag(EtagOf(row.blob));
  return stored.has_value() ? Written::kUpdated : Written::kCreated;
}

template void ReadBlob(const std::string&, v1::Territory*);
template void ReadBlob(const std::string&, v1::Actor*);
template void ReadBlob(const std::string&, v1::Need*);
template void ReadBlob(const std::string&, v1::Resource*);
template EntryRow MakeRow(std::string_view, const v1::Actor&);
template EntryRow MakeRow(std::string_view, const v1::Need&);
template EntryRow MakeRow(std::string_view, const v1::Resource&);
template absl::StatusOr<Written> PutEntry(WriteTransaction&, std::string_view, std::string_view,
                                          UnixMicros, v1::Actor*);
template absl::StatusOr<Written> PutEntry(WriteTransaction&, std::string_view, std::string_view,
                                          UnixMicros, v1::Need*);
template absl::StatusOr<Written> PutEntry(WriteTransaction&, std::string_view, std::string_view,
                                          UnixMicros, v1::Resource*);

}  // namespace cordee::service
