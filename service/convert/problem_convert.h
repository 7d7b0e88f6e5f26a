// From the entries of a territory to the engine's Problem.
//
//   EntryRefs entries = ...;                       // of one revision
//   ASSIGN_OR_RETURN(Policy policy, PolicyFromProto(&run.policy(), "run.policy"));
//   ASSIGN_OR_RETURN(Problem problem, BuildProblem(entries, catalogue, policy, horizon, {}));
//
// Engine ids are the last parts of resource names: "carrots-42" for
// "territories/x/needs/carrots-42". Entries must have passed CheckEntry; one that has not is
// answered with INVALID_ARGUMENT. Pure functions, thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/registry.pb.h"
#include "cordee/v1/run.pb.h"
#include "engine/model/problem.h"
#include "service/convert/policy_convert.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// Entries of one revision; whoever owns them must outlive the use. Sorted by name, so that row i of
// the problem is entry i.
struct EntryRefs {
  std::vector<const v1::Actor*> actors;
  std::vector<const v1::Need*> needs;
  std::vector<const v1::Resource*> resources;
};

void SortByName(EntryRefs* entries);

// Where the run stands in time. INVALID_ARGUMENT (DATE_INVALID, VALUE_OUT_OF_RANGE) at
// run.horizon_start, which must be a Monday, or run.horizon_weeks, whole quarters of 13 weeks.
absl::StatusOr<Horizon> HorizonFromProto(const google::type::Date& start, int32_t weeks);
// "2026-11-30", also of a date that does not exist.
std::string DateText(const google::type::Date& date);
google::type::Date ToDate(int32_t day_number);

// What a run reads besides entries, policy, horizon and catalogue.
struct RunInputs {
  // Of its base run; empty: there was none.
  std::vector<v1::PreviousLink> links;
  std::vector<v1::Tour> tours;
  std::vector<std::string> changed;  // names of needs and resources; empty without tours
  // Ways between places. Without a source: all are estimated.
  v1::Roads roads;
};

inline bool HasRoads(const RunInputs& inputs) {
  return inputs.roads.source() != v1::ROAD_SOURCE_UNSPECIFIED;
}

// REQUIRES: entries are sorted by name.
absl::StatusOr<Problem> BuildProblem(const EntryRefs& entries,
                                     std::shared_ptr<const CatalogueData> data,
                                     const Policy& policy, const Horizon& horizon,
                                     const RunInputs& inputs);

}  // namespace cordee::service
