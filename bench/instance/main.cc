// cordee-instance: solves a public instance with the engine's own kernel.
//
//   cordee-instance flow netgen01.min --out netgen01.sol
#include <iostream>

#include "bench/instance/command_line.h"

int main(int argc, char** argv) {
  return cordee::bench::RunCommandLine(argc, argv, std::cout, std::cerr);
}
