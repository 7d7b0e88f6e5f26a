// A reader of CSV files as coordinators have them: from Excel, LibreOffice or an open-data site.
//
//   CsvReader reader;
//   RETURN_IF_ERROR(reader.Feed(part));            // as the bytes arrive, in any parts
//   RETURN_IF_ERROR(reader.Finish());              // encoding, delimiter and header are known now
//   CsvRow row;
//   for (;;) {
//     ASSIGN_OR_RETURN(bool more, reader.Next(&row));
//     if (!more) break;
//     ...
//   }
//
// Encoding, one for the whole file: UTF-8 (with or without byte-order mark) when every byte fits
// it, else Windows-1252. A file that is UTF-8 but for a few bytes is refused, not misread.
// Delimiter: of ; , and tab, the one that the header line holds most often outside quotes.
// Quotes as in RFC 4180. Lines end in LF, CRLF or CR; empty lines are passed over. Cells come out
// as UTF-8 without surrounding spaces.
//
// Errors (see service/errors.h), with the fact "line" where there is one: FILE_TOO_LARGE and
// LINE_TOO_LONG from Feed, as soon as the limit is passed; ENCODING_INVALID, FILE_EMPTY and
// FILE_TRUNCATED from Finish or Next.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/limits.h"

namespace cordee::service {

enum class Encoding { kUtf8, kUtf8Bom, kWindows1252 };

// "utf-8", "utf-8-bom", "windows-1252".
std::string_view EncodingName(Encoding encoding);

struct CsvRow {
  // Physical line that the row begins on; the header of most files is line 1.
  int64_t line = 0;
  std::vector<std::string> cells;
};

class CsvReader {
 public:
  struct Limits {
    int64_t file_bytes = limits::kImportFileBytes;
    int64_t line_bytes = limits::kImportLineBytes;
  };

  CsvReader() = default;
  explicit CsvReader(Limits limits) : limits_(limits) {}

  absl::Status Feed(std::string_view part);
  absl::Status Finish();
  // False at the end of the file.
  absl::StatusOr<bool> Next(CsvRow* row);

  const std::vector<std::string>& header() const { return header_.cells; }
  Encoding encoding() const { return encoding_; }
  char delimiter() const { return delimiter_; }

 private:
  absl::Status Decode();
  absl::Status ReadRow(CsvRow* row);
  absl::Status ReadQuoted(const CsvRow& row, std::string* cell);
  void EndLine();
  bool AtEnd() const { return position_ >= text_.size(); }

  Limits limits_;
  std::string text_;
  int64_t fed_line_ = 1;
  int64_t fed_line_bytes_ = 0;
  Encoding encoding_ = Encoding::kUtf8;
  char delimiter_ = ';';
  size_t position_ = 0;
  int64_t line_ = 1;
  CsvRow header_;
};

// A cell as CSV writes it: quoted when it has to be.
std::string CsvCell(std::string_view text, char delimiter);

// Spreadsheets run a cell that begins with = + - @, tab or CR as a formula. GuardedCell puts an
// apostrophe before such a text, and before one that looks guarded already; UnguardedCell takes it
// away. UnguardedCell(GuardedCell(x)) == x for every x, and "'t Hof" is neither guarded nor
// changed.
std::string GuardedCell(std::string_view text);
std::string UnguardedCell(std::string_view text);

}  // namespace cordee::service
