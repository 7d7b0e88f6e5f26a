// Links in which no resource gives less than its minimum order.
//
//   std::vector<MissedOrder> missed = LetGoBelowMinimum(problem, links);   // at once
//   ASSIGN_OR_RETURN(MinimumOrders orders, KeepMinimumOrders(run, relaxed, links, meter));
//
// What leaves a solver passes LetGoBelowMinimum at last (incumbent.h), whatever ended it.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/run_view.h"
#include "engine/solve/work.h"

namespace cordee {

// Takes out the links of resources that give less than their minimum order: what each of those
// would have given, by resource. O(resources + links); O(1) where no resource has a minimum.
std::vector<MissedOrder> LetGoBelowMinimum(const Problem& problem, std::vector<Link>& links);

// Decides which resources reach their minimum order, component by component (order_search.h):
// changes `links`, which keep their lots, where that is worth more than to let go of what is below.
// `relaxed`: what flows when lots and minimum orders are left aside. When the meter ends it, what
// was found until then.
absl::StatusOr<MinimumOrders> KeepMinimumOrders(const RunView& run,
                                                const std::vector<Link>& relaxed,
                                                std::vector<Link>& links, WorkMeter& meter);

}  // namespace cordee
