// What is stored and said about who pays for a tour.
//
//   code           values                          says
//   tour-shared    count, cents, metres,           what all pay together, and each on their own
//                  alone_cents, alone_metres
//   tour-core      -                               nobody pays more than alone, nor does any group
//   tour-alone     count                           the same, of `count` groups alone
//   tour-fair      group, cents                    nobody alone, but this group, by `cents`
//   tour-subsidy   payers, cents, gainers          who pays more than alone, and for whose sake
//   tour-division  state ("empty", "not_empty",    whether another division would content all;
//                  "undecided"), cents, sampled    "empty": what some group would save at least
//   tour-sampled   count                           that shares are estimates, from `count` groups
//
// `group`, `payers` and `gainers` are names, one a line.
#pragma once

#include <vector>

#include "cordee/v1/run.pb.h"
#include "engine/solve/transport_result.h"
#include "service/convert/problem_convert.h"

namespace cordee::service {

// Nothing where fewer than two share.
std::vector<v1::Fact> ShareReasons(const HaulTour& tour, const EntryRefs& entries);

// The fields of `out` about groups and gainers.
void DescribeCore(const HaulTour& tour, const EntryRefs& entries, v1::Tour* out);

}  // namespace cordee::service
