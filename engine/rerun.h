// A run's report as the base of the next run.
//
//   const BaseRows base = ToBaseRows(problem, report);
//   ProblemBuilder builder(...);                              // the territory as it is now
//   for (const PreviousLinkRow& link : base.links) builder.AddPreviousLink(link);
//   for (const PreviousTourRow& tour : base.tours) builder.AddPreviousTour(tour);
//   builder.MarkNeedChanged("dinner");                        // what was written since
#pragma once

#include <vector>

#include "engine/engine.h"

namespace cordee {

struct BaseRows {
  std::vector<PreviousLinkRow> links;
  std::vector<PreviousTourRow> tours;
};

// By ids, so that rows may come and go in between. `report`: of `problem`.
BaseRows ToBaseRows(const Problem& problem, const RunReport& report);

}  // namespace cordee
