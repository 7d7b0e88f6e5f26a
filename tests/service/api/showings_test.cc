// What is shown about people at work is logged first, once for each token.
#include "service/api/showings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "service/api/run_handlers.h"
#include "tests/support/small_server.h"

namespace cordee::service {
namespace {

using ::cordee::testing::kNowMicros;
using ::cordee::testing::SmallServer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Showings : public ::testing::Test {
 protected:
  Showings() {
    call_.territory = "test";
    call_.now = kNowMicros;
    call_.who.token_id = "anne";
    call_.method = "cordee.v1.RunService.ListProposals";
    server_.context().pages = &pages_;
  }
  static v1::Proposal Of(v1::Family family, const std::string& id) {
    v1::Proposal proposal;
    proposal.set_family(family);
    proposal.set_name("territories/test/runs/1/proposals/" + id);
    return proposal;
  }
  // "token proposal", or "token need resource".
  std::vector<std::string> Log() {
    v1::ListShownProposalsRequest request;
    request.set_parent("territories/test");
    request.set_page_size(2);
    std::vector<std::string> log;
    do {
      v1::ListShownProposalsResponse response;
      EXPECT_TRUE(ListShownProposals(server_.context(), call_, request, &response).ok());
      for (const v1::ShownProposal& shown : response.shown_proposals()) {
        EXPECT_EQ(shown.method(), call_.method);
        EXPECT_EQ(shown.show_time().seconds(), kNowMicros / 1'000'000);
        log.push_back(shown.token() + " " + shown.proposal() + shown.need() +
                      (shown.resource().empty() ? "" : " " + shown.resource()));
      }
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return log;
  }

  PageSealer pages_{PageSealer::NewKey()};
  SmallServer server_;
  Call call_;
};

TEST_F(Showings, AreOfPeopleOnly) {
  const v1::Proposal carrots = Of(v1::FAMILY_FOOD, "m1");
  const v1::Proposal cook = Of(v1::FAMILY_JOBS, "m2");
  const v1::Proposal mentor = Of(v1::FAMILY_GENERATIONS, "m3");
  ASSERT_TRUE(NoteProposals(server_.context(), call_, {&carrots, &cook, &mentor}).ok());
  EXPECT_THAT(Log(), ElementsAre("tokens/anne territories/test/runs/1/proposals/m2",
                                 "tokens/anne territories/test/runs/1/proposals/m3"));
}

TEST_F(Showings, AreOnceForEachToken) {
  const v1::Proposal cook = Of(v1::FAMILY_JOBS, "m2");
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(NoteProposals(server_.context(), call_, {&cook}).ok());
  }
  call_.who.token_id = "paul";
  ASSERT_TRUE(NoteProposals(server_.context(), call_, {&cook}).ok());
  ASSERT_TRUE(NotePair(server_.context(), call_, "n", "r").ok());
  ASSERT_TRUE(NoteRun(server_.context(), call_, "territories/test/runs/1").ok());
  EXPECT_THAT(Log(), ElementsAre("tokens/anne territories/test/runs/1/proposals/m2",
                                 "tokens/paul territories/test/runs/1/proposals/m2",
                                 "tokens/paul n r", "tokens/paul territories/test/runs/1"));
}

TEST_F(Showings, OfATerritoryWithoutPeopleAreNone) {
  const v1::Proposal carrots = Of(v1::FAMILY_FOOD, "m1");
  ASSERT_TRUE(NoteProposals(server_.context(), call_, {&carrots}).ok());
  EXPECT_THAT(Log(), IsEmpty());
}

}  // namespace
}  // namespace cordee::service
