#include "engine/text/title_regression.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/random.h"

namespace cordee {
namespace {

constexpr int32_t kPasses = 10;
constexpr float kRate = 5.0F;
constexpr float kCooling = 0.3F;
// Codes less likely than this are left as they are by a step.
constexpr float kLeastShare = 1e-4F;
constexpr uint64_t kSeed = 1;

}  // namespace

void TitleRegression::Train(const std::vector<TitleVector>& vectors,
                            const std::vector<int32_t>& codes, int32_t feature_count,
                            int32_t code_count) {
  code_count_ = static_cast<size_t>(code_count);
  weights_.assign(static_cast<size_t>(feature_count) * code_count_, 0);
  std::vector<size_t> order(vectors.size());
  std::iota(order.begin(), order.end(), 0);
  Random random(kSeed);
  std::vector<std::pair<size_t, float>> moved;
  for (int32_t pass = 0; pass < kPasses; ++pass) {
    const float rate = kRate / (1.0F + kCooling * static_cast<float>(pass));
    random.Shuffle(order);
    for (const size_t title : order) {
      std::vector<float> share = Score(vectors[title]);
      if (share.empty()) continue;
      const float most = *std::max_element(share.begin(), share.end());
      float sum = 0;
      for (float& one : share) sum += one = std::exp(one - most);
      moved.clear();
      for (size_t code = 0; code < code_count_; ++code) {
        const bool right = code == static_cast<size_t>(codes[title]);
        const float error = share[code] / sum - (right ? 1.0F : 0.0F);
        if (std::abs(error) > kLeastShare) moved.emplace_back(code, rate * error);
      }
      for (const auto& [feature, weight] : vectors[title]) {
        float* const row = weights_.data() + static_cast<size_t>(feature) * code_count_;
        for (const auto& [code, step] : moved) row[code] -= weight * step;
      }
    }
  }
}

std::vector<float> TitleRegression::Score(const TitleVector& vector) const {
  std::vector<float> score(code_count_, 0);
  for (const auto& [feature, weight] : vector) {
    const float* const row = weights_.data() + static_cast<size_t>(feature) * code_count_;
    for (size_t code = 0; code < code_count_; ++code) score[code] += weight * row[code];
  }
  return score;
}

}  // namespace cordee
