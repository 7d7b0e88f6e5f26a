#include "engine/solve/booking_board.h"

#include <array>
#include <bit>
#include <utility>
#include <vector>

#include "engine/base/limits.h"
#include "engine/solve/booking_packing.h"
#include "engine/solve/components.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/random_world.h"
#include "tests/support/solved_world.h"

namespace cordee {
namespace {

using testing::Cases;
using testing::RandomWorld;
using testing::Solved;
using testing::SolveWorld;

// Half-hour by half-hour.
class CountingBoard {
 public:
  explicit CountingBoard(const BookingProblem& bookings)
      : bookings_(bookings),
        taken_(bookings.resources().size() * kMaxHorizonWeeks * kHalfHoursPerWeek, 0) {}

  bool Fits(const BookingProblem::Pair& pair, const Place& place) {
    bool fits = true;
    ForEach(pair, place, [&](int64_t& taken, int32_t slot) {
      fits = fits && pair.hours.Has(slot) && taken < bookings_.units(pair.resource);
    });
    return fits;
  }
  Place FirstPlace(const BookingProblem::Pair& pair) {
    std::vector<WeekSet> choices = {pair.weeks};
    if (!bookings_.weekly(pair)) {
      choices.clear();
      for (int32_t week = 0; week < kMaxHorizonWeeks; ++week) {
        if ((pair.weeks >> week & 1) != 0) choices.push_back(WeekSet{1} << week);
      }
    }
    for (WeekSet weeks : choices) {
      for (int32_t slot = 0; slot + bookings_.duration(pair) <= kHalfHoursPerWeek; ++slot) {
        if (Fits(pair, {slot, weeks})) return {slot, weeks};
      }
    }
    return {};
  }
  void Change(const BookingProblem::Pair& pair, const Place& place, int64_t by) {
    ForEach(pair, place, [by](int64_t& taken, int32_t) { taken += by; });
  }

 private:
  template <typename Visit>
  void ForEach(const BookingProblem::Pair& pair, const Place& place, const Visit& visit) {
    for (WeekSet rest = place.weeks; rest != 0; rest &= rest - 1) {
      const int64_t week = int64_t{pair.resource} * kMaxHorizonWeeks + std::countr_zero(rest);
      for (int32_t slot = place.slot; slot < place.slot + bookings_.duration(pair); ++slot) {
        visit(taken_[static_cast<size_t>(week * kHalfHoursPerWeek + slot)], slot);
      }
    }
  }

  const BookingProblem& bookings_;
  std::vector<int64_t> taken_;
};

TEST(BookingBoard, FindsThePlacesThatCountingFinds) {
  int64_t taken_in_all = 0;
  for (int64_t seed = 0; seed < Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const Solved run = SolveWorld(RandomWorld(
        random, {.most_needs = 12, .most_offers = 5, .bookings = true, .goods = false}));
    const auto expansion = ExpandToFlow(run.problem, run.candidates, run.points);
    ASSERT_TRUE(expansion.ok()) << expansion.status();
    const Components parts = *FindComponents(run.problem, run.candidates, StopToken());
    for (int64_t k = 0; k < parts.size(); ++k) {
      const BookingProblem bookings(run.problem, run.candidates, *expansion, {}, parts.NeedsOf(k));
      BookingBoard board(bookings);
      CountingBoard counting(bookings);
      std::vector<std::pair<size_t, Place>> taken;
      for (int step = 0; step < 60; ++step) {
        if (!taken.empty() && random.OneIn(3)) {
          const auto i =
              static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(taken.size()) - 1));
          std::swap(taken[i], taken.back());
          const auto [p, place] = taken.back();
          board.Free(bookings.pairs()[p], place);
          counting.Change(bookings.pairs()[p], place, -1);
          taken.pop_back();
          continue;
        }
        const auto p = static_cast<size_t>(
            random.Uniform(0, static_cast<int64_t>(bookings.pairs().size()) - 1));
        const BookingProblem::Pair& pair = bookings.pairs()[p];
        const Place place = board.FirstPlace(pair);
        ASSERT_EQ(place, counting.FirstPlace(pair));
        if (!place.valid()) continue;
        board.Take(pair, place);
        counting.Change(pair, place, 1);
        taken.emplace_back(p, place);
        ++taken_in_all;
      }
    }
  }
  EXPECT_GT(taken_in_all, 0);
}

TEST(Packings, RememberWhatPackingSays) {
  Random random(11);
  for (int64_t seed = 0; seed < Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    const Solved run = SolveWorld(
        RandomWorld(random, {.most_needs = 8, .most_offers = 2, .bookings = true, .goods = false}));
    const auto expansion = ExpandToFlow(run.problem, run.candidates, run.points);
    ASSERT_TRUE(expansion.ok()) << expansion.status();
    const Components parts = *FindComponents(run.problem, run.candidates, StopToken());
    for (int64_t k = 0; k < parts.size(); ++k) {
      const BookingProblem bookings(run.problem, run.candidates, *expansion, {}, parts.NeedsOf(k));
      Packings packings(bookings);
      for (int step = 0; step < 12; ++step) {
        std::vector<int32_t> pairs;
        for (size_t p = 0; p < bookings.pairs().size(); ++p) {
          if (bookings.pairs()[p].resource == 0 && random.OneIn(2)) {
            pairs.push_back(static_cast<int32_t>(p));
          }
        }
        if (pairs.empty()) continue;
        int64_t budget = kMaxPackingPlaces;
        EXPECT_EQ(packings.Of(pairs), PackBookings(bookings, pairs, budget));
      }
    }
  }
}

}  // namespace
}  // namespace cordee
