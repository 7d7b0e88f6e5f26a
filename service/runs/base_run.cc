#include "service/runs/base_run.h"

#include <limits>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/engine.h"
#include "service/convert/report_convert.h"
#include "service/convert/run_record.h"
#include "service/convert/tour_convert.h"
#include "service/names.h"
#include "service/runs/run_rows.h"

namespace cordee::service {
namespace {

constexpr int32_t kRowsPerStep = 1000;

using Names = std::set<std::string>;

// What a rerun reads of a tour.
v1::Tour Bare(const v1::Tour& tour) {
  v1::Tour bare;
  bare.set_vehicle(tour.vehicle());
  bare.set_day(tour.day());
  for (const v1::TourStop& stop : tour.stops()) {
    v1::TourStop* to = bare.add_stops();
    to->set_pickup(stop.pickup());
    to->set_need(stop.need());
    to->set_resource(stop.resource());
    to->set_piece(stop.piece());
    to->set_pieces(stop.pieces());
    to->set_begins_second(stop.begins_second());
    to->set_regular_call(stop.regular_call());
    to->set_store(stop.store());
    to->set_leg(stop.leg());
  }
  return bare;
}

void AddProposal(const v1::Proposal& proposal, const TerritorySnapshot& snapshot, RunInputs* base,
                 Names* widowed) {
  if (IsTour(proposal)) base->tours.push_back(Bare(proposal.tour()));
  for (const v1::Leg& leg : proposal.legs()) {
    if (leg.resource().empty()) continue;  // a job that is still to be created
    const bool has_need = snapshot.FindNeed(leg.need()) != nullptr;
    const bool has_resource = snapshot.FindResource(leg.resource()) != nullptr;
    if (has_need && has_resource) {
      v1::PreviousLink link;
      link.set_need(leg.need());
      link.set_resource(leg.resource());
      link.set_total_base_units(leg.total_base_units());
      base->links.push_back(std::move(link));
    } else if (has_need || has_resource) {
      widowed->insert(has_need ? leg.need() : leg.resource());
    }
  }
}

absl::Status ReadProposals(ReadTransaction& read, const EntryRef& run,
                           const TerritorySnapshot& snapshot, RunInputs* base, Names* widowed) {
  for (int64_t after = -1;;) {
    ASSIGN_OR_RETURN(const auto rows, read.ListRunParts(run.territory, run.id,
                                                        RunSection::kProposals, after, "",
                                                        kRowsPerStep));
    for (const RunPartRow& row : rows) {
      v1::Proposal proposal;
      CHECK(proposal.ParseFromString(row.blob));
      AddProposal(proposal, snapshot, base, widowed);
    }
    if (rows.size() < static_cast<size_t>(kRowsPerStep)) return absl::OkStatus();
    after = rows.back().rank;
  }
}

absl::StatusOr<bool> SameRules(ReadTransaction& read, const v1::Run& before, const EntryRef& name,
                               const v1::Run& run, const std::string& catalogue_fingerprint) {
  if (before.engine_version() != kEngineVersion ||
      before.horizon_weeks() != run.horizon_weeks() ||
      before.policy().SerializeAsString() != run.policy().SerializeAsString()) {
    return false;
  }
  ASSIGN_OR_RETURN(const auto rows, read.ListRunParts(name.territory, name.id,
                                                      RunSection::kRecord, -1, "", 1));
  if (rows.empty()) return false;
  ASSIGN_OR_RETURN(const RunRecord record, ParseRecord(rows.front().blob));
  return record.header.catalogue_fingerprint() == catalogue_fingerprint;
}

// Names of the entries in a change log, actors too; nothing when there are too many.
absl::StatusOr<std::optional<Names>> ReadChanges(ReadTransaction& read,
                                                 const std::string& territory, int64_t after,
                                                 int64_t upto) {
  Names names;
  ChangeRow last;
  last.revision = after;
  last.sequence = std::numeric_limits<int64_t>::max();
  while (names.size() <= kMaxChangesOfRerun) {
    ASSIGN_OR_RETURN(const auto rows, read.ListChanges(territory, last.revision, last.sequence,
                                                       kRowsPerStep));
    for (const ChangeRow& row : rows) {
      if (row.revision <= upto) names.insert(MakeEntryName(territory, row.kind, row.id));
    }
    if (rows.size() < static_cast<size_t>(kRowsPerStep) || rows.back().revision > upto) {
      return names;
    }
    last = rows.back();
  }
  return std::nullopt;
}

// Of needs and resources that are still there, in their order.
std::vector<std::string> Changed(const TerritorySnapshot& snapshot, const Names& written) {
  std::vector<std::string> changed;
  const auto add = [&](const auto& entries) {
    for (const auto& entry : entries) {
      const bool is = written.contains(entry->name()) || written.contains(entry->actor());
      if (is) changed.push_back(entry->name());
    }
  };
  add(snapshot.needs);
  add(snapshot.resources);
  return changed;
}

}  // namespace

absl::StatusOr<RunInputs> ReadBaseRun(ReadTransaction& read, const v1::Run& run,
                                    const TerritorySnapshot& snapshot,
                                    const std::string& catalogue_fingerprint) {
  ASSIGN_OR_RETURN(const EntryRef name, ParseRunName(run.base_run(), "run.base_run"));
  ASSIGN_OR_RETURN(const v1::Run before, RequireRun(read, name));
  RunInputs base;
  Names widowed;
  RETURN_IF_ERROR(ReadProposals(read, name, snapshot, &base, &widowed));
  if (base.tours.empty()) return base;
  ASSIGN_OR_RETURN(const bool same, SameRules(read, before, name, run, catalogue_fingerprint));
  std::optional<Names> written;
  if (same) {
    ASSIGN_OR_RETURN(written, ReadChanges(read, name.territory, before.input_revision(),
                                          snapshot.revision));
  }
  if (!written.has_value()) {
    base.tours.clear();
    return base;
  }
  written->merge(widowed);
  base.changed = Changed(snapshot, *written);
  return base;
}

}  // namespace cordee::service
