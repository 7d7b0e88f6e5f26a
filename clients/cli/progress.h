// A progress bar on stderr, drawn only for people: on a terminal, and never with --json.
//
//   ProgressBar bar(session, "Envoi");
//   bar.Update(sent, total);       // redraws when the percentage changed
//   // the destructor wipes the line
#pragma once

#include <cstdint>
#include <string>

#include "clients/cli/session.h"

namespace cordee::cli {

class ProgressBar {
 public:
  ProgressBar(const Session& session, std::string label);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void SetLabel(const std::string& label);
  // REQUIRES: 0 <= done <= total.
  void Update(int64_t done, int64_t total);

 private:
  void Draw();

  const Terminal& terminal_;
  const bool enabled_;
  std::string label_;
  int64_t percent_ = -1;
};

}  // namespace cordee::cli
