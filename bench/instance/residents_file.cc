#include "bench/instance/residents_file.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bench/instance/whole_file.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class Parser {
 public:
  Parser(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  absl::StatusOr<Residents> Parse() {
    ASSIGN_OR_RETURN(const int64_t first, ReadCount("couples"));
    ASSIGN_OR_RETURN(const int64_t second, ReadCount("residents"));
    ASSIGN_OR_RETURN(const int64_t hospitals, ReadCount("hospitals"));
    if (first != 0 && second != 0) {
      return Fail(absl::StrCat("couples cannot be placed here (", first, " and ", second,
                               " above hospitals; one must be 0): take an instance without"));
    }
    const int64_t residents = first == 0 ? second : first;
    Residents instance;
    instance.residents.resize(static_cast<size_t>(residents));
    instance.hospitals.resize(static_cast<size_t>(hospitals));
    instance.capacity.resize(static_cast<size_t>(hospitals));
    for (int64_t i = 0; i < residents; ++i) {
      RETURN_IF_ERROR(
          ReadRow("resident", i, hospitals, nullptr, &instance.residents[static_cast<size_t>(i)]));
    }
    for (int64_t i = 0; i < hospitals; ++i) {
      RETURN_IF_ERROR(ReadRow("hospital", i, residents, &instance.capacity[static_cast<size_t>(i)],
                              &instance.hospitals[static_cast<size_t>(i)]));
    }
    if (NextLine()) return Fail("a line too many; the counts at the top say how many there are");
    return instance;
  }

 private:
  absl::Status Fail(const std::string& message) const {
    return absl::InvalidArgumentError(absl::StrCat(name_, ":", line_number_, ": ", message));
  }

  bool NextLine() {
    while (at_ < text_.size()) {
      const size_t end = std::min(text_.find('\n', at_), text_.size());
      line_ = text_.substr(at_, end - at_);
      at_ = end + 1;
      ++line_number_;
      while (!line_.empty() && IsBlank(line_.back())) line_.remove_suffix(1);
      SkipBlanks();
      if (!line_.empty()) return true;
    }
    return false;
  }

  void SkipBlanks() {
    while (!line_.empty() && IsBlank(line_.front())) line_.remove_prefix(1);
  }

  absl::StatusOr<int64_t> ReadNumber(std::string_view what, int64_t low, int64_t high) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(line_.data(), line_.data() + line_.size(), number);
    if (error != std::errc() || number < low || number > high) {
      return Fail(absl::StrCat("the ", absl::string_view(what.data(), what.size()),
                               " must be a whole number from ", low, " to ", high));
    }
    line_.remove_prefix(static_cast<size_t>(end - line_.data()));
    if (!line_.empty() && !IsBlank(line_.front()) && line_.front() != '(' && line_.front() != ')') {
      return Fail(absl::StrCat("'", absl::string_view(line_.data(), 1), "' after a number"));
    }
    SkipBlanks();
    return number;
  }

  absl::StatusOr<int64_t> ReadCount(const char* what) {
    if (!NextLine()) return Fail(absl::StrCat("the number of ", what, " is missing"));
    ASSIGN_OR_RETURN(const int64_t count,
                     ReadNumber(absl::StrCat("number of ", what), 0, kMaxResidents));
    if (!line_.empty()) return Fail(absl::StrCat("more than the number of ", what));
    return count;
  }

  // ID [CAPACITY] ID..., with parentheses around ties.
  absl::Status ReadRow(const char* what, int64_t row, int64_t others, int32_t* capacity,
                       std::vector<int32_t>* list) {
    if (!NextLine()) return Fail(absl::StrCat("the line of ", what, " ", row + 1, " is missing"));
    RETURN_IF_ERROR(ReadNumber(absl::StrCat("id of the ", what), row + 1, row + 1).status());
    if (capacity != nullptr) {
      ASSIGN_OR_RETURN(const int64_t places, ReadNumber("capacity", 0, kMaxResidents));
      *capacity = static_cast<int32_t>(places);
    }
    bool tied = false;
    if (static_cast<int64_t>(seen_.size()) < others) seen_.resize(static_cast<size_t>(others), -1);
    ++stamp_;
    while (!line_.empty()) {
      if (line_.front() == '(' || line_.front() == ')') {
        if (tied == (line_.front() == '(')) return Fail("parentheses that do not match");
        tied = !tied;
        line_.remove_prefix(1);
        SkipBlanks();
        continue;
      }
      ASSIGN_OR_RETURN(const int64_t id, ReadNumber("id in the list", 1, others));
      int64_t& seen = seen_[static_cast<size_t>(id - 1)];
      if (std::exchange(seen, stamp_) == stamp_) return Fail(absl::StrCat(id, " twice in a list"));
      list->push_back(static_cast<int32_t>(id - 1));
    }
    if (tied) return Fail("parentheses that do not match");
    return absl::OkStatus();
  }

  const std::string_view text_;
  const std::string name_;
  size_t at_ = 0;
  std::string_view line_;
  int64_t line_number_ = 0;
  std::vector<int64_t> seen_;  // by id: the list that named it last
  int64_t stamp_ = 0;
};

}  // namespace

absl::StatusOr<Residents> ParseResidents(const std::string& text, const std::string& name) {
  return Parser(text, name).Parse();
}

absl::StatusOr<Residents> ReadResidentsFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(path, kMaxResidentsFileBytes));
  return ParseResidents(text, path);
}

}  // namespace cordee::bench
