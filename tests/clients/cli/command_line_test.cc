// What is said of the arguments themselves.
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/app_fixture.h"
#include "tests/support/temp_folder.h"

namespace cordee::cli {
namespace {

using ::testing::AllOf;
using testing::ApiError;
using testing::App;
using ::testing::HasSubstr;
using testing::Lines;
using ::testing::Not;
using ::testing::StartsWith;

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
  EXPECT_THAT(err(), HasSubstr("option inconnue : --colour"));
  EXPECT_EQ(Run({"run", "--weeks", "12", "--lang", "en"}), ExitCode::kUsage);
  EXPECT_THAT(err(), StartsWith("Error: bad value: --weeks: \"12\" is none of: 13, 26, 39, 52."));
  EXPECT_EQ(out(), "");
}

TEST_F(App, NamesTheCommandOrOptionThatDoesNotExist) {
  EXPECT_EQ(Run({"foo"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("commande inconnue « foo »"));
  EXPECT_EQ(Run({"--foo"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("option inconnue : --foo"));
  EXPECT_EQ(Run({"token", "foo", "--lang", "en"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("unknown command \"foo\""));
}

TEST_F(App, ComplainsOfValuesInTheLanguageAskedFor) {
  const std::pair<std::vector<std::string>, std::string> wrong[] = {
      {{"run", "--weeks", "7"}, "« 7 » n’est pas de ceux-ci : 13, 26, 39, 52"},
      {{"search", "-n", "-1"}, "« -1 » n’est pas un nombre de 0"},
      {{"search", "-n", "x"}, "« x » n’est pas un nombre"},
      {{"explain", "a", "b", "c"}, "trop de valeurs pour WHAT"},
      {{"run", "--start"}, "il manque une valeur à --start"},
      {{"search", "--json=maybe"}, "--json"},
  };
  for (const auto& [arguments, complaint] : wrong) {
    EXPECT_EQ(Run(arguments), ExitCode::kUsage);
    EXPECT_THAT(err(), AllOf(HasSubstr(complaint), Not(HasSubstr("required")))) << complaint;
  }
  EXPECT_EQ(Run({"explain", "--help"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("WHAT..."), Not(HasSubstr("1x"))));
}

TEST_F(App, PrintsItsVersionWithoutAServer) {
  environment_.server = "127.0.0.1:1";
  EXPECT_EQ(Run({"--version"}), ExitCode::kOk);
  EXPECT_THAT(out(), StartsWith("cordee "));
  EXPECT_EQ(err(), "");
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

TEST_F(App, FailsWhenItsResultCannotBeWritten) {
  server_.exported = {"a;b\r\n"};
  std::ofstream full("/dev/full");
  EXPECT_EQ(Main({"export"}, environment_, {full, err_}), ExitCode::kInternal);
  EXPECT_THAT(err(), HasSubstr("la sortie standard ne peut pas être écrite"));
  err_.str("");
  std::ofstream again("/dev/full");
  EXPECT_EQ(Main({"territory", "list"}, environment_, {again, err_}), ExitCode::kInternal);
  EXPECT_THAT(err(), HasSubstr("la sortie standard ne peut pas être écrite"));
  EXPECT_EQ(Run({"export", "-o", "/dev/full"}), ExitCode::kInternal);
}

TEST_F(App, LeavesTheOldFileWhenAnExportBreaks) {
  const cordee::testing::TempFolder folder;
  const std::string path = folder.File("demo.csv");
  server_.exported = {"a;b\r\n"};
  ASSERT_EQ(Run({"export", "-o", path}), ExitCode::kOk);
  server_.exported = {"half"};
  server_.status = ApiError(grpc::INTERNAL, "INTERNAL", "panne");
  EXPECT_NE(Run({"export", "-o", path}), ExitCode::kOk);
  std::ostringstream kept;
  kept << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(kept.str(), "a;b\r\n");
}

}  // namespace
}  // namespace cordee::cli
