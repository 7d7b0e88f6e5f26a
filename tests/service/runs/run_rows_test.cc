#include "service/runs/run_rows.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;

std::string Localized(v1::Run run, Language language) {
  LocalizeRun(&run, language);
  return run.error().message();
}

TEST(RunError, SaysWithItsFactsWhatIsWrongInTheLanguageThatIsAsked) {
  v1::Run run;
  SetRunError(MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TOO_MANY_ENTRIES,
                        {{"rows", "SHIPMENTS"}, {"actual", "5000"}, {"maximum", "2000"}}),
              &run);
  const v1::Run stored = ToRun(ToRow(run));
  EXPECT_EQ(stored.state(), v1::RUN_STATE_FAILED);
  EXPECT_EQ(stored.error().reason(), v1::ERROR_REASON_TOO_MANY_ENTRIES);
  EXPECT_THAT(Localized(stored, Language::kFrench),
              HasSubstr("au plus 2\u202f000 envois, et le territoire en a 5\u202f000."));
  EXPECT_EQ(Localized(stored, Language::kEnglish),
            "A run takes at most 2,000 shipments, and the territory has 5,000. Delete some or open "
            "another territory.");
}

TEST(RunError, SaysInOneLineWhatAnotherProgramSaidInTwo) {
  v1::Run run;
  SetRunError(MakeError(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
                        {{"value", "a\nb"}}),
              &run);
  EXPECT_EQ(Localized(run, Language::kEnglish), "The value “a b” is out of range. Correct it.");
}

TEST(RunError, SaysItsReasonWhereNothingMoreIsStored) {
  v1::Run run;
  run.mutable_error()->set_reason(v1::ERROR_REASON_RUN_INTERRUPTED);
  EXPECT_THAT(Localized(run, Language::kFrench), HasSubstr("interrompu"));
  EXPECT_EQ(Localized(v1::Run(), Language::kFrench), "");
}

}  // namespace
}  // namespace cordee::service
