// What a stored run says about tours, read back for the checker.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/status_macros.h"
#include "engine/solve/tours/cost_shares.h"
#include "service/convert/claim.h"
#include "service/convert/logistics_entries.h"
#include "service/convert/report_convert.h"
#include "service/convert/terms_rows.h"
#include "service/convert/tour_convert.h"

namespace cordee::service {
namespace {

// In the order of TransportResult::hauls.
using HaulOrder = std::tuple<int32_t, int32_t, int32_t, int32_t, int32_t>;
HaulOrder Order(const Haul& haul) {
  return {haul.is_freight() ? haul.freight.value() + 1 : 0,
          haul.is_freight() ? 0 : haul.need.value(), haul.is_freight() ? 0 : haul.resource.value(),
          haul.piece, haul.leg};
}

absl::StatusOr<Haul> ReadHaul(const Problem& problem, const v1::TourStop& stop) {
  Haul haul;
  haul.piece = stop.piece();
  haul.pieces = stop.pieces();
  if (stop.resource().empty()) {
    haul.freight = FindFreight(problem, LastPart(stop.need()));
    if (!haul.freight.valid()) return RefuseClaim("tour: " + stop.need());
    return haul;
  }
  haul.leg = stop.leg();
  if (!stop.store().empty()) {
    haul.store = FindStore(problem, LastPart(stop.store()));
    if (!haul.store.valid()) return RefuseClaim("tour: " + stop.store());
  }
  haul.need = FindNeed(problem, LastPart(stop.need()));
  haul.resource = FindResource(problem, LastPart(stop.resource()));
  if (!haul.need.valid() || !haul.resource.valid()) return RefuseClaim("tour: " + stop.need());
  return haul;
}

absl::StatusOr<Unserved> ReadReason(v1::LeftReason reason) {
  if (reason < v1::LEFT_REASON_LOAD || reason > v1::LEFT_REASON_NO_ROOM) {
    return RefuseClaim("certificate: left");
  }
  return static_cast<Unserved>(static_cast<int>(reason) - 1);
}

absl::Status ReadCore(const Problem& problem, const v1::Tour& from, HaulTour& tour) {
  CoreCheck& core = tour.core;
  if (from.core() < v1::CORE_STATE_NOT_SHARED || from.core() > v1::CORE_STATE_NOT_EMPTY) {
    return RefuseClaim("tour: core");
  }
  core.state = static_cast<CoreState>(static_cast<int>(from.core()) - 1);
  core.groups = from.core_groups();
  core.least_excess_cents = from.core_least_excess_cents();
  core.worst_cost = from.core_group_cost_units();
  core.excess_cents = from.core_excess_cents();
  for (const std::string& name : from.core_group()) {
    ASSIGN_OR_RETURN(const ActorIndex actor, ReadActor(problem, name));
    const auto share = std::find_if(tour.shares.begin(), tour.shares.end(),
                                    [&](const TourShare& each) { return each.party == actor; });
    if (share == tour.shares.end() || share - tour.shares.begin() >= kMaxSharingParties) {
      return RefuseClaim("tour: core_group: " + name);
    }
    core.worst_group |= uint64_t{1} << (share - tour.shares.begin());
  }
  for (const std::string& name : from.gainers()) {
    ASSIGN_OR_RETURN(const ActorIndex actor, ReadActor(problem, name));
    tour.gainers.push_back(actor);
  }
  return absl::OkStatus();
}

class Reader {
 public:
  explicit Reader(const Problem& problem) : problem_(problem) {}

  absl::Status Add(const v1::Tour& from) {
    HaulTour tour;
    tour.van = FindVan(problem_, LastPart(from.vehicle()));
    if (!tour.van.valid()) return RefuseClaim("tour: " + from.vehicle());
    tour.day = from.day() - 1;
    tour.leaves = from.leaves_second();
    tour.returns = from.returns_second();
    tour.metres = from.metres();
    tour.cost = from.cost_units();
    tour.regular_metres = from.regular_metres();
    for (const v1::TourStop& stop : from.stops()) {
      if (stop.regular_call() > 0) {
        tour.stops.push_back({-1, false, stop.begins_second(), stop.regular_call() - 1});
        continue;
      }
      ASSIGN_OR_RETURN(Haul haul, ReadHaul(problem_, stop));
      if (haul.is_leg()) haul.first_day = haul.last_day = tour.day;
      const auto [found, is_new] =
          number_.try_emplace(Order(haul), static_cast<int32_t>(result_.hauls.size()));
      if (is_new) result_.hauls.push_back(haul);
      tour.stops.push_back({found->second, stop.pickup(), stop.begins_second()});
    }
    for (const v1::TourShare& share : from.shares()) {
      ASSIGN_OR_RETURN(const ActorIndex party, ReadActor(problem_, share.party().actor()));
      tour.shares.push_back({party, share.alone_cents(), share.alone_metres(), share.cents(),
                             share.low_cents(), share.high_cents()});
    }
    RETURN_IF_ERROR(ReadCore(problem_, from, tour));
    result_.cost += tour.cost;
    result_.metres += tour.metres;
    result_.tours.push_back(std::move(tour));
    return absl::OkStatus();
  }

  absl::StatusOr<TransportResult> Finish(const v1::TransportCertificate& certificate) {
    SortHauls();
    std::stable_sort(result_.tours.begin(), result_.tours.end(),
                     [](const HaulTour& a, const HaulTour& b) {
                       return std::tuple(a.day, a.van, a.leaves) <
                              std::tuple(b.day, b.van, b.leaves);
                     });
    result_.storage_cost = certificate.storage_cost_units();
    result_.rounds = certificate.rounds();
    result_.shared = certificate.shared();
    for (const v1::LeftShipment& left : certificate.left_shipments()) {
      const FreightIndex freight = FindFreight(problem_, LastPart(left.need()));
      if (!freight.valid()) return RefuseClaim("certificate: " + left.need());
      ASSIGN_OR_RETURN(const Unserved reason, ReadReason(left.reason()));
      result_.left_freights.push_back({freight, reason});
    }
    for (const v1::LeftSupply& left : certificate.left_supplies()) {
      const NeedIndex need = FindNeed(problem_, LastPart(left.need()));
      const ResourceIndex resource = FindResource(problem_, LastPart(left.resource()));
      if (!need.valid() || !resource.valid()) return RefuseClaim("certificate: " + left.need());
      ASSIGN_OR_RETURN(const Unserved reason, ReadReason(left.reason()));
      result_.left_links.push_back({need, resource, reason});
    }
    for (const v1::LateRegularTour& late : certificate.late_regular_tours()) {
      const VanIndex van = FindVan(problem_, LastPart(late.resource()));
      if (!van.valid()) return RefuseClaim("certificate: " + late.resource());
      const auto& tours = problem_.logistics().vans.regular_tours[static_cast<size_t>(van.value())];
      const auto tour =
          std::find_if(tours.begin(), tours.end(),
                       [&](const RegularTour& each) { return each.day == late.day() - 1; });
      if (tour == tours.end()) return RefuseClaim("certificate: " + late.resource());
      result_.late_regulars.push_back({van, static_cast<int32_t>(tour - tours.begin())});
    }
    return std::move(result_);
  }

 private:
  void SortHauls() {
    std::vector<int32_t> to(result_.hauls.size());
    std::vector<Haul> sorted;
    for (const auto& [order, from] : number_) {
      to[static_cast<size_t>(from)] = static_cast<int32_t>(sorted.size());
      sorted.push_back(result_.hauls[static_cast<size_t>(from)]);
    }
    result_.hauls = std::move(sorted);
    for (HaulTour& tour : result_.tours) {
      for (HaulStop& stop : tour.stops) {
        if (!stop.is_regular()) stop.haul = to[static_cast<size_t>(stop.haul)];
      }
    }
  }

  const Problem& problem_;
  TransportResult result_;
  std::map<HaulOrder, int32_t> number_;
};

}  // namespace

absl::StatusOr<TransportResult> ReadTransport(const Problem& problem,
                                              const std::vector<v1::Proposal>& proposals,
                                              const v1::TransportCertificate& certificate) {
  Reader reader(problem);
  for (const v1::Proposal& proposal : proposals) {
    if (IsTour(proposal)) RETURN_IF_ERROR(reader.Add(proposal.tour()));
  }
  return reader.Finish(certificate);
}

}  // namespace cordee::service
