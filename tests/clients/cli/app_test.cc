#include "clients/cli/app.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "clients/cli/layout.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/fake_server.h"

namespace cordee::cli {
namespace {

using ::testing::AllOf;
using testing::ApiError;
using testing::FakeServer;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

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

google::protobuf::Struct ParseJson(const std::string& text) {
  google::protobuf::Struct document;
  const auto status = google::protobuf::util::JsonStringToMessage(text, &document);
  EXPECT_TRUE(status.ok()) << text;
  return document;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

v1::Proposal SampleProposal(int number) {
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

v1::Run FinishedRun() {
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

TEST_F(App, ShowsHelpInTheLanguageAskedFor) {
  EXPECT_EQ(Run({"--help", "--lang", "fr"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("Commandes:"), HasSubstr("Codes de sortie")));
  EXPECT_EQ(Run({"import", "--help", "--lang", "en"}), ExitCode::kOk);
  EXPECT_THAT(out(), HasSubstr("Checks everything, writes nothing"));
}

TEST_F(App, HelpFitsTheTerminal) {
  for (const char* language : {"fr", "en"}) {
    for (const char* command : {"import", "search", "token", "suggest", "run"}) {
      EXPECT_EQ(Run({command, "--help", "--lang", language}), ExitCode::kOk);
      for (const std::string& line : Lines(out())) EXPECT_LE(DisplayWidth(line), 80) << line;
    }
    EXPECT_EQ(Run({"--help", "--lang", language}), ExitCode::kOk);
    for (const std::string& line : Lines(out())) EXPECT_LE(DisplayWidth(line), 80) << line;
  }
}

TEST_F(App, RefusesABadCommandLine) {
  EXPECT_EQ(Run({}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("il manque une commande"));
  EXPECT_EQ(Run({"import"}), ExitCode::kUsage);
  EXPECT_THAT(err(), AllOf(HasSubstr("il manque FILE"), HasSubstr("cordee import --help")));
  EXPECT_EQ(Run({"search", "x", "--colour"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("argument inconnu : --colour"));
  EXPECT_EQ(Run({"run", "--weeks", "12", "--lang", "en"}), ExitCode::kUsage);
  EXPECT_THAT(err(), StartsWith("Error: bad value"));
  EXPECT_EQ(out(), "");
}

TEST_F(App, SendsTokenAndLanguage) {
  environment_.token = "cordee_a_b";
  environment_.lang = "en_GB.UTF-8";
  EXPECT_EQ(Run({"territory", "list"}), ExitCode::kOk);
  EXPECT_EQ(server_.authorization, "Bearer cordee_a_b");
  EXPECT_EQ(server_.accept_language, "en");
  EXPECT_EQ(Run({"territory", "list", "--lang", "fr", "--token", "cordee_c_d"}), ExitCode::kOk);
  EXPECT_EQ(server_.authorization, "Bearer cordee_c_d");
  EXPECT_EQ(server_.accept_language, "fr");
}

TEST_F(App, KeepsTheTokenOnThisMachine) {
  environment_.token = "cordee_a_b";
  EXPECT_EQ(Run({"search", "x", "--server", "cordee.example:7070"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("en clair"));
}

TEST_F(App, SaysThatNoServerAnswers) {
  environment_.server = "127.0.0.1:1";
  EXPECT_EQ(Run({"territory", "list"}), ExitCode::kUnreachable);
  EXPECT_THAT(err(),
              AllOf(HasSubstr("aucun serveur"), HasSubstr("À faire"), HasSubstr("CORDEE_SERVER")));
}

TEST_F(App, TurnsStatusCodesIntoExitCodes) {
  const std::pair<grpc::StatusCode, ExitCode> expected[] = {
      {grpc::INVALID_ARGUMENT, ExitCode::kRefused},
      {grpc::ABORTED, ExitCode::kRefused},
      {grpc::RESOURCE_EXHAUSTED, ExitCode::kRefused},
      {grpc::NOT_FOUND, ExitCode::kNotFound},
      {grpc::UNAUTHENTICATED, ExitCode::kNoPermission},
      {grpc::PERMISSION_DENIED, ExitCode::kNoPermission},
      {grpc::UNAVAILABLE, ExitCode::kUnreachable},
      {grpc::INTERNAL, ExitCode::kInternal},
  };
  for (const auto& [code, exit_code] : expected) {
    server_.status = ApiError(code, "SOME_REASON", "message");
    EXPECT_EQ(Run({"search", "x", "-t", "bocage"}), exit_code) << code;
  }
}

TEST_F(App, PrintsReasonFieldsAndAdvice) {
  server_.status = ApiError(grpc::INVALID_ARGUMENT, "UNKNOWN_PROFILE",
                            "Le profil « x » n’existe pas.", "header.profile");
  EXPECT_EQ(Run({"search", "x"}), ExitCode::kRefused);
  EXPECT_EQ(err(),
            "Erreur : Le profil « x » n’existe pas.\n"
            "  · header.profile: Le profil « x » n’existe pas.\n"
            "  À faire : choisissez avec --profile le profil qui décrit les colonnes de ce\n"
            "            fichier.\n"
            "  INVALID_ARGUMENT, UNKNOWN_PROFILE\n");
}

TEST_F(App, PrintsErrorsAsJsonForPrograms) {
  server_.status = ApiError(grpc::NOT_FOUND, "NOT_FOUND", "introuvable", "parent");
  EXPECT_EQ(Run({"search", "x", "--json"}), ExitCode::kNotFound);
  EXPECT_EQ(out(), "");
  const auto error = ParseJson(err()).fields().at("error").struct_value().fields();
  EXPECT_EQ(error.at("code").string_value(), "NOT_FOUND");
  EXPECT_EQ(error.at("fields").list_value().values_size(), 1);
  EXPECT_EQ(error.at("metadata").struct_value().fields().at("value").string_value(), "Poitier");
}

TEST_F(App, AsksWhichTerritoryWhenSeveralAreVisible) {
  v1::Territory second;
  second.set_name("territories/gatine");
  server_.territories.push_back(second);
  EXPECT_EQ(Run({"search", "x"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("bocage, gatine"));
  EXPECT_EQ(Run({"search", "x", "--territory", "gatine"}), ExitCode::kOk);
}

TEST_F(App, ListsAsATableOrAsJsonLines) {
  EXPECT_EQ(Run({"territory", "list"}), ExitCode::kOk);
  EXPECT_EQ(out(),
            "Identifiant  Nom                 Révision\n"
            "bocage       Bocage Bressuirais         0\n");
  EXPECT_EQ(Run({"territory", "list", "--json"}), ExitCode::kOk);
  ASSERT_EQ(Lines(out()).size(), 1u);
  const auto fields = ParseJson(out()).fields();
  EXPECT_EQ(fields.at("name").string_value(), "territories/bocage");
  EXPECT_TRUE(fields.contains("revision"));  // defaults are written too
}

class Import : public App {
 protected:
  Import() {
    path_ = ::testing::TempDir() + "/cordee_import_test.csv";
    std::ofstream(path_) << std::string(600'000, 'x');
    server_.import.set_line_count(3);
    server_.import.set_encoding("utf-8");
    server_.import.set_delimiter(";");
  }
  void Refuse() {
    server_.import.set_error_count(1);
    v1::EntryError* error = server_.import.add_errors();
    error->set_index(12);
    error->set_field("commune");
    error->set_value("Poitier");
    error->set_message("Commune inconnue ; Poitiers ?");
  }
  std::string path_;
};

TEST_F(Import, SendsTheWholeFileWithItsHeader) {
  EXPECT_EQ(Run({"import", path_, "-p", "canteens", "--dry-run"}), ExitCode::kOk);
  EXPECT_EQ(server_.import_bytes, std::string(600'000, 'x'));
  EXPECT_EQ(server_.import_header.parent(), "territories/bocage");
  EXPECT_EQ(server_.import_header.profile(), "canteens");
  EXPECT_EQ(server_.import_header.file_name(), "cordee_import_test.csv");
  EXPECT_TRUE(server_.import_header.validate_only());
  EXPECT_THAT(out(), AllOf(HasSubstr("3 lignes lues (utf-8, séparateur « ; »)"),
                           HasSubstr("rien n’a été écrit")));
  EXPECT_EQ(err(), "");  // no bar without a terminal
}

TEST_F(Import, DrawsABarOnATerminal) {
  progress_ = true;
  EXPECT_EQ(Run({"import", path_}), ExitCode::kOk);
  EXPECT_THAT(err(), AllOf(HasSubstr("Envoi"), HasSubstr("100 %")));
  EXPECT_EQ(Run({"import", path_, "--json"}), ExitCode::kOk);
  EXPECT_EQ(err(), "");
}

TEST_F(Import, ReportsBadCells) {
  Refuse();
  EXPECT_EQ(Run({"import", path_}), ExitCode::kRefused);
  EXPECT_THAT(out(), AllOf(HasSubstr("12  commune"), HasSubstr("Poitiers ?"),
                           HasSubstr("1 cellule est refusée"), HasSubstr("--partial")));
  EXPECT_EQ(Run({"import", path_, "--partial"}), ExitCode::kFinding);
  EXPECT_EQ(Run({"import", path_, "--dry-run"}), ExitCode::kFinding);
}

TEST_F(Import, RefusesAFileThatIsNotThere) {
  EXPECT_EQ(Run({"import", path_ + ".absent"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("ne peut pas être lu"));
}

TEST_F(App, ExportsBytesAsTheyCome) {
  server_.exported = {"a;b\r\n", "1;é\r\n"};
  EXPECT_EQ(Run({"export"}), ExitCode::kOk);
  EXPECT_EQ(out(), "a;b\r\n1;é\r\n");
  EXPECT_EQ(err(), "");
}

TEST_F(App, FollowsARunToItsProof) {
  v1::Run running;
  running.set_name("territories/bocage/runs/r1");
  running.set_state(v1::RUN_STATE_RUNNING);
  running.set_phase(v1::RUN_PHASE_SOLVE);
  running.set_progress_percent(40);
  server_.run_news = {running, FinishedRun()};
  progress_ = true;
  EXPECT_EQ(Run({"run", "--base", "r0", "--weeks", "26"}), ExitCode::kOk);
  EXPECT_EQ(server_.start_run.run().base_run(), "territories/bocage/runs/r0");
  EXPECT_EQ(server_.start_run.run().horizon_weeks(), 26);
  EXPECT_THAT(out(),
              AllOf(HasSubstr("à 0,31 % au plus du meilleur possible"), HasSubstr("120 couverts"),
                    HasSubstr("30 sans réponse"), HasSubstr("distance 1\u202f200")));
  EXPECT_THAT(err(), AllOf(HasSubstr("optimisation"), HasSubstr("40 %")));
}

TEST_F(App, PrintsARunAsOneJsonDocument) {
  server_.run_news = {FinishedRun()};
  EXPECT_EQ(Run({"run", "--json"}), ExitCode::kOk);
  const auto fields = ParseJson(out()).fields();
  EXPECT_EQ(fields.at("state").string_value(), "RUN_STATE_SUCCEEDED");
  EXPECT_EQ(fields.at("counts").struct_value().fields().at("proposals").string_value(), "84");
}

TEST_F(App, TellsAFailedRunFromALostOne) {
  v1::Run failed;
  failed.set_name("territories/bocage/runs/r1");
  failed.set_state(v1::RUN_STATE_FAILED);
  failed.mutable_error()->set_message("la vérification a échoué");
  server_.run_news = {failed};
  EXPECT_EQ(Run({"run"}), ExitCode::kInternal);
  EXPECT_THAT(err(), HasSubstr("la vérification a échoué"));
  server_.run_news.clear();  // the stream ends without an end of the run
  EXPECT_EQ(Run({"run"}), ExitCode::kUnreachable);
  EXPECT_EQ(Run({"run", "--start", "2026-13-01"}), ExitCode::kUsage);
}

TEST_F(App, ShowsProposalsAsCards) {
  server_.proposals = {SampleProposal(1)};
  EXPECT_EQ(Run({"proposals"}), ExitCode::kOk);
  EXPECT_EQ(server_.listed_parent, "territories/bocage/runs/latest");
  EXPECT_EQ(out(),
            "  1 Carottes de la Ferme des Tilleuls pour le restaurant scolaire de Moncoutant\n"
            "    Ferme des Tilleuls (Bressuire) → Restaurant scolaire (Moncoutant-sur-Sèvre)\n"
            "    40\u00a0kg par semaine · 14,2\u00a0km\n"
            "    mardi 6\u00a0h–8\u00a0h\u00a030\n"
            "    Pourquoi\n"
            "     · À 14,2 km, bien en deçà des 60 km permis.\n"
            "    Supposé\n"
            "     · Quantité supposée d’après le type de cantine.\n"
            "    72,4 points · p1\n"
            "\n");
}

TEST_F(App, CardsFitNarrowAndWideTerminals) {
  server_.proposals = {SampleProposal(1)};
  for (int width : {40, 80, 200}) {
    EXPECT_EQ(Run({"proposals"}, width), ExitCode::kOk);
    for (const std::string& line : Lines(out())) EXPECT_LE(DisplayWidth(line), width) << line;
  }
}

TEST_F(App, ReadsEveryPageAndCountsWhatIsLeft) {
  for (int i = 0; i < 7; ++i) server_.proposals.push_back(SampleProposal(i));
  server_.page = 3;
  EXPECT_EQ(Run({"proposals", "--json"}), ExitCode::kOk);
  EXPECT_EQ(Lines(out()).size(), 7u);
  EXPECT_EQ(Run({"proposals", "--limit", "2"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("· p1"), Not(HasSubstr("· p2")), HasSubstr("et 5 autres")));
}

TEST_F(App, ExplainsAProposalOrAPair) {
  server_.explanation.add_refusals()->set_text("Trop loin : 80 km, 60 km permis.");
  EXPECT_EQ(Run({"explain", "p1"}), ExitCode::kOk);
  EXPECT_EQ(server_.explain.proposal(), "territories/bocage/runs/latest/proposals/p1");
  EXPECT_EQ(Run({"explain", "n1", "r1"}), ExitCode::kOk);
  EXPECT_EQ(server_.explain.need(), "territories/bocage/needs/n1");
  EXPECT_EQ(server_.explain.resource(), "territories/bocage/resources/r1");
  EXPECT_EQ(out(), "Cette paire n’est pas permise :\n  · Trop loin : 80 km, 60 km permis.\n");
  EXPECT_EQ(Run({"explain", "a", "b", "c"}), ExitCode::kUsage);
}

TEST_F(App, SuggestsForANeedOrForAResource) {
  v1::Suggestion* suggestion = server_.suggestions.add_suggestions();
  suggestion->set_title("Carottes");
  suggestion->set_points(87);
  suggestion->set_distance_metres(900);
  server_.suggestions.set_admissible_count(12);
  EXPECT_EQ(Run({"suggest", "n1", "-k", "3"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("1 Carottes"), HasSubstr("87 points"),
                           HasSubstr("12 paires permises ont été comparées")));
  EXPECT_EQ(Run({"suggest", "only-a-resource"}), ExitCode::kOk);
  EXPECT_THAT(out(), HasSubstr("Carottes"));
}

TEST_F(App, ShowsASecretOnceAndWhole) {
  EXPECT_EQ(Run({"token", "create", "--name", "Anne", "--role", "reader", "--for", "bocage"}, 20),
            ExitCode::kOk);
  EXPECT_THAT(Lines(out()).back(), "cordee_t1_secret");
  EXPECT_EQ(Run({"token", "create", "--name", "Anne", "--role", "king"}), ExitCode::kUsage);
}

TEST_F(App, NothingIsColouredUnlessTheTerminalIs) {
  server_.proposals = {SampleProposal(1)};
  Run({"proposals"});
  EXPECT_THAT(out(), Not(HasSubstr("\x1b")));
  colour_ = true;
  Run({"proposals"});
  EXPECT_THAT(out(), HasSubstr("\x1b[1m"));
  Run({"proposals", "--json"});
  EXPECT_THAT(out(), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace cordee::cli
