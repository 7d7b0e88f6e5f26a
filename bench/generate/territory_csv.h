// A generated territory as a file that the import profile "cordee" reads: UTF-8, ";", one row for
// each actor and, after it, one for each of its needs and resources. Quantities are in base units.
#pragma once

#include <ostream>

#include "bench/generate/territory.h"

namespace cordee::bench {

// Actors of towns with a code are placed by it, others by their coordinates.
void WriteCsv(const Catalogue& catalogue, const Territory& territory, std::ostream& out);

}  // namespace cordee::bench
