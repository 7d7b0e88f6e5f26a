// The measured rows as Markdown, fit for README.
#pragma once

#include <string>
#include <vector>

#include "bench/flow_table/memory.h"
#include "bench/flow_table/rows.h"

namespace cordee::bench {

// Processor, cores and compiler: a table says nothing without them.
std::string PrintMachine();

std::string PrintTables(const Rows& rows, const std::vector<MemoryRow>& memory);

}  // namespace cordee::bench
