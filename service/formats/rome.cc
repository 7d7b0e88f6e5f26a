#include "service/formats/rome.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "service/formats/csv.h"
#include "service/formats/text_file.h"

namespace cordee::service {
namespace {

constexpr size_t kCodeLetters = 5;

bool IsCode(std::string_view code) {
  return code.size() == kCodeLetters && code[0] >= 'A' && code[0] <= 'Z' &&
         std::all_of(code.begin() + 1, code.end(), absl::ascii_isdigit);
}

// One file, row by row, by the names of columns.
class RomeFile {
 public:
  static absl::StatusOr<RomeFile> Open(const std::string& folder, const std::string& name,
                                       const std::vector<std::string>& columns) {
    ASSIGN_OR_RETURN(const std::string text, ReadFile(absl::StrCat(folder, "/", name)));
    RomeFile file(name);
    const absl::Status fed = file.reader_.Feed(text);
    const absl::Status finished = fed.ok() ? file.reader_.Finish() : fed;
    if (!finished.ok()) return file.Fail(1, "not a readable CSV file");
    const std::vector<std::string>& header = file.reader_.header();
    for (const std::string& column : columns) {
      const auto at = std::find(header.begin(), header.end(), column);
      if (at == header.end()) return file.Fail(1, absl::StrCat("no column ", column));
      file.columns_.push_back(static_cast<size_t>(at - header.begin()));
    }
    return file;
  }

  // Calls use(line, cells) with the columns asked for.
  template <typename Use>
  absl::Status ForEach(const Use& use) {
    CsvRow row;
    for (;;) {
      const absl::StatusOr<bool> more = reader_.Next(&row);
      if (!more.ok()) return Fail(row.line + 1, "not a readable row");
      if (!*more) return absl::OkStatus();
      std::vector<std::string> cells;
      for (const size_t column : columns_) {
        if (column >= row.cells.size()) return Fail(row.line, "too few cells");
        cells.push_back(row.cells[column]);
      }
      RETURN_IF_ERROR(use(row.line, cells));
    }
  }

  absl::Status Fail(int64_t line, const std::string& what) const {
    return absl::InvalidArgumentError(absl::StrCat(name_, ":", line, ": ", what));
  }

 private:
  explicit RomeFile(std::string name) : name_(std::move(name)) {}

  std::string name_;
  CsvReader reader_;
  std::vector<size_t> columns_;
};

absl::Status ReadNames(const std::string& folder, RomeData* rome) {
  ASSIGN_OR_RETURN(RomeFile file, RomeFile::Open(folder, "rome.csv", {"rome", "libelle"}));
  return file.ForEach([&](int64_t line, const std::vector<std::string>& cells) {
    if (!IsCode(cells[0])) return file.Fail(line, absl::StrCat("'", cells[0], "' is no code"));
    rome->names[cells[0]] = cells[1];
    return absl::OkStatus();
  });
}

absl::Status ReadTitles(const std::string& folder, RomeData* rome) {
  ASSIGN_OR_RETURN(RomeFile file,
                   RomeFile::Open(folder, "rome_appellations.csv", {"appellation", "rome"}));
  return file.ForEach([&](int64_t line, const std::vector<std::string>& cells) {
    if (!rome->names.contains(cells[1])) {
      return file.Fail(line, absl::StrCat("'", cells[1], "' is no code of rome.csv"));
    }
    rome->titles.push_back({cells[0], cells[1]});
    return absl::OkStatus();
  });
}

std::optional<int32_t> ToPermille(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1)) {
    return std::nullopt;
  }
  return static_cast<int32_t>(std::lround(value * 1000));
}

absl::Status ReadRelated(const std::string& folder, RomeData* rome) {
  absl::StatusOr<RomeFile> file =
      RomeFile::Open(folder, "rome_connexes.csv", {"rome", "rome_connexe", "score_moyen"});
  if (absl::IsNotFound(file.status())) return absl::OkStatus();
  RETURN_IF_ERROR(file.status());
  RETURN_IF_ERROR(file->ForEach([&](int64_t line, const std::vector<std::string>& cells) {
    const std::optional<int32_t> near = ToPermille(cells[2]);
    if (!near.has_value()) return file->Fail(line, absl::StrCat("'", cells[2], "' is not 0 to 1"));
    rome->related[cells[0]].emplace_back(cells[1], *near);
    return absl::OkStatus();
  }));
  for (auto& [code, list] : rome->related) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return std::pair(-a.second, a.first) < std::pair(-b.second, b.first);
    });
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RomeData> LoadRome(const std::string& folder) {
  RomeData rome;
  RETURN_IF_ERROR(ReadNames(folder, &rome));
  RETURN_IF_ERROR(ReadTitles(folder, &rome));
  RETURN_IF_ERROR(ReadRelated(folder, &rome));
  return rome;
}

std::vector<TitleRow> TitleRows(const RomeData& rome, const CatalogueData& catalogue) {
  std::vector<TitleRow> rows = rome.titles;
  for (const auto& [code, name] : rome.names) rows.push_back({name, code});
  for (const CategoryWords& words : catalogue.categories) {
    std::vector<std::string> codes;
    for (const StandardRef& standard : words.standards) {
      if (standard.system == kRomeSystem) codes.push_back(standard.code);
    }
    if (codes.empty() || (codes.size() > 1 && !rome.titles.empty())) continue;
    rows.push_back({words.fr, codes[0]});
    for (const std::string& synonym : words.synonyms) rows.push_back({synonym, codes[0]});
  }
  return rows;
}

}  // namespace cordee::service
