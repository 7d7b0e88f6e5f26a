#include "bench/instance/write_solution.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bench/instance/total_text.h"

namespace cordee::bench {
namespace {

constexpr size_t kBlockBytes = 1 << 16;

// Collects lines and hands them over in blocks.
class Lines {
 public:
  Lines(const Solved& solved, SolutionFile& file) : file_(file) {
    absl::StrAppend(&text_, "s ", TotalText(solved.objective), "\n");
  }
  ~Lines() { file_.Write(text_); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  template <typename... Parts>
  void Add(const Parts&... parts) {
    absl::StrAppend(&text_, parts..., "\n");
    if (text_.size() < kBlockBytes) return;
    file_.Write(text_);
    text_.clear();
  }

 private:
  SolutionFile& file_;
  std::string text_;
};

bool WroteInfeasible(const Solved& solved, SolutionFile& file) {
  if (solved.infeasible.empty()) return false;
  file.Write(absl::StrCat("c infeasible: ", solved.infeasible, "\n"));
  return true;
}

}  // namespace

SolutionFile::SolutionFile(std::string path) : path_(std::move(path)) {
  if (path_ == "/dev/stdout") {
    // Not opened anew: if it is a file, what else goes to standard output must follow.
    file_ = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0), "wb");
  } else if (PlanPart()) {
    file_ = std::fopen(part_.empty() ? path_.c_str() : part_.c_str(), "wbe");
  }
  if (file_ == nullptr) Fail("create");
}

SolutionFile::~SolutionFile() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  if (!part_.empty()) std::remove(part_.c_str());
}

// False, with errno, if `path_` must not be replaced.
bool SolutionFile::PlanPart() {
  std::error_code ignored;
  const std::filesystem::path place = std::filesystem::canonical(path_, ignored);
  const bool exists = !place.empty();
  if (exists && !std::filesystem::is_regular_file(place, ignored)) return true;
  if (exists && access(path_.c_str(), W_OK) != 0) return false;
  place_ = exists ? place.string() : path_;
  part_ = place_ + ".part";
  return true;
}

void SolutionFile::Write(const std::string& text) {
  if (!status_.ok()) return;
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) Fail("write");
}

absl::Status SolutionFile::Close() {
  if (file_ == nullptr) return status_;
  if (std::fclose(std::exchange(file_, nullptr)) != 0) Fail("write");
  if (part_.empty()) return status_;
  if (status_.ok() && std::rename(part_.c_str(), place_.c_str()) != 0) Fail("create");
  if (!status_.ok()) std::remove(part_.c_str());
  return status_;
}

void SolutionFile::Fail(const char* what) {
  if (!status_.ok()) return;
  status_ =
      absl::UnknownError(absl::StrCat("cannot ", what, " ", path_, ": ", std::strerror(errno)));
}

void WriteSolution(const MinCostFlow& flow, const FlowSolution& solution, SolutionFile& file) {
  if (WroteInfeasible(solution, file)) return;
  Lines lines(solution, file);
  for (size_t a = 0; a < flow.arcs.size(); ++a) {
    lines.Add("f ", flow.arcs[a].from + 1, " ", flow.arcs[a].to + 1, " ", solution.arc_flow[a]);
  }
}

void WriteSolution(const Assignment& assignment, const AssignmentSolution& solution,
                   SolutionFile& file) {
  if (WroteInfeasible(solution, file)) return;
  Lines lines(solution, file);
  for (size_t v = 0; v < assignment.is_source.size(); ++v) {
    if (assignment.is_source[v]) lines.Add("a ", v + 1, " ", solution.target[v] + 1);
  }
}

void WriteSolution(const MatchInstance&, const MatchSolution& solution, SolutionFile& file) {
  if (WroteInfeasible(solution, file)) return;
  Lines lines(solution, file);
  for (const MatchFlow& flow : solution.flows) {
    lines.Add("f ", flow.need + 1, " ", flow.resource + 1, " ", flow.quantity);
  }
}

}  // namespace cordee::bench
