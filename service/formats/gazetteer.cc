#include "service/formats/gazetteer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"
#include "engine/base/strings.h"
#include "engine/text/fold.h"
#include "service/errors.h"
#include "service/formats/csv.h"
#include "service/formats/near.h"
#include "service/formats/text_file.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

bool IsCode(std::string_view word) {
  return word.size() >= 2 && word.size() <= 5 &&
         absl::ascii_isdigit(static_cast<unsigned char>(word[0])) &&
         absl::ascii_isdigit(static_cast<unsigned char>(word.back()));
}

// "Niort cedex 9" is Niort; "Le Pin (79140)" is Le Pin with the hint 79140.
struct NameAndHint {
  std::string name;
  std::string hint;
};

NameAndHint SplitHint(std::string_view text) {
  std::vector<std::string> words = absl::StrSplit(Fold(text), ' ', absl::SkipEmpty());
  const auto cedex = std::find(words.begin(), words.end(), "cedex");
  if (cedex != words.begin()) words.erase(cedex, words.end());
  NameAndHint split;
  if (words.size() > 1 && IsCode(words.back())) {
    split.hint = words.back();
    words.pop_back();
  } else if (words.size() > 1 && IsCode(words.front()) && words.front().size() == 5) {
    split.hint = words.front();
    words.erase(words.begin());
  }
  split.name = absl::StrJoin(words, " ");
  return split;
}

bool Fits(const Commune& commune, std::string_view hint) {
  const std::string wanted = absl::AsciiStrToUpper(ToAbsl(hint));
  if (commune.insee == wanted || absl::AsciiStrToUpper(commune.department) == wanted) return true;
  const std::vector<std::string> post_codes = absl::StrSplit(commune.post_codes, ' ');
  return std::find(post_codes.begin(), post_codes.end(), wanted) != post_codes.end();
}

class RowReader {
 public:
  explicit RowReader(const std::vector<std::string>& header) {
    for (size_t i = 0; i < header.size(); ++i) columns_.emplace(Fold(header[i]), i);
  }
  bool Has(const std::string& name) const { return columns_.contains(name); }
  std::string Get(const CsvRow& row, const std::string& name) const {
    const auto found = columns_.find(name);
    if (found == columns_.end() || found->second >= row.cells.size()) return "";
    return row.cells[found->second];
  }

 private:
  std::map<std::string, size_t> columns_;
};

absl::Status RowError(const CsvRow& row, std::string_view field, std::string_view value) {
  return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_ROW_INVALID,
                   {{"line", absl::StrCat(row.line)},
                    {"field", std::string(field)},
                    {"value", std::string(value)}});
}

absl::StatusOr<Commune> ReadCommune(const RowReader& columns, const CsvRow& row) {
  Commune commune;
  commune.insee = columns.Get(row, "insee");
  commune.name = columns.Get(row, "nom");
  if (commune.insee.empty()) return RowError(row, "insee", "");
  if (commune.name.empty()) return RowError(row, "nom", "");
  commune.department = columns.Get(row, "departement");
  const std::string population = columns.Get(row, "population");
  if (!population.empty() && !absl::SimpleAtoi(population, &commune.population)) {
    return RowError(row, "population", population);
  }
  const std::vector<std::string> post_codes = absl::StrSplit(
      columns.Get(row, "codes postaux"), absl::ByAnyChar(" ,;|/"), absl::SkipEmpty());
  commune.post_codes = absl::StrJoin(post_codes, " ");
  const std::string latitude = columns.Get(row, "lat");
  const std::string longitude = columns.Get(row, "lon");
  if (latitude.empty() && longitude.empty()) return commune;
  Commune::Position position;
  if (!absl::SimpleAtod(latitude, &position.latitude) || !(std::abs(position.latitude) <= 90)) {
    return RowError(row, "lat", latitude);
  }
  if (!absl::SimpleAtod(longitude, &position.longitude) || !(std::abs(position.longitude) <= 180)) {
    return RowError(row, "lon", longitude);
  }
  commune.position = position;
  return commune;
}

}  // namespace

std::string CommuneKey(std::string_view name) {
  std::vector<std::string> words = absl::StrSplit(Fold(name), ' ', absl::SkipEmpty());
  for (std::string& word : words) {
    if (word == "st") word = "saint";
    if (word == "ste") word = "sainte";
  }
  const auto article = [](const std::string& word) {
    return word == "l" || word == "le" || word == "la" || word == "les";
  };
  if (words.size() > 1 && article(words.front())) words.erase(words.begin());
  if (words.size() > 1 && article(words.back())) words.pop_back();  // "Crèche (La)"
  return absl::StrJoin(words, " ");
}

const Commune* Gazetteer::FindByCode(std::string_view insee) const {
  const auto found = std::lower_bound(
      communes_.begin(), communes_.end(), insee,
      [](const Commune& commune, std::string_view code) { return commune.insee < code; });
  return found == communes_.end() || found->insee != insee ? nullptr : &*found;
}

std::pair<std::vector<Gazetteer::NameRow>::const_iterator,
          std::vector<Gazetteer::NameRow>::const_iterator>
Gazetteer::Named(const std::string& key) const {
  const auto first = std::partition_point(names_.begin(), names_.end(),
                                          [&](const NameRow& row) { return row.key < key; });
  const auto last = std::partition_point(first, names_.end(),
                                         [&](const NameRow& row) { return row.key == key; });
  return {first, last};
}

Gazetteer::Match Gazetteer::FindByName(std::string_view name, std::string_view hint) const {
  auto [first, last] = Named(CommuneKey(name));
  std::string hint_text(hint);
  if (first == last) {
    const NameAndHint split = SplitHint(name);
    if (hint_text.empty()) hint_text = split.hint;
    std::tie(first, last) = Named(CommuneKey(split.name));
  }
  Match match;
  for (auto row = first; row != last; ++row) match.candidates.push_back(&communes_[row->commune]);
  if (match.candidates.empty()) return match;
  if (match.candidates.size() == 1) {
    match.commune = match.candidates.front();
    return match;
  }
  std::vector<const Commune*> fitting;
  for (const Commune* candidate : match.candidates) {
    if (!hint_text.empty() && Fits(*candidate, hint_text)) fitting.push_back(candidate);
  }
  if (fitting.size() == 1) match.commune = fitting.front();
  if (!fitting.empty()) match.candidates = std::move(fitting);
  return match;
}

std::vector<std::string> Gazetteer::NearNames(std::string_view name, size_t count) const {
  const std::string key = CommuneKey(SplitHint(name).name);
  NearWords near(key, limits::kSuggestionDistance, count);
  const NameRow* before = nullptr;
  for (const NameRow& row : names_) {
    if (before == nullptr || before->key != row.key) {
      near.Offer(row.key, communes_[row.commune].name);
    }
    before = &row;
  }
  return near.Take();
}

Gazetteer::Gazetteer(std::vector<Commune> communes) : communes_(std::move(communes)) {
  std::sort(communes_.begin(), communes_.end(),
            [](const Commune& a, const Commune& b) { return a.insee < b.insee; });
  names_.reserve(communes_.size());
  for (size_t at = 0; at < communes_.size(); ++at) {
    names_.push_back({CommuneKey(communes_[at].name), static_cast<uint32_t>(at)});
  }
  std::sort(names_.begin(), names_.end(), [](const NameRow& a, const NameRow& b) {
    return std::tie(a.key, a.commune) < std::tie(b.key, b.commune);
  });
}

absl::StatusOr<Gazetteer> ParseGazetteer(std::string_view csv) {
  CsvReader reader({limits::kReferenceFileBytes, limits::kImportLineBytes});
  RETURN_IF_ERROR(reader.Feed(csv));
  RETURN_IF_ERROR(reader.Finish());
  const RowReader columns(reader.header());
  for (const char* required : {"insee", "nom"}) {
    if (columns.Has(required)) continue;
    return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_COLUMN_MISSING,
                     {{"value", required}});
  }
  std::vector<Commune> communes;
  absl::flat_hash_set<std::string> codes;
  CsvRow row;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, reader.Next(&row));
    if (!more) break;
    ASSIGN_OR_RETURN(Commune commune, ReadCommune(columns, row));
    if (!codes.insert(commune.insee).second) return RowError(row, "insee", commune.insee);
    communes.push_back(std::move(commune));
  }
  return Gazetteer(std::move(communes));
}

absl::StatusOr<Gazetteer> LoadGazetteer(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string csv, ReadFile(path));
  return ParseGazetteer(csv);
}

absl::StatusOr<Gazetteer> LoadGazetteers(const std::vector<std::string>& paths) {
  std::map<std::string, Commune> by_code;
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(const Gazetteer one, LoadGazetteer(path));
    for (const Commune& commune : one.communes()) by_code[commune.insee] = commune;
  }
  std::vector<Commune> communes;
  for (auto& [code, commune] : by_code) communes.push_back(std::move(commune));
  return Gazetteer(std::move(communes));
}

}  // namespace cordee::service
