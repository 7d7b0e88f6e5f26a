// A day of deliveries in a rural territory: farms and workshops send to canteens, shops and
// neighbours, with vans that belong to a few of them.
#pragma once

#include <cstdint>

#include "engine/solve/tours/tour_problem.h"

namespace cordee::bench {

// 40 km by 40 km, places in villages; metres of road (1.3 times the straight line), seconds (50
// km/h and 2 minutes at each stop), millionths of a euro (0.40 a kilometre, 15 an hour, 20 a van
// that leaves). Loads in kilograms, litres and crates; one shipment in five is cooled, half of the
// vans cool; pick-ups from 6 to 12, deliveries within two hours of the day, a van is out for ten
// hours at most. The same for the same arguments.
TourProblem DeliveryDay(int32_t shipments, int32_t vehicles, uint64_t seed);

}  // namespace cordee::bench
