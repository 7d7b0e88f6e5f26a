#include "service/formats/row_mapper.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"
#include "engine/text/fold.h"
#include "service/convert/quantity.h"
#include "service/errors.h"
#include "service/formats/csv.h"

namespace cordee::service {
namespace {

// Key "{quantity}" of an assumption.
constexpr size_t kQuantityKey = static_cast<size_t>(-1);

bool AnyIn(const std::vector<std::string>& items, const std::vector<std::string>& words) {
  return std::any_of(items.begin(), items.end(), [&](const std::string& item) {
    return std::find(words.begin(), words.end(), item) != words.end();
  });
}

std::vector<std::string> FoldAll(const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::vector<std::string> folded;
  for (const std::string& word : words) folded.push_back(Fold(word));
  return folded;
}

// "0.13" times 400 is "52", exactly.
std::string Multiply(std::string_view decimal, int64_t factor) {
  const size_t point = decimal.find('.');
  const size_t decimals = point == std::string_view::npos ? 0 : decimal.size() - point - 1;
  __int128 value = 0;
  for (const char c : decimal) {
    if (c != '.') value = value * 10 + (c - '0');
  }
  value *= factor;
  std::string digits;  // last first
  while (value != 0 || digits.size() <= decimals + (decimals > 0 ? 1 : 0)) {
    if (decimals > 0 && digits.size() == decimals) digits += '.';
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  }
  std::reverse(digits.begin(), digits.end());
  return NormalAmount(digits);
}

}  // namespace

absl::StatusOr<RowMapper> RowMapper::Bind(const files::v1::Profile& profile,
                                          const std::vector<std::string>& header) {
  RowMapper mapper(profile);
  std::map<std::string, int32_t> positions;
  for (size_t i = 0; i < header.size(); ++i) {
    positions.emplace(Fold(header[i]), static_cast<int32_t>(i));
  }
  const auto refuse_twice = [&](const std::string& name) -> absl::Status {
    std::vector<size_t> columns;
    for (size_t i = 0; i < header.size(); ++i) {
      if (Fold(header[i]) == Fold(name)) columns.push_back(i + 1);
    }
    if (columns.size() < 2) return absl::OkStatus();
    return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_ROW_INVALID,
                     {{"value", name}, {"columns", absl::StrJoin(columns, ", ")}});
  };
  for (const files::v1::Column& column : profile.columns()) {
    BoundColumn bound;
    bound.header = column.headers(0);
    for (const std::string& name : column.headers()) {
      const auto found = positions.find(Fold(name));
      if (found == positions.end()) continue;
      bound.position = found->second;
      bound.header = header[static_cast<size_t>(found->second)];
      RETURN_IF_ERROR(refuse_twice(bound.header));
      break;
    }
    if (bound.position < 0 && column.required()) {
      return MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_COLUMN_MISSING,
                       {{"value", column.headers(0)}, {"profile", profile.name()}});
    }
    bound.separator = column.separator().empty() ? '\0' : column.separator()[0];
    bound.only_these = column.only_these();
    for (const files::v1::Replacement& replacement : column.replacements()) {
      for (const std::string& from : replacement.from()) {
        bound.replacements.emplace_back(Fold(from), replacement.to());
      }
    }
    mapper.columns_.push_back(std::move(bound));
  }
  for (const files::v1::Figure& figure : profile.figures()) {
    mapper.figures_.push_back(
        {mapper.BindTerms(figure.terms()), mapper.BindTerms(figure.factors())});
  }
  for (const files::v1::Skip& skip : profile.skips()) {
    mapper.skips_.push_back(mapper.BindConditions(skip.when()));
  }
  mapper.BindSettings(profile.actor(), &mapper.actor_);
  mapper.BindRules();
  return mapper;
}

size_t RowMapper::KeyIndex(const std::string& key) const {
  for (int i = 0; i < profile_->columns_size(); ++i) {
    if (profile_->columns(i).key() == key) return static_cast<size_t>(i);
  }
  for (int i = 0; i < profile_->figures_size(); ++i) {
    if (profile_->figures(i).key() == key) {
      return static_cast<size_t>(profile_->columns_size() + i);
    }
  }
  return kQuantityKey;
}

RowMapper::Conditions RowMapper::BindConditions(
    const google::protobuf::RepeatedPtrField<files::v1::Condition>& conditions) const {
  Conditions bound;
  for (const files::v1::Condition& condition : conditions) {
    bound.push_back({KeyIndex(condition.column()), FoldAll(condition.any_of()),
                     FoldAll(condition.none_of()), FoldAll(condition.only()), condition.filled(),
                     condition.empty()});
  }
  return bound;
}

std::vector<RowMapper::BoundTerm> RowMapper::BindTerms(
    const google::protobuf::RepeatedPtrField<files::v1::Term>& terms) const {
  std::vector<BoundTerm> bound;
  for (const files::v1::Term& term : terms) {
    bound.push_back({BindConditions(term.when()), term.amount()});
  }
  return bound;
}

RowMapper::BoundText RowMapper::BindText(const std::string& text) const {
  BoundText bound{TemplateText(text), {}};
  for (const std::string& key : bound.text.keys()) bound.keys.push_back(KeyIndex(key));
  return bound;
}

void RowMapper::BindSettings(const google::protobuf::RepeatedPtrField<files::v1::Setting>& settings,
                             std::vector<BoundSetting>* bound) const {
  for (const files::v1::Setting& setting : settings) {
    BoundSetting to;
    to.field = static_cast<Field>(FieldByName(setting.field()));
    to.when = BindConditions(setting.when());
    for (const std::string& text : setting.texts()) to.texts.push_back(BindText(text));
    if (setting.has_product()) {
      to.figure = KeyIndex(setting.product().figure()) - columns_.size();
      to.each = setting.product().each();
    }
    bound->push_back(std::move(to));
  }
}

void RowMapper::BindAssumptions(
    const google::protobuf::RepeatedPtrField<files::v1::AssumptionText>& texts,
    std::vector<BoundAssumption>* bound) const {
  for (const files::v1::AssumptionText& text : texts) {
    bound->push_back(
        {text.field(), BindConditions(text.when()), BindText(text.fr()), BindText(text.en())});
  }
}

void RowMapper::BindRules() {
  for (const files::v1::EntryRule& rule : profile_->entries()) {
    BoundRule bound;
    bound.kind = rule.kind();
    bound.id = rule.id();
    bound.when = BindConditions(rule.when());
    BindSettings(rule.settings(), &bound.settings);
    BindSettings(profile_->every_entry(), &bound.settings);
    BindAssumptions(rule.assumptions(), &bound.assumptions);
    BindAssumptions(profile_->every_assumption(), &bound.assumptions);
    rules_.push_back(std::move(bound));
  }
}

RowMapper::Row RowMapper::ReadRow(const std::vector<std::string>& cells,
                                  std::vector<RefusedCell>* refused) const {
  Row row;
  row.values.resize(columns_.size());
  row.items.resize(columns_.size());
  for (size_t i = 0; i < columns_.size(); ++i) {
    const BoundColumn& column = columns_[i];
    if (column.position < 0 || static_cast<size_t>(column.position) >= cells.size()) continue;
    std::string& value = row.values[i];
    value = UnguardedCell(cells[static_cast<size_t>(column.position)]);
    if (!column.replacements.empty()) {
      const std::string folded = Fold(value);
      const auto found =
          std::find_if(column.replacements.begin(), column.replacements.end(),
                       [&](const auto& replacement) { return replacement.first == folded; });
      if (found != column.replacements.end()) {
        value = found->second;
      } else if (column.only_these) {
        refused->push_back({column.header, value});
      }
    }
    if (value.empty()) continue;
    if (column.separator == '\0') {
      row.items[i].push_back(Fold(value));
      continue;
    }
    for (const absl::string_view item :
         absl::StrSplit(value, column.separator, absl::SkipWhitespace())) {
      row.items[i].push_back(Fold(std::string_view(item.data(), item.size())));
    }
  }
  return row;
}

bool RowMapper::Holds(const Conditions& conditions, const Row& row) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const BoundCondition& condition) {
    const std::vector<std::string>& items = row.items[condition.column];
    if (condition.filled && items.empty()) return false;
    if (condition.empty && !items.empty()) return false;
    if (!condition.any_of.empty() && !AnyIn(items, condition.any_of)) return false;
    if (!condition.none_of.empty() && AnyIn(items, condition.none_of)) return false;
    if (condition.only.empty()) return true;
    return !items.empty() && std::all_of(items.begin(), items.end(), [&](const std::string& item) {
      return AnyIn({item}, condition.only);
    });
  });
}

void RowMapper::WorkOutFigures(Row* row) const {
  for (const BoundFigure& figure : figures_) {
    int64_t sum = 0;
    for (const BoundTerm& term : figure.terms) {
      if (Holds(term.when, *row)) sum += term.amount;
    }
    for (const BoundTerm& factor : figure.factors) {
      if (!Holds(factor.when, *row)) continue;
      sum *= factor.amount;
      break;
    }
    row->figures.push_back(sum);
  }
}

bool RowMapper::Fill(const BoundText& text, const Row& row, std::string* value) const {
  const auto value_at = [&](size_t i) -> std::string {
    const size_t key = text.keys[i];
    if (key < columns_.size()) return row.values[key];
    return absl::StrCat(row.figures[key - columns_.size()]);
  };
  for (size_t i = 0; i < text.keys.size(); ++i) {
    if (value_at(i).empty()) return false;
  }
  *value = text.text.Fill(value_at);
  return true;
}

std::string RowMapper::FillForPeople(const BoundText& text, const Row& row,
                                     const std::string& quantity, bool french) const {
  const Language language = french ? Language::kFrench : Language::kEnglish;
  return text.text.Fill([&](size_t i) -> std::string {
    const size_t key = text.keys[i];
    if (key == kQuantityKey) return FormatAmount(quantity, language);
    if (key < columns_.size()) return row.values[key];
    return FormatAmount(absl::StrCat(row.figures[key - columns_.size()]), language);
  });
}

Fields RowMapper::Apply(const std::vector<BoundSetting>& settings, const Row& row) const {
  Fields fields;
  for (const BoundSetting& setting : settings) {
    std::string& value = fields.values[static_cast<size_t>(setting.field)];
    if (!value.empty() || !Holds(setting.when, row)) continue;
    if (!setting.each.empty()) {
      value = Multiply(setting.each, row.figures[setting.figure]);
      continue;
    }
    for (const BoundText& text : setting.texts) {
      if (Fill(text, row, &value) && !value.empty()) break;
    }
  }
  return fields;
}

MappedRow RowMapper::Map(const std::vector<std::string>& cells) const {
  MappedRow mapped;
  Row row = ReadRow(cells, &mapped.refused);
  for (const Conditions& skip : skips_) {
    if (!Holds(skip, row)) continue;
    mapped.skipped = true;
    return mapped;
  }
  WorkOutFigures(&row);
  mapped.actor = Apply(actor_, row);
  for (size_t i = 0; i < rules_.size(); ++i) {
    const BoundRule& rule = rules_[i];
    if (!Holds(rule.when, row)) continue;
    MappedEntry entry;
    entry.kind = rule.kind;
    entry.rule_id = rule.id;
    entry.rule = i;
    entry.fields = Apply(rule.settings, row);
    for (const BoundAssumption& from : rule.assumptions) {
      if (!Holds(from.when, row)) continue;
      v1::Assumption& assumption = entry.assumptions.emplace_back();
      const std::string& quantity = entry.fields[Field::kQuantity];
      assumption.set_field(from.field);
      assumption.set_text_fr(FillForPeople(from.fr, row, quantity, true));
      assumption.set_text_en(FillForPeople(from.en, row, quantity, false));
    }
    mapped.entries.push_back(std::move(entry));
  }
  return mapped;
}

std::string RowMapper::HeaderOf(const std::vector<BoundSetting>& settings, Field field) const {
  for (const BoundSetting& setting : settings) {
    if (setting.field != field) continue;
    for (const BoundText& text : setting.texts) {
      for (const size_t key : text.keys) {
        if (key < columns_.size()) return columns_[key].header;
      }
    }
  }
  return "";
}

std::string RowMapper::ActorHeaderOf(Field field) const { return HeaderOf(actor_, field); }

std::string RowMapper::EntryHeaderOf(size_t rule, Field field) const {
  return HeaderOf(rules_[rule].settings, field);
}

bool RowMapper::HasColumnFor(Field field) const {
  const auto has = [&](const std::vector<BoundSetting>& settings) {
    for (const BoundSetting& setting : settings) {
      if (setting.field != field) continue;
      for (const BoundText& text : setting.texts) {
        for (const size_t key : text.keys) {
          if (key < columns_.size() && columns_[key].position >= 0) return true;
        }
      }
    }
    return false;
  };
  return has(actor_) || std::any_of(rules_.begin(), rules_.end(),
                                    [&](const BoundRule& rule) { return has(rule.settings); });
}

}  // namespace cordee::service
