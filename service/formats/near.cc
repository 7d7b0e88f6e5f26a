#include "service/formats/near.h"

#include <algorithm>
#include <cstdlib>

namespace cordee::service {

// Optimal string alignment: three rows of the table are alive at a time.
int EditDistance(std::string_view a, std::string_view b, int limit) {
  const auto rows = static_cast<int>(a.size());
  const auto columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > limit) return limit + 1;
  std::vector<int> before(b.size() + 1);
  std::vector<int> above(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (int j = 0; j <= columns; ++j) above[static_cast<size_t>(j)] = j;
  for (int i = 1; i <= rows; ++i) {
    row[0] = i;
    int least = i;
    for (int j = 1; j <= columns; ++j) {
      const auto at = static_cast<size_t>(j);
      const char letter = a[static_cast<size_t>(i - 1)];
      const int change = above[at - 1] + (letter == b[at - 1] ? 0 : 1);
      int best = std::min({above[at] + 1, row[at - 1] + 1, change});
      if (i > 1 && j > 1 && letter == b[at - 2] && a[static_cast<size_t>(i - 2)] == b[at - 1]) {
        best = std::min(best, before[at - 2] + 1);
      }
      row[at] = best;
      least = std::min(least, best);
    }
    if (least > limit) return limit + 1;
    std::swap(before, above);
    std::swap(above, row);
  }
  return std::min(above[b.size()], limit + 1);
}

void NearWords::Offer(std::string_view folded, std::string_view shown) {
  if (word_.empty() || folded.empty()) return;
  const int distance = EditDistance(word_, folded, limit_);
  if (distance > limit_) return;
  const Hit hit{distance, std::string(shown)};
  for (Hit& known : hits_) {
    if (known.shown != hit.shown) continue;
    known.distance = std::min(known.distance, hit.distance);
    return;
  }
  hits_.push_back(hit);
}

std::vector<std::string> NearWords::Take() const {
  std::vector<Hit> sorted = hits_;
  std::sort(sorted.begin(), sorted.end());
  if (sorted.size() > count_) sorted.resize(count_);
  std::vector<std::string> words;
  for (const Hit& hit : sorted) words.push_back(hit.shown);
  return words;
}

}  // namespace cordee::service
