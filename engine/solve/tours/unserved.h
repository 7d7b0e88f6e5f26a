// Why a shipment stays where it is.
#pragma once

#include <cstdint>

#include "engine/solve/tours/route.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

// Of a shipment that no tour serves. Time O(vehicles).
Unserved WhyUnserved(const TourColumns& columns, int32_t shipment);

}  // namespace cordee
