// Strong integer units. Different measures never mix; each + and - is checked for overflow in
// builds with DCHECK. After PyVRP's Measure.h.
//
//   Quantity q(1500);            // 1500 base units of the category (grams, half-hours, pieces ...)
//   Metres far(20'000);
//   Quantity twice = q + q;      // fine
//   // q + far does not compile
#pragma once

#include <compare>
#include <cstdint>
#include <utility>

#include "engine/base/check.h"

namespace cordee {

template <typename Tag, typename Rep>
class Measure {
 public:
  using rep = Rep;

  constexpr Measure() = default;
  constexpr explicit Measure(Rep value) : value_(value) {}

  constexpr Rep value() const { return value_; }

  friend constexpr auto operator<=>(Measure, Measure) = default;

  friend constexpr Measure operator+(Measure a, Measure b) {
    Rep sum{};
    const bool overflow = __builtin_add_overflow(a.value_, b.value_, &sum);
    DCHECK(!overflow);
    return Measure(sum);
  }
  friend constexpr Measure operator-(Measure a, Measure b) {
    Rep difference{};
    const bool overflow = __builtin_sub_overflow(a.value_, b.value_, &difference);
    DCHECK(!overflow);
    return Measure(difference);
  }
  constexpr Measure operator-() const { return Measure() - *this; }
  constexpr Measure& operator+=(Measure other) { return *this = *this + other; }
  constexpr Measure& operator-=(Measure other) { return *this = *this - other; }

  template <typename H>
  friend H AbslHashValue(H state, Measure measure) {
    return H::combine(std::move(state), measure.value_);
  }

 private:
  Rep value_ = 0;
};

// Base units of a category: grams, millilitres, half-hours, pieces. Per week, per month, once, or
// over the whole horizon: the name of the variable or column says which.
using Quantity = Measure<struct QuantityTag, int64_t>;

// What one criterion, or a whole pair, is worth per reference quantity of its category.
using Points = Measure<struct PointsTag, int32_t>;

// Great-circle distance, rounded to whole metres before anything looks at it.
using Metres = Measure<struct MetresTag, int32_t>;

// A millionth of a point: the unit of the objective per base unit. A category whose reference
// quantity is r base units turns p points into p * (kMicropointsPerPoint / r) micropoints per base
// unit, exactly, because every reference quantity divides kMicropointsPerPoint.
using Micropoints = Measure<struct MicropointsTag, int64_t>;
inline constexpr int64_t kMicropointsPerPoint = 1'000'000;

// Sum of Micropoints times Quantity. 128 bits: 1e6 needs x 1e9 units x 1e10 micropoints fits.
using Total = __int128;

}  // namespace cordee
