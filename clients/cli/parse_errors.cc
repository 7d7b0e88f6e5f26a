#include "clients/cli/parse_errors.h"

#include <algorithm>
#include <vector>

#include "clients/cli/messages.h"

namespace cordee::cli {
namespace {

// The option that a mismatch is about: "--lang: 1 required TEXT missing", "Expected exactly 1
// arguments to --k, got 2".
std::string Subject(const std::string& what) {
  constexpr char kTo[] = "arguments to ";
  const size_t to = what.find(kTo);
  if (to != std::string::npos) {
    const size_t start = to + sizeof(kTo) - 1;
    return what.substr(start, what.find(',', start) - start);
  }
  return what.substr(0, what.find_first_of(": "));
}

std::string Unknown(Language language, const std::string& argument, bool wants_command) {
  if (argument.starts_with("-")) return Say(language, text::kUnknownOption, {argument});
  return Say(language, wants_command ? text::kUnknownCommand : text::kUnexpected, {argument});
}

// "--weeks = abc" of "Could not convert: --weeks = abc".
std::string AfterColon(const std::string& what) {
  const size_t colon = what.find(": ");
  return colon == std::string::npos ? what : what.substr(colon + 2);
}

}  // namespace

std::string ParseComplaint(Language language, const CLI::App& app, const CLI::ParseError& error) {
  const std::string what = error.what();
  const std::vector<std::string> extras = app.remaining(true);
  // get_name() is the command's name in some of CLI11's constructors; the code is reliable.
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::ExtrasError:
      return Unknown(language, extras.empty() ? AfterColon(what) : extras.front(), false);
    case CLI::ExitCodes::RequiredError: {
      const std::string subject = what.substr(0, what.find(" is required"));
      if (!subject.starts_with("A subcommand")) return Say(language, text::kMissing, {subject});
      return extras.empty() ? Say(language, text::kNeedsCommand)
                            : Unknown(language, extras.front(), true);
    }
    case CLI::ExitCodes::ConversionError:
      return Say(language, text::kNotConvertible, {AfterColon(what)});
    case CLI::ExitCodes::ArgumentMismatch: {
      const bool too_many =
          what.find("At Most") != std::string::npos || what.find(", got ") != std::string::npos;
      return Say(language, too_many ? text::kTooManyValues : text::kValueMissing, {Subject(what)});
    }
    default:  // our own validators have spoken: "--weeks: ..."
      return Say(language, text::kBadValue, {what});
  }
}

}  // namespace cordee::cli
