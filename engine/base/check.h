// CHECK stops the process on a broken invariant: one of our own bugs, never bad input.
// It stays on in release builds. DCHECK is for costly invariants and is off under NDEBUG.
#pragma once

namespace cordee {

// Prints file, line and condition to standard error, then aborts.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);

}  // namespace cordee

#define CHECK(condition)                                       \
  do {                                                         \
    if (!(condition)) [[unlikely]] {                           \
      ::cordee::CheckFailed(__FILE__, __LINE__, #condition);   \
    }                                                          \
  } while (false)

#ifdef NDEBUG
#define DCHECK(condition) static_cast<void>(sizeof(!(condition)))
#else
#define DCHECK(condition) CHECK(condition)
#endif
