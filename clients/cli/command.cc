#include "clients/cli/command.h"

#include <algorithm>

#include "absl/strings/numbers.h"

namespace cordee::cli {

CLI::Validator Commands::OneOf(const std::vector<std::string>& choices) const {
  return CLI::Validator(
      [choices, language = language_](std::string& value) {
        if (std::find(choices.begin(), choices.end(), value) != choices.end()) return std::string();
        std::string all;
        for (const std::string& choice : choices) all += (all.empty() ? "" : ", ") + choice;
        return cli::Say(language, text::kNotOneOf, {value, all});
      },
      "");
}

CLI::Validator Commands::Between(int64_t least, int64_t most) const {
  return CLI::Validator(
      [least, most, language = language_](std::string& value) {
        int64_t number = 0;
        const bool good = absl::SimpleAtoi(value, &number) && number >= least && number <= most;
        return good ? std::string() : cli::Say(language, text::kNotBetween, {value, least, most});
      },
      "");
}

}  // namespace cordee::cli
