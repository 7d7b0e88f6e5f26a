// A text with {keys} in it.
//
//   TemplateText text("Ferme à {commune}");
//   text.Fill([](size_t) { return "Thouars"; }) == "Ferme à Thouars"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordee::service {

class TemplateText {
 public:
  TemplateText() = default;
  explicit TemplateText(std::string_view text) {
    while (!text.empty()) {
      const size_t open = text.find('{');
      const size_t close = open == std::string_view::npos ? open : text.find('}', open);
      if (close == std::string_view::npos) {
        literals_.back() += text;
        return;
      }
      literals_.back() += text.substr(0, open);
      keys_.emplace_back(text.substr(open + 1, close - open - 1));
      literals_.emplace_back();
      text.remove_prefix(close + 1);
    }
  }

  const std::vector<std::string>& keys() const { return keys_; }

  // `value_at(i)` is the value of keys()[i].
  template <typename ValueAt>
  std::string Fill(const ValueAt& value_at) const {
    std::string filled = literals_.front();
    for (size_t i = 0; i < keys_.size(); ++i) {
      filled += value_at(i);
      filled += literals_[i + 1];
    }
    return filled;
  }

 private:
  // One more than keys.
  std::vector<std::string> literals_ = {""};
  std::vector<std::string> keys_;
};

}  // namespace cordee::service
