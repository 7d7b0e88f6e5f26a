// Words that were probably meant: for "did you mean".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordee::service {

// Letters to add, drop, change or swap with a neighbour to get from `a` to `b`; `limit` + 1 when it
// takes more than `limit`. Bytes count as letters: fold first. Time len(a) * limit.
int EditDistance(std::string_view a, std::string_view b, int limit);

// The best `count` of a stream of words by distance to `word`, ties by alphabet.
class NearWords {
 public:
  NearWords(std::string_view word, int limit, size_t count)
      : word_(word), limit_(limit), count_(count) {}

  // `shown` is kept when `folded` is near enough.
  void Offer(std::string_view folded, std::string_view shown);
  std::vector<std::string> Take() const;

 private:
  struct Hit {
    int distance;
    std::string shown;
    friend auto operator<=>(const Hit&, const Hit&) = default;
  };
  std::string word_;
  int limit_;
  size_t count_;
  std::vector<Hit> hits_;
};

}  // namespace cordee::service
