// Vehicles, stores and shipments among the entries of a territory, as rows of the engine, and back.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cordee/v1/registry.pb.h"
#include "engine/model/problem.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

inline bool IsVehicle(const v1::Resource& resource) { return resource.terms().has_vehicle(); }
inline bool IsStore(const v1::Resource& resource) { return resource.terms().has_storage(); }
inline bool IsShipment(const v1::Need& need) { return need.terms().has_shipment(); }

// REQUIRES: the entry passed CheckEntry. `home`: place of its actor.
absl::StatusOr<VanRow> ToVanRow(const v1::Resource& resource, const CatalogueData& data);
absl::StatusOr<FreightRow> ToFreightRow(const v1::Need& need, Position home,
                                        const CatalogueData& data);

absl::StatusOr<StoreRow> ToStoreRow(const v1::Resource& resource, const CatalogueData& data);

Position ToPosition(const google::type::LatLng& point);

// Invalid when the problem has no such row. By last part of the resource name.
VanIndex FindVan(const Problem& problem, const std::string& id);
FreightIndex FindFreight(const Problem& problem, const std::string& id);
StoreIndex FindStore(const Problem& problem, const std::string& id);

}  // namespace cordee::service
