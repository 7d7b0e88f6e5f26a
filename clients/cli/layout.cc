#include "clients/cli/layout.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/base/check.h"
#include "unicode/uchar.h"
#include "unicode/utf8.h"

namespace cordee::cli {
namespace {

constexpr int kColumnGap = 2;
constexpr char kBelowMargin[] = "    ";
constexpr std::string_view kEllipsis = "…";
constexpr UChar32 kSpace = ' ';
constexpr UChar32 kReplacement = 0xFFFD;

// The next character of `text` at `*at`, which moves behind it.
UChar32 Next(std::string_view text, int32_t* at) {
  UChar32 c = 0;
  U8_NEXT(text.data(), *at, static_cast<int32_t>(text.size()), c);
  return c < 0 ? kReplacement : c;
}

int WidthOf(UChar32 c) {
  const int8_t type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int32_t wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}

bool IsControl(UChar32 c) {
  const int8_t type = u_charType(c);
  // Format characters include the marks that turn the direction of writing.
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_LINE_SEPARATOR ||
         type == U_PARAGRAPH_SEPARATOR;
}

// Bytes of the longest beginning of `text` that takes at most `width` columns.
size_t PrefixWithin(std::string_view text, int width) {
  int32_t at = 0;
  int used = 0;
  while (at < static_cast<int32_t>(text.size())) {
    const int32_t before = at;
    used += WidthOf(Next(text, &at));
    if (used > width) return static_cast<size_t>(before);
  }
  return text.size();
}

// Styles stay off the padding, so that the end of a line can be trimmed.
std::string Padded(const std::string& text, int width, Align align, Style style = Style::kPlain,
                   bool colour = false) {
  const int missing = std::max(0, width - DisplayWidth(text));
  const std::string spaces(static_cast<size_t>(missing), ' ');
  const std::string styled = Styled(text, style, colour);
  return align == Align::kRight ? spaces + styled : styled + spaces;
}

// French sets a space before : ; ! ? » and after «; no line ends there.
bool MayBreakAt(std::string_view text, size_t space) {
  const std::string_view before = text.substr(0, space);
  const std::string_view after = text.substr(space + 1);
  if (before.ends_with("«") || after.starts_with("»") || after.empty()) return false;
  return std::string_view(":;!?%").find(after.front()) == std::string_view::npos;
}

int TotalOf(const std::vector<int>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0) +
         kColumnGap * (static_cast<int>(widths.size()) - 1);
}

void TrimRight(std::string* line) { line->erase(line->find_last_not_of(' ') + 1); }

}  // namespace

std::string Styled(std::string_view text, Style style, bool colour) {
  constexpr const char* kCodes[] = {"", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[31m"};
  std::string out(text);
  if (!colour || style == Style::kPlain || text.empty()) return out;
  return kCodes[static_cast<size_t>(style)] + out + "\x1b[0m";
}

std::string Clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  int32_t at = 0;
  while (at < static_cast<int32_t>(text.size())) {
    UChar32 c = Next(text, &at);
    if (IsControl(c)) c = kSpace;
    char bytes[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(bytes, static_cast<size_t>(length));
  }
  return out;
}

int DisplayWidth(std::string_view text) {
  int width = 0;
  int32_t at = 0;
  while (at < static_cast<int32_t>(text.size())) width += WidthOf(Next(text, &at));
  return width;
}

std::string Truncate(std::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width <= 0) return "";
  std::string out(text.substr(0, PrefixWithin(text, width - 1)));
  TrimRight(&out);
  return out + std::string(kEllipsis);
}

std::vector<std::string> Wrap(std::string_view text, int width) {
  width = std::max(width, 1);
  std::vector<std::string> lines;
  while (DisplayWidth(text) > width) {
    size_t cut = PrefixWithin(text, width);
    size_t space = text.rfind(' ', cut);
    while (space != std::string_view::npos && space > 0 && !MayBreakAt(text, space)) {
      space = text.rfind(' ', space - 1);
    }
    if (space != std::string_view::npos && space > 0) cut = space;
    // Not even one character fits: it is printed all the same.
    cut = std::max<size_t>(cut, 1);
    while (cut < text.size() && U8_IS_TRAIL(text[cut])) ++cut;
    lines.emplace_back(text.substr(0, cut));
    TrimRight(&lines.back());
    text.remove_prefix(cut);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  lines.emplace_back(text);
  return lines;
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<Cell> cells) {
  CHECK(cells.size() == columns_.size());
  for (Cell& cell : cells) cell.text = Clean(cell.text);
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::NaturalWidths(size_t count) const {
  std::vector<int> widths;
  for (size_t i = 0; i < count; ++i) {
    int width = DisplayWidth(columns_[i].header);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i].text));
    widths.push_back(width);
  }
  return widths;
}

std::vector<int> Table::Widths(size_t count, int available) const {
  std::vector<int> widths = NaturalWidths(count);
  for (int total = TotalOf(widths); total > available; --total) {
    int widest = -1;
    for (int i = 0; i < static_cast<int>(widths.size()); ++i) {
      const Column& column = columns_[static_cast<size_t>(i)];
      if (column.whole || widths[static_cast<size_t>(i)] <= column.least) continue;
      if (widest < 0 || widths[static_cast<size_t>(i)] > widths[static_cast<size_t>(widest)]) {
        widest = i;
      }
    }
    if (widest < 0) break;
    --widths[static_cast<size_t>(widest)];
  }
  return widths;
}

void Table::Print(const Terminal& terminal) const {
  size_t beside = columns_.size();
  if (TotalOf(NaturalWidths(beside)) > terminal.width) {
    while (beside > 1 && columns_[beside - 1].below) --beside;
  }
  const std::vector<int> widths = Widths(beside, terminal.width);
  const auto print = [&](const std::vector<Cell>& cells) {
    std::string line;
    for (size_t i = 0; i < beside; ++i) {
      line += Padded(Truncate(cells[i].text, widths[i]), widths[i], columns_[i].align,
                     cells[i].style, terminal.out_colour);
      if (i + 1 < beside) line.append(kColumnGap, ' ');
    }
    TrimRight(&line);
    terminal.out << line << '\n';
    std::string below;
    for (size_t i = beside; i < cells.size(); ++i) {
      if (cells[i].text.empty()) continue;
      below += (below.empty() ? "" : " · ") + cells[i].text;
    }
    if (!below.empty()) PrintParagraph(terminal, kBelowMargin, below, cells.back().style);
  };
  std::vector<Cell> header;
  for (const Column& column : columns_) header.emplace_back(column.header, Style::kBold);
  print(header);
  for (const auto& row : rows_) print(row);
}

void PrintParagraph(const Terminal& terminal, std::string_view lead, std::string_view text,
                    Style style) {
  const int indent = DisplayWidth(lead);
  std::string margin(lead);
  for (const std::string& line : Wrap(Clean(text), terminal.width - indent)) {
    terminal.out << margin << Styled(line, style, terminal.out_colour) << '\n';
    margin.assign(static_cast<size_t>(indent), ' ');
  }
}

void PrintFact(const Terminal& terminal, std::string_view label, std::string_view value,
               int label_width, Style style) {
  PrintParagraph(terminal, Padded("  " + std::string(label), label_width + 4, Align::kLeft), value,
                 style);
}

}  // namespace cordee::cli
