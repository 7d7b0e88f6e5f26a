// Needs, resources and what a unit between them is worth: the shape of the engine's flows.
//
//   p match 2 1 2    needs, resources, arcs
//   n 1 30           need, quantity
//   n 2 20
//   r 1 40           resource, quantity
//   a 1 1 900        need, resource, points of a unit
//   a 2 1 800
//   u 2 100 500      each unit of need 2 that is unmet costs 100 points up to 500 permille of
//   u 2 700 1000     its quantity, and 700 points beyond
//
// Find the flow with the most points, unmet costs subtracted. Everything may stay unmatched, and
// an arc carries as much as its two ends allow. Each need and resource has its n or r line; u lines
// of a need come in order, up to 1000 permille; a need without any costs nothing when unmet. A
// boundary between tiers is rounded down to whole units.
//
// Errors of ReadMatchFile: INVALID_ARGUMENT or NOT_FOUND, as instance_reader.h says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace cordee::bench {

struct MatchArc {
  int32_t resource = 0;  // from 0 here, from 1 in files
  int32_t points = 0;
};

// Each unit unmet beyond the tier before it, up to floor(quantity * up_to_permille / 1000).
struct UnmetTier {
  int32_t points = 0;
  int32_t up_to_permille = 0;
};

// Arcs of need i are [arc_begin[i], arc_begin[i + 1]), in the order of the file; tiers likewise.
struct MatchInstance {
  std::vector<int64_t> need_quantity;
  std::vector<int64_t> resource_quantity;
  std::vector<int64_t> arc_begin;
  std::vector<MatchArc> arcs;
  std::vector<int64_t> tier_begin;
  std::vector<UnmetTier> tiers;
};

absl::StatusOr<MatchInstance> ReadMatchFile(const std::string& path);

}  // namespace cordee::bench
