// Naive Bayes over features of titles, each code helped out by the codes of its field (those that
// begin with the same three characters). Part of title_index.h. After McCallum and Nigam, "A
// comparison of event models for naive Bayes text classification", 1998.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/text/title_features.h"

namespace cordee {

class TitleBayes {
 public:
  // `counts` of titles and their codes, by number; `names` of codes.
  void Train(const std::vector<TitleVector>& counts, const std::vector<int32_t>& codes,
             int32_t feature_count, const std::vector<std::string>& names);

  // The logarithm of how likely each code is, up to a constant.
  std::vector<float> Score(const TitleVector& vector) const;

 private:
  std::vector<std::vector<std::pair<int32_t, float>>> codes_;  // by feature: code, its share
  std::vector<float> total_;                                   // by code
};

}  // namespace cordee
