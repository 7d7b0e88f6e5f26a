// Reading whole files of the deployment: catalogue, profiles, gazetteer.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace cordee::service {

// NotFound, or ResourceExhausted beyond limits::kReferenceFileBytes.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Names (without folder) and contents of the files that end in `ending`, in the order of names.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadFolder(
    const std::string& folder, std::string_view ending);

// InvalidArgument with "file:line:column: what" for every fault of a protobuf text file.
absl::Status ParseText(const std::string& file_name, const std::string& text,
                       google::protobuf::Message* message);

}  // namespace cordee::service
