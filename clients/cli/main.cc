// The program: reads the environment and the terminal, and nothing else.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "clients/cli/app.h"

namespace {

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int TerminalWidth() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : cordee::cli::kDefaultWidth;
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
      out_is_terminal ? TerminalWidth() : cordee::cli::kDefaultWidth,
      out_is_terminal && colour,
      err_is_terminal && colour,
      err_is_terminal,
  };
  const cordee::cli::Environment environment{
      FromEnvironment("CORDEE_SERVER"),    FromEnvironment("CORDEE_TOKEN"),
      FromEnvironment("CORDEE_TERRITORY"), FromEnvironment("LC_ALL"),
      FromEnvironment("LC_MESSAGES"),      FromEnvironment("LANG")};
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const cordee::cli::ExitCode code = cordee::cli::Main(arguments, environment, terminal);
  std::cout.flush();
  return static_cast<int>(std::cout.good() ? code : cordee::cli::ExitCode::kInternal);
}
