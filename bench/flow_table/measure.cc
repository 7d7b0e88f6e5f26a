#include "bench/flow_table/measure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace cordee::bench {
double Times::Total() const { return std::accumulate(seconds_.begin(), seconds_.end(), 0.0); }

double Times::Quantile(double share) const {
  std::vector<double> sorted = seconds_;
  std::sort(sorted.begin(), sorted.end());
  const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return sorted[std::max<size_t>(rank, 1) - 1];
}

std::string PrintSeconds(double seconds) {
  const auto digits = [](double value) { return value < 10 ? 2 : value < 100 ? 1 : 0; };
  const auto print = [&digits](double value, const char* unit) {
    return absl::StrFormat("%.*f %s", digits(value), value, unit);
  };
  if (seconds < 1e-3) return print(1e6 * seconds, "us");
  return seconds < 1 ? print(1e3 * seconds, "ms") : print(seconds, "s");
}

std::string PrintTimes(const Times& times) {
  if (times.empty()) return "-";
  if (times.count() == 1) return absl::StrCat(PrintSeconds(times.Median()), " (n=1)");
  return absl::StrCat(PrintSeconds(times.Median()), " (", PrintSeconds(times.Least()), " - ",
                      PrintSeconds(times.Most()), ")");
}

std::string PrintRatio(const Times& times, const Times& other) {
  if (times.empty() || other.empty()) return "-";
  return absl::StrFormat("%.2g", times.Median() / other.Median());
}

std::string PrintCount(int64_t count) {
  const std::string digits = absl::StrCat(count);
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

}  // namespace cordee::bench
