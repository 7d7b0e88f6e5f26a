// Small territories as text, so that a test reads as a picture.
//
//   World world(R"(
//     category vegetables
//     category hall booking
//     need  canteen  vegetables 40/week  at=0,0 lot=10
//     need  choir    hall 4/week         hours=mon18-22
//     offer farm     vegetables 100/week at=12,0
//     offer townhall hall 1              hours=mon8-22,tue8-22
//     before canteen farm 520
//   )");
//   Problem problem = world.Build();
//
// category CODE [in=PARENT] [ref=N] [unit=U] [whole] [booking]; a unit is its own code by default
// need|offer ID CATEGORY QUANTITY/(week|month|once) [at=KM_EAST,KM_NORTH] [by=ACTOR] [lot=N]
// [whole] [order=N]
//   [hours=DAYhh-hh,...] [slots=N-N,...] [weeks=N-N] [reach=KM]; weeks are counted from 1
// before NEED OFFER AMOUNT: a link of the base run, nominal over the horizon
// horizon WEEKS; DEFAULT: 13
//
// A bad line stops the test program with CHECK: worlds are constants of the tests.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/model/problem.h"

namespace cordee::testing {

class World {
 public:
  struct Entry {
    bool is_need = false;
    std::string category;
    EntryRow row;
  };

  World() = default;
  explicit World(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) AddLine(line);
  }

  Policy& policy() { return policy_; }
  std::vector<Entry>& entries() { return entries_; }
  std::vector<PreviousLinkRow>& before() { return before_; }
  const Horizon& horizon() const { return horizon_; }

  void AddLine(const std::string& line) {
    std::istringstream words(line);
    std::string kind;
    if (!(words >> kind)) return;
    if (kind == "category") return AddCategory(words);
    if (kind == "need" || kind == "offer") return AddEntry(kind == "need", words);
    if (kind == "horizon") {
      words >> horizon_.weeks;
      return;
    }
    CHECK(kind == "before");
    PreviousLinkRow row;
    int64_t amount = 0;
    words >> row.need >> row.resource >> amount;
    row.amount = Quantity(amount);
    before_.push_back(std::move(row));
  }

  Problem Build() const { return Build(nullptr); }
  // The same rows in another order.
  Problem BuildShuffled(Random& random) const { return Build(&random); }

 private:
  struct CategoryLine {
    Category category;
    std::string parent;
  };

  static std::pair<std::string, std::string> Option(const std::string& word) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos) return {word, ""};
    return {word.substr(0, equals), word.substr(equals + 1)};
  }
  static std::vector<std::string> Split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
    return parts;
  }
  static int32_t Number(const std::string& text) { return std::atoi(text.c_str()); }

  void AddCategory(std::istringstream& words) {
    CategoryLine line;
    words >> line.category.code;
    line.category.base_unit = line.category.code;
    for (std::string word; words >> word;) {
      const auto [name, value] = Option(word);
      if (name == "in") line.parent = value;
      if (name == "ref") line.category.reference = Quantity(Number(value));
      if (name == "unit") line.category.base_unit = value;
      if (name == "whole") line.category.divisible = false;
      if (name == "booking") line.category.booking = true;
    }
    categories_.push_back(std::move(line));
  }

  void AddEntry(bool is_need, std::istringstream& words) {
    Entry entry;
    entry.is_need = is_need;
    std::string quantity;
    words >> entry.row.id >> entry.category >> quantity;
    entry.row.actor = "actor-" + entry.row.id;
    const std::vector<std::string> parts = Split(quantity, '/');
    entry.row.quantity = Quantity(std::atoll(parts[0].c_str()));
    if (parts.size() > 1 && parts[1] == "once") entry.row.period = Period::kOnce;
    if (parts.size() > 1 && parts[1] == "month") entry.row.period = Period::kMonth;
    Position position = At("0,0");
    for (std::string word; words >> word;) {
      const auto [name, value] = Option(word);
      if (name == "at") {
        position = At(value);
      } else if (name == "by") {
        entry.row.actor = value;
      } else {
        SetOption(name, value, entry.row);
      }
    }
    positions_.emplace(entry.row.actor, position);
    entries_.push_back(std::move(entry));
  }

  void SetOption(const std::string& name, const std::string& value, EntryRow& row) const {
    if (name == "lot") {
      row.minimum_lot = Quantity(Number(value));
    } else if (name == "order") {
      row.minimum_order = Quantity(Number(value));
    } else if (name == "whole") {
      row.indivisible = true;
    } else if (name == "hours") {
      row.hours = Hours(value);
    } else if (name == "slots") {
      row.hours = Slots(value);
    } else if (name == "weeks") {
      const std::vector<std::string> ends = Split(value, '-');
      row.dates = {horizon_.start_day + 7 * (Number(ends[0]) - 1),
                   horizon_.start_day + 7 * Number(ends.back())};
    } else {
      CHECK(name == "reach");
      row.reach = Metres(1000 * Number(value));
    }
  }

  // Kilometres east and north of 45 N 2 E.
  static Position At(const std::string& text) {
    const std::vector<std::string> parts = Split(text, ',');
    return {45'000'000 + Number(parts[1]) * 8'993, 2'000'000 + Number(parts[0]) * 12'718};
  }
  static HalfHours Hours(const std::string& text) {
    static const std::map<std::string, int32_t> kDays = {
        {"mon", 0}, {"tue", 1}, {"wed", 2}, {"thu", 3}, {"fri", 4}, {"sat", 5}, {"sun", 6}};
    HalfHours hours;
    for (const std::string& part : Split(text, ',')) {
      const int32_t day = kDays.at(part.substr(0, 3));
      const std::vector<std::string> ends = Split(part.substr(3), '-');
      hours.Add(48 * day + 2 * Number(ends[0]), 48 * day + 2 * Number(ends[1]));
    }
    return hours;
  }
  static HalfHours Slots(const std::string& text) {
    HalfHours hours;
    for (const std::string& part : Split(text, ',')) {
      const std::vector<std::string> ends = Split(part, '-');
      hours.Add(Number(ends[0]), Number(ends[1]));
    }
    return hours;
  }

  Problem Build(Random* random) const {
    CatalogueBuilder catalogue_builder;
    for (const CategoryLine& line : categories_) {
      catalogue_builder.AddCategory(line.category, line.parent, {});
    }
    absl::StatusOr<Catalogue> built = std::move(catalogue_builder).Build();
    CHECK(built.ok());
    const auto catalogue = std::make_shared<const Catalogue>(*std::move(built));

    ProblemBuilder builder(catalogue, policy_, horizon_);
    std::vector<std::pair<std::string, Position>> actors(positions_.begin(), positions_.end());
    std::vector<Entry> entries = entries_;
    std::vector<PreviousLinkRow> before = before_;
    if (random != nullptr) {
      random->Shuffle(actors);
      random->Shuffle(entries);
      random->Shuffle(before);
    }
    for (const auto& [id, position] : actors) {
      ActorRow actor;
      actor.id = id;
      actor.position = position;
      builder.AddActor(std::move(actor));
    }
    for (Entry& entry : entries) {
      entry.row.category = catalogue->FindCategory(entry.category);
      if (entry.is_need) {
        builder.AddNeed(std::move(entry.row));
      } else {
        builder.AddResource(std::move(entry.row));
      }
    }
    for (PreviousLinkRow& row : before) builder.AddPreviousLink(std::move(row));
    absl::StatusOr<Problem> problem = std::move(builder).Build();
    CHECK(problem.ok());
    return *std::move(problem);
  }

  Policy policy_;
  Horizon horizon_{DayNumber({2026, 11, 30}), kWeeksPerQuarter};
  std::vector<CategoryLine> categories_;
  std::map<std::string, Position> positions_;  // per actor
  std::vector<Entry> entries_;
  std::vector<PreviousLinkRow> before_;
};

}  // namespace cordee::testing
