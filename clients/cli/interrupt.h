// Ctrl-C as a request while something is followed.
//
//   Interrupt interrupt([&] { Cancel(run); });  // called once, on a thread of its own
//   Follow(run);
//
// The second Ctrl-C ends the program as always. One at a time in a process.
#pragma once

#include <array>
#include <functional>
#include <thread>

namespace cordee::cli {

class Interrupt {
 public:
  explicit Interrupt(std::function<void()> on_first);
  // Ctrl-C does again what it did before; waits for a call that is under way.
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

 private:
  std::array<int, 2> pipe_{-1, -1};
  std::thread listener_;
};

}  // namespace cordee::cli
