#include "tools/interrupt.hpp"

#include <csignal>

namespace torntape::tools {
namespace {

// A signal handler reaches nothing but what is static.
std::atomic<std::atomic<bool>*> stop_flag{nullptr};
volatile std::sig_atomic_t signal_number = 0;

void note(int number) {
  signal_number = number;
  if (std::atomic<bool>* stop = stop_flag.load()) stop->store(true);
}

void handle(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, nullptr);
}

}  // namespace

static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<std::atomic<bool>*>::is_always_lock_free);

Interrupt::Interrupt(std::atomic<bool>& stop) {
  stop_flag = &stop;
  for (const int number : {SIGINT, SIGTERM}) handle(number, note);
}

Interrupt::~Interrupt() {
  for (const int number : {SIGINT, SIGTERM}) handle(number, SIG_DFL);
  stop_flag = nullptr;
}

int Interrupt::exit_code() {
  return signal_number == 0 ? 0 : 128 + static_cast<int>(signal_number);
}

}  // namespace torntape::tools
