// A place that somebody states: a commune, a point, or both.
#pragma once

#include <string>

#include "cordee/v1/types.pb.h"
#include "service/convert/text_check.h"
#include "service/formats/gazetteer.h"

namespace cordee::service {

// Checks, and fills from the gazetteer: code and name of the commune, and a point inside it where
// none is given. Field paths start with `path`. A point far from its commune is a problem, and so
// is a place without a point in the end.
void CheckPlace(v1::Place* place, const std::string& path, const Gazetteer& gazetteer,
                bool suggest, Problems* problems);

}  // namespace cordee::service
