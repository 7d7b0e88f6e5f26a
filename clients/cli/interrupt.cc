#include "clients/cli/interrupt.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include "engine/base/check.h"

namespace cordee::cli {
namespace {

constexpr char kCtrlC = 'c';
constexpr char kDone = 'd';

// A signal handler may do little more than write to a pipe.
std::atomic<int> g_pipe{-1};

void Send(int pipe, char what) {
  while (write(pipe, &what, 1) < 0 && errno == EINTR) {
  }
}

void OnSignal(int /*signal*/) {
  const int saved = errno;
  Send(g_pipe.load(), kCtrlC);
  errno = saved;
}

void Handle(void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  // The next one finds the default: the program ends.
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  CHECK(sigaction(SIGINT, &action, nullptr) == 0);
}

void Listen(int pipe, const std::function<void()>& on_first) {
  char what = kDone;
  while (read(pipe, &what, 1) < 0 && errno == EINTR) {
  }
  if (what == kCtrlC) on_first();
}

}  // namespace

Interrupt::Interrupt(std::function<void()> on_first) {
  if (pipe(pipe_.data()) != 0) return;  // no descriptor left: Ctrl-C stays as it is
  g_pipe.store(pipe_[1]);
  listener_ = std::thread([in = pipe_[0], call = std::move(on_first)] { Listen(in, call); });
  Handle(OnSignal);
}

Interrupt::~Interrupt() {
  if (!listener_.joinable()) return;
  Handle(SIG_DFL);
  Send(pipe_[1], kDone);
  listener_.join();
  g_pipe.store(-1);
  close(pipe_[0]);
  close(pipe_[1]);
}

}  // namespace cordee::cli
