#include "service/convert/run_record.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/candidates/placement_pairs.h"
#include "engine/score/score.h"
#include "engine/verify/bound_check.h"
#include "engine/verify/checker.h"
#include "engine/verify/placement_check.h"
#include "engine/verify/ring_check.h"
#include "engine/verify/transport_check.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "service/convert/claim.h"
#include "service/convert/order_convert.h"
#include "service/convert/placement_convert.h"
#include "service/convert/report_convert.h"
#include "service/convert/ring_convert.h"
#include "service/convert/terms_rows.h"
#include "service/convert/tour_convert.h"
#include "service/convert/total_text.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

constexpr int32_t kHalfHoursPerDay = 48;
constexpr int32_t kMinutesPerHalfHour = 30;

std::string Deterministic(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  {
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

class Hasher {
 public:
  Hasher() { crypto_hash_sha256_init(&state_); }

  // Each field with its length, so that no two sequences of fields give the same bytes.
  void Add(const std::string& bytes) {
    const std::string length = absl::StrCat(bytes.size(), ":");
    Update(length);
    Update(bytes);
  }
  std::string Hex() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256_final(&state_, digest.data());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
  }

 private:
  void Update(const std::string& bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
  }
  crypto_hash_sha256_state state_;
};

absl::Status NotARecord(v1::ErrorReason reason, const std::string& what) {
  return MakeError(absl::StatusCode::kInvalidArgument, reason, {{"value", what}});
}

void Take(v1::RunRecordPart* part, RunRecord* record) {
  switch (part->part_case()) {
    case v1::RunRecordPart::kHeader:
      record->header = std::move(*part->mutable_header());
      break;
    case v1::RunRecordPart::kActor:
      record->actors.push_back(std::move(*part->mutable_actor()));
      break;
    case v1::RunRecordPart::kNeed:
      record->needs.push_back(std::move(*part->mutable_need()));
      break;
    case v1::RunRecordPart::kResource:
      record->resources.push_back(std::move(*part->mutable_resource()));
      break;
    case v1::RunRecordPart::kPreviousLink:
      record->inputs.links.push_back(std::move(*part->mutable_previous_link()));
      break;
    case v1::RunRecordPart::kPreviousTour:
      record->inputs.tours.push_back(std::move(*part->mutable_previous_tour()));
      break;
    case v1::RunRecordPart::kChangedEntry:
      record->inputs.changed.push_back(std::move(*part->mutable_changed_entry()));
      break;
    case v1::RunRecordPart::kProposal:
      record->proposals.push_back(std::move(*part->mutable_proposal()));
      break;
    case v1::RunRecordPart::kPrice:
      record->prices.push_back(std::move(*part->mutable_price()));
      break;
    case v1::RunRecordPart::kRoads:
      record->inputs.roads = std::move(*part->mutable_roads());
      break;
    case v1::RunRecordPart::PART_NOT_SET:
      break;  // ParseRecord has refused it
  }
}

absl::StatusOr<Link> ToLink(const Problem& problem, const v1::Proposal& proposal) {
  if (proposal.legs_size() != 1) return RefuseClaim(proposal.name() + ": legs");
  const v1::Leg& leg = proposal.legs(0);
  Link link;
  link.need = FindNeed(problem, LastPart(leg.need()));
  link.resource = FindResource(problem, LastPart(leg.resource()));
  if (!link.need.valid()) return RefuseClaim(proposal.name() + ": need");
  if (!link.resource.valid()) return RefuseClaim(proposal.name() + ": resource");
  link.amount = Quantity(leg.total_base_units());
  if (leg.booked_weeks().empty()) return link;
  if (leg.hours().empty()) return RefuseClaim(proposal.name() + ": hours");
  link.booked_slot = (leg.hours(0).day() - 1) * kHalfHoursPerDay +
                     leg.hours(0).start_minute() / kMinutesPerHalfHour;
  for (const google::type::Date& monday : leg.booked_weeks()) {
    const CivilDay day{monday.year(), monday.month(), monday.day()};
    if (!IsValid(day)) return RefuseClaim(proposal.name() + ": booked_weeks");
    const int32_t week = (DayNumber(day) - problem.horizon().start_day) / 7;
    if (week < 0 || week >= problem.horizon().weeks) {
      return RefuseClaim(proposal.name() + ": booked_weeks");
    }
    link.booked_weeks |= WeekSet{1} << week;
  }
  return link;
}

absl::StatusOr<Total> ReadTotal(const std::string& text) {
  const std::optional<Total> total = TextToTotal(text);
  if (!total.has_value()) return RefuseClaim(absl::StrCat("certificate: '", text, "'"));
  return *total;
}

absl::Status ReadCertificate(const Problem& problem, const v1::Certificate& certificate,
                             SolveResult* claim) {
  claim->termination.reason =
      certificate.proof() == v1::PROOF_OPTIMAL ? Reason::kOptimal : Reason::kFeasible;
  claim->bound_covers_all_pairs = certificate.covers_all_pairs();
  ASSIGN_OR_RETURN(claim->bound, ReadTotal(certificate.bound_micropoints()));
  ASSIGN_OR_RETURN(claim->parts.score, ReadTotal(certificate.score_micropoints()));
  ASSIGN_OR_RETURN(claim->parts.continuity, ReadTotal(certificate.continuity_micropoints()));
  ASSIGN_OR_RETURN(claim->parts.unmet, ReadTotal(certificate.unmet_micropoints()));
  claim->by_category.resize(static_cast<size_t>(problem.catalogue().category_count()));
  for (const v1::CategoryValue& value : certificate.categories()) {
    const CategoryIndex category = problem.catalogue().FindCategory(value.category());
    if (!category.valid()) return RefuseClaim("certificate: category " + value.category());
    ValueParts& parts = claim->by_category[static_cast<size_t>(category.value())];
    ASSIGN_OR_RETURN(parts.score, ReadTotal(value.score_micropoints()));
    ASSIGN_OR_RETURN(parts.continuity, ReadTotal(value.continuity_micropoints()));
    ASSIGN_OR_RETURN(parts.unmet, ReadTotal(value.unmet_micropoints()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<SupplyPrice>> ReadPrices(const Problem& problem,
                                                    const RunRecord& record,
                                                    bool with_transport) {
  std::vector<SupplyPrice> prices;
  for (const v1::SupplyPrice& price : record.prices) {
    if (price.with_transport() != with_transport) continue;
    const ResourceIndex resource = FindResource(problem, LastPart(price.resource()));
    if (!resource.valid()) return RefuseClaim("price of " + price.resource());
    prices.push_back({resource, price.slot(), price.micropoints()});
  }
  std::sort(prices.begin(), prices.end(), [](const SupplyPrice& a, const SupplyPrice& b) {
    return std::pair(a.resource, a.slot) < std::pair(b.resource, b.slot);
  });
  return prices;
}

absl::StatusOr<SolveResult> ReadClaim(const Problem& problem, const RunRecord& record) {
  SolveResult claim;
  RETURN_IF_ERROR(ReadCertificate(problem, record.header.run().certificate(), &claim));
  for (const v1::Proposal& proposal : record.proposals) {
    if (IsTour(proposal) || IsRing(proposal) || IsPlacement(problem, proposal)) continue;
    ASSIGN_OR_RETURN(Link link, ToLink(problem, proposal));
    claim.links.push_back(link);
  }
  std::sort(claim.links.begin(), claim.links.end(), [](const Link& a, const Link& b) {
    return std::tuple(a.need, a.resource, a.booked_slot) <
           std::tuple(b.need, b.resource, b.booked_slot);
  });
  ASSIGN_OR_RETURN(claim.orders,
                   ReadOrders(problem, claim.links,
                              record.header.run().certificate().minimum_orders()));
  ASSIGN_OR_RETURN(claim.prices, ReadPrices(problem, record, false));
  return claim;
}

// A record is only ever written of a run that succeeded.
absl::Status CheckHeader(const RunRecord& record) {
  const v1::Run& run = record.header.run();
  if (run.state() != v1::RUN_STATE_SUCCEEDED || run.has_error()) {
    return RefuseClaim(absl::StrCat("state: ", v1::RunState_Name(run.state())));
  }
  const bool at_the_end = run.phase() == v1::RUN_PHASE_STORE && run.progress_percent() == 100;
  const bool never_told = run.phase() == v1::RUN_PHASE_UNSPECIFIED && run.progress_percent() == 0;
  if (!at_the_end && !never_told) return RefuseClaim("phase and progress_percent");
  const RunInputs& inputs = record.inputs;
  const bool from_base =
      !inputs.links.empty() || !inputs.tours.empty() || !inputs.changed.empty();
  if (run.base_run().empty() && from_base) return RefuseClaim("base_run");
  return absl::OkStatus();
}

// How many pairs the solver added to its candidates, and in how many rounds, is its history, which
// no entry tells: it is taken over where it can be. REQUIRES: `candidates` are those at first.
absl::Status TakeClosure(const v1::RunCounts& counts, const CandidateSet& candidates,
                         RunReport* report) {
  const int64_t added = counts.candidates_added();
  const int32_t rounds = counts.closure_rounds();
  if (added < 0 || added > candidates.admissible_pairs - candidates.size()) {
    return RefuseClaim("counts: candidates_added");
  }
  if (rounds < 0 || rounds > added || (rounds == 0) != (added == 0)) {
    return RefuseClaim("counts: closure_rounds");
  }
  report->result.closure.pairs_added = added;
  report->result.closure.rounds = rounds;
  report->candidates = candidates.size() + added;
  return absl::OkStatus();
}

// Placements, checked.
absl::StatusOr<PlacementReport> ReadPlacementReport(const Problem& problem,
                                                    const RunRecord& record) {
  PlacementReport report;
  if (problem.placements().empty()) return report;
  ASSIGN_OR_RETURN(report.result,
                   ReadPlacements(problem, record.proposals,
                                  record.header.run().certificate().placements()));
  if (const absl::Status checked = CheckPlacements(problem, report.result); !checked.ok()) {
    return RefuseClaim(std::string(checked.message()));
  }
  ASSIGN_OR_RETURN(const PlacementPairs pairs, FindPlacementPairs(problem, 1, StopToken()));
  report.refusals = pairs.refusals;
  report.open = ExplainPlacements(problem, report.result, StopToken());
  return report;
}

absl::Status ReadTransportBound(const Problem& problem, const RunRecord& record,
                                TransportResult& transport) {
  ASSIGN_OR_RETURN(transport.bound_prices, ReadPrices(problem, record, true));
  const std::string& bound = record.header.run().certificate().transport().bound_micropoints();
  transport.bounded = !bound.empty();
  if (!transport.bounded) return absl::OkStatus();
  ASSIGN_OR_RETURN(transport.bound, ReadTotal(bound));
  return absl::OkStatus();
}

// Tours, checked.
absl::StatusOr<TransportResult> ReadTransportReport(const Problem& problem,
                                                    const RunRecord& record,
                                                    const SolveResult& claim) {
  if (!problem.logistics().plans()) {
    TransportResult none;
    RETURN_IF_ERROR(ReadTransportBound(problem, record, none));
    const bool silent = !none.bounded && none.bound_prices.empty();
    if (!silent) return RefuseClaim("certificate: a bound of transport, and no transport");
    return none;
  }
  ASSIGN_OR_RETURN(TransportResult transport,
                   ReadTransport(problem, record.proposals,
                                 record.header.run().certificate().transport()));
  RETURN_IF_ERROR(ReadTransportBound(problem, record, transport));
  absl::Status checked = CheckTransport(problem, claim.links, transport);
  if (checked.ok()) {
    checked = verify::CheckTransportBound(problem, claim, transport, 1, StopToken());
  }
  if (!checked.ok()) return RefuseClaim(std::string(checked.message()));
  if (claim.termination.reason == Reason::kOptimal && transport.is_unproved()) {
    return RefuseClaim("certificate: optimal, with tours that no bound speaks of");
  }
  return transport;
}

// Rings, checked.
absl::StatusOr<RingResult> ReadRingReport(const Problem& problem, const RunRecord& record,
                                          const SolveResult& claim) {
  ASSIGN_OR_RETURN(RingResult rings, ReadRings(problem, record.proposals,
                                               record.header.run().certificate().rings()));
  if (const absl::Status checked = CheckRings(problem, claim.links, rings); !checked.ok()) {
    return RefuseClaim(std::string(checked.message()));
  }
  return rings;
}

// What the proposals, the certificate and the counts say must be what the checked links and the
// entries say.
absl::Status CheckStatements(const Problem& problem, const RunRecord& record,
                             const SolveResult& claim, const CatalogueData& data,
                             int64_t exhaustive_limit) {
  RunReport report;
  ASSIGN_OR_RETURN(report.placements, ReadPlacementReport(problem, record));
  report.result = claim;
  ASSIGN_OR_RETURN(report.transport, ReadTransportReport(problem, record, claim));
  ASSIGN_OR_RETURN(report.rings, ReadRingReport(problem, record, claim));
  report.left_freights =
      ExplainLeftFreights(problem, claim.links, report.transport, 1, StopToken());
  report.links = ExplainLinks(problem, claim);
  report.unmet = ExplainUnmet(problem, claim);
  DropUncarriableUnlocks(problem, claim.links, report.transport, 1, StopToken(), report.unmet);
  const PointsRanking ranking(problem);
  ASSIGN_OR_RETURN(
      const CandidateSet candidates,
      FindCandidates(problem, ranking, {.exhaustive_limit = exhaustive_limit}, StopToken()));
  RETURN_IF_ERROR(TakeClosure(record.header.run().counts(), candidates, &report));
  report.admissible_pairs = candidates.admissible_pairs;
  report.refusals = candidates.refusals;
  const EntryRefs refs = RefsOf(record);
  const RunOutcome expected = ToOutcome(problem, report, refs, data, record.header.run().name());
  if (expected.proposals.size() != record.proposals.size()) return RefuseClaim("proposals");
  for (size_t i = 0; i < record.proposals.size(); ++i) {
    if (Deterministic(expected.proposals[i]) != Deterministic(record.proposals[i])) {
      return RefuseClaim(record.proposals[i].name());
    }
  }
  if (Deterministic(expected.certificate) != Deterministic(record.header.run().certificate())) {
    return RefuseClaim("certificate");
  }
  if (Deterministic(expected.counts) != Deterministic(record.header.run().counts())) {
    return RefuseClaim("counts");
  }
  return absl::OkStatus();
}

template <typename Proto>
std::vector<const Proto*> Pointers(const std::vector<Proto>& items) {
  std::vector<const Proto*> pointers;
  for (const Proto& item : items) pointers.push_back(&item);
  return pointers;
}

}  // namespace

EntryRefs RefsOf(const RunRecord& record) {
  return {Pointers(record.actors), Pointers(record.needs), Pointers(record.resources)};
}

std::string Fingerprint(const EntryRefs& entries, const RunInputs& inputs,
                        const v1::Policy& policy, const Horizon& horizon,
                        const std::string& catalogue_fingerprint) {
  Hasher hasher;
  hasher.Add(catalogue_fingerprint);
  hasher.Add(Deterministic(policy));
  hasher.Add(absl::StrCat(horizon.start_day, "+", horizon.weeks));
  for (const v1::Actor* actor : entries.actors) hasher.Add("a" + Deterministic(*actor));
  for (const v1::Need* need : entries.needs) hasher.Add("n" + Deterministic(*need));
  for (const v1::Resource* resource : entries.resources) {
    hasher.Add("r" + Deterministic(*resource));
  }
  for (const v1::PreviousLink& link : inputs.links) hasher.Add("p" + Deterministic(link));
  for (const v1::Tour& tour : inputs.tours) hasher.Add("t" + Deterministic(tour));
  for (const std::string& name : inputs.changed) hasher.Add("c" + name);
  if (HasRoads(inputs)) hasher.Add("w" + Deterministic(inputs.roads));
  return hasher.Hex();
}

std::string SerializePart(const v1::RunRecordPart& part) {
  // The same part is the same bytes: maps are written in the order of their keys.
  const std::string body = Deterministic(part);
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.WriteVarint32(static_cast<uint32_t>(body.size()));
  }
  return bytes + body;
}

std::vector<v1::RunRecordPart> InputParts(const RunInputs& inputs) {
  std::vector<v1::RunRecordPart> parts;
  for (const v1::PreviousLink& link : inputs.links) {
    *parts.emplace_back().mutable_previous_link() = link;
  }
  for (const v1::Tour& tour : inputs.tours) *parts.emplace_back().mutable_previous_tour() = tour;
  for (const std::string& name : inputs.changed) parts.emplace_back().set_changed_entry(name);
  if (HasRoads(inputs)) *parts.emplace_back().mutable_roads() = inputs.roads;
  return parts;
}

std::string SerializeRecord(const RunRecord& record) {
  std::string bytes;
  v1::RunRecordPart part;
  *part.mutable_header() = record.header;
  bytes += SerializePart(part);
  for (const v1::Actor& actor : record.actors) {
    *part.mutable_actor() = actor;
    bytes += SerializePart(part);
  }
  for (const v1::Need& need : record.needs) {
    *part.mutable_need() = need;
    bytes += SerializePart(part);
  }
  for (const v1::Resource& resource : record.resources) {
    *part.mutable_resource() = resource;
    bytes += SerializePart(part);
  }
  for (v1::RunRecordPart& each : InputParts(record.inputs)) bytes += SerializePart(each);
  for (const v1::Proposal& proposal : record.proposals) {
    *part.mutable_proposal() = proposal;
    bytes += SerializePart(part);
  }
  for (const v1::SupplyPrice& price : record.prices) {
    *part.mutable_price() = price;
    bytes += SerializePart(part);
  }
  return bytes;
}

absl::StatusOr<RunRecord> ParseRecord(std::string_view bytes) {
  google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
  google::protobuf::io::CodedInputStream coded(&stream);
  RunRecord record;
  bool first = true;
  while (coded.CurrentPosition() < static_cast<int>(bytes.size())) {
    v1::RunRecordPart part;
    bool clean_end = false;
    if (!google::protobuf::util::ParseDelimitedFromCodedStream(&part, &coded, &clean_end)) {
      return NotARecord(v1::ERROR_REASON_FILE_TRUNCATED,
                        absl::StrCat("byte ", coded.CurrentPosition()));
    }
    if (part.part_case() == v1::RunRecordPart::PART_NOT_SET) {
      return NotARecord(v1::ERROR_REASON_ROW_INVALID,
                        absl::StrCat("empty part before byte ", coded.CurrentPosition()));
    }
    if (first != (part.part_case() == v1::RunRecordPart::kHeader)) {
      return NotARecord(v1::ERROR_REASON_ROW_INVALID, "header");
    }
    first = false;
    Take(&part, &record);
  }
  if (first) return NotARecord(v1::ERROR_REASON_FILE_EMPTY, "");
  return record;
}

absl::Status CheckRecord(const RunRecord& record, std::shared_ptr<const CatalogueData> data,
                         int64_t exhaustive_limit) {
  const v1::Run& run = record.header.run();
  if (record.header.catalogue_fingerprint() != data->fingerprint) {
    return RefuseClaim("catalogue_fingerprint: another catalogue");
  }
  RETURN_IF_ERROR(CheckHeader(record));
  EntryRefs refs = RefsOf(record);
  EntryRefs sorted = refs;
  SortByName(&sorted);
  if (sorted.actors != refs.actors || sorted.needs != refs.needs ||
      sorted.resources != refs.resources) {
    return RefuseClaim("entries: not in order");
  }
  ASSIGN_OR_RETURN(const Horizon horizon,
                   HorizonFromProto(run.horizon_start(), run.horizon_weeks()));
  if (Fingerprint(refs, record.inputs, run.policy(), horizon, data->fingerprint) !=
      run.fingerprint()) {
    return RefuseClaim("fingerprint: the entries are not those of the run");
  }
  ASSIGN_OR_RETURN(const Policy policy, PolicyFromProto(&run.policy(), "run.policy"));
  ASSIGN_OR_RETURN(const Problem problem,
                   BuildProblem(refs, data, policy, horizon, record.inputs));
  ASSIGN_OR_RETURN(const SolveResult claim, ReadClaim(problem, record));
  if (const absl::Status checked = CheckClaim(problem, claim); !checked.ok()) {
    return RefuseClaim(std::string(checked.message()));
  }
  return CheckStatements(problem, record, claim, *data, exhaustive_limit);
}

}  // namespace cordee::service
