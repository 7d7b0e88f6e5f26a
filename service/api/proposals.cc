#include <charconv>

#include "engine/base/check.h"
#include "service/api/common.h"
#include "service/api/reference.h"
#include "service/api/run_handlers.h"
#include "service/api/showings.h"
#include "service/convert/report_convert.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/runs/run_rows.h"
#include "service/server/page_token.h"
#include "service/text.h"

namespace cordee::service {
namespace {

template <typename Request, typename Add>
absl::Status ListParts(const Context& context, const Call& call, const Request& request,
                       RunSection section, const Add& add, std::string* next_page_token) {
  ASSIGN_OR_RETURN(const EntryRef name, ParseRunName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const int32_t size, PageSize(request.page_size()));
  std::string actor;
  if (!request.actor().empty()) {
    ASSIGN_OR_RETURN(const EntryRef party,
                     ParseEntryName(request.actor(), EntryKind::kActor, "actor"));
    actor = party.id;
  }
  const std::string query = QueryDigest(call.method, request);
  ASSIGN_OR_RETURN(const std::string position, context.pages->Open(query, request.page_token()));
  int64_t after = -1;
  std::from_chars(position.data(), position.data() + position.size(), after);
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const EntryRef run, FinishedRun(read, name));
    ASSIGN_OR_RETURN(const auto rows,
                     read.ListRunParts(run.territory, run.id, section, after, actor, size + 1));
    for (size_t i = 0; i < rows.size(); ++i) {
      if (i == static_cast<size_t>(size)) {
        *next_page_token = context.pages->Seal(query, StrCat(rows[i - 1].rank));
        break;
      }
      add(rows[i].blob);
    }
    return absl::OkStatus();
  });
}

}  // namespace

absl::Status GetProposal(const Context& context, const Call& call,
                         const v1::GetProposalRequest& request, v1::GetProposalResponse* response) {
  ASSIGN_OR_RETURN(const ProposalRef name, ParseProposalName(request.name(), "name"));
  RETURN_IF_ERROR(context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const EntryRef run, FinishedRun(read, {name.territory, name.run}));
    ASSIGN_OR_RETURN(const auto row,
                     read.FindRunPart(run.territory, run.id, RunSection::kProposals, name.id));
    if (!row.has_value()) return NotFound(request.name());
    CHECK(response->mutable_proposal()->ParseFromString(row->blob));
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(NoteProposals(context, call, {&response->proposal()}));
  Localize(response->mutable_proposal(), call.language, *context.reference->data);
  return absl::OkStatus();
}

absl::Status ListProposals(const Context& context, const Call& call,
                           const v1::ListProposalsRequest& request,
                           v1::ListProposalsResponse* response) {
  const auto add = [&](const std::string& blob) {
    v1::Proposal* proposal = response->add_proposals();
    CHECK(proposal->ParseFromString(blob));
    Localize(proposal, call.language, *context.reference->data);
  };
  RETURN_IF_ERROR(ListParts(context, call, request, RunSection::kProposals, add,
                            response->mutable_next_page_token()));
  std::vector<const v1::Proposal*> shown;
  for (const v1::Proposal& proposal : response->proposals()) shown.push_back(&proposal);
  return NoteProposals(context, call, shown);
}

absl::Status ListUnmetNeeds(const Context& context, const Call& call,
                            const v1::ListUnmetNeedsRequest& request,
                            v1::ListUnmetNeedsResponse* response) {
  const auto add = [&](const std::string& blob) {
    v1::UnmetNeed* unmet = response->add_unmet_needs();
    CHECK(unmet->ParseFromString(blob));
    Localize(unmet, call.language, *context.reference->data);
  };
  return ListParts(context, call, request, RunSection::kUnmetNeeds, add,
                   response->mutable_next_page_token());
}

}  // namespace cordee::service
