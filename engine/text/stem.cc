#include "engine/text/stem.h"

#include <libstemmer.h>

#include "engine/base/check.h"

namespace cordee {

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("french", "UTF_8")) { CHECK(stemmer_ != nullptr); }
Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

std::string Stemmer::Stem(std::string_view folded_word) const {
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(folded_word.data()),
                      static_cast<int>(folded_word.size()));
  CHECK(stem != nullptr);  // out of memory
  return {reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer_))};
}

}  // namespace cordee
