#include "service/formats/import.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/base/strings.h"
#include "engine/text/fold.h"
#include "service/convert/entry_check.h"
#include "service/convert/names.h"
#include "service/formats/cells.h"
#include "service/formats/commune_cell.h"
#include "service/formats/logistics_cells.h"
#include "service/formats/storage_cells.h"
#include "service/formats/work_cells.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

std::string DelimiterName(char delimiter) {
  return delimiter == '\t' ? "tab" : std::string(1, delimiter);
}

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

bool Described(const Fields& fields) {
  return !fields[Field::kInsee].empty() || !fields[Field::kCommune].empty() ||
         !fields[Field::kLatitude].empty();
}

// Field problems name the column that the value came from.
template <typename HeaderOf>
void AddProblems(std::vector<FieldProblem> found, const Fields& fields, const HeaderOf& header_of,
                 std::vector<FieldProblem>* problems) {
  for (FieldProblem& problem : found) {
    const Field field = FieldOfPath(problem.field);
    const std::string header = header_of(field);
    const std::string& cell = fields[field];
    if (problem.value.empty() && !cell.empty()) problem.value = CutUtf8(cell, 200);
    if (!header.empty()) problem.field = header;
    problems->push_back(std::move(problem));
  }
}

template <typename HeaderOf>
void AddCellProblems(std::vector<CellProblem> found, const HeaderOf& header_of,
                     std::vector<FieldProblem>* problems) {
  for (CellProblem& cell : found) {
    std::string header = header_of(cell.field);
    if (header.empty()) header = std::string(FieldName(cell.field));
    problems->push_back(MakeProblem(cell.reason, header, cell.value, std::move(cell.facts)));
  }
}

// A row that makes several entries gives them one id; the rule tells them apart.
std::string ExternalId(const MappedEntry& mapped) {
  const std::string& row = mapped.fields[Field::kExternalId];
  return row.empty() || mapped.rule_id.empty() ? row : absl::StrCat(row, "/", mapped.rule_id);
}

}  // namespace

Importer::Importer(const files::v1::Profile& profile, const CatalogueData& catalogue,
                   const Gazetteer& gazetteer, ImportOptions options)
    : profile_(profile),
      catalogue_(catalogue),
      gazetteer_(gazetteer),
      options_(std::move(options)) {}

std::string Importer::SourceOf(const Fields& fields) const {
  if (!options_.source.empty()) return options_.source;
  return has_source_column_ ? fields[Field::kSource] : profile_.source();
}

std::string Importer::ActorId(const Fields& fields) const {
  if (!fields[Field::kId].empty()) return IdFromText(fields[Field::kId]);
  if (!fields[Field::kExternalId].empty()) {
    return IdFromText(absl::StrCat(SourceOf(fields), "-", fields[Field::kExternalId]));
  }
  const std::string& place =
      fields[Field::kInsee].empty() ? fields[Field::kCommune] : fields[Field::kInsee];
  return IdFromText(absl::StrCat(Fold(fields[Field::kName]), " ", CommuneKey(place)));
}

// Rows without any id get one from what they say; rows that say the same are numbered.
std::string Importer::EntryId(const MappedEntry& mapped, const std::string& actor_id) {
  const Fields& fields = mapped.fields;
  if (!mapped.rule_id.empty()) return IdFromText(absl::StrCat(actor_id, "-", mapped.rule_id));
  if (!fields[Field::kId].empty()) return IdFromText(fields[Field::kId]);
  if (!fields[Field::kExternalId].empty()) {
    return IdFromText(absl::StrCat(SourceOf(fields), "-", fields[Field::kExternalId]));
  }
  const std::string text =
      absl::StrCat(actor_id, " ", Fold(fields[Field::kCategory]), " ", Fold(fields[Field::kTitle]));
  const int64_t ordinal = ++rows_alike_[absl::StrCat(static_cast<int>(mapped.kind), " ", text)];
  return IdFromText(ordinal == 1 ? text : absl::StrCat(text, " ", ordinal));
}

std::string Importer::ReferToActor(const Fields& fields, const RowMapper& mapper, RowWork* work) {
  if (!fields[Field::kId].empty()) {
    return EntryName(options_.territory, kActors, IdFromText(fields[Field::kId]));
  }
  const std::string& name = fields[Field::kName];
  const auto known = actor_by_name_.find(Fold(name));
  if (!name.empty() && known != actor_by_name_.end()) return known->second;
  work->problems.push_back(
      MakeProblem(name.empty() ? v1::ERROR_REASON_FIELD_REQUIRED : v1::ERROR_REASON_UNKNOWN_ACTOR,
                  mapper.ActorHeaderOf(Field::kName), name));
  return "";
}

std::string Importer::ReadActor(const MappedRow& mapped, const RowMapper& mapper, RowWork* work) {
  const Fields& fields = mapped.actor;
  const bool row_of_its_own = mapped.entries.empty();
  if (!row_of_its_own && !Described(fields)) return ReferToActor(fields, mapper, work);
  const std::string name = EntryName(options_.territory, kActors, ActorId(fields));
  const bool alone = row_of_its_own || profile_.one_row_per_actor();
  if (alone && !actor_rows_.insert(name).second) {
    const Field field = fields[Field::kId].empty() ? Field::kExternalId : Field::kId;
    work->problems.push_back(
        MakeProblem(v1::ERROR_REASON_DUPLICATE_ID, mapper.ActorHeaderOf(field), fields[field]));
    return "";
  }
  if (actors_seen_.contains(name)) return name;
  const auto header_of = [&](Field field) { return mapper.ActorHeaderOf(field); };
  v1::Entry entry;
  v1::Actor* actor = entry.mutable_actor();
  actor->set_name(name);
  std::vector<CellProblem> cells;
  CheckCommuneOfCode(fields, gazetteer_, &cells);
  FieldsToActor(fields, actor, &cells);
  actor->set_source(SourceOf(fields));
  AddCellProblems(std::move(cells), header_of, &work->problems);
  std::vector<FieldProblem> problems = CheckEntry(&entry, catalogue_, gazetteer_, WantsDetails());
  NameTheCommune(fields, gazetteer_, &problems);
  AddProblems(std::move(problems), fields, header_of, &work->problems);
  work->entries.push_back(std::move(entry));
  return name;
}

void Importer::ReadEntry(const MappedEntry& mapped, const std::string& actor,
                         const RowMapper& mapper, RowWork* work) {
  const Fields& fields = mapped.fields;
  const bool is_need = mapped.kind == files::v1::ENTRY_KIND_NEED;
  const std::string_view collection = is_need ? kNeeds : kResources;
  const std::string id = EntryId(mapped, IdOf(actor));
  const auto header_of = [&](Field field) { return mapper.EntryHeaderOf(mapped.rule, field); };
  if (!entries_seen_.insert(absl::StrCat(ToAbsl(collection), "/", id)).second) {
    const Field field = fields[Field::kId].empty() ? Field::kExternalId : Field::kId;
    work->problems.push_back(
        MakeProblem(v1::ERROR_REASON_DUPLICATE_ID, header_of(field), fields[field]));
    return;
  }
  v1::Entry entry;
  std::vector<CellProblem> cells;
  // An amount that the profile works out is written with a point, whatever the file does.
  const QuantityContext context = {
      catalogue_, catalogue_.FindCategory(fields[Field::kCategory]),
      is_need ? Side::kNeed : Side::kResource,
      reader_.delimiter() != ',' && !header_of(Field::kQuantity).empty()};
  const auto fill = [&](auto* message) {
    message->set_name(EntryName(options_.territory, collection, id));
    message->set_actor(actor);
    message->set_title(SingleSpaces(fields[Field::kTitle]));
    message->set_description(fields[Field::kDescription]);
    message->set_external_id(ExternalId(mapped));
    message->set_source(SourceOf(fields));
    FieldsToTerms(fields, context, message->mutable_terms(), &cells);
    FieldsToWork(fields, options_.territory, is_need, context, message->mutable_terms(), &cells);
    FieldsToLogistics(fields, is_need, message->mutable_terms(), &cells);
    FieldsToStorage(fields, message->mutable_terms(), &cells);
    for (const v1::Assumption& assumption : mapped.assumptions) {
      *message->add_assumptions() = assumption;
    }
    for (v1::Assumption& assumption : ParseAssumptions(fields[Field::kAssumptions])) {
      *message->add_assumptions() = std::move(assumption);
    }
  };
  if (is_need) {
    fill(entry.mutable_need());
  } else {
    fill(entry.mutable_resource());
  }
  AddCellProblems(cells, header_of, &work->problems);
  std::vector<FieldProblem> problems = CheckEntry(&entry, catalogue_, gazetteer_, WantsDetails());
  // A cell that could not be read leaves its field empty: said once is enough.
  problems.erase(std::remove_if(problems.begin(), problems.end(),
                                [&](const FieldProblem& problem) {
                                  const Field field = FieldOfPath(problem.field);
                                  return std::any_of(
                                      cells.begin(), cells.end(),
                                      [&](const CellProblem& cell) { return cell.field == field; });
                                }),
                 problems.end());
  AddProblems(std::move(problems), fields, header_of, &work->problems);
  work->entries.push_back(std::move(entry));
}

void Importer::Accept(RowWork work) {
  ImportReport& report = result_.report;
  for (FieldProblem& problem : work.problems) {
    if (WantsDetails()) report.problems.push_back({work.line, std::move(problem)});
    ++report.error_count;
  }
  if (!work.problems.empty()) return;
  for (v1::Entry& entry : work.entries) {
    if (entry.has_actor()) {
      ++report.actor_count;
      actors_seen_.insert(entry.actor().name());
      actor_by_name_.emplace(Fold(entry.actor().display_name()), entry.actor().name());
    } else if (entry.has_need()) {
      ++report.need_count;
    } else {
      ++report.resource_count;
    }
    result_.entries.push_back({work.line, std::move(entry)});
  }
}

void Importer::ReadRow(const CsvRow& row, const RowMapper& mapper) {
  ++result_.report.line_count;
  RowWork work;
  work.line = row.line;
  const size_t expected = reader_.header().size();
  const bool extra = std::any_of(
      row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(expected, row.cells.size())),
      row.cells.end(), [](const std::string& cell) { return !cell.empty(); });
  if (row.cells.size() < expected || extra) {
    work.problems.push_back(MakeProblem(
        v1::ERROR_REASON_ROW_INVALID, "", row.cells.front(),
        {{"actual", absl::StrCat(row.cells.size())}, {"maximum", absl::StrCat(expected)}}));
    Accept(std::move(work));
    return;
  }
  const MappedRow mapped = mapper.Map(row.cells);
  if (mapped.skipped) {
    ++result_.report.skipped_count;
    return;
  }
  for (const RefusedCell& cell : mapped.refused) {
    work.problems.push_back(MakeProblem(
        cell.value.empty() ? v1::ERROR_REASON_FIELD_REQUIRED : v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
        cell.header, cell.value));
  }
  if (work.problems.empty()) {
    const std::string actor = ReadActor(mapped, mapper, &work);
    if (!actor.empty()) {
      for (const MappedEntry& entry : mapped.entries) ReadEntry(entry, actor, mapper, &work);
    }
  }
  Accept(std::move(work));
}

absl::StatusOr<ImportResult> Importer::Finish() && {
  RETURN_IF_ERROR(reader_.Finish());
  ASSIGN_OR_RETURN(const RowMapper mapper, RowMapper::Bind(profile_, reader_.header()));
  has_source_column_ = mapper.HasColumnFor(Field::kSource);
  result_.report.encoding = std::string(EncodingName(reader_.encoding()));
  result_.report.delimiter = DelimiterName(reader_.delimiter());
  CsvRow row;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, reader_.Next(&row));
    if (!more) break;
    ReadRow(row, mapper);
  }
  if (result_.report.line_count == 0) {
    return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_FILE_EMPTY);
  }
  return std::move(result_);
}

}  // namespace cordee::service
