// A tour as its driver reads it: when to leave, where to stop, what to load and to leave; and who
// pays what.
#pragma once

#include <string>

#include "clients/cli/session.h"
#include "cordee/v1/run.pb.h"

namespace cordee::cli {

// REQUIRES: proposal.has_tour().
void PrintTour(const Session& session, const v1::Proposal& proposal);

// "3 tournées, 12 enlèvements, 184 km, 96,40 € (seuls : 412 km, 230,10 €)".
std::string TransportText(const Session& session, const v1::TransportCertificate& transport);

}  // namespace cordee::cli
