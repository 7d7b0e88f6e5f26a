// A title as a sparse vector: stems of its words, pairs of stems that follow each other, and runs
// of three to five letters. Part of title_index.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace cordee {

// Letters of a text that are looked at.
inline constexpr size_t kMaxTitleBytes = 400;

// Features and weights, by feature, each once.
using TitleVector = std::vector<std::pair<int32_t, float>>;

class TitleFeatures {
 public:
  // Weights as they are counted. New features get the next number.
  TitleVector Count(std::string_view title);
  // Only features that are known.
  TitleVector CountKnown(std::string_view title) const;

  // Weighs by rarity among the titles counted so far, and brings to length one.
  void SetRarity(const std::vector<TitleVector>& titles);
  TitleVector Weigh(TitleVector counts) const;

  int32_t size() const { return static_cast<int32_t>(ids_.size()); }

 private:
  absl::flat_hash_map<std::string, int32_t> ids_;
  std::vector<float> rarity_;  // by feature
};

void Normalise(TitleVector& vector);

}  // namespace cordee
