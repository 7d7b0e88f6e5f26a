// The command cordee-instance: reads one public instance, solves it, checks the solution against
// the file, prints one line of JSON.
//
//   return RunCommandLine(argc, argv, std::cout, std::cerr);
//
// Returns the exit code: 0 when the instance was solved or proved infeasible, 1 for a file that
// cannot be read, solved or written, 2 for a wrong command line.
#pragma once

#include <ostream>

namespace cordee::bench {

int RunCommandLine(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace cordee::bench
