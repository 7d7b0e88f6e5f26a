#include "clients/cli/new_file.h"

#include <unistd.h>

#include <system_error>

namespace cordee::cli {

namespace fs = std::filesystem;

NewFile::NewFile(const std::string& path) : target_(path), written_(path) {
  std::error_code error;
  const fs::file_status status = fs::status(target_, error);
  const bool replaces = fs::is_regular_file(status);
  if (replaces || status.type() == fs::file_type::not_found) {
    if (fs::path whole = fs::weakly_canonical(target_, error); !error) target_ = std::move(whole);
    written_ = target_;
    written_ += "." + std::to_string(getpid()) + ".part";
  }
  // A file that may not be written must not be replaced either.
  if (replaces && access(target_.c_str(), W_OK) != 0) return;
  out_.open(written_, std::ios::binary | std::ios::trunc);
  if (replaces && open()) fs::permissions(written_, status.permissions(), error);
}

NewFile::~NewFile() {
  if (written_ == target_) return;
  out_.close();
  std::error_code error;
  fs::remove(written_, error);
}

bool NewFile::Keep() {
  out_.close();
  if (out_.fail()) return false;
  if (written_ == target_) return true;
  std::error_code error;
  fs::rename(written_, target_, error);
  if (error) return false;
  written_ = target_;
  return true;
}

bool WriteNewFile(const std::string& path, const std::string& bytes) {
  NewFile file(path);
  if (!file.open()) return false;
  file.out() << bytes;
  return file.Keep();
}

}  // namespace cordee::cli
