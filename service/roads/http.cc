#include "service/roads/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"

namespace cordee::service {
namespace {

constexpr long kOk = 200;
constexpr long kBadRequest = 400;

struct Body {
  std::string bytes;
  bool too_long = false;
};

size_t Take(char* data, size_t size, size_t count, void* to) {
  auto* body = static_cast<Body*>(to);
  body->too_long =
      static_cast<int64_t>(body->bytes.size() + size * count) > kMaxHttpAnswerBytes;
  if (body->too_long) return 0;  // ends the transfer
  body->bytes.append(data, size * count);
  return size * count;
}

int Continue(void* stop, curl_off_t /*down_total*/, curl_off_t /*down*/, curl_off_t /*up_total*/,
             curl_off_t /*up*/) {
  return static_cast<const StopToken*>(stop)->StopRequested() ? 1 : 0;
}

// Once in a process, before the first request.
bool InitOnce() {
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return done;
}

}  // namespace

absl::StatusOr<std::string> Fetch(const HttpRequest& request, StopToken stop) {
  if (!InitOnce()) return absl::UnavailableError("libcurl does not start");
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 curl_easy_cleanup);
  if (curl == nullptr) return absl::UnavailableError("libcurl does not start");
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
      curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
  Body body;
  CURL* const c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_USERAGENT, "cordeed");
  // 0 would stand for no limit.
  const int64_t milliseconds = std::max<int64_t>(absl::ToInt64Milliseconds(request.timeout), 1);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(milliseconds));
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, Take);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, Continue);
  curl_easy_setopt(c, CURLOPT_XFERINFODATA, &stop);
  if (!request.json.empty()) {
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, request.json.c_str());
  }
  const CURLcode code = curl_easy_perform(c);
  if (body.too_long) {
    return absl::ResourceExhaustedError(
        absl::StrCat("an answer of more than ", kMaxHttpAnswerBytes, " bytes"));
  }
  if (code == CURLE_ABORTED_BY_CALLBACK) return absl::CancelledError("stopped");
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return absl::DeadlineExceededError(
        absl::StrCat("no answer within ", absl::FormatDuration(request.timeout)));
  }
  if (code != CURLE_OK) return absl::UnavailableError(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk && status != kBadRequest) {
    return absl::UnavailableError(absl::StrCat("HTTP status ", status));
  }
  return std::move(body.bytes);
}

}  // namespace cordee::service
