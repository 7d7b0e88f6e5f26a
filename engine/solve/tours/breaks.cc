#include "engine/solve/tours/breaks.h"

#include <algorithm>
#include <limits>

namespace cordee {
namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

// With a break before its service, which then begins within the same window.
TimeSegment Rested(const TimeSegment& stop, int64_t lasts) {
  return {stop.duration + lasts, stop.earliest - lasts, stop.latest - lasts};
}

// When a segment that is begun at `now`, no later than it may, is over.
int64_t Ends(const TimeSegment& segment, int64_t now) {
  return std::max(now, segment.earliest) + segment.duration;
}

class Placing {
 public:
  Placing(const std::vector<Step>& steps, const BreakRule& rule,
          const std::vector<TimeSegment>& until, const std::vector<TimeSegment>& from)
      : steps_(steps), rule_(rule), until_(until), from_(from) {}

  // The tour with a break at `first` and, where it is not 0, at `second`, which comes later.
  bool Drive(size_t first, size_t second, TimeSegment* whole) const {
    TimeSegment ahead;
    if (!Join(until_[first - 1], steps_[first].travel, Rested(steps_[first].alone, rule_.lasts),
              &ahead)) {
      return false;
    }
    if (second == 0) return Finish(ahead, first, whole);
    for (size_t k = first + 1; k <= second; ++k) {
      const TimeSegment stop =
          k == second ? Rested(steps_[k].alone, rule_.lasts) : steps_[k].alone;
      TimeSegment further;
      if (!Join(ahead, steps_[k].travel, stop, &further)) return false;
      ahead = further;
    }
    return Finish(ahead, second, whole);
  }

  // Whether no stretch is too long when it leaves at `leaves`.
  bool StretchesHold(size_t first, size_t second, int64_t leaves) const {
    int64_t since = leaves;
    int64_t now = Ends(until_[first - 1], leaves);
    if (!Rest(first, since, now)) return false;
    if (second != 0) {
      for (size_t k = first + 1; k < second; ++k) {
        now = Ends(steps_[k].alone, now + steps_[k].travel);
      }
      if (!Rest(second, since, now)) return false;
    }
    const size_t next = std::max(first, second) + 1;
    return Ends(from_[next], now + steps_[next].travel) - since <= rule_.work;
  }

 private:
  bool Finish(const TimeSegment& ahead, size_t last, TimeSegment* whole) const {
    return Join(ahead, steps_[last + 1].travel, from_[last + 1], whole);
  }

  // Drives to step k, rests, and serves it. False: too late to rest.
  bool Rest(size_t k, int64_t& since, int64_t& now) const {
    now += steps_[k].travel;
    if (now - since > rule_.work) return false;
    since = std::max(now + rule_.lasts, steps_[k].alone.earliest);
    now = since + steps_[k].alone.duration;
    return true;
  }

  const std::vector<Step>& steps_;
  const BreakRule& rule_;
  const std::vector<TimeSegment>& until_;
  const std::vector<TimeSegment>& from_;
};

}  // namespace

std::optional<Breaks> BreakSearch::Place(const std::vector<Step>& steps, const BreakRule& rule,
                                         int64_t max_duration) {
  const size_t stops = steps.size() - 1;  // the end is no stop
  until_.resize(stops);
  from_.resize(steps.size());
  with_one_.assign(stops, kNever);
  until_[0] = steps[0].alone;
  for (size_t k = 1; k < stops; ++k) {
    if (!Join(until_[k - 1], steps[k].travel, steps[k].alone, &until_[k])) return std::nullopt;
  }
  from_[stops] = steps[stops].alone;
  for (size_t k = stops; k-- > 1;) {
    if (!Join(steps[k].alone, steps[k + 1].travel, from_[k + 1], &from_[k])) return std::nullopt;
  }
  const Placing placing(steps, rule, until_, from_);
  Breaks best;
  int64_t least = max_duration < kNever ? max_duration + 1 : kNever;
  TimeSegment whole;
  for (size_t k = 1; k < stops; ++k) {
    if (!placing.Drive(k, 0, &whole)) continue;
    with_one_[k] = whole.duration;
    if (whole.duration >= least || !placing.StretchesHold(k, 0, whole.earliest)) continue;
    least = whole.duration;
    best = {whole, {k, 0}};
  }
  // A second break makes no tour shorter than the first alone: those that are not shorter than the
  // best are in no better pair.
  for (size_t a = 1; a < stops; ++a) {
    if (with_one_[a] >= least) continue;
    for (size_t b = a + 1; b < stops; ++b) {
      if (with_one_[b] >= least || !placing.Drive(a, b, &whole)) continue;
      if (whole.duration >= least || !placing.StretchesHold(a, b, whole.earliest)) continue;
      least = whole.duration;
      best = {whole, {a, b}};
    }
  }
  if (best.before[0] == 0) return std::nullopt;
  return best;
}

}  // namespace cordee
