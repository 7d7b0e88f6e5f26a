#include "bench/instance/whole_file.h"

#include <fstream>

#include "absl/strings/str_cat.h"

namespace cordee::bench {

absl::StatusOr<std::string> ReadWholeFile(const std::string& path, int64_t most_bytes) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be opened"));
  std::string text;
  std::string part(1 << 20, '\0');
  while (file.read(part.data(), static_cast<std::streamsize>(part.size())) || file.gcount() > 0) {
    text.append(part, 0, static_cast<size_t>(file.gcount()));
    if (static_cast<int64_t>(text.size()) > most_bytes) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": more than ", most_bytes, " bytes"));
    }
  }
  if (file.bad()) return absl::UnknownError(absl::StrCat(path, ": cannot be read"));
  return text;
}

}  // namespace cordee::bench
