#include "engine/text/title_bayes.h"

#include <cmath>
#include <map>

namespace cordee {
namespace {

size_t At(int32_t index) { return static_cast<size_t>(index); }

constexpr float kSmoothing = 0.001F;
constexpr float kFieldWeight = 1.5F;
constexpr size_t kFieldLetters = 3;

}  // namespace

void TitleBayes::Train(const std::vector<TitleVector>& counts, const std::vector<int32_t>& codes,
                       int32_t feature_count, const std::vector<std::string>& names) {
  using Shares = std::map<int32_t, float>;
  std::vector<Shares> of_code(names.size());
  for (size_t title = 0; title < counts.size(); ++title) {
    float length = 0;
    for (const auto& [feature, weight] : counts[title]) length += weight;
    for (const auto& [feature, weight] : counts[title]) {
      of_code[At(codes[title])][feature] += weight / length;
    }
  }
  std::map<std::string, Shares> of_field;
  std::map<std::string, int32_t> codes_of_field;
  for (size_t code = 0; code < names.size(); ++code) {
    const std::string field = names[code].substr(0, kFieldLetters);
    ++codes_of_field[field];
    for (const auto& [feature, share] : of_code[code]) of_field[field][feature] += share;
  }
  codes_.assign(At(feature_count), {});
  total_.assign(names.size(), 0);
  for (size_t code = 0; code < names.size(); ++code) {
    const std::string field = names[code].substr(0, kFieldLetters);
    const float help = kFieldWeight / static_cast<float>(codes_of_field[field]);
    Shares& shares = of_code[code];
    for (const auto& [feature, share] : of_field[field]) shares[feature] += help * share;
    for (const auto& [feature, share] : shares) {
      codes_[At(feature)].emplace_back(static_cast<int32_t>(code), share);
      total_[code] += share;
    }
  }
}

std::vector<float> TitleBayes::Score(const TitleVector& vector) const {
  std::vector<float> score(total_.size(), 0);
  float sum = 0;
  for (const auto& [feature, weight] : vector) {
    sum += weight;
    for (const auto& [code, share] : codes_[At(feature)]) {
      score[At(code)] += weight * std::log(1.0F + share / kSmoothing);
    }
  }
  const auto features = static_cast<float>(codes_.size());
  for (size_t code = 0; code < score.size(); ++code) {
    score[code] -= sum * std::log(total_[code] / kSmoothing + features);
  }
  return score;
}

}  // namespace cordee
