#include "service/api/upsert.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "engine/base/status_macros.h"
#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/api/new_ids.h"
#include "service/convert/entry_check.h"
#include "service/names.h"
#include "service/phrases/phrases.h"
#include "service/server/page_token.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr size_t kExternalHashBytes = 5;
constexpr size_t kStemChars = 40;

const std::string& NameOf(const v1::Entry& entry) {
  switch (entry.kind_case()) {
    case v1::Entry::kActor:
      return entry.actor().name();
    case v1::Entry::kNeed:
      return entry.need().name();
    default:
      return entry.resource().name();
  }
}

void SetName(std::string name, v1::Entry* entry) {
  switch (entry->kind_case()) {
    case v1::Entry::kActor:
      return entry->mutable_actor()->set_name(std::move(name));
    case v1::Entry::kNeed:
      return entry->mutable_need()->set_name(std::move(name));
    default:
      return entry->mutable_resource()->set_name(std::move(name));
  }
}

EntryKind KindOf(const v1::Entry& entry) {
  switch (entry.kind_case()) {
    case v1::Entry::kActor:
      return EntryKind::kActor;
    case v1::Entry::kNeed:
      return EntryKind::kNeed;
    default:
      return EntryKind::kResource;
  }
}

void Count(Written written, UpsertOutcome* outcome) {
  switch (written) {
    case Written::kCreated:
      ++outcome->created;
      return;
    case Written::kUpdated:
      ++outcome->updated;
      return;
    case Written::kUnchanged:
      ++outcome->unchanged;
      return;
  }
}

// The same for the same title, source and external id, whatever else is stored.
template <typename Entry>
absl::StatusOr<std::string> IdForNew(WriteTransaction& write, std::string_view territory,
                                     const Entry& entry) {
  using Traits = EntryTraits<Entry>;
  const std::string& title = Traits::Title(entry);
  if (entry.external_id().empty()) return FreeId(write, territory, Traits::kKind, title);
  const std::string hash = absl::BytesToHexString(
      ToAbsl(StrongHash(StrCat(entry.source(), "\n", entry.external_id()), kExternalHashBytes * 4)
                 .substr(0, kExternalHashBytes)));
  const std::string stem = IdStem(title, kStemChars);
  return FreeId(write, territory, Traits::kKind, stem.empty() ? hash : StrCat(stem, "-", hash));
}

}  // namespace

void UpsertPlan::AddProblem(int64_t index, FieldProblem problem) {
  problems_.push_back({index, std::move(problem)});
}

void UpsertPlan::Add(int64_t index, v1::Entry entry) {
  if (entry.kind_case() == v1::Entry::KIND_NOT_SET) {
    AddProblem(index, MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "kind"));
    return;
  }
  const EntryKind kind = KindOf(entry);
  std::string id;
  if (const std::string name = NameOf(entry); name.empty()) {
    // The checks want a name; the real one is known in the transaction.
    SetName(MakeEntryName(territory_, kind, "new"), &entry);
  } else if (const auto parsed = ParseEntryName(name, kind, "name");
             parsed.ok() && parsed->territory == territory_) {
    id = parsed->id;
  } else {
    AddProblem(index, MakeProblem(v1::ERROR_REASON_NAME_INVALID, "name", name));
    return;
  }
  std::vector<FieldProblem> problems = CheckEntry(&entry, *reference_.data, reference_.gazetteer);
  for (FieldProblem& problem : problems) AddProblem(index, std::move(problem));
  if (!problems.empty()) return;
  auto& items = kind == EntryKind::kActor ? actors_ : offers_;
  items.push_back({index, std::move(entry), std::move(id)});
}

void UpsertPlan::AddChecked(int64_t index, v1::Entry entry) {
  const std::string& name = NameOf(entry);
  std::string id = name.substr(name.rfind('/') + 1);
  auto& items = KindOf(entry) == EntryKind::kActor ? actors_ : offers_;
  items.push_back({index, std::move(entry), std::move(id)});
}

template <typename Entry>
absl::Status UpsertPlan::ApplyOne(Progress& progress, const Item& item, Entry entry) const {
  constexpr EntryKind kKind = EntryTraits<Entry>::kKind;
  WriteTransaction& write = progress.write;
  std::string id = item.given_id;
  if (id.empty()) {
    ASSIGN_OR_RETURN(const auto known,
                     write.FindEntry(territory_, kKind, entry.source(), entry.external_id()));
    if (known.has_value()) {
      id = known->id;
    } else {
      ASSIGN_OR_RETURN(id, IdForNew(write, territory_, entry));
    }
  }
  if (!progress.names.insert(MakeEntryName("", kKind, id)).second) {
    const bool named = !item.given_id.empty();
    return InvalidField(v1::ERROR_REASON_DUPLICATE_ID, named ? "name" : "external_id",
                        named ? entry.name() : entry.external_id());
  }
  ASSIGN_OR_RETURN(const Written written, PutEntry(write, territory_, id, progress.now, &entry));
  Count(written, progress.outcome);
  return absl::OkStatus();
}

absl::Status UpsertPlan::ApplyItem(Progress& progress, const Item& item) const {
  switch (item.entry.kind_case()) {
    case v1::Entry::kActor:
      return ApplyOne(progress, item, item.entry.actor());
    case v1::Entry::kNeed:
      return ApplyOne(progress, item, item.entry.need());
    default:
      return ApplyOne(progress, item, item.entry.resource());
  }
}

absl::Status UpsertPlan::Apply(WriteTransaction& write, UnixMicros now, bool allow_partial,
                               UpsertOutcome* outcome) const {
  *outcome = {};
  ASSIGN_OR_RETURN(const TerritoryRow before, RequireTerritory(write, territory_));
  std::vector<IndexedProblem> problems = problems_;
  Progress progress{write, now, outcome, {}};
  for (const auto* items : {&actors_, &offers_}) {
    for (const Item& item : *items) {
      const absl::Status status = ApplyItem(progress, item);
      if (status.ok()) continue;
      const std::vector<FieldProblem> of_entry = ProblemsOf(status);
      if (of_entry.empty()) return status;  // the machinery, not the entry
      for (const FieldProblem& problem : of_entry) problems.push_back({item.index, problem});
    }
  }
  std::stable_sort(problems.begin(), problems.end(),
                   [](const auto& a, const auto& b) { return a.index < b.index; });
  outcome->error_count = static_cast<int64_t>(problems.size());
  if (problems.size() > static_cast<size_t>(limits::kErrorsReported)) {
    problems.resize(static_cast<size_t>(limits::kErrorsReported));
  }
  outcome->errors = std::move(problems);
  if (outcome->error_count > 0 && !allow_partial) {
    outcome->created = 0;
    outcome->updated = 0;
    outcome->unchanged = 0;
    outcome->revision = before.revision;
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const TerritoryRow after, RequireTerritory(write, territory_));
  outcome->revision = after.revision;
  return absl::OkStatus();
}

v1::EntryError ToEntryError(const IndexedProblem& problem, Language language) {
  v1::EntryError error;
  error.set_index(problem.index);
  error.set_field(problem.problem.field);
  error.set_value(problem.problem.value);
  error.set_reason(problem.problem.reason);
  error.set_message(ProblemSentence(problem.problem, language));
  return error;
}

}  // namespace cordee::service
