// The program: reads the environment and the terminal, and nothing else.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "clients/cli/app.h"

namespace {

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// A terminal knows its width; for anything else COLUMNS decides, and without it nothing is cut.
int Width(bool out_is_terminal) {
  winsize size{};
  const bool known =
      out_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  if (known) return size.ws_col;
  const int asked = std::atoi(FromEnvironment("COLUMNS").c_str());
  if (asked > 0) return std::min(asked, cordee::cli::kUnlimitedWidth);
  return out_is_terminal ? cordee::cli::kDefaultWidth : cordee::cli::kUnlimitedWidth;
}

// The repository of build/PRESET/bin/cordee.
std::string Home() {
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (unknown) return "";
  return program.parent_path().parent_path().parent_path().parent_path().string();
}

}  // namespace

int main(int argc, char** argv) {
  const bool out_is_terminal = isatty(STDOUT_FILENO) == 1;
  const bool err_is_terminal = isatty(STDERR_FILENO) == 1;
  // https://no-color.org: set and not empty means no colour.
  const bool colour = FromEnvironment("NO_COLOR").empty() && FromEnvironment("TERM") != "dumb";
  const cordee::cli::Terminal terminal{
      std::cout,
      std::cerr,
      Width(out_is_terminal),
      out_is_terminal && colour,
      err_is_terminal && colour,
      err_is_terminal,
  };
  const cordee::cli::Environment environment{FromEnvironment("CORDEE_SERVER"),
                                             FromEnvironment("CORDEE_TOKEN"),
                                             FromEnvironment("CORDEE_TERRITORY"),
                                             FromEnvironment("LC_ALL"),
                                             FromEnvironment("LC_MESSAGES"),
                                             FromEnvironment("LANG"),
                                             Home()};
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const cordee::cli::ExitCode code = cordee::cli::Main(arguments, environment, terminal);
  return static_cast<int>(code);
}
