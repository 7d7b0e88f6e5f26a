#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/api/handlers.h"
#include "service/api/new_ids.h"
#include "service/api/reference.h"
#include "service/convert/entry_check.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/text.h"

namespace cordee::service {
namespace {

std::vector<FieldProblem> Check(const Reference& reference, v1::Actor* actor) {
  return CheckActor(actor, *reference.data, reference.gazetteer);
}
std::vector<FieldProblem> Check(const Reference& reference, v1::Need* need) {
  return CheckNeed(need, *reference.data, reference.gazetteer);
}
std::vector<FieldProblem> Check(const Reference& reference, v1::Resource* resource) {
  return CheckResource(resource, *reference.data, reference.gazetteer);
}

template <typename Entry>
absl::Status Validate(const Reference& reference, Entry* entry) {
  std::vector<FieldProblem> problems = Check(reference, entry);
  if (problems.empty()) return absl::OkStatus();
  return WithPrefix(EntryTraits<Entry>::kField, InvalidFields(std::move(problems)));
}

absl::Status DeleteEntriesOf(WriteTransaction& write, std::string_view territory,
                             std::string_view actor) {
  for (const EntryKind kind : {EntryKind::kNeed, EntryKind::kResource}) {
    EntryQuery query;
    query.kind = kind;
    query.actor = std::string(actor);
    query.limit = limits::kMaxPageSize;
    while (true) {
      ASSIGN_OR_RETURN(const std::vector<EntryRow> rows, write.ListEntries(territory, query));
      for (const EntryRow& row : rows) {
        RETURN_IF_ERROR(write.DeleteEntry(territory, kind, row.id));
      }
      if (rows.size() < static_cast<size_t>(query.limit)) break;
    }
  }
  return absl::OkStatus();
}

absl::Status RefuseWhileInUse(WriteTransaction& write, std::string_view territory,
                              std::string_view actor) {
  for (const EntryKind kind : {EntryKind::kNeed, EntryKind::kResource}) {
    EntryQuery query;
    query.kind = kind;
    query.actor = std::string(actor);
    query.limit = 1;
    ASSIGN_OR_RETURN(const std::vector<EntryRow> rows, write.ListEntries(territory, query));
    if (rows.empty()) continue;
    return MakeError(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_ACTOR_IN_USE,
                     {{"value", MakeEntryName(territory, EntryKind::kActor, actor)},
                      {"other", MakeEntryName(territory, kind, rows.front().id)}});
  }
  return absl::OkStatus();
}

// What belongs to the entry, before it goes.
template <typename Request>
absl::Status BeforeDelete(const Request&, WriteTransaction&, const EntryRef&) {
  return absl::OkStatus();
}
absl::Status BeforeDelete(const v1::DeleteActorRequest& request, WriteTransaction& write,
                          const EntryRef& name) {
  return request.cascade() ? DeleteEntriesOf(write, name.territory, name.id)
                           : RefuseWhileInUse(write, name.territory, name.id);
}

}  // namespace

template <typename Entry, typename Request, typename Response>
absl::Status GetEntry(const Context& context, const Call&, const Request& request,
                      Response* response) {
  constexpr EntryKind kKind = EntryTraits<Entry>::kKind;
  ASSIGN_OR_RETURN(const EntryRef name, ParseEntryName(request.name(), kKind, "name"));
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    RETURN_IF_ERROR(RequireTerritory(read, name.territory, request.min_revision()).status());
    ASSIGN_OR_RETURN(const auto row, read.GetEntry(name.territory, kKind, name.id));
    if (!row.has_value()) return NotFound(request.name());
    ReadBlob(row->blob, MutableEntryIn(response));
    return absl::OkStatus();
  });
}

template <typename Entry, typename Request, typename Response>
absl::StatusOr<PreparedWrite<Response>> CreateEntry(const Context& context, const Call& call,
                                                    const Request& request) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  Entry entry = EntryIn(request);
  const std::string given = GivenId(request);
  // The checks want a name; the real one is known in the transaction.
  entry.set_name(MakeEntryName(call.territory, EntryTraits<Entry>::kKind, "new"));
  RETURN_IF_ERROR(Validate(*context.reference, &entry));
  if (!given.empty() && !IsResourceId(given)) {
    return InvalidField(v1::ERROR_REASON_NAME_INVALID, StrCat(EntryTraits<Entry>::kField, "_id"),
                        given);
  }
  PreparedWrite<Response> prepared;
  prepared.apply = [given, entry, territory = call.territory, now = call.now](
                       WriteTransaction& write, Response* response) -> absl::Status {
    constexpr EntryKind kKind = EntryTraits<Entry>::kKind;
    RETURN_IF_ERROR(RequireTerritory(write, territory).status());
    std::string id = given;
    if (id.empty()) {
      ASSIGN_OR_RETURN(id, FreeId(write, territory, kKind, EntryTraits<Entry>::Title(entry)));
    } else {
      ASSIGN_OR_RETURN(const auto existing, write.GetEntry(territory, kKind, id));
      if (existing.has_value()) return AlreadyExists(MakeEntryName(territory, kKind, id));
    }
    Entry* made = MutableEntryIn(response);
    *made = entry;
    const auto written = PutEntry(write, territory, id, now, made);
    if (!written.ok()) return WithPrefix(EntryTraits<Entry>::kField, written.status());
    ASSIGN_OR_RETURN(const int64_t revision, write.Revision(territory));
    response->set_revision(revision);
    return absl::OkStatus();
  };
  return prepared;
}

template <typename Entry, typename Request, typename Response>
absl::StatusOr<PreparedWrite<Response>> UpdateEntry(const Context& context, const Call& call,
                                                    const Request& request) {
  constexpr EntryKind kKind = EntryTraits<Entry>::kKind;
  const std::string field = StrCat(EntryTraits<Entry>::kField, ".name");
  ASSIGN_OR_RETURN(const EntryRef name, ParseEntryName(EntryIn(request).name(), kKind, field));
  PreparedWrite<Response> prepared;
  prepared.apply = [name, request, reference = context.reference, now = call.now](
                       WriteTransaction& write, Response* response) -> absl::Status {
    const std::string& full_name = EntryIn(request).name();
    RETURN_IF_ERROR(RequireTerritory(write, name.territory).status());
    ASSIGN_OR_RETURN(const auto row, write.GetEntry(name.territory, kKind, name.id));
    if (!row.has_value()) return NotFound(full_name);
    RETURN_IF_ERROR(CheckEtag(EntryIn(request).etag(), row->blob, full_name));
    Entry* entry = MutableEntryIn(response);
    ReadBlob(row->blob, entry);
    RETURN_IF_ERROR(MergeMasked(request.update_mask(), EntryIn(request), entry));
    RETURN_IF_ERROR(Validate(*reference, entry));
    const auto written = PutEntry(write, name.territory, name.id, now, entry);
    if (!written.ok()) return WithPrefix(EntryTraits<Entry>::kField, written.status());
    ASSIGN_OR_RETURN(const TerritoryRow territory, RequireTerritory(write, name.territory));
    response->set_revision(territory.revision);
    return absl::OkStatus();
  };
  return prepared;
}

template <typename Entry, typename Request, typename Response>
absl::StatusOr<PreparedWrite<Response>> DeleteEntry(const Context&, const Call&,
                                                    const Request& request) {
  constexpr EntryKind kKind = EntryTraits<Entry>::kKind;
  ASSIGN_OR_RETURN(const EntryRef name, ParseEntryName(request.name(), kKind, "name"));
  PreparedWrite<Response> prepared;
  prepared.apply = [name, request](WriteTransaction& write, Response* response) -> absl::Status {
    RETURN_IF_ERROR(RequireTerritory(write, name.territory).status());
    ASSIGN_OR_RETURN(const auto row, write.GetEntry(name.territory, kKind, name.id));
    if (!row.has_value()) return NotFound(request.name());
    RETURN_IF_ERROR(CheckEtag(request.etag(), row->blob, request.name()));
    RETURN_IF_ERROR(BeforeDelete(request, write, name));
    RETURN_IF_ERROR(write.DeleteEntry(name.territory, kKind, name.id));
    ASSIGN_OR_RETURN(const int64_t revision, write.Revision(name.territory));
    response->set_revision(revision);
    return absl::OkStatus();
  };
  return prepared;
}

#define CORDEE_ENTRY_HANDLERS(Entry)                                                           \
  template absl::Status GetEntry<v1::Entry>(                                                   \
      const Context&, const Call&, const v1::Get##Entry##Request&, v1::Get##Entry##Response*); \
  template absl::StatusOr<PreparedWrite<v1::Create##Entry##Response>> CreateEntry<v1::Entry>(  \
      const Context&, const Call&, const v1::Create##Entry##Request&);                         \
  template absl::StatusOr<PreparedWrite<v1::Update##Entry##Response>> UpdateEntry<v1::Entry>(  \
      const Context&, const Call&, const v1::Update##Entry##Request&);                         \
  template absl::StatusOr<PreparedWrite<v1::Delete##Entry##Response>> DeleteEntry<v1::Entry>(  \
      const Context&, const Call&, const v1::Delete##Entry##Request&)

CORDEE_ENTRY_HANDLERS(Actor);
CORDEE_ENTRY_HANDLERS(Need);
CORDEE_ENTRY_HANDLERS(Resource);

#undef CORDEE_ENTRY_HANDLERS

}  // namespace cordee::service
