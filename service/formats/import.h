// A file of any source -> checked entries and a report, by a profile.
//
//   Importer importer(profiles.at("canteens"), catalogue, gazetteer, {"territories/bocage", ""});
//   RETURN_IF_ERROR(importer.Feed(part));                    // for each part that arrives
//   ASSIGN_OR_RETURN(ImportResult result, std::move(importer).Finish());
//
// A row is taken whole or not at all: one bad cell, and none of its entries are in the result; the
// rest of the file is. Whether a file with bad rows is written at all is the caller's choice. What
// is wrong with the file itself (encoding, truncation, a missing column, a limit) fails the call.
//
// Ids depend only on what the file says: the same file gives the same entries, byte for byte.
// Thread-compatible. About 10 microseconds a row.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cordee/v1/registry.pb.h"
#include "service/errors.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/csv.h"
#include "service/formats/field_entry.h"
#include "service/formats/gazetteer.h"
#include "service/formats/row_mapper.h"

namespace cordee::service {

struct ImportOptions {
  // "territories/{territory}": begins every name.
  std::string territory;
  // In place of the profile's and the file's own source when not empty.
  std::string source;
};

struct ImportProblem {
  int64_t line = 0;
  // `field` is the header of the column, or a field path where no column is to blame.
  FieldProblem problem;
};

struct ImportReport {
  // Rows of data, header not counted.
  int64_t line_count = 0;
  int64_t actor_count = 0;
  int64_t need_count = 0;
  int64_t resource_count = 0;
  int64_t skipped_count = 0;
  // Bad cells; the first limits::kErrorsReported of them are in `problems`.
  int64_t error_count = 0;
  std::vector<ImportProblem> problems;
  std::string encoding;
  std::string delimiter;
};

struct ImportedEntry {
  int64_t line = 0;
  v1::Entry entry;
};

struct ImportResult {
  // In the order of the file; an actor comes before its needs and resources.
  std::vector<ImportedEntry> entries;
  ImportReport report;
};

class Importer {
 public:
  // Everything must outlive the importer.
  Importer(const files::v1::Profile& profile, const CatalogueData& catalogue,
           const Gazetteer& gazetteer, ImportOptions options);

  absl::Status Feed(std::string_view part) { return reader_.Feed(part); }
  absl::StatusOr<ImportResult> Finish() &&;

 private:
  // What one row adds, kept apart until the whole row is good.
  struct RowWork {
    int64_t line = 0;
    std::vector<v1::Entry> entries;
    std::vector<FieldProblem> problems;
  };

  void ReadRow(const CsvRow& row, const RowMapper& mapper);
  // The name of the row's actor; empty after a problem.
  std::string ReadActor(const MappedRow& mapped, const RowMapper& mapper, RowWork* work);
  std::string ReferToActor(const Fields& fields, const RowMapper& mapper, RowWork* work);
  void ReadEntry(const MappedEntry& mapped, const std::string& actor, const RowMapper& mapper,
                 RowWork* work);
  std::string ActorId(const Fields& fields) const;
  std::string EntryId(const MappedEntry& mapped, const std::string& actor_id);
  std::string SourceOf(const Fields& fields) const;
  void Accept(RowWork work);
  bool WantsDetails() const { return result_.report.error_count < limits::kErrorsReported; }

  const files::v1::Profile& profile_;
  const CatalogueData& catalogue_;
  const Gazetteer& gazetteer_;
  ImportOptions options_;
  CsvReader reader_;
  bool has_source_column_ = false;
  ImportResult result_;
  absl::flat_hash_set<std::string> actors_seen_;
  absl::flat_hash_set<std::string> actor_rows_;
  absl::flat_hash_set<std::string> entries_seen_;
  absl::flat_hash_map<std::string, int64_t> rows_alike_;
  absl::flat_hash_map<std::string, std::string> actor_by_name_;  // folded -> resource name
};

}  // namespace cordee::service
