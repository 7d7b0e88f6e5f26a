// Which trade a job title belongs to: a free text in, the codes of the nearest known titles out.
//
//   TitleIndex index({{"Boulanger / Boulangère", "D1102"}, {"Pâtissier", "D1104"}, ...});
//   std::vector<TitleGuess> guesses = index.Classify("boulangere de nuit", 5);
//   // guesses[0].code == "D1102", .confidence_percent, .nearest: the row that it is most like
//
// A title is a set of word stems and of runs of letters, weighed by how rare they are
// (title_features.h). Three voices score the codes: the known titles that it is most like and the
// middle of each code's titles, naive Bayes, and a logistic regression. The confidence is the share
// of a code in the sharpened scores of the first ten; tests/service/formats/rome_test.cc measures
// how often each is right.
//
// Nothing here decides: a person confirms the code. Immutable; Classify is thread-safe.
// Time: building takes a second or two for ten thousand titles, a title 0.2 ms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/title_bayes.h"
#include "engine/text/title_features.h"
#include "engine/text/title_regression.h"

namespace cordee {

struct TitleRow {
  std::string title;
  std::string code;
};

struct TitleGuess {
  std::string code;
  int32_t confidence_percent = 0;
  int32_t nearest = 0;  // row of the known title of this code that is most like the text
};

class TitleIndex {
 public:
  // Rows without a letter or without a code are passed over.
  explicit TitleIndex(std::vector<TitleRow> rows);

  // Best first, at most `count`; none for a text that shares nothing with any title.
  std::vector<TitleGuess> Classify(std::string_view text, size_t count) const;

  const std::vector<TitleRow>& rows() const { return rows_; }

 private:
  struct Posting {
    int32_t id;  // a row, or a code
    float weight;
  };

  void IndexVectors(const std::vector<TitleVector>& vectors);
  std::vector<float> LikenessTo(const TitleVector& vector) const;  // of rows
  // Scores of codes, all voices together.
  std::vector<float> ScoreCodes(const TitleVector& vector,
                                const std::vector<float>& likeness) const;

  std::vector<TitleRow> rows_;
  std::vector<std::string> codes_;
  std::vector<int32_t> code_of_row_;
  TitleFeatures features_;
  TitleBayes bayes_;
  TitleRegression regression_;
  std::vector<std::vector<Posting>> titles_;   // by feature
  std::vector<std::vector<Posting>> middles_;  // by feature
};

}  // namespace cordee
