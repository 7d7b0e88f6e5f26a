// A file that takes the place of another only when it is whole: written beside it, under another
// name, and renamed. A full disk or a broken call leaves the old file as it was.
//
//   NewFile file("demo.csv");
//   if (!file.open()) ...;
//   file.out() << text;
//   if (!file.Keep()) ...;  // without it, what was written is removed
//
// What is no plain file (/dev/stdout, a pipe) is written straight. A link stays, and the file that
// it names is replaced; a file keeps its permissions.
#pragma once

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>

namespace cordee::cli {

class NewFile {
 public:
  explicit NewFile(const std::string& path);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool open() const { return out_.is_open(); }
  std::ostream& out() { return out_; }
  // Whether all was written and stands under the name.
  bool Keep();

 private:
  std::filesystem::path target_;
  std::filesystem::path written_;  // `target_` itself, or the file beside it
  std::ofstream out_;
};

// The whole file at once.
bool WriteNewFile(const std::string& path, const std::string& bytes);

}  // namespace cordee::cli
