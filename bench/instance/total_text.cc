#include "bench/instance/total_text.h"

#include <sstream>

#include "absl/numeric/int128.h"

namespace cordee::bench {

std::string TotalText(Total total) {
  std::ostringstream text;
  text << absl::int128(total);
  return text.str();
}

}  // namespace cordee::bench
