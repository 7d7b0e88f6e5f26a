// The tours that the base run planned, and what was written since: from these a rerun goes on, so
// that it moves nothing that nobody touched.
//
//   builder.AddPreviousTour({.van = "van", .day = 0, .stops = {{"lunch", "carrots", 0, 1, true,
//                            28'800}, {"lunch", "carrots", 0, 1, false, 32'400}}});
//   builder.MarkNeedChanged("dinner");
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/model/logistics.h"

namespace cordee {

struct PreviousStopRow {
  std::string need;      // of a link, or a shipment
  std::string resource;  // of a link
  int32_t piece = 0;
  int32_t pieces = 1;
  bool pickup = false;
  int32_t begins = 0;  // second of the day
  std::string store;   // by which it goes, and on which leg of the two; empty: straight
  int32_t leg = 0;
  int32_t regular = -1;  // a stop of the vehicle's regular tour, without need and resource
};

struct PreviousTourRow {
  std::string van;
  int32_t day = 0;  // 0: Monday
  std::vector<PreviousStopRow> stops;
};

struct PreviousStop {
  NeedIndex need;  // of a link, with its resource
  ResourceIndex resource;
  FreightIndex freight;  // valid: a shipment, without a link
  int32_t piece = 0;
  int32_t pieces = 1;
  bool pickup = false;
  int32_t begins = 0;
  StoreIndex store;
  int32_t leg = 0;
  int32_t regular = -1;
};

struct PreviousTour {
  VanIndex van;
  int32_t day = 0;
  std::vector<PreviousStop> stops;
};

struct PreviousTransport {
  std::vector<PreviousTour> tours;  // as given
  // By row: written since the base run, or new. Empty without tours.
  std::vector<uint8_t> need_changed;
  std::vector<uint8_t> resource_changed;
  std::vector<uint8_t> freight_changed;
  std::vector<uint8_t> van_changed;
  std::vector<uint8_t> store_changed;

  bool empty() const { return tours.empty(); }
};

// Ids of rows, sorted.
struct RowIds {
  const std::vector<std::string>& needs;
  const std::vector<std::string>& resources;
  const std::vector<std::string>& freights;
  const std::vector<std::string>& vans;
  const std::vector<std::string>& stores;
};

// Stops of entries that are gone are left out, and tours of vehicles that are; so are ids in
// `changed_needs` (needs and shipments) and `changed_resources` (resources, vehicles and stores)
// that nobody has. O((stops + changed) log rows).
PreviousTransport ResolvePreviousTransport(const RowIds& ids,
                                           const std::vector<PreviousTourRow>& tours,
                                           const std::vector<std::string>& changed_needs,
                                           const std::vector<std::string>& changed_resources);

}  // namespace cordee
