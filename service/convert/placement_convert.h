// From the engine's placements to what is stored and shown, and back.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/match_service.pb.h"
#include "cordee/v1/run.pb.h"
#include "engine/engine.h"
#include "service/convert/placement_entries.h"
#include "service/convert/problem_convert.h"
#include "service/convert/report_convert.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// One proposal for each person who is placed, with a leg for each employer, and one for each job
// that employers could create; each with the value by which it is ordered.
std::vector<std::pair<Total, v1::Proposal>> ToPlacementProposals(const Problem& problem,
                                                                 const PlacementResult& result,
                                                                 const EntryRefs& entries,
                                                                 const CatalogueData& data,
                                                                 const std::string& run_name);

v1::PlacementCertificate ToPlacementCertificate(const Problem& problem,
                                                const PlacementReport& report,
                                                const EntryRefs& entries);

// Posts with hours left, and people who are not placed for all the hours that they wish.
std::vector<v1::UnmetNeed> ToOpenEntries(const Problem& problem, const PlacementReport& report,
                                         const EntryRefs& entries, const CatalogueData& data);

// A post and a person as the territory is now.
v1::ExplainMatchResponse ToPlacementExplanation(const Problem& problem, PostIndex post,
                                                PersonIndex person, int32_t alternatives,
                                                const EntryRefs& entries,
                                                const CatalogueData& data);
// The best people for a post by its preferences, or the best posts for a person by its own.
v1::SuggestMatchesResponse SuggestForPost(const Problem& problem, PostIndex post, int32_t count,
                                          const EntryRefs& entries, const CatalogueData& data);
v1::SuggestMatchesResponse SuggestForPerson(const Problem& problem, PersonIndex person,
                                            int32_t count, const EntryRefs& entries,
                                            const CatalogueData& data);

// Invalid when the problem has no such row. By last part of the resource name.
PostIndex FindPost(const Problem& problem, const std::string& id);
PersonIndex FindPerson(const Problem& problem, const std::string& id);

// What proposals and a certificate say about placements. True when the proposal is one; the flow's
// are others.
bool IsPlacement(const Problem& problem, const v1::Proposal& proposal);
absl::StatusOr<PlacementResult> ReadPlacements(const Problem& problem,
                                               const std::vector<v1::Proposal>& proposals,
                                               const v1::PlacementCertificate& certificate);

}  // namespace cordee::service
