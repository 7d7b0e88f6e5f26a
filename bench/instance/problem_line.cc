#include "bench/instance/problem_line.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "engine/base/strings.h"

namespace cordee::bench {
namespace {

// Of the p line, and of the command line.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKinds = {
    {{"min", "flow"}, {"asn", "assignment"}, {"match", "match"}}};

}  // namespace

bool ProblemLine::Begin() {
  if (seen_) {
    reader_.Fail("a second p line; a file holds one instance");
    return false;
  }
  seen_ = true;
  reader_.Form(form_);
  const std::string_view word = reader_.Word("the kind");
  if (!reader_.ok()) return false;
  if (word == kind_) return true;
  for (const auto& [kind, command] : kKinds) {
    if (word != kind) continue;
    reader_.Fail(absl::StrCat("this is a file of kind \"", ToAbsl(kind), "\": use cordee-instance ",
                              ToAbsl(command)));
    return false;
  }
  reader_.Fail(absl::StrCat("the kind is \"", absl::CHexEscape(ToAbsl(word)), "\", must be ", kind_,
                            "; write \"", form_, "\""));
  return false;
}

bool ProblemLine::Seen() {
  if (!seen_) {
    reader_.Fail(absl::StrCat("comes before the p line; write \"", form_, "\" first"));
  }
  return seen_;
}

void ProblemLine::End() {
  if (!seen_) {
    reader_.FailFile(
        absl::StrCat("has no p line, or is empty; it must begin with \"", form_, "\""));
  }
}

void ProblemLine::ExpectCount(const char* lines, int64_t announced, int64_t found) {
  if (announced == found) return;
  reader_.FailFile(absl::StrCat("the p line announces ", announced, " ", lines, ", the file has ",
                                found, "; correct the p line, or see whether the file is cut off"));
}

}  // namespace cordee::bench
