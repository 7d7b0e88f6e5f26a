// Every method of the API x every role x {its own territory, another, none}.
#include "service/auth/policy.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "absl/strings/str_split.h"
#include "cordee/v1/admin_service.pb.h"
#include "cordee/v1/match_service.pb.h"
#include "cordee/v1/registry_service.pb.h"
#include "cordee/v1/run_service.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/message.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* file :
       {v1::GetActorRequest::descriptor()->file(), v1::GetRunRequest::descriptor()->file(),
        v1::ExplainMatchRequest::descriptor()->file(),
        v1::ListTokensRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        methods.push_back(file->service(s)->method(m));
      }
    }
  }
  return methods;
}

std::unique_ptr<Message> NewRequest(const MethodRule& rule) {
  for (const MethodDescriptor* method : Methods()) {
    if (method->full_name() != rule.method) continue;
    return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()
                                        ->GetPrototype(method->input_type())
                                        ->New());
  }
  return nullptr;
}

void SetText(Message* message, std::string_view path, const std::string& value) {
  const std::vector<std::string> steps =
      absl::StrSplit(absl::string_view(path.data(), path.size()), '.');
  for (size_t i = 0;; ++i) {
    const auto* field = message->GetDescriptor()->FindFieldByName(steps[i]);
    ASSERT_NE(field, nullptr) << path;
    if (i + 1 == steps.size()) {
      message->GetReflection()->SetString(message, field, value);
      return;
    }
    message = message->GetReflection()->MutableMessage(message, field);
  }
}

Principal Who(v1::Role role, std::vector<std::string> territories) {
  Principal who;
  who.role = role;
  who.all_territories = role == v1::ROLE_ADMIN && territories.empty();
  who.territories = std::move(territories);
  return who;
}

TEST(Policy, HasARowForEveryMethodAndNoOther) {
  std::set<std::string> of_api;
  for (const MethodDescriptor* method : Methods()) of_api.insert(method->full_name());
  std::set<std::string> of_table;
  for (const MethodRule& rule : MethodRules()) {
    EXPECT_TRUE(of_table.insert(std::string(rule.method)).second) << rule.method;
  }
  EXPECT_EQ(of_api, of_table);
}

TEST(Policy, NamesFieldsThatExist) {
  for (const MethodRule& rule : MethodRules()) {
    const auto request = NewRequest(rule);
    ASSERT_NE(request, nullptr) << rule.method;
    for (const std::string_view path : {rule.path, rule.second_path, rule.third_path}) {
      if (!path.empty()) SetText(request.get(), path, "territories/own");
    }
    EXPECT_EQ(rule.scope == Scope::kTerritory, !rule.path.empty()) << rule.method;
  }
}

TEST(Policy, WritesNeedMoreThanAReader) {
  for (const MethodDescriptor* method : Methods()) {
    const bool reads =
        method->options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
    const MethodRule* rule = FindMethodRule(method->full_name());
    ASSERT_NE(rule, nullptr);
    if (!reads) {
      EXPECT_GT(rule->least, v1::ROLE_READER) << rule->method;
    }
  }
}

TEST(Policy, HoldsForEveryMethodAndRole) {
  const std::string kOwn = "own";
  for (const MethodRule& rule : MethodRules()) {
    for (const v1::Role role : {v1::ROLE_READER, v1::ROLE_COORDINATOR, v1::ROLE_ADMIN}) {
      for (const std::string& target : {std::string("own"), std::string("other")}) {
        const auto request = NewRequest(rule);
        if (!rule.path.empty()) SetText(request.get(), rule.path, "territories/" + target);
        const Principal who = Who(role, {kOwn});
        const bool allowed = role >= rule.least && rule.scope != Scope::kServer &&
                             (rule.scope == Scope::kAny || target == kOwn);
        const auto answer = Authorize(rule, who, *request);
        EXPECT_EQ(answer.ok(), allowed) << rule.method << " " << role << " " << target;
        if (!allowed) {
          EXPECT_EQ(answer.status().code(), absl::StatusCode::kPermissionDenied);
          EXPECT_EQ(ReasonOf(answer.status()), v1::ERROR_REASON_ROLE_INSUFFICIENT);
        }
      }
      // A token for nothing at all.
      const auto request = NewRequest(rule);
      if (!rule.path.empty()) SetText(request.get(), rule.path, "territories/own");
      Principal nobody = Who(role, {});
      nobody.all_territories = false;
      EXPECT_EQ(Authorize(rule, nobody, *request).ok(),
                role >= rule.least && rule.scope == Scope::kAny)
          << rule.method;
    }
    const auto request = NewRequest(rule);
    if (!rule.path.empty()) SetText(request.get(), rule.path, "territories/any");
    EXPECT_TRUE(Authorize(rule, Who(v1::ROLE_ADMIN, {}), *request).ok()) << rule.method;
  }
}

TEST(Policy, RefusesARequestAboutTwoTerritories) {
  v1::ExplainMatchRequest request;
  request.set_need("territories/own/needs/a");
  request.set_resource("territories/other/resources/b");
  const MethodRule& rule = *FindMethodRule("cordee.v1.MatchService.ExplainMatch");
  EXPECT_EQ(Authorize(rule, Who(v1::ROLE_READER, {"own"}), request).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Authorize(rule, Who(v1::ROLE_READER, {"other", "own"}), request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Policy, SaysTheSameWhetherOrNotItExists) {
  const MethodRule& rule = *FindMethodRule("cordee.v1.RegistryService.GetActor");
  v1::GetActorRequest one;
  one.set_name("territories/other/actors/a");
  v1::GetActorRequest two;
  two.set_name("territories/never-heard-of/actors/b");
  const Principal who = Who(v1::ROLE_READER, {"own"});
  EXPECT_EQ(Authorize(rule, who, one).status(), Authorize(rule, who, two).status());
}

}  // namespace
}  // namespace cordee::service
