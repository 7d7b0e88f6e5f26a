#include "bench/instance/instance_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "bench/instance/limits.h"
#include "engine/base/strings.h"

namespace cordee::bench {
namespace {

constexpr size_t kBufferBytes = 2 * size_t{kMaxLineBytes};
constexpr size_t kQuotedBytes = 20;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string Quoted(std::string_view text) {
  const bool cut = text.size() > kQuotedBytes;
  return absl::StrCat("\"", absl::CHexEscape(ToAbsl(text.substr(0, kQuotedBytes))),
                      cut ? "...\"" : "\"");
}

}  // namespace

InstanceReader::InstanceReader(std::string path)
    : path_(std::move(path)), buffer_(new char[kBufferBytes]) {
  file_ = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) {
    status_ = absl::NotFoundError(absl::StrCat("cannot open ", path_, ": ", std::strerror(errno)));
    return;
  }
  if (!Refill()) return;
  const std::string_view start(buffer_.get(), filled_);
  if (start.substr(0, 2) == "\x1f\x8b") {
    FailFile("is compressed by gzip: give the file that gunzip makes of it");
  } else if (start.substr(0, 3) == "\xef\xbb\xbf") {
    next_ = 3;
  }
}

InstanceReader::~InstanceReader() {
  if (file_ >= 0) close(file_);
}

// Moves what is left to the front and reads on. False at the end of the file and on errors.
bool InstanceReader::Refill() {
  if (at_end_ || !ok()) return false;
  std::memmove(buffer_.get(), buffer_.get() + next_, filled_ - next_);
  filled_ -= next_;
  next_ = 0;
  ssize_t got = 0;
  do {
    got = read(file_, buffer_.get() + filled_, kBufferBytes - filled_);
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    FailFile(absl::StrCat("cannot be read: ", std::strerror(errno)));
    return false;
  }
  at_end_ = got == 0;
  filled_ += static_cast<size_t>(got);
  return !at_end_;
}

bool InstanceReader::FindLine() {
  while (ok()) {
    const char* begin = buffer_.get() + next_;
    const size_t size = filled_ - next_;
    const void* newline = size == 0 ? nullptr : std::memchr(begin, '\n', size);
    if (newline != nullptr || (at_end_ && size > 0)) {
      at_ = begin;
      line_end_ = newline != nullptr ? static_cast<const char*>(newline) : begin + size;
      next_ += static_cast<size_t>(line_end_ - begin) + (newline != nullptr ? 1 : 0);
      ++line_;
      return true;
    }
    if (at_end_) return false;
    if (size > static_cast<size_t>(kMaxLineBytes)) {
      ++line_;
      Fail(absl::StrCat("the line is longer than kMaxLineBytes = ", kMaxLineBytes,
                        " bytes; is this a text file?"));
      return false;
    }
    Refill();
  }
  return false;
}

bool InstanceReader::NextLine() {
  while (FindLine()) {
    SkipBlanks();
    if (at_ == line_end_ || *at_ == 'c') continue;
    kind_ = *at_;
    form_ = "";
    if (at_ + 1 != line_end_ && !IsBlank(at_[1])) kind_ = '?';
    if (kind_ != '?') ++at_;
    return true;
  }
  return false;
}

void InstanceReader::SkipBlanks() {
  while (at_ != line_end_ && IsBlank(*at_)) ++at_;
}

std::string_view InstanceReader::Field() {
  SkipBlanks();
  const char* begin = at_;
  while (at_ != line_end_ && !IsBlank(*at_)) ++at_;
  return {begin, static_cast<size_t>(at_ - begin)};
}

std::string_view InstanceReader::Word(const char* name) {
  const std::string_view word = Field();
  if (word.empty()) Fail(absl::StrCat(name, " is missing; write \"", form_, "\""));
  return word;
}

int64_t InstanceReader::Integer(const char* name, int64_t low, int64_t high) {
  if (!ok()) return low;
  SkipBlanks();
  const char* begin = at_;
  const bool negative = at_ != line_end_ && *at_ == '-';
  if (at_ != line_end_ && (*at_ == '-' || *at_ == '+')) ++at_;
  const char* digits = at_;
  // Down from 0, since the negative numbers reach further by one.
  int64_t value = 0;
  bool overflow = false;
  for (; at_ != line_end_ && *at_ >= '0' && *at_ <= '9'; ++at_) {
    overflow |= __builtin_mul_overflow(value, int64_t{10}, &value);
    overflow |= __builtin_sub_overflow(value, int64_t{*at_ - '0'}, &value);
  }
  const bool is_number = at_ != digits && (at_ == line_end_ || IsBlank(*at_));
  if (!negative) overflow |= __builtin_sub_overflow(int64_t{0}, value, &value);
  if (is_number && !overflow && value >= low && value <= high) return value;

  at_ = begin;
  const std::string_view text = Field();
  if (text.empty()) {
    Fail(absl::StrCat(name, " is missing; write \"", form_, "\""));
  } else if (!is_number) {
    Fail(absl::StrCat(name, " is ", Quoted(text), ", must be a whole number; write \"", form_,
                      "\""));
  } else {
    Fail(absl::StrCat(name, " is ", ToAbsl(text.substr(0, kQuotedBytes)),
                      text.size() > kQuotedBytes ? "..." : "", ", must be from ", low, " to ",
                      high));
  }
  return low;
}

void InstanceReader::EndLine() {
  if (!ok()) return;
  SkipBlanks();
  if (at_ == line_end_) return;
  Fail(absl::StrCat(Quoted(Field()), " is too much; write \"", form_, "\""));
}

void InstanceReader::Fail(const std::string& message) {
  if (ok()) status_ = absl::InvalidArgumentError(absl::StrCat(path_, ":", line_, ": ", message));
}

void InstanceReader::FailFile(const std::string& message) {
  if (ok()) status_ = absl::InvalidArgumentError(absl::StrCat(path_, ": ", message));
}

void InstanceReader::FailKind(const char* known) {
  const std::string_view text = kind_ == '?' ? Field() : std::string_view(&kind_, 1);
  Fail(absl::StrCat("the line begins with ", Quoted(text), ", must begin with ", known,
                    " or c (a comment)"));
}

}  // namespace cordee::bench
