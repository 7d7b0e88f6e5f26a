// deploy/demo: imports without an error, is as rich as it claims to be, and matches.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/engine.h"
#include "service/convert/problem_convert.h"
#include "service/formats/import.h"
#include "tests/support/shared.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

constexpr int kLeastActors = 110;
constexpr int kLeastEntries = 340;
constexpr size_t kLeastCommunes = 60;

// A Monday.
constexpr CivilDay kHorizonStart{2026, 11, 30};

std::vector<std::string> DemoFiles() {
  std::vector<std::string> paths;
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(CORDEE_SOURCE_DIR) + "/deploy/demo")) {
    if (file.path().extension() == ".csv") paths.push_back(file.path().string());
  }
  return paths;
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

// The gazetteer that deploy/tools builds, or the real one of the region.
std::optional<std::string> GazetteerPath() {
  const std::string built = std::string(CORDEE_SOURCE_DIR) + "/build/gazetteer/communes.csv";
  if (std::filesystem::exists(built)) return built;
  return testing::SharedFile("data/geo/communes_na.csv");
}

class DemoTerritory : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto path = GazetteerPath();
    if (!path.has_value()) {
      GTEST_SKIP() << "no gazetteer: run deploy/tools/build_gazetteer.mjs; " << testing::kNoShared;
    }
    const Gazetteer gazetteer = LoadGazetteer(*path).value();
    const Profiles profiles =
        LoadProfiles(std::string(CORDEE_SOURCE_DIR) + "/deploy/profiles").value();
    for (const std::string& file : DemoFiles()) {
      Importer importer(profiles.at("cordee"), testing::ShippedCatalogue(), gazetteer,
                        {"territories/demo", ""});
      ASSERT_TRUE(importer.Feed(ReadAll(file)).ok());
      absl::StatusOr<ImportResult> result = std::move(importer).Finish();
      ASSERT_TRUE(result.ok()) << file << ": " << result.status();
      for (const ImportProblem& problem : result->report.problems) {
        ADD_FAILURE() << file << ":" << problem.line << ": " << problem.problem.field << ": "
                      << ReasonName(problem.problem.reason) << " " << problem.problem.value;
      }
      for (ImportedEntry& imported : result->entries) Sort(std::move(imported.entry));
    }
  }

  void Sort(v1::Entry entry) {
    if (entry.has_actor()) actors_.push_back(std::move(*entry.mutable_actor()));
    if (entry.has_need()) needs_.push_back(std::move(*entry.mutable_need()));
    if (entry.has_resource()) resources_.push_back(std::move(*entry.mutable_resource()));
  }

  static Family FamilyOf(const v1::Terms& terms) {
    const CatalogueData& data = testing::ShippedCatalogue();
    return data.catalogue.category(data.FindCategory(terms.category())).family;
  }

  absl::StatusOr<Problem> Build() const {
    EntryRefs refs;
    for (const v1::Actor& actor : actors_) refs.actors.push_back(&actor);
    for (const v1::Need& need : needs_) refs.needs.push_back(&need);
    for (const v1::Resource& resource : resources_) refs.resources.push_back(&resource);
    const auto data = std::make_shared<const CatalogueData>(testing::ShippedCatalogue());
    return BuildProblem(refs, data, Policy(), {DayNumber(kHorizonStart), 52}, {});
  }

  std::vector<v1::Actor> actors_;
  std::vector<v1::Need> needs_;
  std::vector<v1::Resource> resources_;
};

TEST_F(DemoTerritory, HasActorsOfEveryKindInManyCommunesAllMarkedAsFictional) {
  EXPECT_GE(static_cast<int>(actors_.size()), kLeastActors);
  std::set<v1::ActorKind> kinds;
  std::set<std::string> communes;
  for (const v1::Actor& actor : actors_) {
    kinds.insert(actor.kind());
    communes.insert(actor.place().insee_code());
    EXPECT_TRUE(absl::EndsWith(actor.display_name(), " (fictif)")) << actor.display_name();
    EXPECT_EQ(actor.source(), "demo-fictif");
  }
  EXPECT_EQ(kinds.size(), 8u);
  EXPECT_GE(communes.size(), kLeastCommunes);
}

TEST_F(DemoTerritory, HasNeedsAndResourcesInAllFamilies) {
  EXPECT_GE(static_cast<int>(needs_.size() + resources_.size()), kLeastEntries);
  std::set<Family> needed;
  std::set<Family> offered;
  for (const v1::Need& need : needs_) needed.insert(FamilyOf(need.terms()));
  for (const v1::Resource& resource : resources_) offered.insert(FamilyOf(resource.terms()));
  EXPECT_EQ(needed.size(), static_cast<size_t>(kFamilyCount));
  EXPECT_EQ(offered.size(), static_cast<size_t>(kFamilyCount));
}

TEST_F(DemoTerritory, KeepsIdsApartOverAllFiles) {
  std::set<std::string> names;
  for (const v1::Actor& actor : actors_) EXPECT_TRUE(names.insert(actor.name()).second);
  for (const v1::Need& need : needs_) EXPECT_TRUE(names.insert(need.name()).second);
  for (const v1::Resource& resource : resources_) {
    EXPECT_TRUE(names.insert(resource.name()).second);
  }
}

TEST_F(DemoTerritory, ShowsProposalsAndEveryReasonForARefusal) {
  const absl::StatusOr<Problem> problem = Build();
  ASSERT_TRUE(problem.ok()) << problem.status();
  const auto report = Match(*problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  std::set<NeedIndex> served;
  for (const Link& link : report->result.links) served.insert(link.need);
  EXPECT_GT(served.size(), needs_.size() / 2);
  EXPECT_FALSE(report->unmet.empty());
  for (int32_t refusal = 1; refusal < kRefusalCount; ++refusal) {
    EXPECT_GT(report->refusals[static_cast<size_t>(refusal)], 0) << "refusal " << refusal;
  }
}

TEST_F(DemoTerritory, BringsFreshCheeseByWayOfAColdRoom) {
  const absl::StatusOr<Problem> problem = Build();
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->logistics().stores.size(), 1);
  const auto report = Match(*problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  std::set<std::string> stored;
  for (const Haul& haul : report->transport.hauls) {
    if (haul.is_leg()) stored.insert(problem->needs().id[static_cast<size_t>(haul.need.value())]);
  }
  EXPECT_TRUE(stored.contains("tn-faisselles"));
}

TEST_F(DemoTerritory, ShowsAJointPurchase) {
  const absl::StatusOr<Problem> problem = Build();
  ASSERT_TRUE(problem.ok()) << problem.status();
  ASSERT_TRUE(problem->has_minimum_orders());
  const auto report = Match(*problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  int64_t joint = 0;
  for (const Link& link : report->result.links) {
    const auto r = static_cast<size_t>(link.resource.value());
    joint += link.amount < problem->resources().minimum_order[r] ? 1 : 0;
  }
  EXPECT_GE(joint, 2);
  EXPECT_TRUE(report->result.orders.missed.empty());
}

}  // namespace
}  // namespace cordee::service
