#include "service/errors.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/strings.h"
#include "google/rpc/error_details.pb.h"
#include "service/errors.pb.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr std::string_view kInfoUrl = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr std::string_view kProblemsUrl = "type.cordee/cordee.internal.v1.StoredProblems";
constexpr std::string_view kReasonPrefix = "ERROR_REASON_";
constexpr char kDomain[] = "cordee";

template <typename Message>
bool ReadPayload(const absl::Status& status, std::string_view url, Message* message) {
  const absl::optional<absl::Cord> payload = status.GetPayload(ToAbsl(url));
  return payload.has_value() && message->ParseFromString(std::string(*payload));
}

std::string LogText(v1::ErrorReason reason, const Facts& facts,
                    const std::vector<FieldProblem>& problems) {
  std::string text = ReasonName(reason);
  for (const auto& [key, value] : facts) absl::StrAppend(&text, " ", key, "=", value);
  for (const FieldProblem& problem : problems) {
    absl::StrAppend(&text, "; ", problem.field, ": ", ReasonName(problem.reason), " \"",
                    problem.value, "\"");
  }
  return text;
}

}  // namespace

std::string_view CutUtf8(std::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

FieldProblem MakeProblem(v1::ErrorReason reason, std::string_view field, std::string_view value,
                         Facts facts) {
  return {reason, std::string(field), std::string(CutUtf8(value, limits::kErrorValueBytes)),
          std::move(facts)};
}

absl::Status MakeError(absl::StatusCode code, v1::ErrorReason reason, Facts facts,
                       std::vector<FieldProblem> problems) {
  CHECK(code != absl::StatusCode::kOk);
  absl::Status status(code, LogText(reason, facts, problems));
  google::rpc::ErrorInfo info;
  info.set_reason(ReasonName(reason));
  info.set_domain(kDomain);
  for (auto& [key, value] : facts) (*info.mutable_metadata())[key] = std::move(value);
  status.SetPayload(ToAbsl(kInfoUrl), absl::Cord(info.SerializeAsString()));
  if (problems.empty()) return status;

  internal::v1::StoredProblems stored;
  for (FieldProblem& problem : problems) {
    internal::v1::StoredProblem* to = stored.add_problems();
    to->set_reason(problem.reason);
    to->set_field(std::move(problem.field));
    to->set_value(std::move(problem.value));
    for (auto& [key, value] : problem.facts) (*to->mutable_facts())[key] = std::move(value);
  }
  status.SetPayload(ToAbsl(kProblemsUrl), absl::Cord(stored.SerializeAsString()));
  return status;
}

absl::Status InvalidFields(std::vector<FieldProblem> problems) {
  CHECK(!problems.empty());
  const v1::ErrorReason reason = problems.front().reason;
  Facts facts = problems.front().facts;
  facts.emplace("value", problems.front().value);
  facts.emplace("field", problems.front().field);
  return MakeError(absl::StatusCode::kInvalidArgument, reason, std::move(facts),
                   std::move(problems));
}

absl::Status InvalidField(v1::ErrorReason reason, std::string_view field, std::string_view value,
                          Facts facts) {
  return InvalidFields({MakeProblem(reason, field, value, std::move(facts))});
}

v1::ErrorReason ReasonOf(const absl::Status& status) {
  if (status.ok()) return v1::ERROR_REASON_UNSPECIFIED;
  google::rpc::ErrorInfo info;
  v1::ErrorReason reason = v1::ERROR_REASON_INTERNAL;
  if (ReadPayload(status, kInfoUrl, &info)) {
    v1::ErrorReason_Parse(absl::StrCat(ToAbsl(kReasonPrefix), info.reason()), &reason);
  }
  return reason;
}

Facts FactsOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  if (!ReadPayload(status, kInfoUrl, &info)) return {};
  return Facts(info.metadata().begin(), info.metadata().end());
}

std::vector<FieldProblem> ProblemsOf(const absl::Status& status) {
  internal::v1::StoredProblems stored;
  if (!ReadPayload(status, kProblemsUrl, &stored)) return {};
  std::vector<FieldProblem> problems;
  for (const internal::v1::StoredProblem& from : stored.problems()) {
    problems.push_back({static_cast<v1::ErrorReason>(from.reason()), from.field(), from.value(),
                        Facts(from.facts().begin(), from.facts().end())});
  }
  return problems;
}

std::string ReasonName(v1::ErrorReason reason) {
  const std::string& name = v1::ErrorReason_Name(reason);
  if (name.empty()) return "INTERNAL";
  return name.substr(kReasonPrefix.size());
}

}  // namespace cordee::service
