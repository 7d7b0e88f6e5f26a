#include "engine/text/title_features.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/text/fold.h"
#include "engine/text/stem.h"

namespace cordee {
namespace {

constexpr size_t kShortestRun = 3;
constexpr size_t kLongestRun = 5;
// A whole word tells more than its letters. Measured on the official titles
// (tests/service/formats/rome_test.cc).
constexpr float kStemWeight = 2.0F;
constexpr float kPairWeight = 0.5F;
constexpr float kRunWeight = 0.6F;

// Words that say nothing about a trade.
bool IsEmptyWord(std::string_view word) {
  static constexpr std::string_view kEmpty[] = {
      "de",  "du", "des", "d",  "l",    "la",  "le",  "les",  "en", "et", "a", "au",
      "aux", "un", "une", "ou", "pour", "par", "sur", "dans", "se", "e",  "h", "f"};
  return std::find(std::begin(kEmpty), std::end(kEmpty), word) != std::end(kEmpty);
}

template <typename Use>
void ForEachFeature(std::string_view title, const Use& use) {
  const Stemmer stemmer;
  const std::string folded = Fold(title.substr(0, kMaxTitleBytes));
  std::string before;
  for (const absl::string_view word : absl::StrSplit(folded, ' ', absl::SkipEmpty())) {
    const std::string_view plain(word.data(), word.size());
    if (IsEmptyWord(plain)) continue;
    std::string stem = stemmer.Stem(plain);
    use(absl::StrCat("=", stem), kStemWeight);
    if (!before.empty() && before != stem) {
      use(absl::StrCat("&", std::min(before, stem), " ", std::max(before, stem)), kPairWeight);
    }
    before = std::move(stem);
    const std::string padded = absl::StrCat("<", word, ">");
    for (size_t length = kShortestRun; length <= kLongestRun; ++length) {
      for (size_t at = 0; at + length <= padded.size(); ++at) {
        use(padded.substr(at, length), kRunWeight);
      }
    }
  }
}

}  // namespace

TitleVector TitleFeatures::Count(std::string_view title) {
  std::map<int32_t, float> weights;
  ForEachFeature(title, [&](std::string feature, float weight) {
    weights[ids_.emplace(std::move(feature), size()).first->second] += weight;
  });
  return {weights.begin(), weights.end()};
}

TitleVector TitleFeatures::CountKnown(std::string_view title) const {
  std::map<int32_t, float> weights;
  ForEachFeature(title, [&](const std::string& feature, float weight) {
    const auto found = ids_.find(feature);
    if (found != ids_.end()) weights[found->second] += weight;
  });
  return {weights.begin(), weights.end()};
}

void TitleFeatures::SetRarity(const std::vector<TitleVector>& titles) {
  std::vector<int32_t> holders(static_cast<size_t>(size()), 0);
  for (const TitleVector& title : titles) {
    for (const auto& [feature, weight] : title) ++holders[static_cast<size_t>(feature)];
  }
  rarity_.clear();
  for (const int32_t count : holders) {
    rarity_.push_back(std::log(1.0F + static_cast<float>(titles.size()) /
                                          static_cast<float>(std::max(1, count))));
  }
}

TitleVector TitleFeatures::Weigh(TitleVector counts) const {
  for (auto& [feature, weight] : counts) {
    weight = (1.0F + std::log(1.0F + weight)) * rarity_[static_cast<size_t>(feature)];
  }
  Normalise(counts);
  return counts;
}

void Normalise(TitleVector& vector) {
  float squares = 0;
  for (const auto& [feature, weight] : vector) squares += weight * weight;
  if (squares == 0) return;
  const float length = std::sqrt(squares);
  for (auto& [feature, weight] : vector) weight /= length;
}

}  // namespace cordee
