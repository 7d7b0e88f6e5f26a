// Reads the lines of a DIMACS-like file: one letter, then whole numbers.
//
//   InstanceReader reader(path);
//   while (reader.NextLine()) {
//     if (reader.kind() != 'a') { reader.FailKind("a"); break; }
//     reader.Form("a FROM TO COST");
//     const int64_t from = reader.Integer("FROM", 1, nodes);
//     ...
//     reader.EndLine();
//   }
//   RETURN_IF_ERROR(reader.status());
//
// Blank lines and those that begin with c are skipped; lines may end in CR LF, and fields may be
// separated by any number of blanks and tabs. Anything that reads (a pipe too) will do as a file.
//
// Errors: the first one is kept, as INVALID_ARGUMENT or NOT_FOUND with "FILE:LINE: what is wrong";
// after it NextLine() returns false and Integer() returns its lower limit, so that a parser needs
// to look only once per line.
// Memory: two blocks of a MiB. Time: about 10 ns a number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace cordee::bench {

class InstanceReader {
 public:
  explicit InstanceReader(std::string path);
  ~InstanceReader();
  InstanceReader(const InstanceReader&) = delete;
  InstanceReader& operator=(const InstanceReader&) = delete;

  bool NextLine();
  char kind() const { return kind_; }
  // What the current line should look like, for messages. `form` must outlive the line.
  void Form(const char* form) { form_ = form; }
  std::string_view Word(const char* name);
  int64_t Integer(const char* name, int64_t low, int64_t high);
  void EndLine();

  // FILE:LINE: message
  void Fail(const std::string& message);
  // FILE: message, for what concerns no line in particular.
  void FailFile(const std::string& message);
  void FailKind(const char* known);
  bool ok() const { return status_.ok(); }
  const absl::Status& status() const { return status_; }

 private:
  bool Refill();
  bool FindLine();
  void SkipBlanks();
  std::string_view Field();

  const std::string path_;
  int file_ = -1;
  bool at_end_ = false;
  const std::unique_ptr<char[]> buffer_;  // kBufferBytes, not zeroed
  size_t next_ = 0;                       // [next_, filled_) of buffer_ is not read yet
  size_t filled_ = 0;
  const char* at_ = nullptr;  // [at_, line_end_) is left of the current line
  const char* line_end_ = nullptr;
  int64_t line_ = 0;
  char kind_ = ' ';
  const char* form_ = "";
  absl::Status status_;
};

}  // namespace cordee::bench
