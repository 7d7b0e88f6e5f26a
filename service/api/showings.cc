#include "service/api/showings.h"

#include <charconv>
#include <utility>

#include "engine/base/status_macros.h"
#include "service/api/common.h"
#include "service/api/entry_rows.h"
#include "service/api/run_handlers.h"
#include "service/names.h"
#include "service/server/page_token.h"
#include "service/store/store.h"
#include "service/text.h"

namespace cordee::service {
namespace {

bool IsAboutPeople(const v1::Proposal& proposal) {
  return proposal.family() == v1::FAMILY_JOBS || proposal.family() == v1::FAMILY_GENERATIONS;
}

absl::Status Note(const Context& context, const Call& call, std::vector<ShowingRow> rows) {
  std::vector<ShowingRow> fresh;
  for (ShowingRow& row : rows) {
    row.token = call.who.token_id;
    row.method = std::string(call.method);
    row.at = call.now;
  }
  RETURN_IF_ERROR(context.store->Read([&](ReadTransaction& read) -> absl::Status {
    for (const ShowingRow& row : rows) {
      ASSIGN_OR_RETURN(const bool before, read.WasShown(call.territory, row));
      if (!before) fresh.push_back(row);
    }
    return absl::OkStatus();
  }));
  if (fresh.empty()) return absl::OkStatus();
  return context.store->WriteAndWait([&](WriteTransaction& write) -> absl::Status {
    for (const ShowingRow& row : fresh) {
      RETURN_IF_ERROR(write.PutShowing(call.territory, row));
    }
    return absl::OkStatus();
  });
}

v1::ShownProposal ToProto(const ShowingRow& row) {
  v1::ShownProposal shown;
  shown.set_proposal(row.proposal);
  shown.set_need(row.need);
  shown.set_resource(row.resource);
  shown.set_token(MakeTokenName(row.token));
  shown.set_method(row.method);
  *shown.mutable_show_time() = ToTimestamp(row.at);
  return shown;
}

}  // namespace

absl::Status NoteProposals(const Context& context, const Call& call,
                           const std::vector<const v1::Proposal*>& proposals) {
  std::vector<ShowingRow> rows;
  for (const v1::Proposal* proposal : proposals) {
    if (IsAboutPeople(*proposal)) rows.push_back({.proposal = proposal->name()});
  }
  return Note(context, call, std::move(rows));
}

absl::Status NoteSuggestions(const Context& context, const Call& call,
                             const v1::SuggestMatchesResponse& shown) {
  std::vector<ShowingRow> rows;
  for (const v1::Suggestion& suggestion : shown.suggestions()) {
    rows.push_back({.need = suggestion.need(), .resource = suggestion.resource()});
  }
  return Note(context, call, std::move(rows));
}

absl::Status NotePair(const Context& context, const Call& call, const std::string& need,
                      const std::string& resource) {
  return Note(context, call, {{.need = need, .resource = resource}});
}

absl::Status NoteRun(const Context& context, const Call& call, const std::string& run) {
  return Note(context, call, {{.proposal = run}});
}

absl::Status ListShownProposals(const Context& context, const Call& call,
                                const v1::ListShownProposalsRequest& request,
                                v1::ListShownProposalsResponse* response) {
  RETURN_IF_ERROR(ParseTerritoryName(request.parent(), "parent").status());
  ASSIGN_OR_RETURN(const int32_t size, PageSize(request.page_size()));
  const std::string query = QueryDigest(call.method, request);
  ASSIGN_OR_RETURN(const std::string position, context.pages->Open(query, request.page_token()));
  int64_t after = 0;
  std::from_chars(position.data(), position.data() + position.size(), after);
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    RETURN_IF_ERROR(RequireTerritory(read, call.territory).status());
    ASSIGN_OR_RETURN(const auto rows, read.ListShowings(call.territory, after, size + 1));
    for (const ShowingRow& row : rows) {
      if (response->shown_proposals_size() == size) {
        response->set_next_page_token(context.pages->Seal(query, StrCat(after)));
        break;
      }
      after = row.number;
      *response->add_shown_proposals() = ToProto(row);
    }
    return absl::OkStatus();
  });
}

}  // namespace cordee::service
