// Solutions in their public formats.
//
//   flow:        s OBJECTIVE, then f FROM TO FLOW for each arc, in the order of the file
//   assignment:  s OBJECTIVE, then a SOURCE TARGET for each source
//   match:       s VALUE, then f NEED RESOURCE QUANTITY for each positive flow
//   infeasible:  one comment line, since the formats have no word for it
//
//   SolutionFile file(path);            // a bad path fails here, before anything is solved
//   RETURN_IF_ERROR(file.status());
//   WriteSolution(instance, solution, file);
//   RETURN_IF_ERROR(file.Close());      // now it is at `path`
//
// The file is written beside its place, as PATH.part, and moved there when it is whole: whatever
// ends the program before, a solution that was at `path` stays. Pipes and devices are written as
// they are.
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
  bool PlanPart();

  const std::string path_;
  std::string place_;  // path_, links followed
  std::string part_;   // empty: path_ is written as it is
  std::FILE* file_ = nullptr;
  absl::Status status_;
};

void WriteSolution(const MinCostFlow& flow, const FlowSolution& solution, SolutionFile& file);
void WriteSolution(const Assignment& assignment, const AssignmentSolution& solution,
                   SolutionFile& file);
void WriteSolution(const MatchInstance& match, const MatchSolution& solution, SolutionFile& file);

}  // namespace cordee::bench
