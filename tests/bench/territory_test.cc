#include "bench/generate/territory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "bench/generate/territory_csv.h"

namespace cordee::bench {
namespace {

std::string Print(const Territory& territory) {
  std::string text;
  for (const GeneratedActor& actor : territory.actors) {
    absl::StrAppend(&text, actor.id, " ", actor.town, " ", actor.position.latitude_e6, " ",
                    actor.position.longitude_e6, " ", actor.charter_signed, "\n");
  }
  for (const GeneratedEntry& entry : territory.entries) {
    absl::StrAppend(&text, entry.id, " ", entry.actor, " ", entry.category.value(), " ",
                    entry.quantity.value(), " ", static_cast<int>(entry.period), " ",
                    entry.minimum_lot.value(), " ", entry.hours.size(), " ", entry.dates.start, " ",
                    entry.dates.end, " ", entry.reach.value(), "\n");
  }
  return text;
}

TEST(GenerateTerritory, HasTheNumberOfEntriesAskedFor) {
  const auto catalogue = SyntheticCatalogue();
  for (const int64_t entries : {1, 100, 1'000}) {
    const Territory territory = GenerateTerritory(*catalogue, {}, {.entries = entries});
    EXPECT_EQ(static_cast<int64_t>(territory.entries.size()), entries);
    const auto problem = ToProblem(catalogue, territory, Policy());
    ASSERT_TRUE(problem.ok()) << problem.status();
    EXPECT_EQ(problem->needs().size() + problem->resources().size(), entries);
  }
}

TEST(GenerateTerritory, RepeatsItselfForASeedAndOnlyForThatSeed) {
  const auto catalogue = SyntheticCatalogue();
  const auto print = [&catalogue](uint64_t seed) {
    return Print(GenerateTerritory(*catalogue, {}, {.entries = 500, .seed = seed}));
  };
  EXPECT_EQ(print(1), print(1));
  EXPECT_NE(print(1), print(2));
}

TEST(GenerateTerritory, SpreadsOverAllFamiliesAndBothSides) {
  const auto catalogue = SyntheticCatalogue();
  const Territory territory = GenerateTerritory(*catalogue, {}, {.entries = 5'000});
  std::set<std::pair<Family, bool>> seen;
  for (const GeneratedEntry& entry : territory.entries) {
    seen.insert({catalogue->category(entry.category).family, entry.is_need});
  }
  EXPECT_EQ(seen.size(), 2u * kFamilyCount);
}

TEST(GenerateTerritory, PutsActorsIntoTheTownsGivenByTheirWeight) {
  const auto catalogue = SyntheticCatalogue();
  const std::vector<Town> towns = {
      {.code = "79329", .name = "Thouars", .position = {46'975'000, -215'000}, .weight = 14'000},
      {.code = "79331", .name = "Tourtenay", .position = {47'034'000, -127'000}, .weight = 125}};
  const Territory territory = GenerateTerritory(*catalogue, towns, {.entries = 3'000});
  int64_t in_thouars = 0;
  for (const GeneratedActor& actor : territory.actors) {
    ASSERT_LT(actor.town, towns.size());
    EXPECT_EQ(actor.position, towns[actor.town].position);
    if (actor.town == 0) ++in_thouars;
  }
  EXPECT_GT(in_thouars, static_cast<int64_t>(territory.actors.size()) * 9 / 10);
}

TEST(WriteCsv, WritesOneRowForEachActorAndEntryWithEveryColumn) {
  const auto catalogue = SyntheticCatalogue();
  const Territory territory = GenerateTerritory(*catalogue, {}, {.entries = 200});
  std::ostringstream out;
  WriteCsv(*catalogue, territory, out);
  const std::vector<std::string> lines = absl::StrSplit(out.str(), '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 1 + territory.actors.size() + territory.entries.size());
  EXPECT_TRUE(absl::StartsWith(lines[0], "type;id;"));
  const std::vector<std::string> header = absl::StrSplit(lines[0], ';');
  for (const std::string& line : lines) {
    const std::vector<std::string> cells = absl::StrSplit(line, ';');
    EXPECT_EQ(cells.size(), header.size()) << line;
  }
  EXPECT_TRUE(absl::StartsWith(lines[1], "acteur;"));
}

}  // namespace
}  // namespace cordee::bench
