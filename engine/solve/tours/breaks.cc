#include "engine/solve/tours/breaks.h"

namespace cordee {
namespace {

// With a break before its service, which then begins within the same window.
TimeSegment Rested(const TimeSegment& stop, int64_t lasts) {
  return {stop.duration + lasts, stop.earliest - lasts, stop.latest - lasts};
}

class Placing {
 public:
  Placing(const std::vector<Step>& steps, const BreakRule& rule, int64_t max_duration)
      : steps_(steps), rule_(rule), max_duration_(max_duration), from_(steps.size()) {}

  std::optional<Breaks> Run() {
    if (!JoinFromEnd()) return std::nullopt;
    Extend({}, steps_.front().alone, 1);
    return std::move(best_);
  }

 private:
  bool JoinFromEnd() {
    from_.back() = steps_.back().alone;
    for (size_t k = steps_.size() - 1; k-- > 0;) {
      if (!Join(steps_[k].alone, steps_[k + 1].travel, from_[k + 1], &from_[k])) return false;
    }
    return true;
  }

  // `ahead`: all before step `next`, breaks included.
  void Extend(const std::vector<size_t>& before, TimeSegment ahead, size_t next) {
    TimeSegment whole;
    if (!Join(ahead, steps_[next].travel, from_[next], &whole)) return;
    if (!Better(whole, before.size())) return;
    if (StretchesHold(before, whole.earliest)) best_ = Breaks{whole, before};
    if (before.size() == kMaxBreaks) return;
    for (size_t k = next; k + 1 < steps_.size(); ++k) {
      TimeSegment with;
      std::vector<size_t> more = before;
      more.push_back(k);
      if (Join(ahead, steps_[k].travel, Rested(steps_[k].alone, rule_.lasts), &with)) {
        Extend(more, with, k + 1);
      }
      if (!Join(ahead, steps_[k].travel, steps_[k].alone, &with)) return;
      ahead = with;
    }
  }

  bool Better(const TimeSegment& whole, size_t breaks) const {
    if (whole.duration > max_duration_) return false;
    if (!best_.has_value() || whole.duration < best_->whole.duration) return true;
    return whole.duration == best_->whole.duration && breaks < best_->before.size();
  }

  bool StretchesHold(const std::vector<size_t>& before, int64_t leaves) const {
    int64_t now = leaves;
    int64_t since = leaves;
    auto next = before.begin();
    for (size_t k = 1; k < steps_.size(); ++k) {
      now += steps_[k].travel;
      const bool rests = next != before.end() && *next == k;
      if (rests && now - since > rule_.work) return false;
      now = std::max(now + (rests ? rule_.lasts : 0), steps_[k].alone.earliest);
      if (rests) {
        since = now;
        ++next;
      }
      now += steps_[k].alone.duration;
    }
    return now - since <= rule_.work;
  }

  const std::vector<Step>& steps_;
  const BreakRule rule_;
  const int64_t max_duration_;
  std::vector<TimeSegment> from_;  // from this step to the last, without breaks
  std::optional<Breaks> best_;
};

}  // namespace

std::optional<Breaks> PlaceBreaks(const std::vector<Step>& steps, const BreakRule& rule,
                                  int64_t max_duration) {
  return Placing(steps, rule, max_duration).Run();
}

}  // namespace cordee
