// Solutions in their public formats.
//
//   flow:        s OBJECTIVE, then f FROM TO FLOW for each arc, in the order of the file
//   assignment:  s OBJECTIVE, then a SOURCE TARGET for each source
//   match:       s VALUE, then f NEED RESOURCE QUANTITY for each positive flow
//   infeasible:  one comment line, since the formats have no word for it
//
//   SolutionFile file(path);            // created at once, so that a bad path fails early
//   RETURN_IF_ERROR(file.status());
//   WriteSolution(instance, solution, file);
//   RETURN_IF_ERROR(file.Close());
//
// Errors: UNKNOWN, when the file cannot be created or written.
#pragma once

#include <cstdio>
#include <string>

#include "absl/status/status.h"
#include "bench/instance/assignment_file.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/match_file.h"
#include "bench/instance/solved.h"

namespace cordee::bench {

class SolutionFile {
 public:
  explicit SolutionFile(std::string path);
  ~SolutionFile();
  SolutionFile(const SolutionFile&) = delete;
  SolutionFile& operator=(const SolutionFile&) = delete;

  void Write(const std::string& text);
  absl::Status Close();
  const absl::Status& status() const { return status_; }

 private:
  void Fail(const char* what);

  const std::string path_;
  std::FILE* file_ = nullptr;
  absl::Status status_;
};

void WriteSolution(const MinCostFlow& flow, const FlowSolution& solution, SolutionFile& file);
void WriteSolution(const Assignment& assignment, const AssignmentSolution& solution,
                   SolutionFile& file);
void WriteSolution(const MatchInstance& match, const MatchSolution& solution, SolutionFile& file);

}  // namespace cordee::bench
