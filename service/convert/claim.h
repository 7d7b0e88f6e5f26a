// What the readers of a stored run's claims share (placement_claim, tour_claim, ring_convert).
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/model/problem.h"

namespace cordee::service {

// FAILED_PRECONDITION (RUN_CHECK_FAILED): what does not hold.
absl::Status RefuseClaim(const std::string& what);

// The actor of a resource name, or the refusal of the name.
absl::StatusOr<ActorIndex> ReadActor(const Problem& problem, const std::string& name);

}  // namespace cordee::service
