// Any bytes as the record of a run: refused with a reason, or checked, but never a crash. A record
// that holds must be the honest one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/check.h"
#include "service/convert/run_record.h"
#include "service/errors.h"
#include "tests/support/small_record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto record = cordee::service::ParseRecord(bytes);
  if (!record.ok()) {
    CHECK(cordee::service::ReasonOf(record.status()) != cordee::v1::ERROR_REASON_UNSPECIFIED);
    return 0;
  }
  const absl::Status checked =
      cordee::service::CheckRecord(*record, cordee::testing::Catalogue());
  if (!checked.ok()) {
    CHECK(cordee::service::ReasonOf(checked) != cordee::v1::ERROR_REASON_UNSPECIFIED);
  }
  return 0;
}
