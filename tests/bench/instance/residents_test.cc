#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/residents_file.h"
#include "bench/instance/residents_solve.h"
#include "engine/base/random.h"
#include "tests/support/cases.h"
#include "tests/support/shared.h"
#include "tests/support/temp_folder.h"

namespace cordee::bench {
namespace {

using testing::Cases;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Another program for the same: the algorithm of Gale and Shapley as their paper tells it, day by
// day, with plain lists.
std::vector<int32_t> DayByDay(const Residents& instance) {
  const size_t residents = instance.residents.size();
  std::vector<int32_t> at(residents, -1);
  std::vector<size_t> next(residents, 0);
  const auto place = [&](int32_t hospital, int32_t resident) {
    const std::vector<int32_t>& list = instance.hospitals[static_cast<size_t>(hospital)];
    return std::find(list.begin(), list.end(), resident) - list.begin();
  };
  for (bool somebody = true; somebody;) {
    somebody = false;
    std::vector<std::vector<int32_t>> at_door(instance.hospitals.size());
    for (size_t r = 0; r < residents; ++r) {
      if (at[r] >= 0) at_door[static_cast<size_t>(at[r])].push_back(static_cast<int32_t>(r));
    }
    for (size_t r = 0; r < residents; ++r) {
      if (at[r] >= 0 || next[r] == instance.residents[r].size()) continue;
      at_door[static_cast<size_t>(instance.residents[r][next[r]++])].push_back(
          static_cast<int32_t>(r));
      somebody = true;
    }
    for (size_t h = 0; h < at_door.size(); ++h) {
      const auto hospital = static_cast<int32_t>(h);
      auto& door = at_door[h];
      std::sort(door.begin(), door.end(),
                [&](int32_t a, int32_t b) { return place(hospital, a) < place(hospital, b); });
      for (size_t i = 0; i < door.size(); ++i) {
        const bool known =
            place(hospital, door[i]) < static_cast<int64_t>(instance.hospitals[h].size());
        const bool stays = known && i < static_cast<size_t>(instance.capacity[h]);
        at[static_cast<size_t>(door[i])] = stays ? hospital : -1;
      }
    }
  }
  return at;
}

std::string RandomFile(int32_t residents, int32_t hospitals, bool ties, Random& random) {
  std::string text = absl::StrCat("0\n", residents, "\n", hospitals, "\n");
  const auto list = [&](int32_t others, int64_t most) {
    std::vector<int32_t> ids(static_cast<size_t>(others));
    std::iota(ids.begin(), ids.end(), 1);
    random.Shuffle(ids);
    ids.resize(static_cast<size_t>(random.Uniform(0, std::min<int64_t>(most, others))));
    bool open = false;
    for (size_t i = 0; i < ids.size(); ++i) {
      absl::StrAppend(&text, " ");
      if (ties && !open && random.OneIn(3)) {
        absl::StrAppend(&text, "(");
        open = true;
      }
      absl::StrAppend(&text, ids[i]);
      if (open && (i + 1 == ids.size() || random.OneIn(2))) {
        absl::StrAppend(&text, ")");
        open = false;
      }
    }
    text += '\n';
  };
  for (int32_t r = 1; r <= residents; ++r) {
    absl::StrAppend(&text, r);
    list(hospitals, 12);
  }
  for (int32_t h = 1; h <= hospitals; ++h) {
    absl::StrAppend(&text, h, " ", random.Uniform(0, 2 * residents / hospitals + 1));
    list(residents, residents);
  }
  return text;
}

TEST(Residents, EqualTheAlgorithmOfThePaper) {
  for (int64_t seed = 0; seed < Cases(1'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const bool large = seed % 100 == 99;
    const auto residents = static_cast<int32_t>(large ? 2000 : random.Uniform(1, 200));
    const auto hospitals = static_cast<int32_t>(large ? 200 : random.Uniform(1, 30));
    const std::string text = RandomFile(residents, hospitals, seed % 2 == 1, random);
    const auto instance = ParseResidents(text, "random");
    ASSERT_TRUE(instance.ok()) << instance.status();
    const auto placement = PlaceResidents(*instance, 1 + static_cast<int32_t>(seed % 2));
    ASSERT_TRUE(placement.ok()) << placement.status();
    const std::vector<int32_t> expected = DayByDay(*instance);
    EXPECT_EQ(placement->hospital, expected) << "seed " << seed;
    EXPECT_EQ(placement->placed, std::count_if(expected.begin(), expected.end(),
                                               [](int32_t hospital) { return hospital >= 0; }));
    EXPECT_EQ(placement->blocking_pairs, 0);
  }
}

TEST(Residents, SolvesThePublicInstanceAsTheAlgorithmOfThePaperDoes) {
  const auto archive = testing::SharedFile("data/bench/hospital_residents_pyhrtc.tar.gz");
  if (!archive) GTEST_SKIP() << testing::kNoShared;
  const testing::TempFolder folder;
  const std::string unpack = absl::StrCat("tar xzf ", *archive, " -C ", folder.path().string());
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  const auto instance = ReadResidentsFile((folder.path() / "hr" / "test1.instance").string());
  ASSERT_TRUE(instance.ok()) << instance.status();
  const auto placement = PlaceResidents(*instance, 1);
  ASSERT_TRUE(placement.ok()) << placement.status();
  EXPECT_EQ(placement->hospital, DayByDay(*instance));
  EXPECT_EQ(placement->placed, 2);
  EXPECT_EQ(placement->blocking_pairs, 0);
}

// The shape of the public test1.instance: residents are counted first.
TEST(Residents, ReadsCountsInEitherOrder) {
  const std::string rows = "1\t1\t2\n2\t1\t2\n1\t2\t1\t2\n2\t2\t1\t2\n";
  for (const char* counts : {"2\n0\n2\n", "0\n2\n2\n"}) {
    const auto instance = ParseResidents(counts + rows, "file");
    ASSERT_TRUE(instance.ok()) << instance.status();
    EXPECT_THAT(instance->residents[0], ElementsAre(0, 1));
    EXPECT_THAT(instance->capacity, ElementsAre(2, 2));
    EXPECT_EQ(PlaceResidents(*instance, 1)->placed, 2);
  }
}

TEST(Residents, BreaksTiesInTheOrderOfTheFile) {
  const auto instance = ParseResidents("0\n1\n3\n1 (2 3) 1\n1 1 1\n2 1 (1)\n3 1 1\n", "file");
  ASSERT_TRUE(instance.ok()) << instance.status();
  EXPECT_THAT(instance->residents[0], ElementsAre(1, 2, 0));
}

TEST(Residents, RefusesWhatItCannotRead) {
  const auto message = [](const std::string& text) {
    return std::string(ParseResidents(text, "file").status().message());
  };
  EXPECT_THAT(message(""), HasSubstr("file:0: the number of couples is missing"));
  EXPECT_THAT(message("1\n2\n2\n"), HasSubstr("file:3: couples cannot be placed here"));
  EXPECT_THAT(message("0\n1\n1\n1 2\n1 1 1\n"), HasSubstr("file:4: the id in the list"));
  EXPECT_THAT(message("0\n1\n1\n1 1 1\n1 1 1\n"), HasSubstr("file:4: 1 twice in a list"));
  EXPECT_THAT(message("0\n1\n1\n1 (1\n1 1 1\n"), HasSubstr("file:4: parentheses"));
  EXPECT_THAT(message("0\n1\n1\n1 1)\n1 1 1\n"), HasSubstr("file:4: parentheses"));
  EXPECT_THAT(message("0\n1\n1\n2 1\n1 1 1\n"), HasSubstr("file:4: the id of the resident"));
  EXPECT_THAT(message("0\n1\n1\n1 1\n1 -1 1\n"), HasSubstr("file:5: the capacity"));
  EXPECT_THAT(message("0\n1\n1\n1 1\n"), HasSubstr("the line of hospital 1 is missing"));
  EXPECT_THAT(message("0\n1\n1\n1 1\n1 1 1\n1\n"), HasSubstr("file:6: a line too many"));
  EXPECT_THAT(message("0\n1x\n1\n"), HasSubstr("file:2: 'x' after a number"));
  EXPECT_THAT(std::string(ReadResidentsFile("/nowhere").status().message()),
              HasSubstr("/nowhere: cannot be opened"));
}

TEST(Residents, NobodyIsPlacedWhereOnlyOneOfTheTwoAsks) {
  const auto instance = ParseResidents("0\n2\n2\n1 1 2\n2\n1 1\n2 2 1 2\n", "file");
  ASSERT_TRUE(instance.ok()) << instance.status();
  EXPECT_THAT(PlaceResidents(*instance, 1)->hospital, ElementsAre(1, -1));
}

}  // namespace
}  // namespace cordee::bench
