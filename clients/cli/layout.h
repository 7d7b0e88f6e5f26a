// Text that fits a terminal: widths as people see them, tables, wrapped paragraphs.
//
//   Table table({{"Titre"}, {"Distance", Align::kRight}});
//   table.AddRow({"Carottes", "14,2 km"});
//   table.Print(terminal);
//
// Everything printed here is first freed of control characters, so a title that holds escape codes
// cannot drive the reader's terminal.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace cordee::cli {

inline constexpr int kDefaultWidth = 80;
// Of a file or a pipe: nothing is wrapped or cut for it.
inline constexpr int kUnlimitedWidth = 1 << 20;

// Where a command writes. Results go to `out`; progress, errors and advice go to `err`.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  // Columns of `out`.
  int width = kDefaultWidth;
  bool out_colour = false;
  bool err_colour = false;
  // Progress bars are drawn.
  bool err_is_terminal = false;
};

enum class Style : uint8_t { kPlain, kBold, kDim, kGreen, kYellow, kRed };

// `text` in escape codes when `colour`, as it is otherwise.
std::string Styled(std::string_view text, Style style, bool colour);

// Valid UTF-8 without control characters: each becomes a space.
std::string Clean(std::string_view text);
// Columns that the text takes: wide characters two, combining marks none.
int DisplayWidth(std::string_view text);
// At most `width` columns; ends in "…" when something was cut.
std::string Truncate(std::string_view text, int width);
// Lines of at most `width` columns, broken at spaces; a longer word is cut.
std::vector<std::string> Wrap(std::string_view text, int width);

enum class Align : uint8_t { kLeft, kRight };

struct Column {
  std::string header;
  Align align = Align::kLeft;
  // Narrowest that it may become, before others pay more.
  int least = 6;
  // Never cut: an identifier that people copy.
  bool whole = false;
  // Never cut: goes to a second line, wrapped, when not every row fits on one. Only last columns.
  bool below = false;
};

struct Cell {
  std::string text;
  Style style = Style::kPlain;

  Cell(std::string t) : text(std::move(t)) {}  // NOLINT: a cell is a text
  Cell(const char* t) : text(t) {}             // NOLINT
  Cell(std::string t, Style s) : text(std::move(t)), style(s) {}
};

class Table {
 public:
  explicit Table(std::vector<Column> columns);

  // REQUIRES: as many cells as columns.
  void AddRow(std::vector<Cell> cells);
  bool empty() const { return rows_.empty(); }
  // One line a row, or two when some columns may go below. The widest columns of the first are cut
  // until all fit the terminal.
  void Print(const Terminal& terminal) const;

 private:
  // Of the first `count` columns, as wide as their texts.
  std::vector<int> NaturalWidths(size_t count) const;
  std::vector<int> Widths(size_t count, int available) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

// `text` wrapped behind `lead` ("  · "); later lines are indented as far.
void PrintParagraph(const Terminal& terminal, std::string_view lead, std::string_view text,
                    Style style = Style::kPlain);

// A label and its value, aligned in a column: "Preuve    OPTIMAL".
void PrintFact(const Terminal& terminal, std::string_view label, std::string_view value,
               int label_width, Style style = Style::kPlain);

}  // namespace cordee::cli
