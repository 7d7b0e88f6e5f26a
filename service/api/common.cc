#include "service/api/common.h"

#include <google/protobuf/util/field_mask_util.h>

#include <array>

#include "engine/base/status_macros.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/text.h"

namespace cordee::service {
namespace {

using google::protobuf::util::FieldMaskUtil;

constexpr std::array<std::string_view, 5> kServerOnly = {"name", "etag", "create_time",
                                                         "update_time", "revision"};

bool IsServerOnly(std::string_view path) {
  const std::string_view first = path.substr(0, path.find('.'));
  return std::find(kServerOnly.begin(), kServerOnly.end(), first) != kServerOnly.end();
}

}  // namespace

absl::StatusOr<int32_t> PageSize(int32_t asked) {
  if (asked < 0) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "page_size", StrCat(asked),
                        {{"minimum", "0"}, {"maximum", StrCat(limits::kMaxPageSize)}});
  }
  if (asked == 0) return limits::kDefaultPageSize;
  return std::min(asked, limits::kMaxPageSize);
}

absl::StatusOr<TerritoryRow> RequireTerritory(ReadTransaction& read, std::string_view territory,
                                              int64_t min_revision) {
  ASSIGN_OR_RETURN(const auto row, read.GetTerritory(territory));
  if (!row.has_value()) return NotFound(MakeTerritoryName(territory));
  if (row->revision < min_revision) {
    return MakeError(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_REVISION_NOT_REACHED,
                     {{"value", StrCat(min_revision)}, {"actual", StrCat(row->revision)}});
  }
  return *row;
}

absl::Status WithPrefix(std::string_view prefix, const absl::Status& status) {
  std::vector<FieldProblem> problems = ProblemsOf(status);
  if (problems.empty()) return status;
  for (FieldProblem& problem : problems) problem.field = StrCat(prefix, ".", problem.field);
  Facts facts = FactsOf(status);
  if (facts.count("field") > 0) facts["field"] = problems.front().field;
  return MakeError(status.code(), ReasonOf(status), std::move(facts), std::move(problems));
}

absl::Status MergeMasked(const google::protobuf::FieldMask& mask,
                         const google::protobuf::Message& from, google::protobuf::Message* to) {
  google::protobuf::FieldMask wanted;
  if (mask.paths().empty()) {
    const auto* type = from.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      if (!IsServerOnly(type->field(i)->name())) wanted.add_paths(type->field(i)->name());
    }
  }
  for (const std::string& path : mask.paths()) {
    if (!FieldMaskUtil::GetFieldDescriptors(from.GetDescriptor(), path, nullptr)) {
      return InvalidField(v1::ERROR_REASON_FIELD_UNKNOWN, "update_mask", path);
    }
    if (!IsServerOnly(path)) wanted.add_paths(path);
  }
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(from, wanted, options, to);
  return absl::OkStatus();
}

}  // namespace cordee::service
