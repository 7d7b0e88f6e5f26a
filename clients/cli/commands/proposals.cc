// proposals and why-not: what a run proposes, and what it could not meet.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include "clients/cli/card.h"
#include "clients/cli/command.h"

namespace cordee::cli {
namespace {

constexpr int kMaxPage = 1000;

struct ListOptions {
  std::string run = "latest";
  std::string actor;
  int limit = 0;
};

// A filter by an actor that does not exist finds nothing: that is told from an actor without any.
// One that was deleted since the run still finds its proposals.
template <typename Request>
ExitCode CheckActor(Session& session, const Request& listed) {
  if (listed.actor().empty()) return ExitCode::kOk;
  v1::GetActorRequest request;
  request.set_name(listed.actor());
  v1::GetActorResponse answer;
  const auto context = session.Context();
  const grpc::Status status = session.registry().GetActor(context.get(), request, &answer);
  return status.ok() ? ExitCode::kOk : session.Fail(status);
}

// Prints up to `limit` items of a paged answer; the rest is counted and told.
template <typename Answer, typename Items, typename Request, typename Call, typename Print>
ExitCode PrintPages(Session& session, const ListOptions& options, Request request, Items items,
                    Call call, Print print, const Message& nothing) {
  const int64_t limit = options.limit > 0 ? options.limit : INT64_MAX;
  int64_t seen = 0;
  request.set_page_size(kMaxPage);
  do {
    Answer answer;
    const auto context = session.Context();
    const grpc::Status status = call(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (const auto& item : (answer.*items)()) {
      if (++seen > limit) continue;
      if (session.json()) {
        session.PrintJson(item);
      } else {
        print(seen, item);
      }
    }
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  if (seen == 0) {
    if (const ExitCode code = CheckActor(session, request); code != ExitCode::kOk) return code;
  }
  if (session.json()) return ExitCode::kOk;
  if (seen == 0) PrintParagraph(session.terminal(), "", session.Say(nothing));
  if (seen > limit) {
    PrintParagraph(session.terminal(), "", session.Say(text::kMore, seen - limit), Style::kDim);
  }
  return ExitCode::kOk;
}

// Fills `parent` with the run and `actor` with the full name of the actor asked for.
ExitCode Resolve(Session& session, const ListOptions& options, std::string* parent,
                 std::string* actor) {
  std::string territory;
  if (const ExitCode code = session.ResolveTerritory(&territory); code != ExitCode::kOk) {
    return code;
  }
  *parent = FullName(territory, "runs", options.run);
  if (!options.actor.empty()) *actor = FullName(territory, "actors", options.actor);
  return ExitCode::kOk;
}

ExitCode Proposals(Session& session, const ListOptions& options) {
  v1::ListProposalsRequest request;
  if (const ExitCode code =
          Resolve(session, options, request.mutable_parent(), request.mutable_actor());
      code != ExitCode::kOk) {
    return code;
  }
  using Items =
      const google::protobuf::RepeatedPtrField<v1::Proposal>& (v1::ListProposalsResponse::*)()
          const;
  const Items items = &v1::ListProposalsResponse::proposals;
  return PrintPages<v1::ListProposalsResponse>(
      session, options, request, items,
      [&](grpc::ClientContext* context, const auto& r, auto* answer) {
        return session.runs().ListProposals(context, r, answer);
      },
      [&](int64_t number, const v1::Proposal& p) { PrintProposal(session, number, p); },
      text::kNoProposals);
}

ExitCode WhyNot(Session& session, const ListOptions& options) {
  v1::ListUnmetNeedsRequest request;
  if (const ExitCode code =
          Resolve(session, options, request.mutable_parent(), request.mutable_actor());
      code != ExitCode::kOk) {
    return code;
  }
  using Items =
      const google::protobuf::RepeatedPtrField<v1::UnmetNeed>& (v1::ListUnmetNeedsResponse::*)()
          const;
  const Items items = &v1::ListUnmetNeedsResponse::unmet_needs;
  return PrintPages<v1::ListUnmetNeedsResponse>(
      session, options, request, items,
      [&](grpc::ClientContext* context, const auto& r, auto* answer) {
        return session.runs().ListUnmetNeeds(context, r, answer);
      },
      [&](int64_t number, const v1::UnmetNeed& u) { PrintUnmetNeed(session, number, u); },
      text::kAllMet);
}

void AddList(Commands& commands, const char* name, const Message& help,
             ExitCode (*list)(Session&, const ListOptions&)) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App* command = commands.Add(
      name, help, [options, list](Session& session) { return list(session, *options); });
  command->add_option("--run", options->run, commands.Say(text::kHelpRunOption))
      ->capture_default_str();
  command->add_option("--actor", options->actor, commands.Say(text::kHelpActor));
  command->add_option("-n,--limit", options->limit, commands.Say(text::kHelpLimit))
      ->check(commands.Between(0, INT32_MAX))
      ->capture_default_str();
}

}  // namespace

void AddProposals(Commands& commands) {
  AddList(commands, "proposals", text::kHelpProposals, Proposals);
}

void AddWhyNot(Commands& commands) { AddList(commands, "why-not", text::kHelpWhyNot, WhyNot); }

}  // namespace cordee::cli
