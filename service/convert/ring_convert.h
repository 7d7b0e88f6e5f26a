// Rings of reciprocity as proposals, and back.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "engine/engine.h"
#include "service/convert/problem_convert.h"

namespace cordee::service {

// One for each ring, in their order, without name. `worth`: points of what each link hands over, by
// need and resource; a ring is worth what its links are, for the order of proposals.
using WorthByLink = std::map<std::pair<NeedIndex, ResourceIndex>, Total>;
std::vector<std::pair<Total, v1::Proposal>> ToRingProposals(const Problem& problem,
                                                            const RunReport& report,
                                                            const EntryRefs& entries,
                                                            const WorthByLink& worth,
                                                            const std::string& run_name);
v1::RingCertificate ToRingCertificate(const RingResult& rings, const EntryRefs& entries);

// What proposals and a certificate say about rings.
bool IsRing(const v1::Proposal& proposal);
absl::StatusOr<RingResult> ReadRings(const Problem& problem,
                                     const std::vector<v1::Proposal>& proposals,
                                     const v1::RingCertificate& certificate);

}  // namespace cordee::service
