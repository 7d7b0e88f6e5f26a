#include "service/api/snapshot.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "engine/base/status_macros.h"
#include "engine/text/fold.h"
#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/names.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr size_t kTerritoriesKept = 16;
constexpr int32_t kRowsPerStep = 1000;
// Beyond this many changes the whole territory is read again.
constexpr size_t kChangesFollowed = 5000;

template <typename Entry>
const Entry* Find(const EntryList<Entry>& list, std::string_view name) {
  const auto at = std::lower_bound(
      list.begin(), list.end(), name,
      [](const auto& entry, std::string_view wanted) { return entry->name() < wanted; });
  return at != list.end() && (*at)->name() == name ? at->get() : nullptr;
}

template <typename Entry>
std::shared_ptr<const Entry> Decode(const EntryRow& row) {
  auto entry = std::make_shared<Entry>();
  ReadBlob(row.blob, entry.get());
  return entry;
}

template <typename Entry>
absl::Status ReadAll(ReadTransaction& read, std::string_view territory, EntryList<Entry>* list) {
  EntryQuery query;
  query.kind = EntryTraits<Entry>::kKind;
  query.limit = kRowsPerStep;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<EntryRow> rows, read.ListEntries(territory, query));
    for (const EntryRow& row : rows) list->push_back(Decode<Entry>(row));
    if (rows.size() < static_cast<size_t>(kRowsPerStep)) return absl::OkStatus();
    query.after_id = rows.back().id;
  }
}

absl::StatusOr<std::shared_ptr<TerritorySnapshot>> ReadWhole(ReadTransaction& read,
                                                             const TerritoryRow& row) {
  auto snapshot = std::make_shared<TerritorySnapshot>();
  snapshot->territory = row.id;
  snapshot->revision = row.revision;
  snapshot->first_revision = row.first_revision;
  RETURN_IF_ERROR(ReadAll(read, row.id, &snapshot->actors));
  RETURN_IF_ERROR(ReadAll(read, row.id, &snapshot->needs));
  RETURN_IF_ERROR(ReadAll(read, row.id, &snapshot->resources));
  return snapshot;
}

// Ids that changed, by kind.
using ChangedIds = std::map<EntryKind, std::vector<std::string>>;

// Nothing when there are too many to follow.
absl::StatusOr<std::optional<ChangedIds>> ReadChanges(ReadTransaction& read,
                                                      std::string_view territory,
                                                      int64_t after_revision) {
  ChangedIds changed;
  ChangeRow last;
  last.revision = after_revision;
  last.sequence = std::numeric_limits<int64_t>::max();
  for (size_t total = 0; total <= kChangesFollowed;) {
    ASSIGN_OR_RETURN(const std::vector<ChangeRow> rows,
                     read.ListChanges(territory, last.revision, last.sequence, kRowsPerStep));
    for (const ChangeRow& row : rows) changed[row.kind].push_back(row.id);
    if (rows.size() < static_cast<size_t>(kRowsPerStep)) return changed;
    last = rows.back();
    total += rows.size();
  }
  return std::nullopt;
}

template <typename Entry>
absl::Status Follow(ReadTransaction& read, const std::string& territory, ChangedIds& changed,
                    const EntryList<Entry>& before, EntryList<Entry>* after) {
  constexpr EntryKind kKind = EntryTraits<Entry>::kKind;
  std::vector<std::string>& ids = changed[kKind];
  std::map<std::string, std::shared_ptr<const Entry>> now;  // by name; null: gone
  for (const std::string& id : ids) {
    const auto [at, is_new] = now.try_emplace(MakeEntryName(territory, kKind, id));
    if (!is_new) continue;
    ASSIGN_OR_RETURN(const auto row, read.GetEntry(territory, kKind, id));
    if (row.has_value()) at->second = Decode<Entry>(*row);
  }
  after->reserve(before.size() + now.size());
  auto change = now.begin();
  for (const auto& entry : before) {
    for (; change != now.end() && change->first < entry->name(); ++change) {
      if (change->second != nullptr) after->push_back(change->second);
    }
    if (change != now.end() && change->first == entry->name()) {
      if (change->second != nullptr) after->push_back(change->second);
      ++change;
    } else {
      after->push_back(entry);
    }
  }
  for (; change != now.end(); ++change) {
    if (change->second != nullptr) after->push_back(change->second);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<TerritorySnapshot>> BringUpToDate(ReadTransaction& read,
                                                                 const TerritoryRow& row,
                                                                 const SnapshotRef& before) {
  if (before == nullptr || before->first_revision != row.first_revision) {
    return ReadWhole(read, row);
  }
  ASSIGN_OR_RETURN(std::optional<ChangedIds> changed, ReadChanges(read, row.id, before->revision));
  if (!changed.has_value()) return ReadWhole(read, row);
  auto after = std::make_shared<TerritorySnapshot>();
  after->territory = row.id;
  after->revision = row.revision;
  after->first_revision = row.first_revision;
  RETURN_IF_ERROR(Follow(read, row.id, *changed, before->actors, &after->actors));
  RETURN_IF_ERROR(Follow(read, row.id, *changed, before->needs, &after->needs));
  RETURN_IF_ERROR(Follow(read, row.id, *changed, before->resources, &after->resources));
  return after;
}

std::string CategoryText(const CatalogueData& data, const std::string& code) {
  const CategoryIndex index = data.catalogue.FindCategory(code);
  if (!index.valid()) return code;
  const CategoryWords& words = data.words(index);
  std::string text = StrCat(words.fr, " ", words.en);
  for (const std::string& synonym : words.synonyms) StrAppend(&text, " ", synonym);
  return text;
}

std::string ActorText(const v1::Actor* actor) {
  if (actor == nullptr) return {};
  return StrCat(actor->display_name(), " ", actor->place().commune());
}

std::string Folded(const std::string& text) { return StrCat(" ", Fold(text), " "); }

}  // namespace

const v1::Actor* TerritorySnapshot::FindActor(std::string_view name) const {
  return Find(actors, name);
}
const v1::Need* TerritorySnapshot::FindNeed(std::string_view name) const {
  return Find(needs, name);
}
const v1::Resource* TerritorySnapshot::FindResource(std::string_view name) const {
  return Find(resources, name);
}

const std::vector<std::string>& TerritorySnapshot::SearchTexts(
    const CatalogueData& catalogue) const {
  std::call_once(search_once_, [&] {
    std::map<std::string, std::string> by_category;
    const auto offer_text = [&](const auto& offer) {
      const std::string& code = offer.terms().category();
      const auto [at, is_new] = by_category.try_emplace(code);
      if (is_new) at->second = CategoryText(catalogue, code);
      return Folded(
          StrCat(offer.title(), " ", ActorText(FindActor(offer.actor())), " ", at->second));
    };
    for (const auto& need : needs) search_texts_.push_back(offer_text(*need));
    for (const auto& resource : resources) search_texts_.push_back(offer_text(*resource));
    for (const auto& actor : actors) search_texts_.push_back(Folded(ActorText(actor.get())));
  });
  return search_texts_;
}

std::shared_ptr<SnapshotCache::Slot> SnapshotCache::SlotOf(std::string_view territory) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(slots_.begin(), slots_.end(),
                               [&](const auto& slot) { return slot.first == territory; });
  if (at == slots_.end()) {
    slots_.emplace_front(std::string(territory), std::make_shared<Slot>());
    if (slots_.size() > kTerritoriesKept) slots_.pop_back();
  } else {
    slots_.splice(slots_.begin(), slots_, at);
  }
  return slots_.front().second;
}

absl::StatusOr<SnapshotRef> SnapshotCache::Get(std::string_view territory, int64_t min_revision) {
  const std::shared_ptr<Slot> slot = SlotOf(territory);
  const std::lock_guard lock(slot->mutex);
  SnapshotRef snapshot;
  RETURN_IF_ERROR(store_->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const TerritoryRow row, RequireTerritory(read, territory, min_revision));
    const SnapshotRef& known = slot->snapshot;
    if (known != nullptr && known->revision == row.revision &&
        known->first_revision == row.first_revision) {
      snapshot = known;
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(snapshot, BringUpToDate(read, row, known));
    return absl::OkStatus();
  }));
  slot->snapshot = snapshot;
  return snapshot;
}

}  // namespace cordee::service
