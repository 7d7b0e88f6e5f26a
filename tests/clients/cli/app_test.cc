#include "clients/cli/app.h"

#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/app_fixture.h"
#include "tests/support/temp_folder.h"

namespace cordee::cli {
namespace {

using ::testing::AllOf;
using testing::ApiError;
using testing::App;
using testing::FinishedRun;
using ::testing::HasSubstr;
using testing::Lines;
using ::testing::Not;
using testing::ParseJson;
using testing::SampleProposal;

TEST_F(App, WritesTheSameJsonWhateverTheOrderOfInsertion) {
  const auto fact = [](const std::vector<std::string>& keys) {
    v1::Fact made;
    made.set_code("rate");
    for (const std::string& key : keys) (*made.mutable_values())[key] = "v" + key;
    return made;
  };
  const std::vector<std::string> keys = {"unit", "amount", "of", "percent", "resource", "b", "a"};
  const std::vector<std::string> reversed(keys.rbegin(), keys.rend());
  std::string first;
  for (const auto& order : {keys, reversed}) {
    v1::Proposal proposal = SampleProposal(1);
    *proposal.add_reasons() = fact(order);
    server_.proposals = {proposal};
    EXPECT_EQ(Run({"proposals", "--json"}), ExitCode::kOk);
    if (first.empty()) first = out();
    EXPECT_EQ(out(), first);
  }
  EXPECT_THAT(first, HasSubstr(R"("values":{"a":"va","amount":"vamount","b":"vb","of":)"));
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
  cordee::testing::TempFolder folder_;
  Import() {
    path_ = folder_.File("import.csv");
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
  EXPECT_EQ(server_.import_header.file_name(), "import.csv");
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

TEST_F(Import, NeverCutsTheReasonOfABadCell) {
  Refuse();
  const std::string reason =
      "La valeur « 13 » du champ saison n’est pas un mois. Écrivez par exemple « juin-octobre » ou "
      "« 6-10 ».";
  server_.import.mutable_errors(0)->set_message(reason);
  server_.import.mutable_errors(0)->set_value(std::string(90, 'x'));
  EXPECT_EQ(Run({"import", path_}, kUnlimitedWidth), ExitCode::kRefused);
  EXPECT_THAT(out(), AllOf(HasSubstr("  " + reason + "\n"), HasSubstr(std::string(29, 'x') + "…")));
  EXPECT_EQ(Run({"import", path_}, 80), ExitCode::kRefused);
  EXPECT_THAT(out(), AllOf(HasSubstr("    La valeur « 13 » du champ saison n’est pas un mois."),
                           HasSubstr("« 6-10 ».\n")));
  for (const std::string& line : Lines(out())) EXPECT_LE(DisplayWidth(line), 80) << line;
}

TEST_F(App, SearchKeepsQuantityCommuneAndTitleReadable) {
  v1::SearchHit hit;
  v1::Need& need = *hit.mutable_entry()->mutable_need();
  need.set_name("territories/bocage/needs/n-0123456789abcdef");
  need.set_title("Carottes et poireaux de saison");
  need.mutable_terms()->mutable_quantity()->set_amount("110");
  need.mutable_terms()->mutable_quantity()->set_unit("kg");
  need.mutable_terms()->set_period(v1::PERIOD_WEEK);
  hit.set_commune("Moncoutant-sur-Sèvre");
  hit.set_actor_display_name("Syndicat intercommunal de restauration collective du Bocage");
  server_.hits = {hit};
  EXPECT_EQ(Run({"search", "carottes"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("Carottes et poireaux de saison  Moncoutant-sur-Sèvre"),
                           HasSubstr("110\u00a0kg par semaine\n    besoin · Syndicat"),
                           HasSubstr("n-0123456789abcdef"), Not(HasSubstr("…"))));
  for (const std::string& line : Lines(out())) EXPECT_LE(DisplayWidth(line), 80) << line;
  EXPECT_EQ(Run({"search", "carottes"}, kUnlimitedWidth), ExitCode::kOk);
  EXPECT_EQ(Lines(out()).size(), 2u);
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

v1::Run RunIn(v1::RunState state) {
  v1::Run run;
  run.set_name("territories/bocage/runs/r1");
  run.set_state(state);
  return run;
}

TEST_F(App, CancelsTheRunInProgressOrTheOneNamed) {
  EXPECT_EQ(Run({"cancel"}), ExitCode::kNotFound);
  EXPECT_THAT(err(), HasSubstr("aucun calcul n’est en cours"));
  server_.runs = {FinishedRun(), RunIn(v1::RUN_STATE_RUNNING)};
  server_.runs[0].set_name("territories/bocage/runs/r2");
  server_.after_cancel = RunIn(v1::RUN_STATE_CANCELLED);
  EXPECT_EQ(Run({"cancel"}), ExitCode::kOk);
  EXPECT_EQ(server_.cancelled, "territories/bocage/runs/r1");
  EXPECT_THAT(out(), HasSubstr("annulé"));
}

TEST_F(App, SaysThatARunWasAlreadyFinished) {
  server_.after_cancel = FinishedRun();
  EXPECT_EQ(Run({"cancel", "r9"}), ExitCode::kFinding);
  EXPECT_EQ(server_.cancelled, "territories/bocage/runs/r9");
  EXPECT_THAT(out(), HasSubstr("déjà fini"));
}

TEST_F(App, CtrlCAsksTheServerToCancel) {
  server_.run_news = {RunIn(v1::RUN_STATE_RUNNING)};
  server_.after_cancel = RunIn(v1::RUN_STATE_CANCELLED);
  server_.ctrl_c = true;
  EXPECT_EQ(Run({"run"}), ExitCode::kFinding);
  EXPECT_EQ(server_.cancelled, "territories/bocage/runs/r1");
  EXPECT_THAT(err(), AllOf(HasSubstr("Annulation demandée"), HasSubstr("r1 a été annulé")));
}

TEST_F(App, TellsAnUnknownActorFromOneWithoutProposals) {
  EXPECT_EQ(Run({"proposals", "--actor", "zz"}), ExitCode::kNotFound);
  EXPECT_EQ(Run({"proposals", "--actor", "farm"}), ExitCode::kOk);
  EXPECT_THAT(out(), HasSubstr("ne propose rien"));
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
  EXPECT_EQ(Run({"suggest", "zz"}), ExitCode::kNotFound);
  EXPECT_THAT(err(), HasSubstr("ni besoin ni ressource nommé « zz »"));
}

TEST_F(App, SaysWhichTradesATitleMayMean) {
  EXPECT_EQ(Run({"title", "boulangère", "de", "nuit"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("D1102"), HasSubstr("97 %"), HasSubstr("baker"),
                           HasSubstr("À confirmer par une personne")));
  EXPECT_EQ(Run({"title", "nothing", "known"}), ExitCode::kFinding);
  EXPECT_THAT(out(), HasSubstr("« nothing known »"));
  EXPECT_EQ(Run({"title", "boulangère", "--rome", "/nowhere", "--catalogue",
                 CORDEE_SOURCE_DIR "/deploy/catalogue"}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("/nowhere"));
}

TEST_F(App, SaysWhoseHoursEachLegOfASharedWeekIs) {
  v1::Proposal week = SampleProposal(1);
  week.mutable_parties(0)->set_display_name("Zoé");
  week.mutable_parties(1)->set_display_name("Fournil");
  week.mutable_parties(1)->set_actor("fournil");
  week.add_parties()->set_display_name("Verger");
  week.mutable_parties(2)->set_actor("verger");
  *week.add_legs() = week.legs(0);
  week.mutable_legs(0)->set_need_actor("fournil");
  week.mutable_legs(1)->set_need_actor("verger");
  server_.proposals = {week};
  EXPECT_EQ(Run({"proposals"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("    Fournil · 40"),
                           HasSubstr("    Verger · 40")));
}

TEST_F(App, ListsWhoWasShownWhat) {
  EXPECT_EQ(Run({"shown"}), ExitCode::kOk);
  EXPECT_EQ(out(), "Rien n’a encore été montré.\n");
  EXPECT_EQ(server_.listed_parent, "territories/bocage");
  v1::ShownProposal proposal;
  proposal.set_proposal("territories/bocage/runs/5/proposals/m01");
  proposal.set_token("tokens/anne");
  proposal.mutable_show_time()->set_seconds(1'795'521'600);
  v1::ShownProposal pair = proposal;
  pair.clear_proposal();
  pair.set_need("territories/bocage/needs/post");
  pair.set_resource("territories/bocage/resources/leon");
  server_.shown = {proposal, pair};
  EXPECT_EQ(Run({"shown"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("2026-11-24T12:00:00        anne   runs/5/proposals/m01"),
                           HasSubstr("post + leon")));
}

TEST_F(App, ShowsASecretOnceAndWhole) {
  EXPECT_EQ(Run({"token", "create", "--name", "Anne", "--role", "reader", "--for", "bocage"}, 20),
            ExitCode::kOk);
  EXPECT_THAT(Lines(out()).back(), "cordee_t1_secret");
  EXPECT_EQ(Run({"token", "create", "--name", "Anne", "--role", "king"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"token", "create", "--name", "Anne"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("il manque --for"));
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
