#include "service/runs/run_manager.h"

#include <functional>
#include <future>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/small_server.h"

namespace cordee::service {
namespace {

using cordee::testing::SmallServer;

// Does something when the run reaches a phase, and notes how it ended.
class PhaseHook : public RunWatcher {
 public:
  PhaseHook(v1::RunPhase phase, std::function<void()> action)
      : phase_(phase), action_(std::move(action)) {}
  void Update(const v1::Run& run, bool last) override {
    if (run.phase() == phase_ && action_) std::exchange(action_, nullptr)();
    if (last) end_.set_value(run);
  }
  void Heartbeat() override {}
  v1::Run End() { return end_.get_future().get(); }

 private:
  const v1::RunPhase phase_;
  std::function<void()> action_;
  std::promise<v1::Run> end_;
};

class RunManagerTest : public ::testing::Test {
 protected:
  // Runs "1", with `action` at `phase`. The run does not begin before its watcher is there.
  v1::Run RunWith(v1::RunPhase phase, std::function<void()> action) {
    std::promise<void> watched;
    server_.context().now = [ready = watched.get_future().share()] {
      ready.wait();
      return cordee::testing::kNowMicros;
    };
    const v1::Run run = server_.Pending("1");
    EXPECT_TRUE(server_.runs().Enqueue("test", run));
    const auto hook = std::make_shared<PhaseHook>(phase, std::move(action));
    EXPECT_TRUE(server_.runs().Watch(run.name(), hook));
    watched.set_value();
    return hook->End();
  }
  bool Cancel() { return server_.runs().Cancel("territories/test/runs/1"); }
  size_t PartsOf(RunSection section) {
    size_t parts = 0;
    EXPECT_TRUE(server_
                    .Read([&](ReadTransaction& read) -> absl::Status {
                      const auto rows = read.ListRunParts("test", "1", section, -1, "", 100);
                      if (rows.ok()) parts = rows->size();
                      return rows.status();
                    })
                    .ok());
    return parts;
  }
  absl::Status LatestRun() {
    return server_.Read([](ReadTransaction& read) {
      return RequireRun(read, {"test", "latest"}).status();
    });
  }

  SmallServer server_;
};

TEST_F(RunManagerTest, StoresARunThatNobodyStops) {
  const v1::Run ended = RunWith(v1::RUN_PHASE_SOLVE, nullptr);
  EXPECT_EQ(ended.state(), v1::RUN_STATE_SUCCEEDED);
  EXPECT_EQ(server_.Stored("latest").SerializeAsString(), ended.SerializeAsString());
  EXPECT_GE(PartsOf(RunSection::kProposals), 3u);
  EXPECT_GE(PartsOf(RunSection::kRecord), 1u);
}

class CancelledRun : public RunManagerTest, public ::testing::WithParamInterface<v1::RunPhase> {};

TEST_P(CancelledRun, LeavesNothing) {
  const v1::Run ended = RunWith(GetParam(), [&] { EXPECT_TRUE(Cancel()); });
  EXPECT_EQ(ended.state(), v1::RUN_STATE_CANCELLED);
  EXPECT_FALSE(ended.has_certificate());
  EXPECT_TRUE(ended.has_end_time());
  EXPECT_EQ(server_.Stored("1").state(), v1::RUN_STATE_CANCELLED);
  EXPECT_EQ(PartsOf(RunSection::kProposals), 0u);
  EXPECT_EQ(PartsOf(RunSection::kUnmetNeeds), 0u);
  EXPECT_EQ(PartsOf(RunSection::kRecord), 0u);
  EXPECT_TRUE(absl::IsNotFound(LatestRun()));
}

INSTANTIATE_TEST_SUITE_P(InEveryPhase, CancelledRun,
                         ::testing::Values(v1::RUN_PHASE_MODEL, v1::RUN_PHASE_CANDIDATES,
                                           v1::RUN_PHASE_SOLVE, v1::RUN_PHASE_VERIFY,
                                           v1::RUN_PHASE_EXPLAIN),
                         [](const auto& phase) {
                           // Of "RUN_PHASE_SOLVE", what tells it from the others.
                           return v1::RunPhase_Name(phase.param).substr(10);
                         });

TEST_F(RunManagerTest, FailsARunThatAShutdownInterrupts) {
  const v1::Run ended = RunWith(v1::RUN_PHASE_SOLVE, [&] { server_.runs().Interrupt(); });
  EXPECT_EQ(ended.state(), v1::RUN_STATE_FAILED);
  EXPECT_EQ(ended.error().reason(), v1::ERROR_REASON_RUN_INTERRUPTED);
  EXPECT_NE(ended.phase(), v1::RUN_PHASE_UNSPECIFIED);
  EXPECT_GT(ended.progress_percent(), 0);
  server_.runs().Drain();
  EXPECT_EQ(server_.Stored("1").SerializeAsString(), ended.SerializeAsString());
  EXPECT_EQ(PartsOf(RunSection::kProposals), 0u);
  EXPECT_TRUE(absl::IsNotFound(LatestRun()));
  EXPECT_FALSE(server_.runs().Enqueue("test", server_.Pending("2")));
}

TEST_F(RunManagerTest, LeavesARunCancelledThatWasSoBeforeTheShutdown) {
  const v1::Run ended = RunWith(v1::RUN_PHASE_SOLVE, [&] {
    EXPECT_TRUE(Cancel());
    server_.runs().Interrupt();
  });
  EXPECT_EQ(ended.state(), v1::RUN_STATE_CANCELLED);
}

TEST_F(RunManagerTest, StoresThePhaseOfARunThatBegins) {
  v1::Run stored_at_start;
  RunWith(v1::RUN_PHASE_MODEL, [&] { stored_at_start = server_.Stored("1"); });
  EXPECT_EQ(stored_at_start.state(), v1::RUN_STATE_RUNNING);
  EXPECT_EQ(stored_at_start.phase(), v1::RUN_PHASE_MODEL);
  EXPECT_GT(stored_at_start.progress_percent(), 0);
}

}  // namespace
}  // namespace cordee::service
