// A profile bound to the header of one file: rows of cells become fields of an actor and of needs
// and resources.
//
//   ASSIGN_OR_RETURN(RowMapper mapper, RowMapper::Bind(profile, reader.header()));
//   MappedRow mapped = mapper.Map(row.cells);
//
// Bind fails with COLUMN_MISSING when a required column is not there, and with ROW_INVALID and the
// fact "columns" when two columns have the header of one that the profile reads. Map cannot fail;
// cells that are none of the words of an `only_these` column are listed in `refused`.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/registry.pb.h"
#include "service/formats/profile.h"
#include "service/formats/template_text.h"

namespace cordee::service {

// Values by Field.
struct Fields {
  std::array<std::string, kFieldCount> values;
  const std::string& operator[](Field field) const { return values[static_cast<size_t>(field)]; }
};

struct MappedEntry {
  files::v1::EntryKind kind = files::v1::ENTRY_KIND_NEED;
  std::string rule_id;
  // Index of the rule in the profile, for HeaderOf.
  size_t rule = 0;
  Fields fields;
  std::vector<v1::Assumption> assumptions;
};

struct RefusedCell {
  std::string header;
  std::string value;
};

struct MappedRow {
  bool skipped = false;
  Fields actor;
  std::vector<MappedEntry> entries;
  std::vector<RefusedCell> refused;
};

class RowMapper {
 public:
  // `profile` must outlive the mapper.
  static absl::StatusOr<RowMapper> Bind(const files::v1::Profile& profile,
                                        const std::vector<std::string>& header);

  MappedRow Map(const std::vector<std::string>& cells) const;

  // Header of the column that the field comes from; empty when it comes from none.
  std::string ActorHeaderOf(Field field) const;
  std::string EntryHeaderOf(size_t rule, Field field) const;
  // True when the file has a column that can set the field of entries.
  bool HasColumnFor(Field field) const;

 private:
  struct BoundColumn {
    std::string header;
    int32_t position = -1;  // in the row; -1 when the file has no such column
    char separator = '\0';
    bool only_these = false;
    std::vector<std::pair<std::string, std::string>> replacements;  // folded word -> value
  };
  struct BoundCondition {
    size_t column = 0;
    std::vector<std::string> any_of;
    std::vector<std::string> none_of;
    std::vector<std::string> only;
    bool filled = false;
    bool empty = false;
  };
  using Conditions = std::vector<BoundCondition>;
  struct BoundTerm {
    Conditions when;
    int64_t amount = 0;
  };
  struct BoundFigure {
    std::vector<BoundTerm> terms;
    std::vector<BoundTerm> factors;
  };
  struct BoundText {
    TemplateText text;
    std::vector<size_t> keys;  // columns, then figures, then kQuantityKey
  };
  struct BoundSetting {
    Field field = Field::kId;
    Conditions when;
    std::vector<BoundText> texts;
    size_t figure = 0;
    std::string each;  // of a product
  };
  struct BoundAssumption {
    std::string field;
    Conditions when;
    BoundText fr;
    BoundText en;
  };
  struct BoundRule {
    files::v1::EntryKind kind = files::v1::ENTRY_KIND_NEED;
    std::string id;
    Conditions when;
    std::vector<BoundSetting> settings;  // with every_entry at the end
    std::vector<BoundAssumption> assumptions;
  };
  // One row being mapped.
  struct Row {
    std::vector<std::string> values;              // by column
    std::vector<std::vector<std::string>> items;  // by column, folded
    std::vector<int64_t> figures;
  };

  explicit RowMapper(const files::v1::Profile& profile) : profile_(&profile) {}

  size_t KeyIndex(const std::string& key) const;
  Conditions BindConditions(
      const google::protobuf::RepeatedPtrField<files::v1::Condition>& conditions) const;
  std::vector<BoundTerm> BindTerms(
      const google::protobuf::RepeatedPtrField<files::v1::Term>& terms) const;
  BoundText BindText(const std::string& text) const;
  void BindSettings(const google::protobuf::RepeatedPtrField<files::v1::Setting>& settings,
                    std::vector<BoundSetting>* bound) const;
  void BindAssumptions(const google::protobuf::RepeatedPtrField<files::v1::AssumptionText>& texts,
                       std::vector<BoundAssumption>* bound) const;
  void BindRules();

  Row ReadRow(const std::vector<std::string>& cells, std::vector<RefusedCell>* refused) const;
  static bool Holds(const Conditions& conditions, const Row& row);
  void WorkOutFigures(Row* row) const;
  // False when a key of the text has no value.
  bool Fill(const BoundText& text, const Row& row, std::string* value) const;
  std::string FillForPeople(const BoundText& text, const Row& row, const std::string& quantity,
                            bool french) const;
  Fields Apply(const std::vector<BoundSetting>& settings, const Row& row) const;
  std::string HeaderOf(const std::vector<BoundSetting>& settings, Field field) const;

  const files::v1::Profile* profile_;
  std::vector<BoundColumn> columns_;
  std::vector<BoundFigure> figures_;
  std::vector<Conditions> skips_;
  std::vector<BoundSetting> actor_;
  std::vector<BoundRule> rules_;
};

}  // namespace cordee::service
