// token create, token list, token revoke.
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/command.h"
#include "clients/cli/labels.h"
#include "google/protobuf/util/time_util.h"

namespace cordee::cli {
namespace {

using google::protobuf::util::TimeUtil;

constexpr int64_t kSecondsPerDay = 86'400;
constexpr int kMaxDays = 3'650;

struct TokenOptions {
  std::string id;
  std::string display_name;
  std::string role = "coordinator";
  std::vector<std::string> territories;
  int days = 0;
};

v1::Role ParseRole(const std::string& text) {
  if (text == "reader") return v1::ROLE_READER;
  if (text == "coordinator") return v1::ROLE_COORDINATOR;
  return v1::ROLE_ADMIN;
}

ExitCode CreateToken(Session& session, const TokenOptions& options) {
  if (options.territories.empty() && options.role != "admin") {
    return session.FailUsage(session.Say(text::kMissing, "--for"),
                             session.Say(text::kAdviseTokenFor, options.role));
  }
  v1::CreateTokenRequest request;
  v1::Token& token = *request.mutable_token();
  token.set_display_name(options.display_name);
  token.set_role(ParseRole(options.role));
  for (const std::string& id : options.territories) {
    token.add_territories(id.starts_with("territories/") ? id : "territories/" + id);
  }
  if (options.days > 0) {
    *token.mutable_expire_time() =
        TimeUtil::GetCurrentTime() + TimeUtil::SecondsToDuration(options.days * kSecondsPerDay);
  }
  v1::CreateTokenResponse answer;
  const auto context = session.Context();
  const grpc::Status status = session.admin().CreateToken(context.get(), request, &answer);
  if (!status.ok()) return session.Fail(status);
  if (session.json()) {
    session.PrintJson(answer);
    return ExitCode::kOk;
  }
  PrintParagraph(session.terminal(), "", session.Say(text::kTokenCreated, answer.token().name()));
  // Never wrapped: it is copied.
  session.terminal().out << Clean(answer.secret()) << '\n';
  return ExitCode::kOk;
}

Cell TerritoriesOf(const Session& session, const v1::Token& token) {
  std::string text;
  for (const std::string& name : token.territories()) {
    text += (text.empty() ? "" : ", ") + LastPart(name);
  }
  return text.empty() ? session.Say(text::kAll) : text;
}

ExitCode ListTokens(Session& session) {
  Table table({{session.Say(text::kColumnId), Align::kLeft, 6, true},
               {session.Say(text::kColumnName)},
               {session.Say(text::kColumnRole)},
               {session.Say(text::kColumnTerritories)},
               {session.Say(text::kColumnExpires)},
               {session.Say(text::kColumnRevoked)}});
  v1::ListTokensRequest request;
  do {
    v1::ListTokensResponse answer;
    const auto context = session.Context();
    const grpc::Status status = session.admin().ListTokens(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (const v1::Token& token : answer.tokens()) {
      if (session.json()) session.PrintJson(token);
      table.AddRow({LastPart(token.name()), token.display_name(),
                    Label(session.language(), token.role()), TerritoriesOf(session, token),
                    token.has_expire_time() ? TimeUtil::ToString(token.expire_time()).substr(0, 10)
                                            : session.Say(text::kNever),
                    session.Say(token.revoked() ? text::kYes : text::kNo)});
    }
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  if (!session.json()) table.Print(session.terminal());
  return ExitCode::kOk;
}

ExitCode RevokeToken(Session& session, const TokenOptions& options) {
  v1::RevokeTokenRequest request;
  request.set_name(options.id.starts_with("tokens/") ? options.id : "tokens/" + options.id);
  v1::RevokeTokenResponse answer;
  const auto context = session.Context();
  const grpc::Status status = session.admin().RevokeToken(context.get(), request, &answer);
  if (!status.ok()) return session.Fail(status);
  if (session.json()) {
    session.PrintJson(answer.token());
  } else {
    PrintParagraph(session.terminal(), "", session.Say(text::kTokenRevoked, answer.token().name()));
  }
  return ExitCode::kOk;
}

}  // namespace

void AddToken(Commands& commands) {
  CLI::App* group = commands.AddGroup("token", text::kHelpTokenCommand);
  Commands under = commands.Under(group);
  const auto options = std::make_shared<TokenOptions>();
  CLI::App* create = under.Add("create", text::kHelpTokenCreate, [options](Session& session) {
    return CreateToken(session, *options);
  });
  create->add_option("--name", options->display_name, commands.Say(text::kHelpDisplayName))
      ->required();
  create->add_option("--role", options->role, commands.Say(text::kHelpRole))
      ->check(commands.OneOf({"reader", "coordinator", "admin"}))
      ->capture_default_str();
  create->add_option("--for", options->territories, commands.Say(text::kHelpTokenTerritories));
  create->add_option("--days", options->days, commands.Say(text::kHelpExpires))
      ->check(commands.Between(1, kMaxDays));
  under.Add("list", text::kHelpTokenList, ListTokens);
  CLI::App* revoke = under.Add("revoke", text::kHelpTokenRevoke, [options](Session& session) {
    return RevokeToken(session, *options);
  });
  revoke->add_option("ID", options->id, commands.Say(text::kHelpTokenId))->required();
}

}  // namespace cordee::cli
