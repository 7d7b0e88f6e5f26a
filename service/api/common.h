// Small steps that many handlers take.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "service/errors.h"
#include "service/limits.h"
#include "service/store/store.h"

namespace cordee::service {

// The default for 0, the limit for more; INVALID_ARGUMENT (VALUE_OUT_OF_RANGE) when negative.
absl::StatusOr<int32_t> PageSize(int32_t asked);

// NOT_FOUND, or FAILED_PRECONDITION (REVISION_NOT_REACHED) when the territory is not there yet.
absl::StatusOr<TerritoryRow> RequireTerritory(ReadTransaction& read, std::string_view territory,
                                              int64_t min_revision = 0);

// The same problems, their fields below `prefix`: "terms" becomes "need.terms".
absl::Status WithPrefix(std::string_view prefix, const absl::Status& status);

// Copies the masked fields (all that are writable when the mask is empty). Times, name and etag
// stay. INVALID_ARGUMENT (FIELD_UNKNOWN) for a path that does not exist.
absl::Status MergeMasked(const google::protobuf::FieldMask& mask,
                         const google::protobuf::Message& from, google::protobuf::Message* to);

}  // namespace cordee::service
