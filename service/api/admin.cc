#include <algorithm>
#include <memory>

#include "engine/base/check.h"
#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/api/handlers.h"
#include "service/api/reference.h"
#include "service/convert/text_check.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/text.h"
#include "service/version.h"

namespace cordee::service {
namespace {

constexpr UnixMicros kMicros = 1'000'000;

std::vector<FieldProblem> CheckToken(v1::Token* token, UnixMicros now) {
  std::vector<FieldProblem> problems;
  CheckText(token->mutable_display_name(), limits::kDisplayNameChars, "token.display_name",
            &problems);
  if (token->role() == v1::ROLE_UNSPECIFIED) {
    problems.push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "token.role"));
  } else if (!v1::Role_IsValid(token->role())) {
    problems.push_back(
        MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "token.role", StrCat(int{token->role()})));
  }
  if (token->territories().empty() && token->role() != v1::ROLE_ADMIN) {
    problems.push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, "token.territories"));
  }
  for (int i = 0; i < token->territories_size(); ++i) {
    if (ParseTerritoryName(token->territories(i), "").ok()) continue;
    problems.push_back(MakeProblem(v1::ERROR_REASON_NAME_INVALID,
                                   StrCat("token.territories[", i, "]"), token->territories(i)));
  }
  if (token->has_expire_time() && token->expire_time().seconds() * kMicros <= now) {
    problems.push_back(MakeProblem(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "token.expire_time",
                                   StrCat(token->expire_time().seconds())));
  }
  return problems;
}

}  // namespace

absl::Status GetServerInfo(const Context& context, const Call&, const v1::GetServerInfoRequest&,
                           v1::GetServerInfoResponse* response) {
  response->set_version(kVersion);
  response->set_max_message_bytes(limits::kMessageBytes);
  response->set_max_batch_entries(limits::kBatchEntries);
  response->set_max_page_size(limits::kMaxPageSize);
  response->set_max_import_bytes(limits::kImportFileBytes);
  const Reference& reference = *context.reference;
  response->set_catalogue_fingerprint(reference.data->fingerprint);
  response->set_category_count(reference.data->catalogue.category_count());
  response->set_commune_count(static_cast<int32_t>(reference.gazetteer.communes().size()));
  return absl::OkStatus();
}

absl::StatusOr<PreparedWrite<v1::CreateTokenResponse>> CreateToken(
    const Context& context, const Call& call, const v1::CreateTokenRequest& request) {
  v1::Token token;
  token.set_display_name(request.token().display_name());
  token.set_role(request.token().role());
  *token.mutable_territories() = request.token().territories();
  if (request.token().has_expire_time()) {
    *token.mutable_expire_time() = request.token().expire_time();
  }
  std::vector<FieldProblem> problems = CheckToken(&token, call.now);
  if (!problems.empty()) return InvalidFields(std::move(problems));
  *token.mutable_create_time() = ToTimestamp(call.now);
  const auto minted = std::make_shared<const MintedToken>(MintToken());
  token.set_name(MakeTokenName(minted->id));
  const TokenRow row{
      .id = minted->id, .secret_hash = minted->secret_hash, .blob = token.SerializeAsString()};
  PreparedWrite<v1::CreateTokenResponse> prepared;
  prepared.apply = [row, token](WriteTransaction& write,
                                v1::CreateTokenResponse* response) -> absl::Status {
    for (const std::string& name : token.territories()) {
      ASSIGN_OR_RETURN(const auto found, write.GetTerritory(name.substr(name.find('/') + 1)));
      if (!found.has_value()) return NotFound(name);
    }
    *response->mutable_token() = token;
    return write.PutToken(row);
  };
  // The secret is added here so that it is not stored with the answer: a replay comes without it.
  prepared.after_commit = [row, minted, book = context.tokens](v1::CreateTokenResponse* response) {
    book->Put(row);
    response->set_secret(minted->text);
  };
  return prepared;
}

absl::Status ListTokens(const Context& context, const Call& call,
                        const v1::ListTokensRequest& request, v1::ListTokensResponse* response) {
  ASSIGN_OR_RETURN(const int32_t size, PageSize(request.page_size()));
  const std::string query = QueryDigest(call.method, request);
  ASSIGN_OR_RETURN(const std::string after, context.pages->Open(query, request.page_token()));
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<TokenRow> rows, read.ListTokens(after, size + 1));
    for (const TokenRow& row : rows) {
      if (response->tokens_size() == size) {
        const size_t last = static_cast<size_t>(size) - 1;
        response->set_next_page_token(context.pages->Seal(query, rows[last].id));
        break;
      }
      CHECK(response->add_tokens()->ParseFromString(row.blob));
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<PreparedWrite<v1::RevokeTokenResponse>> RevokeToken(
    const Context& context, const Call&, const v1::RevokeTokenRequest& request) {
  ASSIGN_OR_RETURN(const std::string id, ParseTokenName(request.name(), "name"));
  const auto revoked = std::make_shared<TokenRow>();
  PreparedWrite<v1::RevokeTokenResponse> prepared;
  prepared.apply = [id, name = request.name(), revoked](
                       WriteTransaction& write, v1::RevokeTokenResponse* response) -> absl::Status {
    ASSIGN_OR_RETURN(const auto row, write.GetToken(id));
    if (!row.has_value()) return NotFound(name);
    v1::Token* token = response->mutable_token();
    CHECK(token->ParseFromString(row->blob));
    token->set_revoked(true);
    *revoked = {.id = id, .secret_hash = row->secret_hash, .blob = token->SerializeAsString()};
    return write.PutToken(*revoked);
  };
  prepared.after_commit = [revoked, book = context.tokens](v1::RevokeTokenResponse*) {
    book->Put(*revoked);
  };
  return prepared;
}

}  // namespace cordee::service
