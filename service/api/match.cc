#include "engine/base/check.h"
#include "engine/explain/explain.h"
#include "service/api/common.h"
#include "service/api/problem_cache.h"
#include "service/api/reference.h"
#include "service/api/run_handlers.h"
#include "service/api/showings.h"
#include "service/api/snapshot.h"
#include "service/convert/logistics_entries.h"
#include "service/convert/order_convert.h"
#include "service/convert/placement_convert.h"
#include "service/convert/report_convert.h"
#include "service/convert/storage_convert.h"
#include "service/convert/terms_rows.h"
#include "service/convert/tour_convert.h"
#include "service/convert/vehicle_convert.h"
#include "service/names.h"
#include "service/problems.h"
#include "service/runs/run_rows.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr int32_t kAlternatives = 3;
constexpr int32_t kProposalsAtATime = 1'000;

absl::StatusOr<int32_t> ResultCount(int32_t asked) {
  if (asked == 0) return limits::kDefaultSuggestions;
  if (asked > 0 && asked <= limits::kMaxSuggestions) return asked;
  return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "max_results", StrCat(asked),
                      {{"minimum", "1"}, {"maximum", StrCat(limits::kMaxSuggestions)}});
}

absl::StatusOr<NeedIndex> RequireNeed(const Problem& problem, const std::string& name) {
  ASSIGN_OR_RETURN(const EntryRef need, ParseEntryName(name, EntryKind::kNeed, "need"));
  const NeedIndex index = FindNeed(problem, need.id);
  if (!index.valid()) return NotFound(name);
  return index;
}

absl::StatusOr<ResourceIndex> RequireResource(const Problem& problem, const std::string& name) {
  ASSIGN_OR_RETURN(const EntryRef resource, ParseEntryName(name, EntryKind::kResource, "resource"));
  const ResourceIndex index = FindResource(problem, resource.id);
  if (!index.valid()) return NotFound(name);
  return index;
}

// The row of a name, when it is a post or a person; those do not flow.
PostIndex PostOf(const Problem& problem, const std::string& name) {
  const absl::StatusOr<EntryRef> need = ParseEntryName(name, EntryKind::kNeed, "need");
  return need.ok() ? FindPost(problem, need->id) : PostIndex();
}
PersonIndex PersonOf(const Problem& problem, const std::string& name) {
  const absl::StatusOr<EntryRef> one = ParseEntryName(name, EntryKind::kResource, "resource");
  return one.ok() ? FindPerson(problem, one->id) : PersonIndex();
}

// The same of a shipment and a vehicle; those meet in tours only.
FreightIndex ShipmentOf(const Problem& problem, const std::string& name) {
  const absl::StatusOr<EntryRef> need = ParseEntryName(name, EntryKind::kNeed, "need");
  return need.ok() ? FindFreight(problem, need->id) : FreightIndex();
}
VanIndex VehicleOf(const Problem& problem, const std::string& name) {
  const absl::StatusOr<EntryRef> one = ParseEntryName(name, EntryKind::kResource, "resource");
  return one.ok() ? FindVan(problem, one->id) : VanIndex();
}

StoreIndex StoreOf(const Problem& problem, const std::string& name) {
  const absl::StatusOr<EntryRef> one = ParseEntryName(name, EntryKind::kResource, "resource");
  return one.ok() ? FindStore(problem, one->id) : StoreIndex();
}

absl::StatusOr<v1::ExplainMatchResponse> ExplainPair(const CachedProblem& cached,
                                                     const std::string& need,
                                                     const std::string& resource,
                                                     const CatalogueData& data) {
  const PostIndex post = PostOf(cached.problem, need);
  const PersonIndex person = PersonOf(cached.problem, resource);
  if (post.valid() && person.valid()) {
    return ToPlacementExplanation(cached.problem, post, person, kAlternatives, cached.refs, data);
  }
  const FreightIndex shipment = ShipmentOf(cached.problem, need);
  const VanIndex vehicle = VehicleOf(cached.problem, resource);
  if (shipment.valid() && vehicle.valid()) {
    return ToVehicleExplanation(cached.problem, shipment, vehicle);
  }
  if (StoreOf(cached.problem, resource).valid()) return ToStoreExplanation();
  if (shipment.valid()) {
    RETURN_IF_ERROR(RequireResource(cached.problem, resource).status());
    return ToShipmentExplanation();
  }
  if (vehicle.valid()) {
    RETURN_IF_ERROR(RequireNeed(cached.problem, need).status());
    return ToCarrierExplanation();
  }
  // One that is placed and one that flows never come together.
  if (post.valid() != person.valid()) return NotFound(post.valid() ? resource : need);
  ASSIGN_OR_RETURN(const NeedIndex n, RequireNeed(cached.problem, need));
  ASSIGN_OR_RETURN(const ResourceIndex r, RequireResource(cached.problem, resource));
  return ToExplanation(cached.problem, n, r, kAlternatives, cached.refs, data);
}

absl::StatusOr<v1::SuggestMatchesResponse> Suggest(const CachedProblem& cached,
                                                   const v1::SuggestMatchesRequest& request,
                                                   int32_t count, const CatalogueData& data) {
  const Problem& problem = cached.problem;
  if (request.subject_case() == v1::SuggestMatchesRequest::kNeed) {
    const PostIndex post = PostOf(problem, request.need());
    if (post.valid()) return SuggestForPost(problem, post, count, cached.refs, data);
    const FreightIndex shipment = ShipmentOf(problem, request.need());
    if (shipment.valid()) return SuggestVehicles(problem, shipment, count, cached.refs);
    ASSIGN_OR_RETURN(const NeedIndex need, RequireNeed(problem, request.need()));
    return ToSuggestions(problem, SuggestForNeed(problem, need, count), Shown::kResource,
                         cached.refs, data);
  }
  const PersonIndex person = PersonOf(problem, request.resource());
  if (person.valid()) return SuggestForPerson(problem, person, count, cached.refs, data);
  const VanIndex vehicle = VehicleOf(problem, request.resource());
  if (vehicle.valid()) return SuggestShipments(problem, vehicle, count, cached.refs);
  // Nobody is matched with a store by itself.
  if (StoreOf(problem, request.resource()).valid()) return v1::SuggestMatchesResponse();
  ASSIGN_OR_RETURN(const ResourceIndex resource, RequireResource(problem, request.resource()));
  return ToSuggestions(problem, SuggestForResource(problem, resource, count), Shown::kNeed,
                       cached.refs, data);
}

bool IsPlaced(const Problem& problem, const v1::SuggestMatchesRequest& request) {
  return PostOf(problem, request.need()).valid() || PersonOf(problem, request.resource()).valid();
}

// What the proposal itself says, as it was stored.
absl::Status ExplainProposal(const Context& context, const v1::ExplainMatchRequest& request,
                             v1::ExplainMatchResponse* response) {
  ASSIGN_OR_RETURN(const ProposalRef name, ParseProposalName(request.proposal(), "proposal"));
  return context.store->Read([&](ReadTransaction& read) -> absl::Status {
    ASSIGN_OR_RETURN(const EntryRef run, FinishedRun(read, {name.territory, name.run}));
    ASSIGN_OR_RETURN(const auto row,
                     read.FindRunPart(run.territory, run.id, RunSection::kProposals, name.id));
    if (!row.has_value()) return NotFound(request.proposal());
    v1::Proposal* proposal = response->mutable_proposal();
    CHECK(proposal->ParseFromString(row->blob));
    response->set_admissible(true);
    response->set_points(proposal->points());
    *response->mutable_criteria() = proposal->criteria();
    *response->mutable_reasons() = proposal->reasons();
    *response->mutable_tight_constraints() = proposal->tight_constraints();
    *response->mutable_assumptions() = proposal->assumptions();
    return absl::OkStatus();
  });
}

// Whether the newest run left the resource because too little would be ordered from it.
void AddMissedOrder(const CachedProblem& cached, const v1::ExplainMatchRequest& request,
                    const v1::Run& run, v1::ExplainMatchResponse* response) {
  const ResourceIndex resource = FindResource(cached.problem, LastPart(request.resource()));
  const std::optional<MissedOrder> missed =
      MissedOrderOf(cached.problem, run.certificate().minimum_orders(), resource);
  if (!missed.has_value()) return;
  const OrderWriter orders(cached.problem, SolveResult(), cached.refs);
  *response->add_tight_constraints() = orders.MissedFact(*missed);
}

// Which vehicle carries the shipment in a run, or why none does: by all the proposals that concern
// who asks for it.
absl::Status AddCarrier(ReadTransaction& read, const CachedProblem& cached,
                        const v1::ExplainMatchRequest& request, const v1::Run& run,
                        v1::ExplainMatchResponse* response) {
  const FreightIndex shipment = ShipmentOf(cached.problem, request.need());
  const ActorIndex asks =
      cached.problem.logistics().freights.actor[static_cast<size_t>(shipment.value())];
  const std::string& actor = cached.problem.actors().id[static_cast<size_t>(asks.value())];
  ASSIGN_OR_RETURN(const EntryRef name, ParseRunName(run.name(), "run"));
  const std::string party = MakeEntryName(name.territory, EntryKind::kActor, actor);
  int64_t after = -1;
  for (bool more = true; more;) {
    ASSIGN_OR_RETURN(const auto rows,
                     read.ListRunParts(name.territory, name.id, RunSection::kProposals, after,
                                       actor, kProposalsAtATime));
    for (const RunPartRow& row : rows) {
      v1::Proposal proposal;
      CHECK(proposal.ParseFromString(row.blob));
      std::optional<v1::Fact> fact =
          CarriedFact(proposal, request.need(), party, request.resource());
      if (!fact.has_value()) continue;
      *response->add_reasons() = *std::move(fact);
      return absl::OkStatus();
    }
    more = rows.size() == static_cast<size_t>(kProposalsAtATime);
    if (more) after = rows.back().rank;
  }
  for (v1::Fact& fact : LeftShipmentFacts(run.certificate().transport(), request.need())) {
    *response->add_reasons() = std::move(fact);
  }
  return absl::OkStatus();
}

// What the newest run says against an admissible pair, or of a shipment and a vehicle.
absl::Status AddLatestRun(const Context& context, const Call& call, const CachedProblem& cached,
                          const v1::ExplainMatchRequest& request,
                          v1::ExplainMatchResponse* response) {
  const bool trip = ShipmentOf(cached.problem, request.need()).valid() &&
                    VehicleOf(cached.problem, request.resource()).valid();
  const bool carries = cached.problem.logistics().plans();
  const bool concerned = response->admissible() && (carries || cached.problem.has_minimum_orders());
  if (!concerned && !trip) return absl::OkStatus();
  absl::StatusOr<v1::Run> run = absl::NotFoundError("");
  RETURN_IF_ERROR(context.store->Read([&](ReadTransaction& read) -> absl::Status {
    run = RequireRun(read, {call.territory, "latest"});
    if (run.ok() && trip) return AddCarrier(read, cached, request, *run, response);
    return run.ok() || absl::IsNotFound(run.status()) ? absl::OkStatus() : run.status();
  }));
  if (!run.ok() || trip) return absl::OkStatus();
  if (cached.problem.has_minimum_orders()) AddMissedOrder(cached, request, *run, response);
  std::vector<v1::Fact> left =
      LeftPairFacts(run->certificate().transport(), request.need(), request.resource());
  for (v1::Fact& fact : left) *response->add_tight_constraints() = std::move(fact);
  return absl::OkStatus();
}

// The next best of both sides of a stored proposal, as the territory is now.
absl::Status AddAlternatives(const CachedProblem& cached, const CatalogueData& data,
                             v1::ExplainMatchResponse* response) {
  if (response->proposal().legs().empty()) return absl::OkStatus();
  const v1::Leg& leg = response->proposal().legs(0);
  absl::StatusOr<v1::ExplainMatchResponse> answer =
      ExplainPair(cached, leg.need(), leg.resource(), data);
  if (!answer.ok()) return absl::OkStatus();  // gone since, or worked by nobody yet
  v1::ExplainMatchResponse& now = *answer;
  *response->mutable_need_alternatives() = std::move(*now.mutable_need_alternatives());
  *response->mutable_resource_alternatives() = std::move(*now.mutable_resource_alternatives());
  return absl::OkStatus();
}

}  // namespace

absl::Status SuggestMatches(const Context& context, const Call& call,
                            const v1::SuggestMatchesRequest& request,
                            v1::SuggestMatchesResponse* response) {
  ASSIGN_OR_RETURN(const int32_t count, ResultCount(request.max_results()));
  ASSIGN_OR_RETURN(const SnapshotRef snapshot,
                   context.snapshots->Get(call.territory, request.min_revision()));
  ASSIGN_OR_RETURN(const CachedProblemRef cached,
                   context.problems->Get(
                       snapshot, request.has_policy() ? &request.policy() : nullptr, call.now));
  const CatalogueData& data = *context.reference->data;
  ASSIGN_OR_RETURN(*response, Suggest(*cached, request, count, data));
  response->set_revision(snapshot->revision);
  if (IsPlaced(cached->problem, request)) {
    RETURN_IF_ERROR(NoteSuggestions(context, call, *response));
  }
  Localize(response, call.language, data);
  return absl::OkStatus();
}

absl::Status ExplainMatch(const Context& context, const Call& call,
                          const v1::ExplainMatchRequest& request,
                          v1::ExplainMatchResponse* response) {
  ASSIGN_OR_RETURN(const SnapshotRef snapshot, context.snapshots->Get(call.territory, 0));
  ASSIGN_OR_RETURN(const CachedProblemRef cached,
                   context.problems->Get(
                       snapshot, request.has_policy() ? &request.policy() : nullptr, call.now));
  const CatalogueData& data = *context.reference->data;
  if (!request.proposal().empty()) {
    RETURN_IF_ERROR(ExplainProposal(context, request, response));
    RETURN_IF_ERROR(NoteProposals(context, call, {&response->proposal()}));
    RETURN_IF_ERROR(AddAlternatives(*cached, data, response));
  } else {
    ASSIGN_OR_RETURN(*response, ExplainPair(*cached, request.need(), request.resource(), data));
    RETURN_IF_ERROR(AddLatestRun(context, call, *cached, request, response));
    if (PostOf(cached->problem, request.need()).valid()) {
      RETURN_IF_ERROR(NotePair(context, call, request.need(), request.resource()));
    }
  }
  Localize(response, call.language, data);
  return absl::OkStatus();
}

}  // namespace cordee::service
