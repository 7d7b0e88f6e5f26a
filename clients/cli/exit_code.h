// What the shell learns. Scripts may rely on these numbers; they never change meaning.
#pragma once

namespace cordee::cli {

enum class ExitCode : int {
  kOk = 0,
  // The command did its work and found something wrong: a run that does not verify, lines of a file
  // that were left out.
  kFinding = 1,
  // The command line is wrong, or a file named on it cannot be read.
  kUsage = 2,
  // The server understood and refused: bad input, a conflict, a limit.
  kRefused = 3,
  kNotFound = 4,
  // No token, a bad one, or one that may not do this.
  kNoPermission = 5,
  kUnreachable = 6,
  // A fault of the server or of this program.
  kInternal = 7,
};

}  // namespace cordee::cli
