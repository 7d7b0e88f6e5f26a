// Stems of French words, by the Snowball algorithm (M. Porter, snowballstem.org).
//
//   Stemmer stemmer;
//   stemmer.Stem("comptables") == stemmer.Stem("comptable")
//
// Words are folded (fold.h) before. One object for each thread.
#pragma once

#include <string>
#include <string_view>

struct sb_stemmer;

namespace cordee {

class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  std::string Stem(std::string_view folded_word) const;

 private:
  sb_stemmer* const stemmer_;
};

}  // namespace cordee
