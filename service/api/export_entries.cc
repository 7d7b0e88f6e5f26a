#include <functional>
#include <memory>
#include <string>

#include "service/api/common.h"
#include "service/api/export_handlers.h"
#include "service/api/snapshot.h"
#include "service/formats/export.h"
#include "service/names.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr size_t kPartBytes = 256 * 1024;

v1::Entry EntryAt(const TerritorySnapshot& snapshot, size_t i) {
  v1::Entry entry;
  if (i < snapshot.actors.size()) {
    *entry.mutable_actor() = *snapshot.actors[i];
    return entry;
  }
  i -= snapshot.actors.size();
  if (i < snapshot.needs.size()) {
    *entry.mutable_need() = *snapshot.needs[i];
    return entry;
  }
  *entry.mutable_resource() = *snapshot.resources[i - snapshot.needs.size()];
  return entry;
}

// One revision, written part by part.
class Export {
 public:
  Export(SnapshotRef snapshot, v1::ExportFormat format)
      : snapshot_(std::move(snapshot)), is_csv_(format != v1::EXPORT_FORMAT_JSON_LINES) {}

  bool Next(v1::ExportEntriesResponse* part) {
    const size_t count =
        snapshot_->actors.size() + snapshot_->needs.size() + snapshot_->resources.size();
    std::string data;
    if (first_) {
      part->set_revision(snapshot_->revision);
      if (is_csv_) data = csv_.Header();
    } else if (at_ == count) {
      return false;
    }
    first_ = false;
    for (; at_ < count && data.size() < kPartBytes; ++at_) {
      const v1::Entry entry = EntryAt(*snapshot_, at_);
      data += is_csv_ ? csv_.Row(entry) : JsonLine(entry);
    }
    part->set_data(std::move(data));
    return true;
  }

 private:
  const SnapshotRef snapshot_;
  const bool is_csv_;
  CsvExporter csv_;
  bool first_ = true;
  size_t at_ = 0;
};

}  // namespace

absl::StatusOr<NextPart<v1::ExportEntriesResponse>> ExportEntries(
    const Context& context, const Call& call, const v1::ExportEntriesRequest& request) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  if (!v1::ExportFormat_IsValid(request.format())) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "format",
                        StrCat(int{request.format()}));
  }
  ASSIGN_OR_RETURN(SnapshotRef snapshot,
                   context.snapshots->Get(call.territory, request.min_revision()));
  const auto work = std::make_shared<Export>(std::move(snapshot), request.format());
  return
      [work](v1::ExportEntriesResponse* part) -> absl::StatusOr<bool> { return work->Next(part); };
}

}  // namespace cordee::service
