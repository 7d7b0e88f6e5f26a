#include "bench/generate/territory.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/random.h"

namespace cordee::bench {
namespace {

// 2026-11-30, a Monday.
constexpr int32_t kFirstYear = 2026;
constexpr int32_t kFirstMonth = 11;
constexpr int32_t kFirstDay = 30;

// Made-up towns lie in a square around the south of Deux-Sèvres.
constexpr int64_t kSouthE6 = 44'700'000;
constexpr int64_t kWestE6 = -1'900'000;
constexpr int64_t kHeightPerKmE6 = 8'993;
constexpr int64_t kWidthPerKmE6 = 12'946;  // at 46 degrees north
constexpr double kTownRadiusE6 = 15'000;   // standard deviation, 1.7 km
constexpr int64_t kRuralPercent = 15;
constexpr double kTownSigma = 1.3;

// Draws an index by weight.
class WeightedChoice {
 public:
  explicit WeightedChoice(std::vector<double> weights) : sums_(std::move(weights)) {
    for (size_t i = 1; i < sums_.size(); ++i) sums_[i] += sums_[i - 1];
  }
  size_t Draw(Random& random) const {
    const double at = random.Unit() * sums_.back();
    const auto it = std::upper_bound(sums_.begin(), sums_.end(), at);
    return std::min(static_cast<size_t>(it - sums_.begin()), sums_.size() - 1);
  }

 private:
  std::vector<double> sums_;
};

// Sum of twelve uniforms: mean 0, variance 1, never beyond 6.
double Normal(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.Unit();
  return sum;
}

bool Percent(Random& random, int64_t percent) { return random.Uniform(1, 100) <= percent; }

Position Anywhere(int32_t square_km, Random& random) {
  return {static_cast<int32_t>(kSouthE6 + random.Uniform(0, kHeightPerKmE6 * square_km)),
          static_cast<int32_t>(kWestE6 + random.Uniform(0, kWidthPerKmE6 * square_km))};
}

std::vector<Town> MakeTowns(const TerritoryOptions& options, Random& random) {
  const double wanted = std::sqrt(static_cast<double>(options.entries));
  const auto count = static_cast<size_t>(std::max<int64_t>(1, std::llround(wanted)));
  std::vector<Town> towns(count);
  for (size_t i = 0; i < count; ++i) {
    towns[i].name = absl::StrCat("Ville ", i + 1);
    towns[i].position = Anywhere(options.square_km, random);
    towns[i].weight = std::exp(kTownSigma * Normal(random));
  }
  return towns;
}

// Lots of round amounts: two leading digits.
int64_t RoundAmount(double amount) {
  int64_t step = 1;
  while (amount / static_cast<double>(step) >= 100) step *= 10;
  return std::max<int64_t>(1, std::llround(amount / static_cast<double>(step))) * step;
}

class Generator {
 public:
  Generator(const Catalogue& catalogue, std::vector<Town> towns, const TerritoryOptions& options)
      : catalogue_(catalogue),
        options_(options),
        random_(options.seed),
        real_towns_(!towns.empty()),
        towns_(real_towns_ ? std::move(towns) : MakeTowns(options, random_)),
        town_choice_(Weights(towns_)),
        leaves_(Leaves()),
        leaf_choice_(Zipf(leaves_.size())) {}

  Territory Generate() && {
    Territory territory;
    territory.horizon = {DayNumber({kFirstYear, kFirstMonth, kFirstDay}), kMaxHorizonWeeks};
    horizon_ = territory.horizon;
    territory.entries.reserve(static_cast<size_t>(options_.entries));
    while (static_cast<int64_t>(territory.entries.size()) < options_.entries) {
      territory.actors.push_back(MakeActor(territory.actors.size()));
      // 1 to 5, three on average.
      int64_t mine = random_.Uniform(1, 5);
      while (mine-- > 0 && static_cast<int64_t>(territory.entries.size()) < options_.entries) {
        territory.entries.push_back(
            MakeEntry(territory.entries.size(), territory.actors.size() - 1));
      }
    }
    territory.towns = std::move(towns_);
    return territory;
  }

 private:
  static std::vector<double> Weights(const std::vector<Town>& towns) {
    std::vector<double> weights;
    for (const Town& town : towns) weights.push_back(std::max(town.weight, 1e-9));
    return weights;
  }

  static std::vector<double> Zipf(size_t count) {
    std::vector<double> weights;
    for (size_t rank = 1; rank <= count; ++rank) weights.push_back(1.0 / static_cast<double>(rank));
    return weights;
  }

  // Categories with none below them, most popular first.
  std::vector<CategoryIndex> Leaves() {
    std::vector<bool> has_child(static_cast<size_t>(catalogue_.category_count()));
    const auto all = IndicesUpTo<CategoryIndex>(has_child.size());
    for (CategoryIndex c : all) {
      const CategoryIndex parent = catalogue_.category(c).parent;
      if (parent.valid()) has_child[static_cast<size_t>(parent.value())] = true;
    }
    std::vector<CategoryIndex> leaves;
    for (CategoryIndex c : all) {
      if (!has_child[static_cast<size_t>(c.value())]) leaves.push_back(c);
    }
    random_.Shuffle(leaves);
    return leaves;
  }

  GeneratedActor MakeActor(size_t number) {
    GeneratedActor actor;
    actor.id = absl::StrCat("a", number);
    actor.town = town_choice_.Draw(random_);
    actor.position = towns_[actor.town].position;
    if (!real_towns_) actor.position = AroundTown(actor.position);
    if (Percent(random_, 40)) actor.labels.push_back(AnyLabel());
    actor.charter_signed = Percent(random_, 55);
    return actor;
  }

  Position AroundTown(Position town) {
    if (Percent(random_, kRuralPercent)) return Anywhere(options_.square_km, random_);
    const auto shift = [this] {
      return static_cast<int32_t>(std::lround(kTownRadiusE6 * Normal(random_)));
    };
    return {town.latitude_e6 + shift(), town.longitude_e6 + shift()};
  }

  int32_t AnyLabel() {
    return static_cast<int32_t>(
        random_.Uniform(0, static_cast<int64_t>(catalogue_.labels().size()) - 1));
  }

  GeneratedEntry MakeEntry(size_t number, size_t actor) {
    GeneratedEntry entry;
    entry.is_need = random_.OneIn(2);
    entry.id = absl::StrCat(entry.is_need ? "n" : "r", number);
    entry.actor = actor;
    entry.category = leaves_[leaf_choice_.Draw(random_)];
    const Category& category = catalogue_.category(entry.category);
    SetQuantity(category, entry);
    if (Percent(random_, 33)) entry.hours = MakeHours(category.booking);
    if (Percent(random_, 33)) entry.dates = MakeDates(category.season);
    const double km = std::clamp(30 * std::exp(0.6 * Normal(random_)), 3.0, 120.0);
    entry.reach = Metres(static_cast<int32_t>(std::lround(km)) * 1000);
    if (Percent(random_, entry.is_need ? 12 : 30)) entry.labels.push_back(AnyLabel());
    return entry;
  }

  void SetQuantity(const Category& category, GeneratedEntry& entry) {
    const int64_t percent = random_.Uniform(1, 100);
    entry.period = percent <= 70 ? Period::kWeek : percent <= 80 ? Period::kMonth : Period::kOnce;
    if (category.booking) {
      if (entry.period == Period::kMonth) entry.period = Period::kWeek;
      entry.quantity = Quantity(entry.is_need ? random_.Uniform(2, 16) : random_.Uniform(1, 4));
      return;
    }
    const double reference = static_cast<double>(category.reference.value());
    int64_t amount = RoundAmount(reference * std::exp(1.1 * Normal(random_)));
    // Nobody works longer than a week.
    const bool placed = category.placement != Placement::kNone && entry.period == Period::kWeek;
    if (placed) amount = std::min<int64_t>(amount, kHalfHoursPerWeek);
    entry.quantity = Quantity(amount);
    if (Percent(random_, 15)) {
      entry.minimum_lot = Quantity(std::max<int64_t>(1, entry.quantity.value() / 5));
    }
    entry.indivisible = Percent(random_, 2);
  }

  // Mornings, afternoons or whole days on some of the weekdays; what is booked opens all day.
  std::vector<OpeningHours> MakeHours(bool booking) {
    struct Shift {
      int32_t begin;
      int32_t end;
    };
    constexpr std::array<Shift, 4> kShifts = {{{12, 24}, {16, 36}, {26, 38}, {34, 44}}};
    const Shift shift = kShifts[booking ? 1 : static_cast<size_t>(random_.Uniform(0, 3))];
    std::vector<OpeningHours> hours;
    for (int32_t day = 0; day < 6; ++day) {
      if (Percent(random_, day == 5 ? 25 : 65)) hours.push_back({day, shift.begin, shift.end});
    }
    return hours;
  }

  // Three to twelve months from some week of the horizon on, the end mostly open. Never out of
  // season.
  DateWindow MakeDates(MonthSet season) {
    DateWindow dates;
    dates.start = horizon_.start_day + 7 * static_cast<int32_t>(random_.Uniform(0, 26));
    if (Percent(random_, 60)) {
      dates.end = dates.start + 7 * static_cast<int32_t>(random_.Uniform(13, 52));
    }
    return horizon_.WeeksIn(dates, season) == 0 ? DateWindow() : dates;
  }

  const Catalogue& catalogue_;
  const TerritoryOptions options_;
  Random random_;
  Horizon horizon_;
  const bool real_towns_;
  std::vector<Town> towns_;
  const WeightedChoice town_choice_;
  const std::vector<CategoryIndex> leaves_;
  const WeightedChoice leaf_choice_;
};

LabelSet ToSet(const std::vector<int32_t>& labels) {
  LabelSet set = 0;
  for (int32_t label : labels) set |= LabelSet{1} << label;
  return set;
}

EntryRow ToRow(const Catalogue& catalogue, const Territory& territory,
               const GeneratedEntry& entry) {
  EntryRow row;
  row.id = entry.id;
  row.actor = territory.actors[entry.actor].id;
  row.category = entry.category;
  row.quantity = entry.quantity;
  row.period = entry.period;
  row.minimum_lot = entry.minimum_lot;
  row.indivisible = entry.indivisible;
  if (!entry.hours.empty()) {
    row.hours = HalfHours();
    for (const OpeningHours& open : entry.hours) {
      row.hours.Add(open.day * 48 + open.begin, open.day * 48 + open.end);
    }
  }
  row.dates = entry.dates;
  row.season = catalogue.category(entry.category).season;
  row.reach = entry.reach;
  row.labels = ToSet(entry.labels);
  return row;
}

}  // namespace

Territory GenerateTerritory(const Catalogue& catalogue, std::vector<Town> towns,
                            const TerritoryOptions& options) {
  return Generator(catalogue, std::move(towns), options).Generate();
}

absl::StatusOr<Problem> ToProblem(std::shared_ptr<const Catalogue> catalogue,
                                  const Territory& territory, const Policy& policy) {
  ProblemBuilder builder(catalogue, policy, territory.horizon);
  for (const GeneratedActor& actor : territory.actors) {
    builder.AddActor({.id = actor.id,
                      .position = actor.position,
                      .labels = ToSet(actor.labels),
                      .charter_signed = actor.charter_signed});
  }
  for (const GeneratedEntry& entry : territory.entries) {
    EntryRow row = ToRow(*catalogue, territory, entry);
    if (entry.is_need) {
      builder.AddNeed(std::move(row));
    } else {
      builder.AddResource(std::move(row));
    }
  }
  return std::move(builder).Build();
}

}  // namespace cordee::bench
