// The command line against a fake server, and what it then printed.
#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/app.h"
#include "clients/cli/layout.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/fake_server.h"

namespace cordee::cli::testing {

class App : public ::testing::Test {
 protected:
  App() {
    environment_.server = server_.address;
    v1::Territory territory;
    territory.set_name("territories/bocage");
    territory.set_display_name("Bocage Bressuirais");
    server_.territories.push_back(territory);
  }

  ExitCode Run(const std::vector<std::string>& arguments, int width = 80) {
    out_.str("");
    err_.str("");
    return Main(arguments, environment_, {out_, err_, width, colour_, colour_, progress_});
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

  FakeServer server_;
  Environment environment_;
  bool colour_ = false;
  bool progress_ = false;
  std::ostringstream out_;
  std::ostringstream err_;
};

inline google::protobuf::Struct ParseJson(const std::string& text) {
  google::protobuf::Struct document;
  const auto status = google::protobuf::util::JsonStringToMessage(text, &document);
  EXPECT_TRUE(status.ok()) << text;
  return document;
}

inline std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline v1::Proposal SampleProposal(int number) {
  v1::Proposal proposal;
  proposal.set_name("territories/bocage/runs/r1/proposals/p" + std::to_string(number));
  proposal.set_title("Carottes de la Ferme des Tilleuls pour le restaurant scolaire de Moncoutant");
  proposal.set_value_micropoints("72400000");
  auto* farm = proposal.add_parties();
  farm->set_display_name("Ferme des Tilleuls");
  farm->set_commune("Bressuire");
  auto* canteen = proposal.add_parties();
  canteen->set_display_name("Restaurant scolaire");
  canteen->set_commune("Moncoutant-sur-Sèvre");
  auto* leg = proposal.add_legs();
  leg->mutable_rate()->set_amount("40");
  leg->mutable_rate()->set_unit("kg");
  leg->set_rate_period(v1::PERIOD_WEEK);
  leg->set_distance_metres(14'249);
  auto* hours = leg->add_hours();
  hours->set_day(2);
  hours->set_start_minute(360);
  hours->set_end_minute(510);
  proposal.add_reasons()->set_text(proposal.title());  // said once only
  proposal.add_reasons()->set_text("À 14,2 km, bien en deçà des 60 km permis.");
  proposal.add_assumptions()->set_text("Quantité supposée d’après le type de cantine.");
  return proposal;
}

inline v1::Run FinishedRun() {
  v1::Run run;
  run.set_name("territories/bocage/runs/r1");
  run.set_state(v1::RUN_STATE_SUCCEEDED);
  run.set_horizon_weeks(52);
  auto* certificate = run.mutable_certificate();
  certificate->set_proof(v1::PROOF_FEASIBLE);
  certificate->set_value_micropoints("1000000000");
  certificate->set_bound_micropoints("1003100000");
  certificate->set_score_micropoints("1200000000");
  certificate->set_unmet_micropoints("200000000");
  certificate->set_covers_all_pairs(true);
  run.mutable_counts()->set_proposals(84);
  run.mutable_counts()->set_needs_met(120);
  run.mutable_counts()->set_needs_unmet(30);
  auto* refusals = run.mutable_counts()->add_refusals();
  refusals->set_rule(v1::REFUSAL_RULE_DISTANCE);
  refusals->set_pairs(1200);
  return run;
}

}  // namespace cordee::cli::testing
