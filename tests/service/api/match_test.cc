// Handlers of matches and of the start of runs, called without gRPC.
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "service/api/handlers.h"
#include "service/api/run_handlers.h"
#include "service/convert/party.h"
#include "service/errors.h"
#include "service/formats/rome.h"
#include "service/formats/trades.h"
#include "service/limits.h"
#include "tests/support/shipped.h"
#include "tests/support/small_server.h"

namespace cordee::service {
namespace {

using cordee::testing::kNowMicros;
using cordee::testing::SmallServer;

struct EndOfRun : RunWatcher {
  void Update(const v1::Run&, bool last) override {
    if (last) end.set_value();
  }
  void Heartbeat() override {}
  std::promise<void> end;
};

class MatchTest : public ::testing::Test {
 protected:
  MatchTest() {
    call_.territory = "test";
    call_.now = kNowMicros;
  }
  bool RunToTheEnd(const v1::Run& run) {
    const auto watcher = std::make_shared<EndOfRun>();
    if (!server_.runs().Enqueue("test", run)) return false;
    if (server_.runs().Watch(run.name(), watcher)) watcher->end.get_future().wait();
    return server_.Stored("latest").name() == run.name();
  }
  std::string FieldOf(const absl::Status& status) {
    const std::vector<FieldProblem> problems = ProblemsOf(status);
    return problems.empty() ? status.ToString() : problems[0].field;
  }
  absl::Status Start(const v1::Run& run) {
    v1::StartRunRequest request;
    request.set_parent("territories/test");
    *request.mutable_run() = run;
    return StartRun(server_.context(), call_, request).status();
  }

  SmallServer server_;
  Call call_;
};

TEST_F(MatchTest, ExplainsAProposalOfTheLatestRun) {
  v1::ExplainMatchRequest request;
  v1::ExplainMatchResponse latest;
  request.set_proposal("territories/test/runs/latest/proposals/m0");
  EXPECT_EQ(ReasonOf(ExplainMatch(server_.context(), call_, request, &latest)),
            v1::ERROR_REASON_NOT_FOUND);

  const v1::Run run = server_.Pending("1");
  request.set_proposal(run.name() + "/proposals/m0");
  EXPECT_EQ(ReasonOf(ExplainMatch(server_.context(), call_, request, &latest)),
            v1::ERROR_REASON_RUN_NOT_FINISHED);

  ASSERT_TRUE(RunToTheEnd(run));
  const std::string key = MatchKey("carrots-canteen", "carrots-farm");
  request.set_proposal("territories/test/runs/latest/proposals/" + key);
  ASSERT_EQ(ExplainMatch(server_.context(), call_, request, &latest), absl::OkStatus());
  EXPECT_EQ(latest.proposal().name(), run.name() + "/proposals/" + key);
  request.set_proposal(latest.proposal().name());
  v1::ExplainMatchResponse named;
  ASSERT_EQ(ExplainMatch(server_.context(), call_, request, &named), absl::OkStatus());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(latest, named));
}

TEST_F(MatchTest, SaysOfAPairHowMuchIsMissingToTheMinimumOrder) {
  v1::Resource farm = testing::Entries().resources[0];
  farm.mutable_terms()->mutable_quantity()->set_amount("200");
  farm.mutable_terms()->mutable_minimum_order()->set_amount("150");
  farm.mutable_terms()->mutable_minimum_order()->set_unit("kg");
  ASSERT_TRUE(server_.context()
                  .store
                  ->WriteAndWait([&](WriteTransaction& write) {
                    return write.PutEntry("test", MakeRow("carrots-farm", farm),
                                          ChangeOp::kUpdate);
                  })
                  .ok());
  v1::ExplainMatchRequest request;
  request.set_need("territories/test/needs/carrots-canteen");
  request.set_resource("territories/test/resources/carrots-farm");
  v1::ExplainMatchResponse before;
  ASSERT_EQ(ExplainMatch(server_.context(), call_, request, &before), absl::OkStatus());
  EXPECT_TRUE(before.tight_constraints().empty());
  ASSERT_TRUE(RunToTheEnd(server_.Pending("1")));
  v1::ExplainMatchResponse after;
  ASSERT_EQ(ExplainMatch(server_.context(), call_, request, &after), absl::OkStatus());
  EXPECT_TRUE(after.admissible());
  ASSERT_EQ(after.tight_constraints_size(), 1);
  EXPECT_EQ(after.tight_constraints(0).code(), "unmet-minimum-order");
  EXPECT_NE(after.tight_constraints(0).text().find("commande minimale"), std::string::npos);
  request.set_resource("territories/test/resources/carrots-garden");
  ASSERT_EQ(ExplainMatch(server_.context(), call_, request, &after), absl::OkStatus());
  EXPECT_TRUE(after.tight_constraints().empty());
}

TEST_F(MatchTest, SaysOfAPairThatTheLatestRunFoundNoTransportForIt) {
  v1::Resource van = testing::CheapVan("canteen");
  van.mutable_terms()->mutable_vehicle()->set_cents_per_day(400'000);
  ASSERT_TRUE(server_.context()
                  .store
                  ->WriteAndWait([&](WriteTransaction& write) {
                    return write.PutEntry("test", MakeRow("van", van), ChangeOp::kCreate);
                  })
                  .ok());
  v1::ExplainMatchRequest request;
  request.set_need("territories/test/needs/carrots-bank");
  request.set_resource("territories/test/resources/carrots-farm");
  v1::ExplainMatchResponse answer;
  ASSERT_EQ(ExplainMatch(server_.context(), call_, request, &answer), absl::OkStatus());
  EXPECT_TRUE(answer.tight_constraints().empty());
  ASSERT_TRUE(RunToTheEnd(server_.Pending("1")));
  ASSERT_EQ(ExplainMatch(server_.context(), call_, request, &answer), absl::OkStatus());
  EXPECT_TRUE(answer.admissible());
  ASSERT_EQ(answer.tight_constraints_size(), 1);
  EXPECT_EQ(answer.tight_constraints(0).code(), "pair-left");
  EXPECT_NE(answer.tight_constraints(0).text().find("livrer coûterait plus"), std::string::npos);
}

TEST_F(MatchTest, NamesThePolicyOfItsOwnRequest) {
  v1::SuggestMatchesRequest suggest;
  v1::SuggestMatchesResponse suggestions;
  suggest.set_need("territories/test/needs/choir");
  *suggest.mutable_policy() = PolicyToProto(Policy());
  EXPECT_TRUE(SuggestMatches(server_.context(), call_, suggest, &suggestions).ok());
  suggest.mutable_policy()->set_fit_points(-1);
  EXPECT_EQ(FieldOf(SuggestMatches(server_.context(), call_, suggest, &suggestions)),
            "policy.fit_points");

  v1::Run run;
  *run.mutable_policy() = suggest.policy();
  EXPECT_EQ(FieldOf(Start(run)), "run.policy.fit_points");
}

TEST_F(MatchTest, SuggestsTradesOfATitle) {
  CatalogueData data = cordee::testing::ShippedCatalogue();
  data.trades = std::make_shared<const Trades>(RomeData(), data);
  Reference reference;
  reference.data = std::make_shared<const CatalogueData>(std::move(data));
  Context context = server_.context();
  context.reference = &reference;
  v1::SuggestTradesRequest request;
  v1::SuggestTradesResponse response;
  request.set_title("boulangère de nuit");
  ASSERT_EQ(SuggestTrades(context, call_, request, &response), absl::OkStatus());
  ASSERT_EQ(response.suggestions_size(), 5);
  EXPECT_EQ(response.suggestions(0).rome_code(), "D1102");
  EXPECT_EQ(response.suggestions(0).category(), "baker");
  request.set_max_results(1);
  ASSERT_EQ(SuggestTrades(context, call_, request, &response), absl::OkStatus());
  EXPECT_EQ(response.suggestions_size(), 1);

  request.set_max_results(21);
  EXPECT_EQ(FieldOf(SuggestTrades(context, call_, request, &response)), "max_results");
  request.set_title("");
  EXPECT_EQ(FieldOf(SuggestTrades(context, call_, request, &response)), "title");
  request.set_title(std::string(201, 'a'));
  EXPECT_EQ(FieldOf(SuggestTrades(context, call_, request, &response)), "title");
}

TEST_F(MatchTest, RefusesAHorizonFarAhead) {
  const int32_t last = Today(kNowMicros) + limits::kDaysToHorizon;
  const int32_t last_monday = last - Weekday(last);
  v1::Run run;
  *run.mutable_horizon_start() = ToDate(last_monday);
  EXPECT_TRUE(Start(run).ok());
  *run.mutable_horizon_start() = ToDate(last_monday + 7);
  const absl::Status status = Start(run);
  EXPECT_EQ(FieldOf(status), "run.horizon_start");
  EXPECT_EQ(FactsOf(status)["maximum"], "2031-11-24");
}

}  // namespace
}  // namespace cordee::service
