// What every store must do, whatever it is made of. Another store joins by adding its maker to
// INSTANTIATE_TEST_SUITE_P.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <thread>

#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/store/sqlite/sqlite_store.h"
#include "service/store/store.h"
#include "tests/support/temp_folder.h"

namespace cordee::service {
namespace {

using cordee::testing::TempFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Maker {
  const char* name;
  // Opens the store that lives in the folder, new or as it was left.
  std::function<std::unique_ptr<Store>(const TempFolder&)> open;
};

std::unique_ptr<Store> OpenSqlite(const TempFolder& folder) {
  auto store = SqliteStore::Open({.path = folder.File("store.db")});
  EXPECT_TRUE(store.ok()) << store.status();
  return *std::move(store);
}

class StoreTest : public ::testing::TestWithParam<Maker> {
 protected:
  StoreTest() : store_(GetParam().open(folder_)) {}

  void Reopen() {
    store_.reset();
    store_ = GetParam().open(folder_);
  }
  absl::Status Write(Store::WriteFunction function) {
    return store_->WriteAndWait(std::move(function));
  }
  absl::Status Read(const Store::ReadFunction& function) { return store_->Read(function); }

  static EntryRow Need(const std::string& id, const std::string& actor = "canteen") {
    EntryRow row;
    row.kind = EntryKind::kNeed;
    row.id = id;
    row.actor = actor;
    row.category = "carrots";
    row.blob = "blob of " + id;
    return row;
  }
  absl::Status PutNeeds(const std::vector<std::string>& ids) {
    return Write([ids](WriteTransaction& write) -> absl::Status {
      for (const std::string& id : ids) {
        RETURN_IF_ERROR(write.PutEntry("t", Need(id), ChangeOp::kCreate));
      }
      return absl::OkStatus();
    });
  }
  void MakeTerritory() {
    ASSERT_TRUE(
        Write([](WriteTransaction& write) { return write.PutTerritory("t", "blob"); }).ok());
  }
  int64_t RevisionNow() {
    int64_t revision = -1;
    EXPECT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                  ASSIGN_OR_RETURN(const auto row, read.GetTerritory("t"));
                  if (row.has_value()) revision = row->revision;
                  return absl::OkStatus();
                }).ok());
    return revision;
  }
  std::vector<std::string> NeedIds(EntryQuery query = {}) {
    query.kind = EntryKind::kNeed;
    if (query.limit == 0) query.limit = 100;
    std::vector<std::string> ids;
    EXPECT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                  ASSIGN_OR_RETURN(const auto rows, read.ListEntries("t", query));
                  for (const EntryRow& row : rows) ids.push_back(row.id);
                  return absl::OkStatus();
                }).ok());
    return ids;
  }

  TempFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreTest, KeepsWhatWasAcknowledgedWhenItIsOpenedAgain) {
  MakeTerritory();
  ASSERT_TRUE(PutNeeds({"b", "a"}).ok());
  Reopen();
  EXPECT_THAT(NeedIds(), ElementsAre("a", "b"));
  EXPECT_EQ(RevisionNow(), 1);
}

TEST_P(StoreTest, LeavesNoTraceOfAFunctionThatFails) {
  MakeTerritory();
  const absl::Status status = Write([](WriteTransaction& write) -> absl::Status {
    RETURN_IF_ERROR(write.PutEntry("t", Need("a"), ChangeOp::kCreate));
    return absl::AbortedError("changed my mind");
  });
  EXPECT_EQ(status, absl::AbortedError("changed my mind"));
  EXPECT_THAT(NeedIds(), IsEmpty());
  EXPECT_EQ(RevisionNow(), 0);
}

TEST_P(StoreTest, CountsOneRevisionForEachTransaction) {
  MakeTerritory();
  ASSERT_TRUE(PutNeeds({"a", "b", "c"}).ok());
  ASSERT_TRUE(PutNeeds({"d"}).ok());
  EXPECT_EQ(RevisionNow(), 2);
}

TEST_P(StoreTest, RefusesARevisionOfATerritoryThatIsNotThere) {
  const absl::Status status = PutNeeds({"a"});
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_NOT_FOUND);
}

TEST_P(StoreTest, GoesOnCountingWhenATerritoryIsMadeAgain) {
  MakeTerritory();
  ASSERT_TRUE(PutNeeds({"a"}).ok());
  ASSERT_TRUE(Write([](WriteTransaction& write) { return write.DeleteTerritory("t"); }).ok());
  EXPECT_EQ(RevisionNow(), -1);
  MakeTerritory();
  EXPECT_THAT(NeedIds(), IsEmpty());
  ASSERT_TRUE(PutNeeds({"b"}).ok());
  EXPECT_EQ(RevisionNow(), 2);
}

TEST_P(StoreTest, ListsByKeyWithFilters) {
  MakeTerritory();
  ASSERT_TRUE(PutNeeds({"a", "b", "c", "d"}).ok());
  ASSERT_TRUE(Write([](WriteTransaction& write) {
                EntryRow row = Need("b2", "school");
                row.category = "leeks";
                return write.PutEntry("t", row, ChangeOp::kCreate);
              }).ok());
  EntryQuery page;
  page.after_id = "a";
  page.limit = 2;
  EXPECT_THAT(NeedIds(page), ElementsAre("b", "b2"));
  EntryQuery of_actor;
  of_actor.actor = "school";
  EXPECT_THAT(NeedIds(of_actor), ElementsAre("b2"));
  EntryQuery of_category;
  of_category.categories = {"leeks", "peas"};
  EXPECT_THAT(NeedIds(of_category), ElementsAre("b2"));
}

TEST_P(StoreTest, LogsEveryChangeInOrderWithTheData) {
  MakeTerritory();
  ASSERT_TRUE(PutNeeds({"a", "b"}).ok());
  ASSERT_TRUE(Write([](WriteTransaction& write) {
                return write.DeleteEntry("t", EntryKind::kNeed, "a");
              }).ok());
  std::vector<std::string> seen;
  ASSERT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                ASSIGN_OR_RETURN(const auto rows, read.ListChanges("t", 0, 0, 100));
                for (const ChangeRow& row : rows) {
                  seen.push_back(std::to_string(row.revision) + "." + std::to_string(row.sequence) +
                                 row.id + std::to_string(static_cast<int>(row.op)));
                }
                return absl::OkStatus();
              }).ok());
  EXPECT_THAT(seen, ElementsAre("1.0a1", "1.1b1", "2.0a3"));
}

TEST_P(StoreTest, FindsAnEntryByItsExternalId) {
  MakeTerritory();
  ASSERT_TRUE(Write([](WriteTransaction& write) {
                EntryRow row = Need("a");
                row.source = "cantines";
                row.external_id = "42";
                return write.PutEntry("t", row, ChangeOp::kCreate);
              }).ok());
  ASSERT_TRUE(
      Read([&](ReadTransaction& read) -> absl::Status {
        ASSIGN_OR_RETURN(const auto found, read.FindEntry("t", EntryKind::kNeed, "cantines", "42"));
        EXPECT_TRUE(found.has_value() && found->id == "a");
        ASSIGN_OR_RETURN(const auto other, read.FindEntry("t", EntryKind::kNeed, "fermes", "42"));
        EXPECT_FALSE(other.has_value());
        ASSIGN_OR_RETURN(const auto none, read.FindEntry("t", EntryKind::kNeed, "", ""));
        EXPECT_FALSE(none.has_value());
        return absl::OkStatus();
      }).ok());
}

TEST_P(StoreTest, ForgetsOldRequestsOnly) {
  ASSERT_TRUE(Write([](WriteTransaction& write) -> absl::Status {
                RETURN_IF_ERROR(write.PutRequest({"me", "old", "d", "r", 10}));
                RETURN_IF_ERROR(write.PutRequest({"me", "new", "d", "r2", 20}));
                return write.DeleteRequestsBefore(15);
              }).ok());
  ASSERT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                ASSIGN_OR_RETURN(const auto old, read.GetRequest("me", "old"));
                EXPECT_FALSE(old.has_value());
                ASSIGN_OR_RETURN(const auto kept, read.GetRequest("me", "new"));
                EXPECT_TRUE(kept.has_value() && kept->response == "r2");
                ASSIGN_OR_RETURN(const auto other, read.GetRequest("you", "new"));
                EXPECT_FALSE(other.has_value());
                return absl::OkStatus();
              }).ok());
}

TEST_P(StoreTest, NumbersRunsAndListsTheNewestFirst) {
  ASSERT_TRUE(Write([](WriteTransaction& write) -> absl::Status {
                RETURN_IF_ERROR(write.PutRun("t", {.id = "x", .state = 3, .blob = "1"}).status());
                RETURN_IF_ERROR(write.PutRun("t", {.id = "y", .state = 4, .blob = "2"}).status());
                return write.PutRun("t", {.id = "x", .state = 5, .blob = "3"}).status();
              }).ok());
  ASSERT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                ASSIGN_OR_RETURN(const auto all, read.ListRuns("t", 0, 0, 10));
                EXPECT_EQ(all.size(), 2u);
                EXPECT_EQ(all[0].id, "y");
                EXPECT_EQ(all[1].number, 1);
                EXPECT_EQ(all[1].blob, "3");
                ASSIGN_OR_RETURN(const auto older, read.ListRuns("t", 2, 0, 10));
                EXPECT_EQ(older.size(), 1u);
                ASSIGN_OR_RETURN(const auto of_state, read.ListRuns("t", 0, 4, 10));
                EXPECT_EQ(of_state.size(), 1u);
                return absl::OkStatus();
              }).ok());
}

TEST_P(StoreTest, FiltersPartsOfARunByParty) {
  ASSERT_TRUE(Write([](WriteTransaction& write) -> absl::Status {
                const RunPartRow one{0, "p0", {"farm", "canteen"}, "0"};
                const RunPartRow two{1, "p1", {"farm", "school"}, "1"};
                RETURN_IF_ERROR(write.PutRunPart("t", "1", RunSection::kProposals, one));
                return write.PutRunPart("t", "1", RunSection::kProposals, two);
              }).ok());
  ASSERT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                const auto list = [&](const char* actor, int64_t after) {
                  return read.ListRunParts("t", "1", RunSection::kProposals, after, actor, 10);
                };
                ASSIGN_OR_RETURN(const auto all, list("", -1));
                EXPECT_EQ(all.size(), 2u);
                ASSIGN_OR_RETURN(const auto of_school, list("school", -1));
                EXPECT_EQ(of_school.size(), 1u);
                EXPECT_EQ(of_school[0].key, "p1");
                ASSIGN_OR_RETURN(const auto rest, list("farm", 0));
                EXPECT_EQ(rest.size(), 1u);
                ASSIGN_OR_RETURN(const auto found,
                                 read.FindRunPart("t", "1", RunSection::kProposals, "p0"));
                EXPECT_TRUE(found.has_value() && found->blob == "0");
                return absl::OkStatus();
              }).ok());
}

TEST_P(StoreTest, KeepsTheFirstTimeThatSomethingWasShownToAToken) {
  MakeTerritory();
  const ShowingRow first = {.proposal = "p1", .token = "anne", .method = "list", .at = 7};
  ShowingRow again = first;
  again.at = 8;
  ShowingRow other = first;
  other.token = "paul";
  const ShowingRow pair = {.need = "n", .resource = "r", .token = "anne", .at = 9};
  ASSERT_TRUE(Write([&](WriteTransaction& write) -> absl::Status {
                for (const ShowingRow& row : {first, again, other, pair}) {
                  RETURN_IF_ERROR(write.PutShowing("t", row));
                }
                return write.PutShowing("u", first);
              }).ok());
  ASSERT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                ASSIGN_OR_RETURN(const auto rows, read.ListShowings("t", 0, 10));
                EXPECT_EQ(rows.size(), 3u);
                EXPECT_EQ(rows.at(0).at, 7);
                EXPECT_EQ(rows.at(0).method, "list");
                EXPECT_EQ(rows.at(2).resource, "r");
                ASSIGN_OR_RETURN(const auto rest, read.ListShowings("t", rows.at(1).number, 10));
                EXPECT_EQ(rest.size(), 1u);
                ASSIGN_OR_RETURN(const bool again_shown, read.WasShown("t", again));
                EXPECT_TRUE(again_shown);
                ShowingRow third = first;
                third.token = "zoe";
                ASSIGN_OR_RETURN(const bool third_shown, read.WasShown("t", third));
                EXPECT_FALSE(third_shown);
                return absl::OkStatus();
              }).ok());
  ASSERT_TRUE(Write([](WriteTransaction& write) { return write.DeleteTerritory("t"); }).ok());
  ASSERT_TRUE(Read([&](ReadTransaction& read) -> absl::Status {
                ASSIGN_OR_RETURN(const auto gone, read.ListShowings("t", 0, 10));
                EXPECT_TRUE(gone.empty());
                ASSIGN_OR_RETURN(const auto kept, read.ListShowings("u", 0, 10));
                EXPECT_EQ(kept.size(), 1u);
                return absl::OkStatus();
              }).ok());
}

TEST_P(StoreTest, AcknowledgesEachOfManyWritersOnce) {
  MakeTerritory();
  constexpr int kWriters = 4;
  constexpr int kWrites = 50;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([this, w] {
      for (int i = 0; i < kWrites; ++i) {
        ASSERT_TRUE(PutNeeds({std::to_string(w) + "-" + std::to_string(i)}).ok());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(RevisionNow(), kWriters * kWrites);
  EntryQuery all;
  all.limit = 1000;
  EXPECT_EQ(NeedIds(all).size(), static_cast<size_t>(kWriters * kWrites));
}

TEST_P(StoreTest, KeepsTheGoodWritesOfAGroupWhenOneFails) {
  MakeTerritory();
  std::vector<absl::Status> answers(3, absl::UnknownError("none"));
  for (int i = 0; i < 3; ++i) {
    store_->Write(
        [i](WriteTransaction& write) -> absl::Status {
          RETURN_IF_ERROR(write.PutEntry("t", Need(std::to_string(i)), ChangeOp::kCreate));
          return i == 1 ? absl::AbortedError("no") : absl::OkStatus();
        },
        [&answers, i](absl::Status status) { answers[static_cast<size_t>(i)] = status; });
  }
  store_->Close();
  EXPECT_TRUE(answers[0].ok());
  EXPECT_EQ(answers[1].code(), absl::StatusCode::kAborted);
  EXPECT_TRUE(answers[2].ok());
  Reopen();
  EXPECT_THAT(NeedIds(), ElementsAre("0", "2"));
}

TEST_P(StoreTest, RefusesWritesOnceClosed) {
  store_->Close();
  EXPECT_EQ(Write([](WriteTransaction&) { return absl::OkStatus(); }).code(),
            absl::StatusCode::kUnavailable);
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreTest, ::testing::Values(Maker{"Sqlite", OpenSqlite}),
                         [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace cordee::service
