// A run that must not fail, and two that must plan the same.
#pragma once

#include <cstdint>
#include <utility>

#include "engine/engine.h"
#include "gtest/gtest.h"

namespace cordee::testing {

inline RunReport MustMatch(const Problem& problem, int32_t threads = 1) {
  absl::StatusOr<RunReport> report = Match(problem, {.threads = threads}, StopToken(), nullptr);
  EXPECT_TRUE(report.ok()) << report.status();
  return report.ok() ? *std::move(report) : RunReport();
}

inline void ExpectSamePlan(const RunReport& one, const RunReport& other) {
  EXPECT_EQ(one.result.links, other.result.links);
  EXPECT_EQ(one.transport.hauls, other.transport.hauls);
  EXPECT_EQ(one.transport.tours, other.transport.tours);
  EXPECT_EQ(one.transport.left_freights, other.transport.left_freights);
}

}  // namespace cordee::testing
