#include "clients/cli/progress.h"

#include <algorithm>
#include <utility>

namespace cordee::cli {
namespace {

constexpr int kBarWidth = 30;
constexpr int64_t kFull = 100;

}  // namespace

ProgressBar::ProgressBar(const Session& session, std::string label)
    : terminal_(session.terminal()),
      enabled_(terminal_.err_is_terminal && !session.json()),
      label_(std::move(label)) {}

ProgressBar::~ProgressBar() {
  if (enabled_ && percent_ >= 0) terminal_.err << "\r\x1b[K" << std::flush;
}

void ProgressBar::SetLabel(const std::string& label) {
  if (label == label_) return;
  label_ = label;
  if (percent_ >= 0) Draw();
}

void ProgressBar::Update(int64_t done, int64_t total) {
  const int64_t percent = total > 0 ? std::min(kFull, done * kFull / total) : 0;
  if (percent == percent_) return;
  percent_ = percent;
  Draw();
}

void ProgressBar::Draw() {
  if (!enabled_) return;
  std::string bar;
  for (int i = 0; i < kBarWidth; ++i) bar += i * kFull < percent_ * kBarWidth ? "█" : "░";
  const std::string line = label_ + "  " + bar + "  " + std::to_string(percent_) + " %";
  terminal_.err << '\r' << Truncate(line, std::min(terminal_.width, kDefaultWidth) - 1) << "\x1b[K"
                << std::flush;
}

}  // namespace cordee::cli
