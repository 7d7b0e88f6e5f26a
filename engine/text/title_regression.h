// Multinomial logistic regression on sparse vectors (softmax), by stochastic gradient descent in a
// fixed order. Part of title_index.h.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/text/title_features.h"

namespace cordee {

class TitleRegression {
 public:
  // O(passes * features of all vectors * codes): a second for nine thousand titles.
  void Train(const std::vector<TitleVector>& vectors, const std::vector<int32_t>& codes,
             int32_t feature_count, int32_t code_count);

  // One number for each code, the largest for the most likely.
  std::vector<float> Score(const TitleVector& vector) const;

 private:
  size_t code_count_ = 0;
  std::vector<float> weights_;  // by feature, then code
};

}  // namespace cordee
