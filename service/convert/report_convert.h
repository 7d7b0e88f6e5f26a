// From the engine's report to what is stored and shown.
//
//   RunOutcome outcome = ToOutcome(problem, report, entries, *data, "territories/x/runs/7");
//   Localize(&outcome.proposals[0], Language::kFrench, *data);   // on the way out, per caller
//
// Stored messages carry facts (codes and values); Localize fills their `title` and `text` fields in
// the caller's language, so that one stored run reads in both. `entries` are always those that the
// problem was built from. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "cordee/v1/match_service.pb.h"
#include "cordee/v1/run.pb.h"
#include "engine/engine.h"
#include "service/convert/problem_convert.h"
#include "service/formats/catalogue_file.h"
#include "service/phrases/language.h"

namespace cordee::service {

struct RunOutcome {
  v1::Certificate certificate;
  v1::RunCounts counts;
  // By the value of what is handed over within the horizon, then by name.
  std::vector<v1::Proposal> proposals;
  std::vector<v1::UnmetNeed> unmet_needs;  // worst met first, then by name
  std::vector<v1::SupplyPrice> prices;
};

RunOutcome ToOutcome(const Problem& problem, const RunReport& report, const EntryRefs& entries,
                     const CatalogueData& data, const std::string& run_name);


// Which side of the pairs a list of suggestions shows.
enum class Shown { kResource, kNeed };

v1::SuggestMatchesResponse ToSuggestions(const Problem& problem, const Counterparts& counterparts,
                                         Shown shown, const EntryRefs& entries,
                                         const CatalogueData& data);

// A pair as the territory is now; `alternatives` best counterparts of each side are added.
v1::ExplainMatchResponse ToExplanation(const Problem& problem, NeedIndex need,
                                       ResourceIndex resource, int32_t alternatives,
                                       const EntryRefs& entries, const CatalogueData& data);

// Invalid when the problem has no such row. By last part of the resource name.
NeedIndex FindNeed(const Problem& problem, const std::string& id);
ResourceIndex FindResource(const Problem& problem, const std::string& id);

void Localize(v1::Proposal* proposal, Language language, const CatalogueData& data);
void Localize(v1::UnmetNeed* unmet, Language language, const CatalogueData& data);
void Localize(v1::SuggestMatchesResponse* response, Language language, const CatalogueData& data);
void Localize(v1::ExplainMatchResponse* response, Language language, const CatalogueData& data);

}  // namespace cordee::service
