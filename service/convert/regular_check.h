// The tours that a vehicle drives anyway.
#pragma once

#include <vector>

#include "cordee/v1/registry.pb.h"
#include "engine/model/regular_tour.h"
#include "service/convert/place_check.h"
#include "service/convert/text_check.h"
#include "service/formats/gazetteer.h"

namespace cordee::service {

// Checks `terms.vehicle.regular_tours` against the vehicle's hours, and fills their places from the
// gazetteer. Field paths: "terms.vehicle.regular_tours[0].calls[1].minute".
void CheckRegular(v1::Terms* terms, const Gazetteer& gazetteer, bool suggest, Problems* problems);

// A field left at zero takes its default. REQUIRES: checked.
std::vector<RegularTourRow> ToRegularRows(const v1::VehicleTerms& vehicle);
Licence ToLicence(v1::DrivingLicence licence);

}  // namespace cordee::service
