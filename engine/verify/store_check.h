// Goods that go by a store, re-derived from the problem: both legs of every part by the same store
// and none straight beside them, brought on an earlier day than fetched and for no more nights than
// it keeps them, the weeks, temperature and reach of the store, what lies in it at any moment, and
// the cost of all of it. Errors: FailedPrecondition that names what is broken.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/problem.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// REQUIRES: every haul is of an entry that exists and is picked up and delivered once, in one tour;
// legs name a store that exists. `hectograms`: of every haul. O(hauls squared by store).
absl::Status CheckStores(const Problem& problem, const std::vector<int64_t>& hectograms,
                         const TransportResult& transport);

}  // namespace cordee
