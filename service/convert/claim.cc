#include "service/convert/claim.h"

#include "service/convert/terms_rows.h"
#include "service/errors.h"

namespace cordee::service {

absl::Status RefuseClaim(const std::string& what) {
  return MakeError(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RUN_CHECK_FAILED,
                   {{"value", what}});
}

absl::StatusOr<ActorIndex> ReadActor(const Problem& problem, const std::string& name) {
  const auto actor = FindRow<ActorIndex>(problem.actors().id, LastPart(name));
  if (!actor.valid()) return RefuseClaim(name);
  return actor;
}

}  // namespace cordee::service
