#include "service/convert/terms_check.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/limits.h"
#include "engine/base/strings.h"
#include "engine/model/calendar.h"
#include "engine/text/fold.h"
#include "service/convert/quantity.h"
#include "service/formats/near.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr size_t kSuggestions = 3;
constexpr int32_t kMinutesPerSlot = 30;
constexpr int32_t kMinutesPerDay = 1440;
constexpr int32_t kSlotsPerDay = kMinutesPerDay / kMinutesPerSlot;
constexpr int32_t kDaysPerWeek = 7;
// Any window this long holds whole weeks of every month.
constexpr int32_t kDaysWithEveryMonth = 366 + 2 * kDaysPerWeek;

class TermsCheck {
 public:
  TermsCheck(v1::Terms* terms, Side side, const CatalogueData& data, bool suggest,
             Problems* problems)
      : terms_(*terms), side_(side), data_(data), suggest_(suggest), problems_(*problems) {}

  void Run() {
    CheckCategory();
    if (category_.valid()) {
      CheckQuantities();
      CheckPeriod();
    }
    CheckHours();
    CheckDates();
    CheckSeason();
    if (dates_known_ && hours_known_ && season_known_) CheckWindow();
    CheckReach();
    CheckLabels(terms_.mutable_labels(), "terms.labels", data_, suggest_, &problems_);
    CheckTemperatures();
  }

 private:
  void Add(v1::ErrorReason reason, std::string_view field, std::string_view value = {},
           Facts facts = {}) {
    problems_.push_back(MakeProblem(reason, field, value, std::move(facts)));
  }

  bool booking() const { return data_.catalogue.category(category_).booking; }

  void CheckCategory();
  const Unit* FindUnit(const std::string& text) const;
  // Base units, or zero after a problem.
  int64_t CheckQuantity(v1::Quantity* quantity, const std::string& field);
  void CheckQuantities();
  void CheckMinimumOrder(int64_t quantity);
  void CheckPeriod();
  void CheckHours();
  void CheckDates();
  void CheckSeason();
  void CheckWindow();
  bool OpensIn(int32_t first_day, int32_t end_day) const;
  void CheckReach();
  void CheckTemperatures();

  v1::Terms& terms_;
  const Side side_;
  const CatalogueData& data_;
  const bool suggest_;
  Problems& problems_;
  CategoryIndex category_;
  HalfHours hours_ = HalfHours::All();
  DateWindow dates_;
  MonthSet season_ = kAllMonths;
  bool hours_known_ = true;
  bool dates_known_ = true;
  bool season_known_ = true;
};

void TermsCheck::CheckCategory() {
  const std::string& text = terms_.category();
  if (text.empty()) {
    Add(v1::ERROR_REASON_FIELD_REQUIRED, "terms.category");
    return;
  }
  category_ = data_.FindCategory(text);
  if (category_.valid()) {
    terms_.set_category(data_.catalogue.category(category_).code);
    season_ = data_.catalogue.category(category_).season;
    return;
  }
  Facts facts;
  std::vector<std::string> near;
  if (suggest_) near = data_.NearCategories(text, kSuggestions);
  if (suggest_ && near.empty() && terms_.has_work()) near = data_.NearTrades(text, kSuggestions);
  if (!near.empty()) facts["suggestion"] = absl::StrJoin(near, ", ");
  Add(v1::ERROR_REASON_UNKNOWN_CATEGORY, "terms.category", text, std::move(facts));
}

const Unit* TermsCheck::FindUnit(const std::string& text) const {
  if (booking() && side_ == Side::kResource) {
    return data_.FindUnitOf(kPieceUnit, text.empty() ? std::string(kPieceUnit) : text);
  }
  return text.empty() ? &data_.words(category_).unit : data_.FindUnit(category_, text);
}

int64_t TermsCheck::CheckQuantity(v1::Quantity* quantity, const std::string& field) {
  const Unit* unit = FindUnit(quantity->unit());
  if (unit == nullptr) {
    std::vector<std::string> accepted;
    if (booking() && side_ == Side::kResource) {
      accepted.emplace_back(kPieceUnit);
    } else {
      for (const Unit* known : data_.UnitsOf(category_)) accepted.push_back(known->fr);
    }
    Add(v1::ERROR_REASON_UNKNOWN_UNIT, field + ".unit", quantity->unit(),
        {{"accepted", absl::StrJoin(accepted, ", ")}, {"category", data_.words(category_).fr}});
    return 0;
  }
  quantity->set_unit(unit->code);
  if (quantity->amount().empty()) {
    Add(v1::ERROR_REASON_FIELD_REQUIRED, field + ".amount");
    return 0;
  }
  const Amount amount = ParseAmount(quantity->amount(), *unit);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED) {
    Facts facts = {{"unit", unit->fr}, {"base", unit->base}};
    if (amount.reason == v1::ERROR_REASON_QUANTITY_TOO_LARGE) {
      facts["maximum"] = absl::StrCat(kMaxQuantityPerPeriod / unit->base_units);
    }
    Add(amount.reason, field + ".amount", quantity->amount(), std::move(facts));
    return 0;
  }
  quantity->set_amount(NormalAmount(quantity->amount()));
  return amount.base_units;
}

void TermsCheck::CheckQuantities() {
  const bool capacity = booking() && side_ == Side::kResource;
  if (!terms_.has_quantity()) {
    if (!capacity) {
      Add(v1::ERROR_REASON_FIELD_REQUIRED, "terms.quantity");
      return;
    }
    terms_.mutable_quantity()->set_amount("1");
  }
  const int64_t quantity = CheckQuantity(terms_.mutable_quantity(), "terms.quantity");
  if (booking() && side_ == Side::kNeed && quantity > kHalfHoursPerWeek) {
    Add(v1::ERROR_REASON_QUANTITY_TOO_LARGE, "terms.quantity.amount", terms_.quantity().amount(),
        {{"unit", std::string(kHalfHourUnit)}, {"maximum", absl::StrCat(kHalfHoursPerWeek)}});
  }
  CheckMinimumOrder(quantity);
  if (!terms_.has_minimum_lot()) return;
  const int64_t lot = CheckQuantity(terms_.mutable_minimum_lot(), "terms.minimum_lot");
  if (lot > 0 && quantity > 0 && (lot > quantity || booking())) {
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "terms.minimum_lot", terms_.minimum_lot().amount(),
        {{"maximum", booking() ? "0" : terms_.quantity().amount()}});
  }
}

void TermsCheck::CheckMinimumOrder(int64_t quantity) {
  if (!terms_.has_minimum_order()) return;
  const Category& category = data_.catalogue.category(category_);
  const bool flows = !category.booking && category.placement == Placement::kNone &&
                     !category.freight.has_value();
  if (side_ == Side::kNeed || !flows) {
    Add(v1::ERROR_REASON_FIELD_NOT_APPLICABLE, "terms.minimum_order",
        terms_.minimum_order().amount());
    return;
  }
  const int64_t least = CheckQuantity(terms_.mutable_minimum_order(), "terms.minimum_order");
  if (least > quantity && quantity > 0) {
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "terms.minimum_order",
        terms_.minimum_order().amount(), {{"maximum", terms_.quantity().amount()}});
  }
}

void TermsCheck::CheckPeriod() {
  const bool capacity = booking() && side_ == Side::kResource;
  const bool weekly = capacity || terms_.has_vehicle() || terms_.has_storage();
  if (weekly && terms_.period() == v1::PERIOD_UNSPECIFIED) {
    terms_.set_period(v1::PERIOD_WEEK);
  }
  if (terms_.period() == v1::PERIOD_UNSPECIFIED) {
    Add(v1::ERROR_REASON_FIELD_REQUIRED, "terms.period");
    return;
  }
  const bool known = v1::Period_IsValid(terms_.period());
  if (!known || (booking() && terms_.period() == v1::PERIOD_MONTH)) {
    Add(v1::ERROR_REASON_PERIOD_INVALID, "terms.period",
        known ? v1::Period_Name(terms_.period()) : absl::StrCat(static_cast<int>(terms_.period())));
  }
}

void TermsCheck::CheckHours() {
  const std::optional<HalfHours> hours =
      CheckWeeklyHours(terms_.mutable_hours(), "terms.hours", &problems_);
  hours_known_ = hours.has_value();
  hours_ = hours.value_or(HalfHours::All());
}

void TermsCheck::CheckDates() {
  const auto read = [&](const google::type::Date& date, const char* field, int32_t* day) {
    const CivilDay civil{date.year(), date.month(), date.day()};
    if (IsValid(civil)) {
      *day = DayNumber(civil);
      return;
    }
    dates_known_ = false;
    Add(v1::ERROR_REASON_DATE_INVALID, field,
        absl::StrCat(date.year(), "-", date.month(), "-", date.day()));
  };
  if (terms_.dates().has_start_date()) {
    read(terms_.dates().start_date(), "terms.dates.start_date", &dates_.start);
  }
  if (terms_.dates().has_end_date()) {
    read(terms_.dates().end_date(), "terms.dates.end_date", &dates_.end);
  }
  if (dates_.open()) terms_.clear_dates();
}

void TermsCheck::CheckSeason() {
  if (terms_.season_months().empty()) return;
  std::set<int32_t> months;
  MonthSet season = 0;
  for (int i = 0; i < terms_.season_months_size(); ++i) {
    const int32_t month = terms_.season_months(i);
    if (month < 1 || month > 12) {
      season_known_ = false;
      Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, absl::StrCat("terms.season_months[", i, "]"),
          absl::StrCat(month), {{"maximum", "12"}});
      continue;
    }
    months.insert(month);
    season = static_cast<MonthSet>(season | 1 << (month - 1));
  }
  if (!season_known_) return;
  season_ = season;
  terms_.mutable_season_months()->Assign(months.begin(), months.end());
}

// A day counts when its weekday has hours and the Thursday of its week lies in the season, which is
// how the engine counts weeks.
bool TermsCheck::OpensIn(int32_t first_day, int32_t end_day) const {
  for (int32_t day = first_day; day < end_day; ++day) {
    const int32_t weekday = Weekday(day);
    const int32_t month = FromDayNumber(day - weekday + 3).month;
    if ((season_ >> (month - 1) & 1) == 0) continue;
    for (int32_t slot = weekday * kSlotsPerDay; slot < (weekday + 1) * kSlotsPerDay; ++slot) {
      if (hours_.Has(slot)) return true;
    }
  }
  return false;
}

void TermsCheck::CheckWindow() {
  if (dates_.empty()) {
    Add(v1::ERROR_REASON_WINDOW_EMPTY, "terms.dates");
    return;
  }
  const bool bounded = dates_.start != kOpenStart && dates_.end != kOpenEnd &&
                       dates_.end - dates_.start < kDaysWithEveryMonth;
  if (bounded && !OpensIn(dates_.start, dates_.end)) {
    Add(v1::ERROR_REASON_WINDOW_EMPTY, "terms.dates");
    return;
  }
  if (!category_.valid() || !booking() || side_ != Side::kNeed) return;
  const Unit* unit = FindUnit(terms_.quantity().unit());
  if (unit == nullptr) return;
  const Amount amount = ParseAmount(terms_.quantity().amount(), *unit);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED || amount.base_units > kHalfHoursPerWeek) {
    return;
  }
  const int32_t longest = hours_.LongestRun();
  if (amount.base_units > longest) {
    Add(v1::ERROR_REASON_WINDOW_EMPTY, "terms.hours", {},
        {{"needed_half_hours", absl::StrCat(amount.base_units)},
         {"longest_half_hours", absl::StrCat(longest)}});
  }
}

void TermsCheck::CheckReach() {
  const int32_t metres = terms_.max_distance_metres();
  if (metres < 0 || metres > kMaxReachMetres) {
    Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "terms.max_distance_metres", absl::StrCat(metres),
        {{"maximum", absl::StrCat(kMaxReachMetres)}});
  }
}

void TermsCheck::CheckTemperatures() {
  std::set<int> kinds;
  for (int i = 0; i < terms_.temperatures_size(); ++i) {
    const int kind = terms_.temperatures(i);
    if (kind == v1::TEMPERATURE_CLASS_UNSPECIFIED || !v1::TemperatureClass_IsValid(kind)) {
      Add(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, absl::StrCat("terms.temperatures[", i, "]"),
          absl::StrCat(kind));
      continue;
    }
    kinds.insert(kind);
  }
  terms_.mutable_temperatures()->Assign(kinds.begin(), kinds.end());
}

}  // namespace

void CheckTerms(v1::Terms* terms, Side side, const CatalogueData& data, bool suggest,
                Problems* problems) {
  TermsCheck(terms, side, data, suggest, problems).Run();
}

std::optional<HalfHours> CheckWeeklyHours(
    google::protobuf::RepeatedPtrField<v1::WeeklyInterval>* intervals, const std::string& field,
    Problems* problems) {
  if (intervals->empty()) return HalfHours::All();
  if (intervals->size() > limits::kHoursPerEntry) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field,
                                    absl::StrCat(intervals->size()),
                                    {{"maximum", absl::StrCat(limits::kHoursPerEntry)}}));
    return std::nullopt;
  }
  HalfHours hours;
  bool known = true;
  for (int i = 0; i < intervals->size(); ++i) {
    const v1::WeeklyInterval& interval = intervals->Get(i);
    if (interval.day() < 1 || interval.day() > kDaysPerWeek || interval.start_minute() < 0 ||
        interval.end_minute() > kMinutesPerDay ||
        interval.start_minute() >= interval.end_minute() ||
        interval.start_minute() % kMinutesPerSlot != 0 ||
        interval.end_minute() % kMinutesPerSlot != 0) {
      known = false;
      problems->push_back(
          MakeProblem(v1::ERROR_REASON_HOURS_INVALID, absl::StrCat(field, "[", i, "]"),
                      absl::StrCat(interval.day(), " ", interval.start_minute(), "-",
                                   interval.end_minute())));
      continue;
    }
    const int32_t midnight = (interval.day() - 1) * kSlotsPerDay;
    hours.Add(midnight + interval.start_minute() / kMinutesPerSlot,
              midnight + interval.end_minute() / kMinutesPerSlot);
  }
  if (!known) return std::nullopt;
  intervals->Clear();
  for (auto [begin, end] : hours.Runs()) {
    while (begin < end) {
      const int32_t day = begin / kSlotsPerDay;
      const int32_t stop = std::min(end, (day + 1) * kSlotsPerDay);
      v1::WeeklyInterval* interval = intervals->Add();
      interval->set_day(day + 1);
      interval->set_start_minute((begin - day * kSlotsPerDay) * kMinutesPerSlot);
      interval->set_end_minute((stop - day * kSlotsPerDay) * kMinutesPerSlot);
      begin = stop;
    }
  }
  return hours;
}

void CheckLabels(google::protobuf::RepeatedPtrField<std::string>* labels, std::string_view field,
                 const CatalogueData& data, bool suggest, Problems* problems) {
  if (labels->size() > limits::kLabelsPerEntry) {
    problems->push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, field,
                                    absl::StrCat(labels->size()),
                                    {{"maximum", absl::StrCat(limits::kLabelsPerEntry)}}));
    return;
  }
  std::set<std::string> codes;
  for (int i = 0; i < labels->size(); ++i) {
    const std::string& text = labels->Get(i);
    const int32_t label = data.FindLabel(text);
    if (label >= 0) {
      codes.insert(data.catalogue.labels()[static_cast<size_t>(label)].code);
      continue;
    }
    NearWords near(Fold(text), limits::kSuggestionDistance, kSuggestions);
    for (const auto& [word, known] : data.index.labels) {
      if (!suggest) break;
      near.Offer(word, data.labels[static_cast<size_t>(known)].fr);
    }
    Facts facts;
    const std::vector<std::string> words = near.Take();
    if (!words.empty()) facts["suggestion"] = absl::StrJoin(words, ", ");
    problems->push_back(MakeProblem(v1::ERROR_REASON_UNKNOWN_LABEL,
                                    absl::StrCat(ToAbsl(field), "[", i, "]"), text,
                                    std::move(facts)));
  }
  labels->Assign(codes.begin(), codes.end());
}

}  // namespace cordee::service
