// The whole command line as a function, so that tests can call it.
//
//   Terminal terminal{std::cout, std::cerr};
//   return Main({"search", "carottes", "--json"}, environment, terminal);
//
// Language, and whether colours and bars are drawn, are decided here and in main.cc; commands ask
// the session.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/exit_code.h"
#include "clients/cli/layout.h"

namespace cordee::cli {

inline constexpr char kDefaultServer[] = "127.0.0.1:7070";

// What main.cc read from the environment; empty when unset.
struct Environment {
  std::string server;     // CORDEE_SERVER
  std::string token;      // CORDEE_TOKEN
  std::string territory;  // CORDEE_TERRITORY
  std::string lc_all;
  std::string lc_messages;
  std::string lang;
  // Folder of the repository that the program was built in, for the default paths.
  std::string home = {};
};

// `arguments` are those after the program's name.
ExitCode Main(const std::vector<std::string>& arguments, const Environment& environment,
              const Terminal& terminal);

}  // namespace cordee::cli
