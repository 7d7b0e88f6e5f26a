#include <algorithm>
#include <span>

#include "service/formats/cell_words.h"
#include "service/formats/cells.h"

namespace cordee::service {
namespace {

constexpr int32_t kMinutesPerHour = 60;
constexpr int32_t kMinutesPerDay = 1440;
constexpr int32_t kStep = 30;
constexpr int32_t kEveryDay = 0b1111111;
constexpr int32_t kWorkdays = 0b0011111;
constexpr int32_t kWeekend = 0b1100000;

struct Part {
  std::string_view word;
  int32_t start;
  int32_t end;
};
constexpr Part kParts[] = {{"matin", 480, 720},    {"matins", 480, 720},
                           {"morning", 480, 720},  {"apresmidi", 840, 1080},
                           {"aprem", 840, 1080},   {"afternoon", 840, 1080},
                           {"soir", 1080, 1320},   {"evening", 1080, 1320},
                           {"journee", 480, 1080}, {"nuit", 0, 360}};

// What stands between days and times; anything else cannot be read.
constexpr std::string_view kBreaks[] = {",", ";", "/", "|", ".", "&", "+", "(",
                                        ")", "[", "]", "\"", "«", "»", "·", "•"};

// Reads days, then the times that go with them, and again.
class HoursReader {
 public:
  explicit HoursReader(std::string_view text) : tokens_(LexCell(text)) {}

  std::optional<std::vector<v1::WeeklyInterval>> Read() {
    if (tokens_.empty()) return std::nullopt;
    while (at_ < tokens_.size()) {
      if (!ReadOne()) return std::nullopt;
    }
    if (open_start_ >= 0) return std::nullopt;
    if (!timed_ && days_ == 0) return std::nullopt;
    if (!timed_) Emit(0, kMinutesPerDay);  // days alone: all day
    if (intervals_.empty()) return std::nullopt;
    return intervals_;
  }

 private:
  bool ReadOne() {
    const CellToken& token = tokens_[at_];
    switch (token.kind) {
      case CellToken::kBreak:
        ++at_;
        range_ = false;
        return open_start_ < 0 && Among(kBreaks, token.text);
      case CellToken::kDash:
        ++at_;
        if (last_day_ == 0 && open_start_ < 0) return false;
        range_ = true;
        return true;
      case CellToken::kColon:
        ++at_;
        return open_start_ < 0;  // "lundi : 8h-12h"
      case CellToken::kNumber:
        return ReadTime();
      case CellToken::kWord:
        ++at_;
        return ReadWord(token.text);
    }
    return false;
  }

  static bool Among(std::span<const std::string_view> words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  bool ReadWord(const std::string& word) {
    if (word == "et" || word == "and" || word == "puis" || word == "chaque" || word == "every") {
      return true;
    }
    if (word == "tous" || word == "jours" || word == "daily" || word == "tlj") {
      AddDays(kEveryDay);
      return true;
    }
    if (word == "semaine") return AddDays(kWorkdays);
    if (word == "weekend") return AddDays(kWeekend);
    for (const Part& part : kParts) {
      if (part.word == word) return Emit(part.start, part.end);
    }
    const int32_t day = DayOfWord(word);
    if (day == 0) return false;
    if (range_ && last_day_ != 0) {
      for (int32_t d = last_day_; d != day; d = d % 7 + 1) days_ |= 1 << (d % 7);
      range_ = false;
    }
    AddDays(1 << (day - 1));
    last_day_ = day;
    return true;
  }

  bool AddDays(int32_t days) {
    if (timed_) days_ = 0;
    timed_ = false;
    days_ |= days;
    return true;
  }

  // "8h", "8h30", "8:30", "8".
  bool ReadTime() {
    const int64_t hour = tokens_[at_++].number;
    int64_t minute = 0;
    if (at_ < tokens_.size() &&
        (tokens_[at_].kind == CellToken::kColon || tokens_[at_].text == "h")) {
      const bool colon = tokens_[at_].kind == CellToken::kColon;
      ++at_;
      if (at_ < tokens_.size() && tokens_[at_].kind == CellToken::kNumber) {
        minute = tokens_[at_++].number;
      } else if (colon) {
        return false;
      }
    }
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return false;
    const auto time = static_cast<int32_t>(hour * kMinutesPerHour + minute);
    last_day_ = 0;
    if (open_start_ < 0) {
      if (range_) return false;
      open_start_ = time;
      return true;
    }
    if (!range_) return false;
    range_ = false;
    const int32_t start = open_start_;
    open_start_ = -1;
    return Emit(start, time == 0 ? kMinutesPerDay : time);
  }

  bool Emit(int32_t start, int32_t end) {
    if (start % kStep != 0 || end % kStep != 0) return false;
    timed_ = true;
    last_day_ = 0;
    if (end > kMinutesPerDay || start >= end) return false;
    const int32_t days = days_ == 0 ? kEveryDay : days_;
    for (int32_t day = 1; day <= 7; ++day) {
      if ((days >> (day - 1) & 1) == 0) continue;
      v1::WeeklyInterval interval;
      interval.set_day(day);
      interval.set_start_minute(start);
      interval.set_end_minute(end);
      intervals_.push_back(std::move(interval));
    }
    return true;
  }

  std::vector<CellToken> tokens_;
  size_t at_ = 0;
  int32_t days_ = 0;
  int32_t last_day_ = 0;
  int32_t open_start_ = -1;
  bool range_ = false;
  bool timed_ = false;
  std::vector<v1::WeeklyInterval> intervals_;
};

}  // namespace

std::optional<std::vector<v1::WeeklyInterval>> HoursCell(std::string_view text) {
  return HoursReader(text).Read();
}

}  // namespace cordee::service
