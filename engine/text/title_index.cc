#include "engine/text/title_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace cordee {
namespace {

size_t At(int64_t index) { return static_cast<size_t>(index); }

// How much each voice counts. Measured on the official titles (tests/service/formats/rome_test.cc).
constexpr size_t kNeighbours = 8;
constexpr float kBayesWeight = 2.0F;
constexpr float kRegressionWeight = 4.0F;
constexpr float kSoftness = 0.5F;
constexpr float kConfidenceSharpness = 2.0F;
constexpr size_t kCompared = 10;

// Adds what one voice says, the most likely code counting `weight`.
void AddVoice(const std::vector<float>& voice, float weight, std::vector<float>& score) {
  if (voice.empty()) return;
  const float most = *std::max_element(voice.begin(), voice.end());
  for (size_t code = 0; code < score.size(); ++code) {
    score[code] += weight * std::exp(kSoftness * (voice[code] - most));
  }
}

// The numbers of the `count` largest, largest first; of equal ones the smallest number.
std::vector<int32_t> Largest(const std::vector<float>& values, size_t count) {
  std::vector<int32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  count = std::min(count, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<int64_t>(count), order.end(),
                    [&](int32_t a, int32_t b) {
                      return values[At(a)] != values[At(b)] ? values[At(a)] > values[At(b)] : a < b;
                    });
  order.resize(count);
  return order;
}

}  // namespace

TitleIndex::TitleIndex(std::vector<TitleRow> rows) {
  // Codes in the order of their names, so that rows in another order give the same guesses.
  std::sort(rows.begin(), rows.end(), [](const TitleRow& a, const TitleRow& b) {
    return std::pair(a.code, a.title) < std::pair(b.code, b.title);
  });
  std::vector<TitleVector> counts;
  for (TitleRow& row : rows) {
    TitleVector counted = features_.Count(row.title);
    if (counted.empty() || row.code.empty()) continue;
    if (codes_.empty() || codes_.back() != row.code) codes_.push_back(row.code);
    code_of_row_.push_back(static_cast<int32_t>(codes_.size()) - 1);
    counts.push_back(std::move(counted));
    rows_.push_back(std::move(row));
  }
  features_.SetRarity(counts);
  bayes_.Train(counts, code_of_row_, features_.size(), codes_);
  std::vector<TitleVector> vectors;
  for (TitleVector& counted : counts) vectors.push_back(features_.Weigh(std::move(counted)));
  regression_.Train(vectors, code_of_row_, features_.size(), static_cast<int32_t>(codes_.size()));
  IndexVectors(vectors);
}

void TitleIndex::IndexVectors(const std::vector<TitleVector>& vectors) {
  titles_.resize(At(features_.size()));
  middles_.resize(At(features_.size()));
  std::vector<std::map<int32_t, float>> sums(codes_.size());
  for (size_t row = 0; row < vectors.size(); ++row) {
    for (const auto& [feature, weight] : vectors[row]) {
      titles_[At(feature)].push_back({static_cast<int32_t>(row), weight});
      sums[At(code_of_row_[row])][feature] += weight;
    }
  }
  for (size_t code = 0; code < sums.size(); ++code) {
    TitleVector middle(sums[code].begin(), sums[code].end());
    Normalise(middle);
    for (const auto& [feature, weight] : middle) {
      middles_[At(feature)].push_back({static_cast<int32_t>(code), weight});
    }
  }
}

std::vector<float> TitleIndex::LikenessTo(const TitleVector& vector) const {
  std::vector<float> likeness(rows_.size(), 0);
  for (const auto& [feature, weight] : vector) {
    for (const Posting& posting : titles_[At(feature)]) {
      likeness[At(posting.id)] += weight * posting.weight;
    }
  }
  return likeness;
}

std::vector<float> TitleIndex::ScoreCodes(const TitleVector& vector,
                                          const std::vector<float>& likeness) const {
  std::vector<float> score(codes_.size(), 0);
  for (const auto& [feature, weight] : vector) {
    for (const Posting& posting : middles_[At(feature)]) {
      score[At(posting.id)] += weight * posting.weight;
    }
  }
  for (const int32_t row : Largest(likeness, kNeighbours)) {
    const float near = likeness[At(row)];
    score[At(code_of_row_[At(row)])] += near * near * near;
  }
  AddVoice(bayes_.Score(vector), kBayesWeight, score);
  AddVoice(regression_.Score(vector), kRegressionWeight, score);
  return score;
}

std::vector<TitleGuess> TitleIndex::Classify(std::string_view text, size_t count) const {
  if (rows_.empty()) return {};
  const TitleVector vector = features_.Weigh(features_.CountKnown(text));
  if (vector.empty()) return {};
  const std::vector<float> likeness = LikenessTo(vector);
  const std::vector<float> score = ScoreCodes(vector, likeness);
  const std::vector<int32_t> best = Largest(score, std::max(count, kCompared));
  float sum = 0;
  for (const int32_t code : best) sum += std::pow(score[At(code)], kConfidenceSharpness);
  std::vector<TitleGuess> guesses;
  for (size_t i = 0; i < std::min(count, best.size()); ++i) {
    const float share = std::pow(score[At(best[i])], kConfidenceSharpness) / sum;
    TitleGuess guess{codes_[At(best[i])], static_cast<int32_t>(share * 100.0F), -1};
    for (size_t row = 0; row < rows_.size(); ++row) {
      if (code_of_row_[row] != best[i]) continue;
      if (guess.nearest < 0 || likeness[row] > likeness[At(guess.nearest)]) {
        guess.nearest = static_cast<int32_t>(row);
      }
    }
    guesses.push_back(std::move(guess));
  }
  return guesses;
}

}  // namespace cordee
