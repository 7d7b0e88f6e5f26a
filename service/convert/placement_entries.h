// Posts and people among the entries of a territory, and as rows of the engine.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cordee/v1/registry.pb.h"
#include "engine/model/placement.h"
#include "service/convert/problem_convert.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// The same entries, those that are shared out apart from those that are placed and those of which
// tours are made. Each list in the order of the problem's rows.
struct SplitEntries {
  std::vector<const v1::Need*> needs;
  std::vector<const v1::Resource*> resources;
  std::vector<const v1::Need*> posts;
  std::vector<const v1::Resource*> people;
  std::vector<const v1::Resource*> vehicles;
  std::vector<const v1::Resource*> stores;
  std::vector<const v1::Need*> shipments;
};
SplitEntries Split(const EntryRefs& entries, const Catalogue& catalogue);

// Ids of the last parts of names. Names in rankings and vetoes that are in neither set rank nobody:
// entries come and go.
struct PlacedIds {
  std::set<std::string> posts;
  std::set<std::string> people;
};
PlacedIds IdsOf(const SplitEntries& entries);

// REQUIRES: the entry passed CheckEntry, and is placed.
PlacementRow ToPostRow(const v1::Need& need, const PlacedIds& ids, const CatalogueData& data);
PlacementRow ToPersonRow(const v1::Resource& resource, const PlacedIds& ids,
                         const CatalogueData& data);

}  // namespace cordee::service
