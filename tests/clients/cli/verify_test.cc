#include <fstream>
#include <sstream>

#include "clients/cli/app.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/fake_server.h"
#include "tests/support/small_record.h"
#include "tests/support/temp_folder.h"

namespace cordee::cli {
namespace {

using ::testing::HasSubstr;

constexpr char kCatalogue[] = CORDEE_SOURCE_DIR "/deploy/catalogue";

class Verify : public ::testing::Test {
 protected:
  Verify() : path_(folder_.File("verify.run")) {
    environment_.server = "127.0.0.1:1";  // nobody answers there
  }

  void Keep(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
  ExitCode Run(const std::string& what, const std::string& catalogue = kCatalogue) {
    out_.str("");
    err_.str("");
    return Main({"verify", what, "--catalogue", catalogue, "-t", "test"}, environment_,
                {out_, err_});
  }

  cordee::testing::TempFolder folder_;
  std::string path_;
  Environment environment_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(Verify, HoldsWithoutAServer) {
  Keep(service::SerializeRecord(cordee::testing::RunOnce()));
  EXPECT_EQ(Run(path_), ExitCode::kOk) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("se vérifie"));
  EXPECT_THAT(out_.str(), HasSubstr("toutes les paires permises"));
}

TEST_F(Verify, RefusesATamperedCopy) {
  service::RunRecord record = cordee::testing::RunOnce();
  v1::Leg* leg = record.proposals[0].mutable_legs(0);
  leg->set_total_base_units(leg->total_base_units() - 1);
  Keep(service::SerializeRecord(record));
  EXPECT_EQ(Run(path_), ExitCode::kFinding);
  EXPECT_THAT(err_.str(), HasSubstr("ne se vérifie pas"));
}

TEST_F(Verify, RefusesATruncatedFile) {
  std::string bytes = service::SerializeRecord(cordee::testing::RunOnce());
  bytes.resize(bytes.size() - 3);
  Keep(bytes);
  EXPECT_EQ(Run(path_), ExitCode::kFinding);
}

TEST_F(Verify, ChecksARunOfTheServerHere) {
  testing::FakeServer server;
  service::RunRecord record = cordee::testing::RunOnce();
  server.record = service::SerializeRecord(record);
  environment_.server = server.address;
  EXPECT_EQ(Run("latest"), ExitCode::kOk) << err_.str();
  EXPECT_EQ(server.listed_parent, "territories/test/runs/latest");
  record.header.mutable_run()->mutable_certificate()->set_bound_micropoints("0");
  server.record = service::SerializeRecord(record);
  EXPECT_EQ(Run("latest"), ExitCode::kFinding);
}

TEST_F(Verify, NeedsTheCatalogueAndTheRun) {
  EXPECT_EQ(Run(path_, "/nowhere"), ExitCode::kUsage);
  EXPECT_EQ(Run("absent"), ExitCode::kUnreachable);
}

}  // namespace
}  // namespace cordee::cli
