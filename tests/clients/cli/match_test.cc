#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/app.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/shipped.h"
#include "tests/support/temp_folder.h"

namespace cordee::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kDeploy[] = CORDEE_SOURCE_DIR "/deploy";
constexpr char kHeader[] = "type;acteur;commune;titre;catégorie;quantité;unité;période\n";

class Match : public ::testing::Test {
 protected:
  Match() {
    Write("communes.csv", cordee::testing::kSmallGazetteer);
    Write("farm.csv",
          std::string(kHeader) +
              "acteur;Ferme des Tilleuls;Bressuire;;;;;\n"
              "ressource;Ferme des Tilleuls;;Carottes de garde;carottes;30;kg;semaine\n");
    Write("canteen.csv", std::string(kHeader) +
                             "acteur;Restaurant scolaire;Thouars;;;;;\n"
                             "besoin;Restaurant scolaire;;Carottes;carottes;40;kg;semaine\n");
  }

  std::string Path(const std::string& name) const { return folder_.File(name); }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(Path(name), std::ios::binary) << text;
  }
  ExitCode Run(std::vector<std::string> arguments) {
    out_.str("");
    err_.str("");
    const std::string deploy = kDeploy;
    for (const std::string& more :
         {std::string("--catalogue"), deploy + "/catalogue", std::string("--profiles"),
          deploy + "/profiles", std::string("--gazetteer"), Path("communes.csv"),
          std::string("--start"), std::string("2026-11-30")}) {
      arguments.push_back(more);
    }
    arguments.insert(arguments.begin(), "match");
    return Main(arguments, Environment(), {out_, err_});
  }

  cordee::testing::TempFolder folder_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(Match, ProposesWithoutAServer) {
  EXPECT_EQ(Run({Path("farm.csv"), Path("canteen.csv")}), ExitCode::kOk) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("OPTIMAL"), HasSubstr("Ferme des Tilleuls (Bressuire)"),
                                HasSubstr("30\u00a0kg par semaine"), HasSubstr("Pourquoi")));
}

TEST_F(Match, SaysWhichShipmentsStayWithoutARoundAndWhy) {
  Write("freight.csv",
        "type;acteur;commune;titre;catégorie;quantité;unité;période;transport pour;livraison\n"
        "acteur;Coopérative;Thouars;;;;;;;\n"
        "ressource;Coopérative;;Fourgon;Transport de marchandises;800;kg;semaine;entraide;\n"
        "besoin;Coopérative;;Piano;Transport de marchandises;900;kg;semaine;;Bressuire\n");
  EXPECT_EQ(Run({Path("freight.csv")}), ExitCode::kOk) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Envois sans tournée\n"), HasSubstr("Piano"),
                                HasSubstr("Aucun véhicule n’est assez grand")));
  EXPECT_EQ(Run({Path("freight.csv"), "--json"}), ExitCode::kOk);
  EXPECT_EQ(out_.str().find("Envois sans"), std::string::npos);
}

TEST_F(Match, CountsTheShipmentsBeyondTheFirstTwenty) {
  std::string file =
      "type;acteur;commune;titre;catégorie;quantité;unité;période;transport pour;livraison\n"
      "acteur;Coopérative;Thouars;;;;;;;\n"
      "ressource;Coopérative;;Fourgon;Transport de marchandises;800;kg;semaine;entraide;\n";
  for (int k = 0; k < 22; ++k) {
    file += "besoin;Coopérative;;Piano " + std::to_string(k) +
            ";Transport de marchandises;900;kg;semaine;;Bressuire\n";
  }
  Write("freight.csv", file);
  EXPECT_EQ(Run({Path("freight.csv")}), ExitCode::kOk) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr(" 20 Piano"), HasSubstr("… et 2 autres.")));
}

TEST_F(Match, AnswersTheSameForFilesInAnyOrder) {
  ASSERT_EQ(Run({Path("farm.csv"), Path("canteen.csv")}), ExitCode::kOk);
  const std::string first = out_.str();
  ASSERT_EQ(Run({Path("canteen.csv"), Path("farm.csv")}), ExitCode::kOk);
  EXPECT_EQ(out_.str(), first);
}

TEST_F(Match, FindsTheRepositoryOfTheProgram) {
  Environment environment;
  environment.home = CORDEE_SOURCE_DIR;
  const auto run = [&] {
    return Main({"match", Path("farm.csv"), "--gazetteer", Path("communes.csv"), "--catalogue",
                 "./deploy/../deploy/catalogue"},
                environment, {out_, err_});
  };
  EXPECT_EQ(run(), ExitCode::kOk) << err_.str();
  environment.home = "/nowhere";
  EXPECT_EQ(run(), std::filesystem::exists("deploy/catalogue") ? ExitCode::kOk : ExitCode::kUsage);
}

TEST_F(Match, KeepsARecordThatVerifies) {
  ASSERT_EQ(Run({Path("farm.csv"), Path("canteen.csv"), "-o", Path("run.bin")}), ExitCode::kOk);
  const std::string catalogue = std::string(kDeploy) + "/catalogue";
  EXPECT_EQ(
      Main({"verify", Path("run.bin"), "--catalogue", catalogue}, Environment(), {out_, err_}),
      ExitCode::kOk)
      << err_.str();
}

// Stands for a person who presses Ctrl-C as soon as the bar tells of optimising.
class CtrlCWhenOptimising : public std::stringbuf {
 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    const std::streamsize written = std::stringbuf::xsputn(text, size);
    if (!pressed_ && str().find("optimisation") != std::string::npos) {
      pressed_ = true;
      raise(SIGINT);
    }
    return written;
  }

 private:
  bool pressed_ = false;
};

TEST_F(Match, StoppedByCtrlCSaysSoAndKeepsOnlyWhatHolds) {
  CtrlCWhenOptimising buffer;
  std::ostream err(&buffer);
  const std::string deploy = kDeploy;
  const std::vector<std::string> arguments = {"match",
                                              Path("farm.csv"),
                                              Path("canteen.csv"),
                                              "--catalogue",
                                              deploy + "/catalogue",
                                              "--profiles",
                                              deploy + "/profiles",
                                              "--gazetteer",
                                              Path("communes.csv"),
                                              "--start",
                                              "2026-11-30",
                                              "-o",
                                              Path("run.bin")};
  EXPECT_EQ(Main(arguments, Environment(), {out_, err, 80, false, false, true}),
            ExitCode::kFinding);
  EXPECT_THAT(buffer.str(), HasSubstr("Arrêt demandé"));
  // Whether an answer was found before the stop was seen is a matter of time.
  if (!std::filesystem::exists(Path("run.bin"))) {
    EXPECT_THAT(buffer.str(), HasSubstr("avant la première réponse"));
    return;
  }
  EXPECT_EQ(Main({"verify", Path("run.bin"), "--catalogue", deploy + "/catalogue"}, Environment(),
                 {out_, err_}),
            ExitCode::kOk)
      << err_.str();
}

TEST_F(Match, GivesEachFileItsProfile) {
  EXPECT_EQ(Run({"cordee=" + Path("farm.csv"), "absent=" + Path("canteen.csv")}), ExitCode::kUsage);
  EXPECT_THAT(err_.str(), HasSubstr("le profil absent n’existe pas"));
}

TEST_F(Match, TellsBadInputApart) {
  EXPECT_EQ(Run({Path("absent.csv")}), ExitCode::kUsage);
  Write("bad.csv", std::string(kHeader) +
                       "acteur;Restaurant scolaire;Thouars;;;;;\n"
                       "besoin;Restaurant scolaire;;Carottes;carottes;-4;kg;semaine\n");
  EXPECT_EQ(Run({Path("farm.csv"), Path("bad.csv")}), ExitCode::kFinding);
  EXPECT_THAT(err_.str(), HasSubstr("1 cellule refusée"));
  Write("empty.csv", "");
  EXPECT_EQ(Run({Path("empty.csv")}), ExitCode::kRefused);
}

TEST_F(Match, WritesTheRunThenItsProposalsAsJsonLines) {
  EXPECT_EQ(Run({Path("farm.csv"), Path("canteen.csv"), "--json"}), ExitCode::kOk);
  std::istringstream lines(out_.str());
  std::string run;
  std::string proposal;
  ASSERT_TRUE(std::getline(lines, run) && std::getline(lines, proposal));
  EXPECT_THAT(run, HasSubstr("\"proof\":\"PROOF_OPTIMAL\""));
  EXPECT_THAT(run, HasSubstr("\"phase\":\"RUN_PHASE_STORE\",\"progressPercent\":100"));
  EXPECT_THAT(proposal, HasSubstr("\"matchKey\""));
  EXPECT_EQ(err_.str(), "");
}

}  // namespace
}  // namespace cordee::cli
