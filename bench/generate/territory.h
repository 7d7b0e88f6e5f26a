// Territories of any size, made up from a seed: actors in towns, and what they need and have.
//
//   const auto catalogue = SyntheticCatalogue();
//   const Territory territory = GenerateTerritory(*catalogue, {}, {.entries = 10'000, .seed = 7});
//   ASSIGN_OR_RETURN(const Problem problem, ToProblem(catalogue, territory, Policy()));
//
// Shape. Towns have log-normal sizes, or the populations of the communes given; without communes,
// sqrt(entries) towns lie in a square and 15 % of the actors outside them. An actor has three
// entries on average, as many needs as resources. Categories are drawn by Zipf(1) among those that
// have none below them; quantities are log-normal around the category's reference quantity. A third
// of the entries keeps opening hours, a third has dates, an eighth of the needs asks for a label.
//
// The same catalogue, communes and options give the same territory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/catalogue.h"
#include "engine/model/problem.h"

namespace cordee::bench {

struct Town {
  std::string code;  // INSEE; empty when made up
  std::string name;
  Position position;
  double weight = 1;  // inhabitants, or any other measure of size
};

struct TerritoryOptions {
  int64_t entries = 10'000;  // needs and resources together; 1 to 8,000,000
  uint64_t seed = 1;
  int32_t square_km = 290;  // side of the square of made-up towns, 10 to 1000
};

struct GeneratedActor {
  std::string id;
  size_t town = 0;
  Position position;  // the town's own when towns were given
  std::vector<int32_t> labels;
  bool charter_signed = false;
};

// Half-hours [begin, end) of one day of the week; day 0 is Monday.
struct OpeningHours {
  int32_t day = 0;
  int32_t begin = 0;
  int32_t end = 48;
};

struct GeneratedEntry {
  std::string id;
  bool is_need = false;
  size_t actor = 0;
  CategoryIndex category;
  Quantity quantity;  // as EntryRow::quantity
  Period period = Period::kWeek;
  Quantity minimum_lot;
  bool indivisible = false;
  std::vector<OpeningHours> hours;  // empty: at any time
  DateWindow dates;
  Metres reach;
  std::vector<int32_t> labels;
};

struct Territory {
  Horizon horizon;
  std::vector<Town> towns;
  std::vector<GeneratedActor> actors;
  std::vector<GeneratedEntry> entries;
};

// 441 categories of nine families on three levels, with substitutes, seasons and bookings as the
// real catalogue has them, and eight labels.
std::shared_ptr<const Catalogue> SyntheticCatalogue();

// `towns` empty: made up.
Territory GenerateTerritory(const Catalogue& catalogue, std::vector<Town> towns,
                            const TerritoryOptions& options);

// Errors: those of ProblemBuilder::Build, none for what GenerateTerritory returns.
absl::StatusOr<Problem> ToProblem(std::shared_ptr<const Catalogue> catalogue,
                                  const Territory& territory, const Policy& policy);

}  // namespace cordee::bench
