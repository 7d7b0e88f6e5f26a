#include "service/convert/ring_convert.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/convert/run_record.h"
#include "tests/support/small_record.h"

namespace cordee::service {
namespace {

using testing::Catalogue;
using testing::MakeEntry;

// The small territory, where the food bank has potatoes that the farm wants: the farm feeds the
// canteen, whose room the bank books.
const RunRecord& RingRun() {
  static const auto& record = *new RunRecord([] {
    RunRecord entries = testing::Entries();
    entries.needs.push_back(
        MakeEntry<v1::Need>("needs", "potatoes", "farm", "potatoes", "5", "kg"));
    entries.resources.push_back(
        MakeEntry<v1::Resource>("resources", "potatoes", "bank", "potatoes", "5", "kg"));
    const auto by_name = [](const auto& a, const auto& b) { return a.name() < b.name(); };
    std::sort(entries.needs.begin(), entries.needs.end(), by_name);
    std::sort(entries.resources.begin(), entries.resources.end(), by_name);
    return testing::RunOn(entries);
  }());
  return record;
}

v1::Proposal& RingOf(RunRecord& record) {
  return *std::find_if(record.proposals.begin(), record.proposals.end(), IsRing);
}

v1::RingCertificate& ProofOf(RunRecord& record) {
  return *record.header.mutable_run()->mutable_certificate()->mutable_rings();
}

TEST(RingRecord, HoldsAndReadsBack) {
  const auto& proof = RingRun().header.run().certificate().rings();
  EXPECT_EQ(proof.rings(), 1);
  EXPECT_EQ(proof.actors(), 3);
  EXPECT_TRUE(proof.optimal());
  const absl::StatusOr<RunRecord> read = ParseRecord(SerializeRecord(RingRun()));
  ASSERT_TRUE(read.ok());
  const absl::Status status = CheckRecord(*read, Catalogue());
  EXPECT_TRUE(status.ok()) << status;
}

TEST(RingRecord, ReadsAloudInBothLanguages) {
  RunRecord record = RingRun();
  v1::Proposal& ring = RingOf(record);
  Localize(&ring, Language::kFrench, *Catalogue());
  EXPECT_EQ(ring.title(),
            "Boucle de réciprocité\u00a0: Banque alimentaire → Ferme → Cantine → "
            "Banque alimentaire");
  ASSERT_EQ(ring.reasons_size(), 4);
  EXPECT_EQ(ring.reasons(1).text(), "Banque alimentaire → Ferme\u00a0: potatoes");
  Localize(&ring, Language::kEnglish, *Catalogue());
  EXPECT_EQ(ring.reasons(2).text(), "Ferme → Cantine: carrots-farm");
}

TEST(RingRecord, ThatWasTamperedWithIsRefused) {
  const std::vector<std::function<void(RunRecord&)>> cases = {
      [](RunRecord& r) { RingOf(r).mutable_ring()->set_weight(900); },
      [](RunRecord& r) { RingOf(r).mutable_ring()->mutable_gifts()->RemoveLast(); },
      [](RunRecord& r) { RingOf(r).mutable_ring()->mutable_gifts(0)->set_titles(0, "gold"); },
      [](RunRecord& r) { RingOf(r).mutable_parties()->RemoveLast(); },
      [](RunRecord& r) { RingOf(r).mutable_parties()->SwapElements(0, 1); },
      [](RunRecord& r) { RingOf(r).mutable_parties(0)->set_actor("territories/test/actors/x"); },
      [](RunRecord& r) { RingOf(r).clear_ring(); },
      [](RunRecord& r) { std::erase_if(r.proposals, IsRing); },
      [](RunRecord& r) { r.proposals.push_back(RingOf(r)); },
      [](RunRecord& r) { ProofOf(r).set_bound(1'000); },
      [](RunRecord& r) { ProofOf(r).set_weight(0); },
      [](RunRecord& r) { ProofOf(r).set_optimal(false); },
      [](RunRecord& r) { ProofOf(r).set_complete(false); },
      [](RunRecord& r) { ProofOf(r).mutable_prices()->Clear(); },
      [](RunRecord& r) { ProofOf(r).mutable_prices(0)->set_millionths(INT64_MAX); },
      [](RunRecord& r) { ProofOf(r).mutable_prices(0)->set_giver("nobody"); },
      [](RunRecord& r) { ProofOf(r).set_rings(7); },
  };
  for (size_t k = 0; k < cases.size(); ++k) {
    RunRecord record = RingRun();
    cases[k](record);
    EXPECT_TRUE(absl::IsFailedPrecondition(CheckRecord(record, Catalogue()))) << "case " << k;
  }
}

}  // namespace
}  // namespace cordee::service
