#include "service/api/new_ids.h"

#include "absl/strings/ascii.h"
#include "engine/base/status_macros.h"
#include "engine/text/fold.h"
#include "service/limits.h"
#include "service/names.h"
#include "service/text.h"

namespace cordee::service {

std::string IdStem(std::string_view title, size_t limit) {
  std::string stem;
  for (const char c : Fold(title)) {
    if (stem.size() == limit) break;
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      stem.push_back(c);
    } else if (!stem.empty() && stem.back() != '-') {
      stem.push_back('-');
    }
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem;
}

absl::StatusOr<std::string> FreeId(ReadTransaction& read, std::string_view territory,
                                   EntryKind kind, std::string_view title) {
  // Room for "-" and a number.
  constexpr size_t kSuffixChars = 12;
  std::string stem = IdStem(title, limits::kIdChars - kSuffixChars);
  if (stem.empty()) stem = std::string(CollectionOf(kind).substr(0, CollectionOf(kind).size() - 1));
  std::string id = stem;
  for (int64_t number = 2;; ++number) {
    ASSIGN_OR_RETURN(const auto taken, read.GetEntry(territory, kind, id));
    if (!taken.has_value()) return id;
    id = StrCat(stem, "-", number);
  }
}

}  // namespace cordee::service
