#include "service/formats/csv.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/base/strings.h"
#include "engine/text/fold.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

constexpr std::string_view kBom = "\xef\xbb\xbf";
constexpr char32_t kBroken = 0xfffd;

// 0x80 to 0x9f of Windows-1252; zero where it defines nothing.
constexpr char16_t kWindows1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

absl::Status FileError(v1::ErrorReason reason, int64_t line, Facts facts = {}) {
  if (line > 0) facts["line"] = absl::StrCat(line);
  const absl::StatusCode code = reason == v1::ERROR_REASON_FILE_TOO_LARGE
                                    ? absl::StatusCode::kResourceExhausted
                                    : absl::StatusCode::kInvalidArgument;
  return MakeError(code, reason, std::move(facts));
}

int64_t LineAt(std::string_view text, size_t position) {
  return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n');
}

// What a look over the bytes says about their encoding.
struct Utf8Survey {
  int64_t multibyte = 0;
  int64_t broken = 0;
  size_t first_broken = 0;
  // The only broken character is one that the end of the file cuts.
  bool cut_at_end = false;
};

Utf8Survey Survey(std::string_view text) {
  Utf8Survey survey;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const char32_t c = NextCodePoint(text, &at);
    if (c != kBroken || at - begin == 3) {  // U+FFFD itself, three bytes, is a character
      ++survey.multibyte;
      continue;
    }
    if (survey.broken++ == 0) survey.first_broken = begin;
  }
  const auto lead = survey.broken > 0 ? static_cast<unsigned char>(text[survey.first_broken]) : 0;
  const size_t wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  survey.cut_at_end = lead >= 0xc2 && text.size() - survey.first_broken < wanted &&
                      survey.broken == static_cast<int64_t>(text.size() - survey.first_broken);
  return survey;
}

void AppendUtf8(char32_t c, std::string* out) {
  if (c < 0x80) {
    *out += static_cast<char>(c);
  } else if (c < 0x800) {
    *out += static_cast<char>(0xc0 | c >> 6);
    *out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    *out += static_cast<char>(0xe0 | c >> 12);
    *out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    *out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

// The delimiter of the header line that `text` begins with.
char FindDelimiter(std::string_view text) {
  constexpr std::string_view kDelimiters = ";,\t";
  int64_t counts[kDelimiters.size()] = {};
  bool quoted = false;
  bool seen = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if ((c == '\n' || c == '\r') && !quoted && seen) break;
    seen = seen || !absl::ascii_isspace(static_cast<unsigned char>(c));
    const size_t which = kDelimiters.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
  }
  return kDelimiters[static_cast<size_t>(std::max_element(counts, std::end(counts)) - counts)];
}

bool StartsFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

// Apostrophes, one at least, before the start of a formula.
bool LooksGuarded(std::string_view text) {
  const size_t start = text.find_first_not_of('\'');
  return start != 0 && start != std::string_view::npos && StartsFormula(text.substr(start));
}

}  // namespace

std::string_view EncodingName(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "utf-8";
    case Encoding::kUtf8Bom:
      return "utf-8-bom";
    case Encoding::kWindows1252:
      return "windows-1252";
  }
  return "";
}

absl::Status CsvReader::Feed(std::string_view part) {
  if (static_cast<int64_t>(text_.size() + part.size()) > limits_.file_bytes) {
    return FileError(v1::ERROR_REASON_FILE_TOO_LARGE, 0,
                     {{"maximum", absl::StrCat(limits_.file_bytes)},
                      {"actual", absl::StrCat(text_.size() + part.size())}});
  }
  for (std::string_view rest = part; !rest.empty();) {
    const size_t end = rest.find_first_of("\n\r");
    const bool ends = end != std::string_view::npos;
    fed_line_bytes_ += static_cast<int64_t>(ends ? end : rest.size());
    if (fed_line_bytes_ > limits_.line_bytes) {
      return FileError(v1::ERROR_REASON_LINE_TOO_LONG, fed_line_,
                       {{"maximum", absl::StrCat(limits_.line_bytes)}});
    }
    if (!ends) break;
    if (rest[end] == '\n') ++fed_line_;
    fed_line_bytes_ = 0;
    rest.remove_prefix(end + 1);
  }
  text_.append(part);
  return absl::OkStatus();
}

absl::Status CsvReader::Decode() {
  if (const size_t nul = text_.find('\0'); nul != std::string::npos) {
    return FileError(v1::ERROR_REASON_ENCODING_INVALID, LineAt(text_, nul));
  }
  const bool bom = text_.compare(0, kBom.size(), kBom) == 0;
  if (bom) position_ = kBom.size();
  const Utf8Survey survey = Survey(text_);
  encoding_ = bom ? Encoding::kUtf8Bom : Encoding::kUtf8;
  if (survey.broken == 0) return absl::OkStatus();
  const int64_t line = LineAt(text_, survey.first_broken);
  if (survey.cut_at_end && survey.multibyte > 0) {
    return FileError(v1::ERROR_REASON_FILE_TRUNCATED, line);
  }
  if (bom || survey.multibyte > survey.broken) {
    return FileError(v1::ERROR_REASON_ENCODING_INVALID, line);
  }
  encoding_ = Encoding::kWindows1252;
  std::string utf8;
  utf8.reserve(text_.size() + text_.size() / 8);
  for (size_t at = 0; at < text_.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text_[at]);
    const char32_t c = byte >= 0x80 && byte < 0xa0 ? kWindows1252[byte - 0x80] : byte;
    if (c == 0) return FileError(v1::ERROR_REASON_ENCODING_INVALID, LineAt(text_, at));
    AppendUtf8(c, &utf8);
  }
  text_ = std::move(utf8);
  return absl::OkStatus();
}

absl::Status CsvReader::Finish() {
  RETURN_IF_ERROR(Decode());
  delimiter_ = FindDelimiter(std::string_view(text_).substr(position_));
  ASSIGN_OR_RETURN(const bool more, Next(&header_));
  if (!more) return FileError(v1::ERROR_REASON_FILE_EMPTY, 0);
  if (header_.cells.size() > static_cast<size_t>(limits::kImportColumns)) {
    return FileError(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, header_.line,
                     {{"limit", "columns"},
                      {"maximum", absl::StrCat(limits::kImportColumns)},
                      {"actual", absl::StrCat(header_.cells.size())}});
  }
  return absl::OkStatus();
}

void CsvReader::EndLine() {
  if (text_[position_] == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n') {
    ++position_;
  }
  ++position_;
  ++line_;
}

// After the opening quote; leaves the position after the closing one.
absl::Status CsvReader::ReadQuoted(const CsvRow& row, std::string* cell) {
  const size_t begin = position_;
  while (!AtEnd()) {
    if (position_ - begin > static_cast<size_t>(limits_.line_bytes)) {
      return FileError(v1::ERROR_REASON_LINE_TOO_LONG, row.line,
                       {{"maximum", absl::StrCat(limits_.line_bytes)}});
    }
    const char c = text_[position_];
    if (c == '"') {
      ++position_;
      if (AtEnd() || text_[position_] != '"') return absl::OkStatus();
      *cell += '"';
      ++position_;
    } else if (c == '\n' || c == '\r') {
      *cell += '\n';
      EndLine();
    } else {
      *cell += c;
      ++position_;
    }
  }
  return FileError(v1::ERROR_REASON_FILE_TRUNCATED, row.line);
}

absl::Status CsvReader::ReadRow(CsvRow* row) {
  size_t count = 0;
  const auto next_cell = [&]() -> std::string* {
    if (row->cells.size() <= count) row->cells.emplace_back();
    row->cells[count].clear();
    return &row->cells[count++];
  };
  row->line = line_;
  std::string* cell = next_cell();
  bool quoted = false;
  const auto trim = [&] {
    if (!quoted) absl::StripAsciiWhitespace(cell);
  };
  while (!AtEnd() && text_[position_] != '\n' && text_[position_] != '\r') {
    const char c = text_[position_];
    if (c == delimiter_) {
      trim();
      cell = next_cell();
      quoted = false;
      ++position_;
    } else if (c == '"' && absl::StripAsciiWhitespace(absl::string_view(*cell)).empty() &&
               !quoted) {
      cell->clear();
      quoted = true;
      ++position_;
      RETURN_IF_ERROR(ReadQuoted(*row, cell));
    } else {
      if (!quoted || (c != ' ' && c != '\t')) *cell += c;
      ++position_;
    }
  }
  trim();
  row->cells.resize(count);
  return absl::OkStatus();
}

absl::StatusOr<bool> CsvReader::Next(CsvRow* row) {
  while (!AtEnd()) {
    RETURN_IF_ERROR(ReadRow(row));
    const bool last = AtEnd();
    if (!last) EndLine();
    const bool blank = std::all_of(row->cells.begin(), row->cells.end(),
                                   [](const std::string& cell) { return cell.empty(); });
    if (blank) continue;
    if (last && row->cells.size() < header_.cells.size()) {
      return FileError(v1::ERROR_REASON_FILE_TRUNCATED, row->line);
    }
    return true;
  }
  return false;
}

std::string GuardedCell(std::string_view text) {
  const bool guard = StartsFormula(text) || LooksGuarded(text);
  return absl::StrCat(guard ? "'" : "", ToAbsl(text));
}

std::string UnguardedCell(std::string_view text) {
  return std::string(LooksGuarded(text) ? text.substr(1) : text);
}

std::string CsvCell(std::string_view text, char delimiter) {
  const bool bare =
      text.find_first_of("\"\n\r") == std::string_view::npos &&
      text.find(delimiter) == std::string_view::npos &&
      (text.empty() || (!absl::ascii_isspace(static_cast<unsigned char>(text[0])) &&
                        !absl::ascii_isspace(static_cast<unsigned char>(text.back()))));
  if (bare) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  cell += '"';
  return cell;
}

}  // namespace cordee::service
