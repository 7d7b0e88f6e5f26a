#include "service/server/rpc_status.h"

#include "google/protobuf/any.pb.h"
#include "google/rpc/error_details.pb.h"
#include "service/phrases/phrases.h"

namespace cordee::service {
namespace {

// gRPC clients accept 8 KiB of trailers by default; base64 makes 4 bytes of 3.
constexpr size_t kDetailsBytes = 5000;
constexpr size_t kMessageBytes = 500;
constexpr int64_t kRetrySeconds = 1;

bool MayHelpLater(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  return status.code() == absl::StatusCode::kUnavailable || reason == v1::ERROR_REASON_QUEUE_FULL ||
         reason == v1::ERROR_REASON_STORE_FULL;
}

void AddRetryInfo(google::rpc::Status* status) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(kRetrySeconds);
  status->add_details()->PackFrom(retry);
}

// Shortens the list of field violations until everything fits.
void Fit(google::rpc::Status* status) {
  for (google::protobuf::Any& any : *status->mutable_details()) {
    google::rpc::BadRequest bad;
    if (!any.UnpackTo(&bad)) continue;
    while (status->ByteSizeLong() > kDetailsBytes && bad.field_violations_size() > 1) {
      bad.mutable_field_violations()->RemoveLast();
      any.PackFrom(bad);
    }
  }
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status, Language language) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status details = ToRpcStatus(status, language);
  if (MayHelpLater(status)) AddRetryInfo(&details);
  Fit(&details);
  const auto code = static_cast<grpc::StatusCode>(status.code());
  return grpc::Status(code, std::string(CutUtf8(details.message(), kMessageBytes)),
                      details.SerializeAsString());
}

}  // namespace cordee::service
