#include "service/auth/policy.h"

#include "absl/strings/str_split.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/names.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr v1::Role kReader = v1::ROLE_READER;
constexpr v1::Role kCoordinator = v1::ROLE_COORDINATOR;
constexpr v1::Role kAdmin = v1::ROLE_ADMIN;

constexpr MethodRule kRules[] = {
    {"cordee.v1.RegistryService.GetTerritory", kReader, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.ListTerritories", kReader, Scope::kAny, ""},
    {"cordee.v1.RegistryService.CreateTerritory", kAdmin, Scope::kServer, ""},
    {"cordee.v1.RegistryService.UpdateTerritory", kAdmin, Scope::kTerritory, "territory.name"},
    {"cordee.v1.RegistryService.DeleteTerritory", kAdmin, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.GetActor", kReader, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.ListActors", kReader, Scope::kTerritory, "parent"},
    {"cordee.v1.RegistryService.CreateActor", kCoordinator, Scope::kTerritory, "parent"},
    {"cordee.v1.RegistryService.UpdateActor", kCoordinator, Scope::kTerritory, "actor.name"},
    {"cordee.v1.RegistryService.DeleteActor", kCoordinator, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.GetNeed", kReader, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.ListNeeds", kReader, Scope::kTerritory, "parent", "actor"},
    {"cordee.v1.RegistryService.CreateNeed", kCoordinator, Scope::kTerritory, "parent"},
    {"cordee.v1.RegistryService.UpdateNeed", kCoordinator, Scope::kTerritory, "need.name"},
    {"cordee.v1.RegistryService.DeleteNeed", kCoordinator, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.GetResource", kReader, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.ListResources", kReader, Scope::kTerritory, "parent", "actor"},
    {"cordee.v1.RegistryService.CreateResource", kCoordinator, Scope::kTerritory, "parent"},
    {"cordee.v1.RegistryService.UpdateResource", kCoordinator, Scope::kTerritory, "resource.name"},
    {"cordee.v1.RegistryService.DeleteResource", kCoordinator, Scope::kTerritory, "name"},
    {"cordee.v1.RegistryService.BatchUpsertEntries", kCoordinator, Scope::kTerritory, "parent"},
    {"cordee.v1.RegistryService.ImportEntries", kCoordinator, Scope::kTerritory, "header.parent"},
    {"cordee.v1.RegistryService.ExportEntries", kReader, Scope::kTerritory, "parent"},
    {"cordee.v1.RegistryService.SearchEntries", kReader, Scope::kTerritory, "parent"},

    {"cordee.v1.RunService.StartRun", kCoordinator, Scope::kTerritory, "parent", "run.base_run"},
    {"cordee.v1.RunService.GetRun", kReader, Scope::kTerritory, "name"},
    {"cordee.v1.RunService.ListRuns", kReader, Scope::kTerritory, "parent"},
    {"cordee.v1.RunService.WatchRun", kReader, Scope::kTerritory, "name"},
    {"cordee.v1.RunService.CancelRun", kCoordinator, Scope::kTerritory, "name"},
    {"cordee.v1.RunService.GetProposal", kReader, Scope::kTerritory, "name"},
    {"cordee.v1.RunService.ListProposals", kReader, Scope::kTerritory, "parent", "actor"},
    {"cordee.v1.RunService.ListUnmetNeeds", kReader, Scope::kTerritory, "parent", "actor"},
    {"cordee.v1.RunService.ListShownProposals", kCoordinator, Scope::kTerritory, "parent"},
    {"cordee.v1.RunService.ExportRun", kReader, Scope::kTerritory, "name"},

    {"cordee.v1.MatchService.SuggestMatches", kReader, Scope::kTerritory, "need", "resource"},
    {"cordee.v1.MatchService.ExplainMatch", kReader, Scope::kTerritory, "proposal", "need",
     "resource"},
    {"cordee.v1.MatchService.SuggestTrades", kReader, Scope::kAny, ""},

    {"cordee.v1.AdminService.GetServerInfo", kReader, Scope::kAny, ""},
    {"cordee.v1.AdminService.CreateToken", kAdmin, Scope::kServer, ""},
    {"cordee.v1.AdminService.ListTokens", kAdmin, Scope::kServer, ""},
    {"cordee.v1.AdminService.RevokeToken", kAdmin, Scope::kServer, ""},
};

// Empty when a message on the way is absent.
std::string TextAt(const google::protobuf::Message& request, std::string_view path) {
  const google::protobuf::Message* message = &request;
  const std::vector<std::string> steps = absl::StrSplit(ToAbsl(path), '.');
  for (size_t i = 0;; ++i) {
    const auto* field = message->GetDescriptor()->FindFieldByName(steps[i]);
    CHECK(field != nullptr);
    const auto* reflection = message->GetReflection();
    if (i + 1 == steps.size()) return reflection->GetString(*message, field);
    if (!reflection->HasField(*message, field)) return {};
    message = &reflection->GetMessage(*message, field);
  }
}

absl::Status Denied() {
  return MakeError(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_INSUFFICIENT);
}

}  // namespace

std::span<const MethodRule> MethodRules() { return kRules; }

const MethodRule* FindMethodRule(std::string_view method) {
  for (const MethodRule& rule : kRules) {
    if (rule.method == method) return &rule;
  }
  return nullptr;
}

absl::StatusOr<std::string> Authorize(const MethodRule& rule, const Principal& who,
                                      const google::protobuf::Message& request) {
  if (who.role < rule.least) return Denied();
  if (rule.scope == Scope::kAny) return std::string();
  if (rule.scope == Scope::kServer) {
    if (!who.all_territories) return Denied();
    return std::string();
  }
  std::string territory;
  std::string first_path;
  for (const std::string_view path : {rule.path, rule.second_path, rule.third_path}) {
    if (path.empty()) continue;
    const std::string name = TextAt(request, path);
    if (name.empty()) continue;
    ASSIGN_OR_RETURN(const std::string named, TerritoryOfName(name, path));
    if (!who.MayEnter(named)) return Denied();
    if (territory.empty()) {
      territory = named;
    } else if (territory != named) {
      return InvalidField(v1::ERROR_REASON_NAME_INVALID, path, name);
    }
  }
  if (territory.empty()) return InvalidField(v1::ERROR_REASON_FIELD_REQUIRED, rule.path);
  return territory;
}

}  // namespace cordee::service
