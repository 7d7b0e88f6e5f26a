// Public instances made by tests, in memory: a test may make a hundred thousand of them.
//
//   InstanceFile file("p min 2 1\nn 1 3\nn 2 -3\na 1 2 0 5 7\n");
//   ReadFlowFile(file.path())
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>

#include "engine/base/check.h"

namespace cordee::testing {

inline std::string FileText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class InstanceFile {
 public:
  explicit InstanceFile(const std::string& text) : file_(memfd_create("instance", MFD_CLOEXEC)) {
    CHECK(file_ >= 0);
    CHECK(write(file_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  ~InstanceFile() { close(file_); }
  InstanceFile(const InstanceFile&) = delete;
  InstanceFile& operator=(const InstanceFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

}  // namespace cordee::testing
