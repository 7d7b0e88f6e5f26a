// Any bytes as a file to import, through any profile, in parts of any size. What comes out must be
// entries that pass the checks again unchanged, or an error with a reason.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/check.h"
#include "service/convert/entry_check.h"
#include "service/formats/import.h"
#include "service/formats/profile.h"
#include "tests/support/shipped.h"

namespace {

using cordee::service::Profiles;

const Profiles& ShippedProfiles() {
  static const auto* profiles = new Profiles(
      *cordee::service::LoadProfiles(std::string(CORDEE_SOURCE_DIR) + "/deploy/profiles"));
  return *profiles;
}

void CheckIsNormal(const cordee::v1::Entry& entry) {
  cordee::v1::Entry again = entry;
  CHECK(cordee::service::CheckEntry(&again, cordee::testing::ShippedCatalogue(),
                                    cordee::testing::SmallGazetteer())
            .empty());
  CHECK(again.SerializeAsString() == entry.SerializeAsString());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  auto profile = ShippedProfiles().begin();
  std::advance(profile, data[0] % ShippedProfiles().size());
  const size_t part = data[1] % 64 + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);

  cordee::service::Importer importer(profile->second, cordee::testing::ShippedCatalogue(),
                                     cordee::testing::SmallGazetteer(),
                                     {"territories/fuzz", "fuzz"});
  for (size_t at = 0; at < bytes.size(); at += part) {
    if (!importer.Feed(bytes.substr(at, part)).ok()) return 0;
  }
  const auto result = std::move(importer).Finish();
  if (!result.ok()) {
    CHECK(cordee::service::ReasonOf(result.status()) != cordee::v1::ERROR_REASON_UNSPECIFIED);
    return 0;
  }
  for (const auto& imported : result->entries) CheckIsNormal(imported.entry);
  return 0;
}
