#include "service/phrases/explain_phrases.h"

#include <iterator>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "service/phrases/amounts.h"
#include "service/phrases/fact_patterns.h"
#include "service/phrases/french_words.h"
#include "service/phrases/phrases.h"

namespace cordee::service {
namespace {

// Turns the values of one fact into arguments of its pattern.
class FactReader {
 public:
  FactReader(const v1::Fact& fact, Language language, const CatalogueData& data)
      : fact_(fact), language_(language), data_(data) {}

  // Absent values are empty, 0 or an invalid category.
  std::string Text(const char* key) const {
    const auto found = fact_.values().find(key);
    return found == fact_.values().end() ? std::string() : found->second;
  }
  int64_t Int(const char* key) const {
    int64_t number = 0;
    return absl::SimpleAtoi(Text(key), &number) ? number : 0;
  }
  const std::string& Code() const { return fact_.code(); }
  bool Has(const char* key) const { return fact_.values().contains(key); }

  CategoryIndex Category(const char* key) const { return data_.catalogue.FindCategory(Text(key)); }
  std::string CategoryName(const char* key) const {
    const CategoryIndex category = Category(key);
    if (!category.valid()) return Text(key);
    const CategoryWords& words = data_.words(category);
    return language_ == Language::kFrench ? words.fr : words.en;
  }
  std::string Quantity(const char* key) const {
    return QuantityText(Int(key), Category("category"), language_, data_);
  }
  std::string Duration(const char* key) const { return DurationText(Int(key), language_); }
  // "le mardi de 9 h à 12 h".
  std::string Slot() const {
    const int64_t day = Int("day");
    if (day < 1 || day > 7) return "";
    const char* on = language_ == Language::kFrench ? "le " : "on ";
    return absl::StrCat(on, DayName(day, language_), " ",
                        TimesText(Int("start_minute"), Int("end_minute"), language_));
  }

  Arguments All() const {
    Arguments arguments;
    for (const auto& [key, value] : fact_.values()) arguments[key] = value;
    for (const char* key : {"pairs", "count", "weeks", "percent", "days", "minutes",
                            "limit_minutes", "place", "person_points", "post_points", "litres",
                            "crates"}) {
      if (Has(key)) arguments[key] = Int(key);
    }
    // A select of ICU takes no hyphen.
    arguments["rule_key"] = absl::StrReplaceAll(Text("rule"), {{"-", "_"}});
    AddDistances(arguments);
    AddLabels(arguments);
    AddWork(arguments);
    for (const char* key : {"amount", "least", "most"}) {
      if (Has(key)) arguments[key] = Quantity(key);
    }
    // Whether there is an amount at all, before it became a text.
    arguments["amount_number"] = Int("amount");
    for (const char* key : {"half_hours", "needed"}) {
      if (Has(key)) arguments[key] = Duration(key);
    }
    arguments["half_hours_number"] = Int("half_hours");
    if (Has("of")) {
      const bool weeks = fact_.code() == "common-weeks";
      arguments["of"] = weeks ? NumberText(Int("of"), language_) : Duration("of");
    }
    for (const char* key : {"category", "asked", "offered"}) {
      if (Has(key)) arguments[key] = CategoryName(key);
    }
    if (Has("category")) arguments["category_lower"] = LowerFirst(CategoryName("category"));
    for (const char* key : {"months", "need_months", "resource_months"}) {
      if (Has(key)) arguments[key] = MonthsText(Text(key), language_);
    }
    if (Has("start")) arguments["start_date"] = DateText(Text("start"), language_);
    if (Has("end")) arguments["last_date"] = LastDayText(Text("end"), language_);
    arguments["has_start"] = std::string(Has("start") ? "yes" : "no");
    arguments["has_end"] = std::string(Has("end") ? "yes" : "no");
    AddTour(arguments);
    arguments["slot"] = Slot();
    arguments["who"] = Who();
    return arguments;
  }

 private:
  void AddDistances(Arguments& arguments) const {
    // What is missing and what it becomes are rounded up, so that they are enough.
    const bool unlocks = fact_.code() == "unlock-reach";
    const Rounding rounding = unlocks ? Rounding::kUp : Rounding::kNearest;
    for (const char* key :
         {"metres", "limit_metres", "becomes_metres", "alone_metres", "regular_metres"}) {
      if (Has(key)) arguments[key] = DistanceText(Int(key), rounding, language_);
    }
  }

  void AddLabels(Arguments& arguments) const {
    if (!Has("labels")) return;
    std::vector<std::string> names;
    for (const absl::string_view code : absl::StrSplit(Text("labels"), ',', absl::SkipEmpty())) {
      const int32_t label = data_.catalogue.FindLabel(std::string_view(code.data(), code.size()));
      if (label < 0) {
        names.emplace_back(code);
        continue;
      }
      const LabelWords& words = data_.labels[static_cast<size_t>(label)];
      names.push_back(language_ == Language::kFrench ? absl::StrCat("« ", words.fr, " »")
                                                     : absl::StrCat("“", words.en, "”"));
    }
    arguments["label_count"] = static_cast<int64_t>(names.size());
    arguments["labels"] = ListText(names, language_);
  }

  // Qualifications, names of employers, and pay.
  void AddWork(Arguments& arguments) const {
    std::vector<std::string> names;
    for (const absl::string_view code :
         absl::StrSplit(Text("qualifications"), ',', absl::SkipEmpty())) {
      const QualificationWords* words =
          data_.FindQualification(std::string_view(code.data(), code.size()));
      names.push_back(words == nullptr                 ? std::string(code)
                      : language_ == Language::kFrench ? words->fr
                                                       : words->en);
    }
    arguments["qualifications"] = ListText(names, language_);
    names.clear();
    names = Names("takers", fact_.code() == "shared-job");
    // "A, B and 2 others": the sentence goes on.
    const bool goes_on = fact_.code() == "joint-purchase" && Int("count") > 0;
    arguments["takers"] = goes_on ? absl::StrJoin(names, ", ") : ListText(names, language_);
    for (const char* key : {"cents", "least_cents"}) {
      if (Has(key)) arguments[key] = PayText(Int(key), language_);
    }
  }

  // When, how heavy, how dear.
  void AddTour(Arguments& arguments) const {
    const int64_t day = Int("day");
    if (day >= 1 && day <= 7) arguments["day_name"] = DayName(day, language_);
    const int64_t until = Int("until_day");
    if (until >= 1 && until <= 7) arguments["until_day_name"] = DayName(until, language_);
    arguments["leg"] = Has("leg") ? Text("leg") : "none";
    if (Has("start_minute") && Has("end_minute")) {
      arguments["times"] = TimesText(Int("start_minute"), Int("end_minute"), language_);
    }
    if (Has("pickup_minute")) arguments["pickup_time"] = ClockText(Int("pickup_minute"), language_);
    if (Has("delivery_minute")) {
      arguments["delivery_time"] = ClockText(Int("delivery_minute"), language_);
    }
    if (Has("grams")) arguments["mass"] = MassText(Int("grams"), language_);
    const int64_t pallets = Int("pallet_hundredths");
    arguments["pallets"] = DecimalText(pallets * 10, language_);
    const bool many = language_ == Language::kFrench ? pallets >= 200 : pallets != 100;
    arguments["many_pallets"] = std::string(many ? "yes" : "no");
    arguments["regular"] = std::string(Int("regular_metres") > 0 ? "yes" : "no");
    if (Has("alone_cents")) arguments["alone_cents"] = PayText(Int("alone_cents"), language_);
    arguments["cents_number"] = Int("cents");
    for (const char* key : {"group", "payers", "gainers"}) {
      if (!Has(key)) continue;
      const std::vector<std::string> names = Names(key, false);
      arguments[key] = ListText(names, language_);
      arguments[absl::StrCat(key, "_count")] = static_cast<int64_t>(names.size());
    }
  }

  // One a line, as they stand in a list. `begin`: a sentence.
  std::vector<std::string> Names(const char* key, bool begin) const {
    const std::vector<std::string> names = absl::StrSplit(Text(key), '\n', absl::SkipEmpty());
    return language_ == Language::kFrench ? ListedNames(names, begin) : names;
  }

  // The resource that a change would unlock: its actor and its title.
  std::string Who() const {
    const std::string actor = Text("actor");
    const std::string title = Text("title");
    if (title.empty()) return actor;
    const std::string quoted = language_ == Language::kFrench ? absl::StrCat("« ", title, " »")
                                                              : absl::StrCat("“", title, "”");
    return actor.empty() ? quoted : absl::StrCat(actor, ", ", quoted);
  }

  const v1::Fact& fact_;
  const Language language_;
  const CatalogueData& data_;
};

bool IsCountedByPiece(CategoryIndex category, const CatalogueData& data) {
  return category.valid() && data.words(category).unit.code == kPieceUnit;
}

// Names are put into French with their articles, and the verb agrees with them.
Arguments TitleArguments(const FactReader& fact, Language language) {
  Arguments arguments = fact.All();
  const std::string giver = fact.Text("giver");
  const std::string taker = fact.Text("taker");
  const bool french = language == Language::kFrench;
  const bool begins = fact.Code() != "carried" && fact.Code() != "stored" &&
                      fact.Code() != "shipment-carried";
  arguments["giver"] = !french ? giver : begins ? SubjectName(giver) : ObjectName(giver);
  arguments["taker"] = french ? ObjectName(taker) : taker;
  arguments["to_taker"] = french ? ToName(taker) : taker;
  arguments["number"] = std::string(IsPluralName(giver) ? "many" : "one");
  arguments["of_category"] = OfWord(LowerFirst(fact.CategoryName("category")));
  return arguments;
}

std::string ProposalText(const FactReader& fact, Language language, const CatalogueData& data) {
  const std::string family = fact.Text("family");
  const bool goods = family == "FAMILY_FOOD" || family == "FAMILY_MATERIALS";
  const bool measured = goods && fact.Category("category").valid() &&
                        !IsCountedByPiece(fact.Category("category"), data);
  const Pattern& pattern = measured ? kSupplyTitle : goods ? kPiecesTitle : kOfferTitle;
  Arguments arguments = TitleArguments(fact, language);
  // What is counted needs no unit; seats are places.
  if (IsCountedByPiece(fact.Category("category"), data)) {
    constexpr Pattern kPlaces = {"{n, plural, one {# place} other {# places}}",
                                 "{n, plural, one {# seat} other {# seats}}"};
    constexpr Pattern kNumber = {"{n, number}", "{n, number}"};
    const Pattern& counted = family == "FAMILY_MOBILITY" ? kPlaces : kNumber;
    arguments["amount"] = FormatPattern(counted, language, {{"n", fact.Int("amount")}});
  }
  return FormatPattern(pattern, language, arguments);
}

std::string BookingText(const FactReader& fact, Language language) {
  Arguments arguments = TitleArguments(fact, language);
  const int64_t day = fact.Int("day");
  arguments["day_name"] = day >= 1 && day <= 7 ? DayName(day, language) : std::string();
  arguments["times"] = TimesText(fact.Int("start_minute"), fact.Int("end_minute"), language);
  arguments["date_text"] = DateText(fact.Text("date"), language);
  return FormatPattern(kBookingTitle, language, arguments);
}

}  // namespace

std::string FactText(const v1::Fact& fact, Language language, const CatalogueData& data) {
  const FactReader reader(fact, language, data);
  if (fact.code() == "assumption") {
    const std::string own = reader.Text(language == Language::kFrench ? "fr" : "en");
    return Typography(own.empty() ? reader.Text("fr") : own, language);
  }
  if (fact.code() == "proposal") {
    return Typography(ProposalText(reader, language, data), language);
  }
  if (fact.code() == "placement-shared" || fact.code() == "placement-pair" ||
      fact.code() == "carried" || fact.code() == "stored" || fact.code() == "shipment-carried") {
    const Pattern* title = FindFactPattern(fact.code());
    return Typography(FormatPattern(*title, language, TitleArguments(reader, language)), language);
  }
  if (fact.code() == "proposal-booking") {
    return Typography(BookingText(reader, language), language);
  }
  const Pattern* pattern = FindFactPattern(fact.code());
  if (pattern == nullptr) return fact.text().empty() ? fact.code() : fact.text();
  return Typography(FormatPattern(*pattern, language, reader.All()), language);
}

std::string CriterionText(const v1::CriterionScore& score, Language language) {
  constexpr Pattern kNames[] = {{"Points", "Points"},
                                {"Adéquation à la demande", "Fit"},
                                {"Proximité", "Proximity"},
                                {"Temps en commun", "Common time"},
                                {"Intérêt écologique", "Ecological value"},
                                {"Intérêt social", "Social value"},
                                {"Confiance (charte signée)", "Trust (charter signed)"},
                                {"Continuité", "Continuity"}};
  constexpr Pattern kScore = {
      "{name} : {points, plural, =0 {aucun point} one {# point} other {# points}} sur {most}",
      "{name}: {points, plural, =0 {no points} one {# point} other {# points}} out of {most}"};
  const auto criterion = static_cast<size_t>(score.criterion());
  const Pattern& name = kNames[criterion < std::size(kNames) ? criterion : 0];
  const Arguments arguments = {
      {"name", std::string(language == Language::kFrench ? name.fr : name.en)},
      {"points", int64_t{score.points()}},
      {"most", NumberText(score.max_points(), language)}};
  return Typography(FormatPattern(kScore, language, arguments), language);
}

}  // namespace cordee::service
