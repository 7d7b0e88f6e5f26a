#include "service/formats/text_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

class FaultCollector : public google::protobuf::io::ErrorCollector {
 public:
  explicit FaultCollector(const std::string& file_name) : file_name_(file_name) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (!faults_.empty()) faults_ += '\n';
    absl::StrAppend(&faults_, file_name_, ":", line + 1, ":", column + 1, ": ", message);
  }

  const std::string& faults() const { return faults_; }

 private:
  std::string file_name_;
  std::string faults_;
};

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return absl::NotFoundError(absl::StrCat(path, ": ", error.message()));
  if (size > static_cast<std::uintmax_t>(limits::kReferenceFileBytes)) {
    return absl::ResourceExhaustedError(
        absl::StrCat(path, ": ", size, " bytes, limit ", limits::kReferenceFileBytes));
  }
  std::ifstream file(path, std::ios::binary);
  std::string content(static_cast<size_t>(size), '\0');
  file.read(content.data(), static_cast<std::streamsize>(size));
  if (!file || file.gcount() != static_cast<std::streamsize>(size)) {
    return absl::UnavailableError(absl::StrCat(path, ": could not be read"));
  }
  return content;
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadFolder(
    const std::string& folder, std::string_view ending) {
  std::error_code error;
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.size() > ending.size() &&
        name.compare(name.size() - ending.size(), ending.size(), ending) == 0) {
      names.push_back(name);
    }
  }
  if (error) return absl::NotFoundError(absl::StrCat(folder, ": ", error.message()));
  std::sort(names.begin(), names.end());
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(std::string content, ReadFile(folder + "/" + name));
    files.emplace_back(name, std::move(content));
  }
  return files;
}

absl::Status ParseText(const std::string& file_name, const std::string& text,
                       google::protobuf::Message* message) {
  FaultCollector collector(file_name);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  if (parser.ParseFromString(text, message)) return absl::OkStatus();
  return absl::InvalidArgumentError(collector.faults());
}

}  // namespace cordee::service
