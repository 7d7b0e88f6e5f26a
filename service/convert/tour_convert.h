// From the week of tours to what is stored and shown, and back.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "engine/engine.h"
#include "service/convert/problem_convert.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// One proposal for each tour, in the order of the tours.
std::vector<v1::Proposal> ToTourProposals(const Problem& problem, const RunReport& report,
                                          const EntryRefs& entries, const std::string& run_name);

// How the goods of each link travel, by need and resource.
using CarriagesByLink =
    std::map<std::pair<NeedIndex, ResourceIndex>, std::vector<v1::ProposalCarriage>>;
CarriagesByLink ToCarriages(const Problem& problem, const RunReport& report,
                            const EntryRefs& entries, const std::string& run_name);
// Adds them to the proposal of the link, with the carriers as parties and a reason for each.
void AddCarriages(const CarriagesByLink& carriages, const Link& link, v1::Proposal* proposal);

v1::TransportCertificate ToTransportCertificate(const Problem& problem, const RunReport& report,
                                                const EntryRefs& entries);

// Shipments that no tour takes.
std::vector<v1::UnmetNeed> ToLeftShipments(const Problem& problem, const RunReport& report,
                                           const EntryRefs& entries);
// Why no tour brings what a need could have had; empty when that is not what it lacks.
std::vector<v1::Fact> LeftSupplyFacts(const TransportResult& transport, NeedIndex need);
// The same of one pair, from the certificate of an earlier run. Names in full.
std::vector<v1::Fact> LeftPairFacts(const v1::TransportCertificate& certificate,
                                    const std::string& need, const std::string& resource);
// The same of a shipment; empty when a tour takes it.
std::vector<v1::Fact> LeftShipmentFacts(const v1::TransportCertificate& certificate,
                                        const std::string& need);

// What proposals and a certificate say about tours.
bool IsTour(const v1::Proposal& proposal);
absl::StatusOr<TransportResult> ReadTransport(const Problem& problem,
                                              const std::vector<v1::Proposal>& proposals,
                                              const v1::TransportCertificate& certificate);

}  // namespace cordee::service
