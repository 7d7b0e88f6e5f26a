// Deterministic pseudo-random numbers and hashes: the same on every machine and compiler.
// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/check.h"

namespace cordee {

// One SplitMix64 step: a bijection on 64 bits that scatters them well.
constexpr uint64_t MixBits(uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// FNV-1a over the bytes, then mixed. Stable for ever: match keys and tie-breaks are built on it.
constexpr uint64_t HashBytes(std::string_view bytes, uint64_t seed = 0xcbf29ce484222325ULL) {
  uint64_t hash = seed;
  for (char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return MixBits(hash);
}

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    const uint64_t out = MixBits(state_);
    state_ += 0x9e3779b97f4a7c15ULL;
    return out;
  }

  // Uniform in [low, high]. REQUIRES: low <= high.
  int64_t Uniform(int64_t low, int64_t high) {
    DCHECK(low <= high);
    const uint64_t span = static_cast<uint64_t>(high) - static_cast<uint64_t>(low) + 1;
    if (span == 0) return static_cast<int64_t>(Next());
    const auto scaled = (static_cast<unsigned __int128>(Next()) * span) >> 64;
    return static_cast<int64_t>(static_cast<uint64_t>(low) + static_cast<uint64_t>(scaled));
  }

  // Uniform in [0, 1).
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

  bool OneIn(int64_t n) { return Uniform(1, n) == 1; }

  template <typename Container>
  void Shuffle(Container& items) {
    for (int64_t i = static_cast<int64_t>(items.size()) - 1; i > 0; --i) {
      using std::swap;
      swap(items[static_cast<size_t>(i)], items[static_cast<size_t>(Uniform(0, i))]);
    }
  }

 private:
  uint64_t state_;
};

}  // namespace cordee
