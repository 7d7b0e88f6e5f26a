#include "service/formats/rome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/shared.h"
#include "tests/support/shipped.h"
#include "tests/support/temp_folder.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;
using ::testing::Pair;

// A folder with files of these names and contents.
class Register {
 public:
  explicit Register(const std::vector<std::pair<std::string, std::string>>& files) {
    for (const auto& [name, text] : files) std::ofstream(folder_.path() / name) << text;
  }
  absl::StatusOr<RomeData> Load() const { return LoadRome(folder_.path().string()); }

 private:
  testing::TempFolder folder_;
};

const char kNames[] = "rome,libelle\nD1102,Boulangerie\nN4103,Conduite de cars\n";
const char kTitles[] = "ogr,appellation,rome\n1,Boulanger / Boulangère,D1102\n";

TEST(Rome, ReadsNamesTitlesAndWhatIsNear) {
  const Register files({{"rome.csv", kNames},
                        {"rome_appellations.csv", kTitles},
                        {"rome_connexes.csv",
                         "rome,rome_connexe,score_moyen\nD1102,D1104,0.25\nD1102,D1106,0.5\n"}});
  const absl::StatusOr<RomeData> rome = files.Load();
  ASSERT_TRUE(rome.ok()) << rome.status();
  EXPECT_EQ(rome->names.at("N4103"), "Conduite de cars");
  ASSERT_EQ(rome->titles.size(), 1u);
  EXPECT_EQ(rome->titles[0].code, "D1102");
  EXPECT_THAT(rome->related.at("D1102"),
              ::testing::ElementsAre(Pair("D1106", 500), Pair("D1104", 250)));
}

TEST(Rome, DoesWithoutTheFileOfWhatIsNear) {
  const Register files({{"rome.csv", kNames}, {"rome_appellations.csv", kTitles}});
  ASSERT_TRUE(files.Load().ok());
  EXPECT_TRUE(files.Load()->related.empty());
}

TEST(Rome, SaysWhereAFileIsWrong) {
  const auto message = [](const std::vector<std::pair<std::string, std::string>>& files) {
    return std::string(Register(files).Load().status().message());
  };
  EXPECT_THAT(message({}), HasSubstr("rome.csv"));
  EXPECT_THAT(message({{"rome.csv", "code,nom\nD1102,x\n"}}),
              HasSubstr("rome.csv:1: no column rome"));
  EXPECT_THAT(message({{"rome.csv", "rome,libelle\nD11,x\n"}}),
              HasSubstr("rome.csv:2: 'D11' is no code"));
  EXPECT_THAT(message({{"rome.csv", kNames},
                       {"rome_appellations.csv", "appellation,rome\nBoulanger,Z9999\n"}}),
              HasSubstr("rome_appellations.csv:2: 'Z9999' is no code of rome.csv"));
  EXPECT_THAT(message({{"rome.csv", kNames},
                       {"rome_appellations.csv", kTitles},
                       {"rome_connexes.csv", "rome,rome_connexe,score_moyen\nD1102,D1104,1.5\n"}}),
              HasSubstr("rome_connexes.csv:2: '1.5' is not 0 to 1"));
}

// FNV-1a, 64 bits, as it is published.
uint64_t Fnv(const std::string& text) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

TEST(Rome, NamesUnseenTitlesOfTheRealRegister) {
  const std::optional<std::string> file = testing::SharedFile("data/jobs/rome_appellations.csv");
  if (!file) GTEST_SKIP() << testing::kNoShared;
  absl::StatusOr<RomeData> rome = LoadRome(file->substr(0, file->rfind('/')));
  ASSERT_TRUE(rome.ok()) << rome.status();
  std::vector<TitleRow> unseen;
  std::erase_if(rome->titles, [&](const TitleRow& row) {
    if (Fnv(row.title) % 5 != 0) return false;
    unseen.push_back(row);
    return true;
  });
  std::vector<TitleRow> rows = TitleRows(*rome, testing::ShippedCatalogue());
  std::erase_if(rows, [&](const TitleRow& row) { return Fnv(row.title) % 5 == 0; });
  const TitleIndex index(std::move(rows));
  int64_t first = 0;
  int64_t in_five = 0;
  int64_t sure = 0;  // with a confidence of 80 percent and more
  int64_t sure_and_right = 0;
  for (const TitleRow& row : unseen) {
    const std::vector<TitleGuess> guesses = index.Classify(row.title, 5);
    if (!guesses.empty() && guesses[0].confidence_percent >= 80) {
      ++sure;
      sure_and_right += guesses[0].code == row.code ? 1 : 0;
    }
    for (size_t i = 0; i < guesses.size(); ++i) {
      if (guesses[i].code != row.code) continue;
      ++in_five;
      first += i == 0 ? 1 : 0;
    }
  }
  const auto titles = static_cast<int64_t>(unseen.size());
  RecordProperty("first_permille", static_cast<int>(1000 * first / titles));
  RecordProperty("in_five_permille", static_cast<int>(1000 * in_five / titles));
  EXPECT_GE(100 * first, 65 * titles) << first << " of " << titles;
  EXPECT_GE(100 * in_five, 88 * titles) << in_five << " of " << titles;
  EXPECT_GT(4 * sure, titles);
  EXPECT_GE(100 * sure_and_right, 80 * sure) << sure_and_right << " of " << sure;
}

}  // namespace
}  // namespace cordee::service
