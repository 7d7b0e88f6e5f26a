// The real files of Nouvelle-Aquitaine (departments 79, 86, 17 and 16) through their profiles.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "service/formats/import.h"
#include "tests/support/shared.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

const Gazetteer& RealGazetteer(const std::string& path) {
  static const auto* gazetteer = new Gazetteer(LoadGazetteer(path).value());
  return *gazetteer;
}

class RealFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    communes_ = testing::SharedFile("data/geo/communes_na.csv");
    if (!communes_.has_value()) GTEST_SKIP() << testing::kNoShared;
  }

  ImportResult Import(const std::string& profile, const std::string& file) {
    const Profiles profiles =
        LoadProfiles(std::string(CORDEE_SOURCE_DIR) + "/deploy/profiles").value();
    Importer importer(profiles.at(profile), testing::ShippedCatalogue(), RealGazetteer(*communes_),
                      {"territories/t", ""});
    EXPECT_TRUE(importer.Feed(ReadAll(testing::SharedFile(file).value())).ok());
    ImportResult result = std::move(importer).Finish().value();
    for (const ImportProblem& problem : result.report.problems) {
      ADD_FAILURE() << "line " << problem.line << ", " << problem.problem.field << ": "
                    << ReasonName(problem.problem.reason) << " " << problem.problem.value;
    }
    return result;
  }

  std::optional<std::string> communes_;
};

TEST_F(RealFiles, EveryCommuneOfTheRegionLoads) {
  const Gazetteer& gazetteer = RealGazetteer(*communes_);
  EXPECT_EQ(gazetteer.communes().size(), 4293u);
  ASSERT_NE(gazetteer.FindByCode("79329"), nullptr);
  EXPECT_EQ(gazetteer.FindByName("thouars").commune->insee, "79329");
  for (const Commune& commune : gazetteer.communes()) {
    const Gazetteer::Match match = gazetteer.FindByName(commune.name, commune.insee);
    EXPECT_EQ(match.commune, &commune) << commune.name;
  }
}

TEST_F(RealFiles, EveryCanteenThatCooksImports) {
  const ImportResult result = Import("canteens", "data/actors/cantines_na_2023.csv");
  EXPECT_EQ(result.report.line_count, 444);
  EXPECT_EQ(result.report.skipped_count, 50);
  EXPECT_EQ(result.report.actor_count, 394);
  EXPECT_EQ(result.report.need_count, 394 * 15);
  EXPECT_EQ(result.report.error_count, 0);
  EXPECT_EQ(result.report.encoding, "utf-8");
  for (const ImportedEntry& entry : result.entries) {
    if (entry.entry.has_need()) {
      ASSERT_GT(entry.entry.need().assumptions_size(), 0) << entry.line;
    }
  }
}

TEST_F(RealFiles, EveryFarmThatSellsDirectlyImports) {
  const ImportResult result = Import("hve-farms", "data/actors/fermes_hve_na_2022.csv");
  EXPECT_EQ(result.report.line_count, 710);
  EXPECT_EQ(result.report.actor_count, 109);
  EXPECT_EQ(result.report.skipped_count, 601);
  EXPECT_EQ(result.report.error_count, 0);
  std::map<std::string, int> categories;
  for (const ImportedEntry& entry : result.entries) {
    if (entry.entry.has_resource()) ++categories[entry.entry.resource().terms().category()];
  }
  const std::map<std::string, int> expected = {{"apples", 16},     {"beef", 22},   {"flour", 12},
                                               {"goat-cheese", 1}, {"lamb", 1},    {"milk", 4},
                                               {"oils", 12},       {"poultry", 2}, {"pulses", 12},
                                               {"wines", 50},      {"yoghurts", 4}};
  EXPECT_EQ(categories, expected);
}

TEST_F(RealFiles, EveryInsertionEmployerImports) {
  const ImportResult result = Import("insertion-employers", "data/actors/siae_na.csv");
  EXPECT_EQ(result.report.line_count, 145);
  EXPECT_EQ(result.report.actor_count, 145);
  EXPECT_EQ(result.report.need_count, 145);
  EXPECT_EQ(result.report.error_count, 0);
  std::map<std::string, int> categories;
  for (const ImportedEntry& entry : result.entries) {
    if (!entry.entry.has_need()) continue;
    const v1::Terms& terms = entry.entry.need().terms();
    ++categories[terms.category()];
    ASSERT_EQ(entry.entry.need().assumptions_size(), 4) << entry.line;
    ASSERT_GE(terms.work().contracts_size(), 1) << entry.line;
  }
  const std::map<std::string, int> expected = {
      {"jobs", 126},          {"joiner", 1}, {"kitchen-assistant", 2}, {"landscape-gardener", 3},
      {"market-gardener", 3}, {"mason", 1},  {"mechanic", 2},          {"painter", 2},
      {"sorting-worker", 5}};
  EXPECT_EQ(categories, expected);
}

}  // namespace
}  // namespace cordee::service
