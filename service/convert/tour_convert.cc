#include "service/convert/tour_convert.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "engine/solve/bundles/bundle_solver.h"
#include "engine/solve/bundles/haul_facts.h"
#include "engine/solve/bundles/tour_rests.h"
#include "service/convert/facts.h"
#include "service/convert/party.h"
#include "service/convert/placement_entries.h"
#include "service/convert/quantity.h"
#include "service/convert/road_convert.h"
#include "service/convert/storage_convert.h"
#include "service/convert/terms_rows.h"
#include "service/convert/total_text.h"
#include "service/convert/tour_shares.h"

namespace cordee::service {
namespace {

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

const char* SideName(WiderEnd end) {
  if (end == WiderEnd::kLater) return "later";
  return end == WiderEnd::kEarlier ? "earlier" : "both";
}

const char* LeftName(Unserved reason) {
  switch (reason) {
    case Unserved::kLoad:
      return "load";
    case Unserved::kFeatures:
      return "vehicle";
    case Unserved::kUnreached:
      return "unreached";
    case Unserved::kTime:
      return "time";
    case Unserved::kPrize:
      return "cost";
    case Unserved::kNoRoom:
      return "room";
  }
  return "room";
}

v1::LeftReason ToLeftReason(Unserved reason) {
  return static_cast<v1::LeftReason>(static_cast<int>(reason) + 1);
}

// To the nearest gram.
int64_t Co2(const Problem& problem, int64_t metres) {
  const int64_t milligrams = metres * problem.policy().transport.co2_grams_per_km;
  return (milligrams + (milligrams < 0 ? -500 : 500)) / 1'000;
}

// As drivers' sheets have it: being early does no harm, being late does.
std::string CallMinute(int32_t second) { return absl::StrCat((second + 59) / 60); }

// The most that a vehicle has on board on its own regular tour of `day`, of what it holds.
int32_t OwnLoadPercent(const v1::Resource& vehicle, int32_t day) {
  int32_t percent = 0;
  for (const v1::RegularTour& regular : vehicle.terms().vehicle().regular_tours()) {
    if (regular.day() != day + 1) continue;
    percent = std::max(percent, regular.load_percent());
    for (const v1::RegularCall& call : regular.calls()) {
      percent = std::max(percent, call.load_percent());
    }
  }
  return percent;
}

// To what a sentence can say: so that it is enough.
int64_t RoundUp(int64_t grams) {
  const int64_t step = grams < 10'000 ? 100 : 1'000;
  return (grams + step - 1) / step * step;
}

// `part` of `whole`, of `amount`.
int64_t Proportion(int64_t amount, int64_t part, int64_t whole) {
  if (whole <= 0) return 0;
  return static_cast<int64_t>(static_cast<__int128>(amount) * part / whole);
}

class TourWriter {
 public:
  TourWriter(const Problem& problem, const RunReport& report, const EntryRefs& entries,
             std::string run_name)
      : problem_(problem),
        report_(report),
        entries_(entries),
        split_(Split(entries, problem.catalogue())),
        run_name_(std::move(run_name)) {
    std::map<std::pair<VanIndex, int32_t>, int32_t> tours;
    for (const HaulTour& tour : report.transport.tours) {
      keys_.push_back(KeyOf(tour, tours[{tour.van, tour.day}]++));
    }
    for (const Haul& haul : report.transport.hauls) facts_.push_back(Facts(haul));
  }

  std::string NameOf(size_t tour) const {
    return absl::StrCat(run_name_, "/proposals/", keys_[tour]);
  }
  const v1::Resource& Vehicle(const HaulTour& tour) const {
    return *split_.vehicles[At(tour.van)];
  }
  const SplitEntries& split() const { return split_; }
  v1::Party Carrier(const HaulTour& tour) const {
    return PartyOf(problem_.logistics().vans.actor[At(tour.van)]);
  }
  const HaulFacts& FactsAt(int32_t haul) const { return facts_[static_cast<size_t>(haul)]; }
  static int64_t GramsOf(const HaulFacts& facts) { return facts.load[0] * kGramsPerHectogram; }

  v1::Proposal Of(size_t t) const {
    const HaulTour& tour = report_.transport.tours[t];
    v1::Proposal proposal;
    proposal.set_match_key(keys_[t]);
    proposal.set_name(NameOf(t));
    proposal.set_family(v1::FAMILY_LOGISTICS);
    proposal.set_value_micropoints("0");
    *proposal.mutable_tour() = Describe(tour);
    *proposal.add_parties() = Carrier(tour);
    std::set<std::string> there = {proposal.parties(0).actor()};
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      // With its own commune: a shipment may begin and end elsewhere.
      v1::Party party = PartyOf(CalledOn(stop));
      if (there.insert(party.actor()).second) *proposal.add_parties() = std::move(party);
    }
    AddReasons(tour, &proposal);
    return proposal;
  }

 private:
  std::string KeyOf(const HaulTour& tour, int32_t of_day) const {
    const std::string text = absl::StrCat("tour\n", problem_.logistics().vans.id[At(tour.van)],
                                          "\n", tour.day, "\n", of_day);
    return MakeMatchKey(text);
  }

  HaulFacts Facts(const Haul& haul) const {
    Quantity amount;
    const std::vector<Link>& links = report_.result.links;
    const auto link =
        std::lower_bound(links.begin(), links.end(), haul, [](const Link& a, const Haul& b) {
          return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
        });
    if (!haul.is_freight() && link != links.end()) amount = link->amount;
    return FactsOf(problem_, haul, amount);
  }

  v1::Party PartyOf(ActorIndex actor) const { return ToParty(*entries_.actors[At(actor)]); }

  v1::TourStop StopOf(const HaulStop& stop, int64_t grams_on_board) const {
    const Haul& haul = report_.transport.hauls[static_cast<size_t>(stop.haul)];
    const HaulFacts& facts = FactsAt(stop.haul);
    v1::TourStop out;
    out.set_pickup(stop.pickup);
    if (haul.is_freight()) {
      const v1::Need& shipment = *split_.shipments[At(haul.freight)];
      out.set_need(shipment.name());
      out.set_title(shipment.title());
      *out.mutable_party() = PartyOf(facts.giver);
      const v1::ShipmentTerms& terms = shipment.terms().shipment();
      const bool elsewhere = stop.pickup ? terms.has_pickup() : terms.has_delivery();
      const v1::Place& place = stop.pickup ? terms.pickup() : terms.delivery();
      if (elsewhere) out.mutable_party()->set_commune(place.commune());
    } else {
      const v1::Resource& resource = *split_.resources[At(haul.resource)];
      out.set_need(split_.needs[At(haul.need)]->name());
      out.set_resource(resource.name());
      out.set_title(resource.title());
      *out.mutable_party() = PartyOf(CalledOn(stop));
      SetLeg(haul, split_, &out);
    }
    out.set_piece(haul.piece);
    out.set_pieces(haul.pieces);
    out.set_begins_second(stop.begins);
    out.set_grams(GramsOf(facts));
    out.set_grams_on_board(grams_on_board);
    out.set_temperature(static_cast<v1::TemperatureClass>(static_cast<int>(facts.temperature) +
                                                          v1::TEMPERATURE_CLASS_AMBIENT));
    return out;
  }

  ActorIndex CalledOn(const HaulStop& stop) const {
    const Haul& haul = report_.transport.hauls[static_cast<size_t>(stop.haul)];
    return PartyAt(problem_, haul, FactsAt(stop.haul), stop.pickup);
  }

  // A call of the vehicle's own tour.
  v1::TourStop CallOf(const HaulTour& tour, const HaulStop& stop, int64_t grams_on_board) const {
    v1::TourStop out;
    out.set_regular_call(stop.regular + 1);
    out.set_begins_second(stop.begins);
    out.set_grams_on_board(grams_on_board);
    *out.mutable_party() = Carrier(tour);
    for (const v1::RegularTour& regular : Vehicle(tour).terms().vehicle().regular_tours()) {
      if (regular.day() != tour.day + 1 || stop.regular >= regular.calls_size()) continue;
      out.mutable_party()->set_commune(regular.calls(stop.regular).place().commune());
    }
    return out;
  }

  v1::Tour Describe(const HaulTour& tour) const {
    v1::Tour out;
    out.set_vehicle(Vehicle(tour).name());
    out.set_vehicle_title(Vehicle(tour).title());
    *out.mutable_carrier() = Carrier(tour);
    out.set_day(tour.day + 1);
    out.set_leaves_second(tour.leaves);
    out.set_returns_second(tour.returns);
    out.set_metres(tour.metres);
    out.set_cents(CostInCents(tour.cost));
    out.set_cost_units(tour.cost);
    out.set_co2_grams(Co2(problem_, tour.metres));
    out.set_co2_grams_per_km(problem_.policy().transport.co2_grams_per_km);
    out.set_co2_source(problem_.policy().transport.co2_source);
    out.set_regular_metres(tour.regular_metres);
    int64_t on_board = 0;
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) {
        *out.add_stops() = CallOf(tour, stop, on_board);
        continue;
      }
      const int64_t grams = GramsOf(FactsAt(stop.haul));
      on_board += stop.pickup ? grams : -grams;
      *out.add_stops() = StopOf(stop, on_board);
    }
    const std::vector<int32_t> rests = RestsOf(problem_, facts_, tour);
    for (int k = 0; k < out.stops_size(); ++k) {
      out.mutable_stops(k)->set_break_minutes(rests[static_cast<size_t>(k)]);
    }
    for (const TourShare& share : tour.shares) {
      v1::TourShare* to = out.add_shares();
      *to->mutable_party() = PartyOf(share.party);
      to->set_cents(share.cents);
      to->set_metres(Proportion(tour.metres, share.cents, out.cents()));
      to->set_co2_grams(Co2(problem_, to->metres()));
      to->set_alone_cents(share.alone_cents);
      to->set_alone_metres(share.alone_metres);
      to->set_alone_co2_grams(Co2(problem_, share.alone_metres));
      to->set_low_cents(share.low_cents);
      to->set_high_cents(share.high_cents);
    }
    DescribeCore(tour, entries_, &out);
    return out;
  }

  void AddReasons(const HaulTour& tour, v1::Proposal* proposal) const {
    int64_t grams = 0;
    for (const HaulStop& stop : tour.stops) {
      if (!stop.is_regular() && stop.pickup) grams += GramsOf(FactsAt(stop.haul));
    }
    std::set<ActorIndex> called_on;
    for (const HaulStop& stop : tour.stops) {
      if (!stop.is_regular()) called_on.insert(CalledOn(stop));
    }
    *proposal->add_reasons() =
        MakeFact("tour", {{"giver", proposal->tour().carrier().display_name()},
                          {"title", proposal->tour().vehicle_title()},
                          {"day", absl::StrCat(tour.day + 1)},
                          {"start_minute", absl::StrCat(tour.leaves / 60)},
                          {"end_minute", absl::StrCat((tour.returns + 59) / 60)},
                          {"count", absl::StrCat(called_on.size())},
                          {"grams", absl::StrCat(grams)},
                          {"metres", absl::StrCat(tour.metres)},
                          {"regular_metres", absl::StrCat(tour.regular_metres)}});
    const int32_t percent = OwnLoadPercent(Vehicle(tour), tour.day);
    if (tour.regular_metres > 0 && percent > 0) {
      *proposal->add_reasons() =
          MakeFact("tour-own-load", {{"percent", absl::StrCat(percent)}});
    }
    for (v1::Fact& fact : ShareReasons(tour, entries_)) {
      *proposal->add_reasons() = std::move(fact);
    }
  }

  const Problem& problem_;
  const RunReport& report_;
  const EntryRefs& entries_;
  const SplitEntries split_;
  const std::string run_name_;
  std::vector<std::string> keys_;  // by tour
  std::vector<HaulFacts> facts_;   // by haul
};

}  // namespace

std::vector<v1::Proposal> ToTourProposals(const Problem& problem, const RunReport& report,
                                          const EntryRefs& entries, const std::string& run_name) {
  const TourWriter writer(problem, report, entries, run_name);
  std::vector<v1::Proposal> proposals;
  for (size_t t = 0; t < report.transport.tours.size(); ++t) proposals.push_back(writer.Of(t));
  return proposals;
}

CarriagesByLink ToCarriages(const Problem& problem, const RunReport& report,
                            const EntryRefs& entries, const std::string& run_name) {
  const TourWriter writer(problem, report, entries, run_name);
  CarriagesByLink by_link;
  for (size_t t = 0; t < report.transport.tours.size(); ++t) {
    const HaulTour& tour = report.transport.tours[t];
    std::map<int32_t, int32_t> picked_up;
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      if (stop.pickup) {
        picked_up[stop.haul] = stop.begins;
        continue;
      }
      const Haul& haul = report.transport.hauls[static_cast<size_t>(stop.haul)];
      if (haul.is_freight()) continue;
      v1::ProposalCarriage carriage;
      carriage.set_tour(writer.NameOf(t));
      carriage.set_vehicle(writer.Vehicle(tour).name());
      *carriage.mutable_carrier() = writer.Carrier(tour);
      carriage.set_day(tour.day + 1);
      carriage.set_pickup_second(picked_up[stop.haul]);
      carriage.set_delivery_second(stop.begins);
      carriage.set_grams(TourWriter::GramsOf(writer.FactsAt(stop.haul)));
      SetLeg(haul, writer.split(), &carriage);
      by_link[{haul.need, haul.resource}].push_back(std::move(carriage));
    }
  }
  return by_link;
}

void AddCarriages(const CarriagesByLink& carriages, const Link& link, v1::Proposal* proposal) {
  const auto of_link = carriages.find({link.need, link.resource});
  if (of_link == carriages.end()) return;
  for (const v1::ProposalCarriage& carriage : of_link->second) {
    const auto same = [&](const v1::Party& party) {
      return party.actor() == carriage.carrier().actor();
    };
    const bool own =
        std::any_of(proposal->parties().begin(), proposal->parties().end(), same);
    if (!own) *proposal->add_parties() = carriage.carrier();
    *proposal->add_reasons() =
        MakeFact("carried", {{"giver", carriage.carrier().display_name()},
                             {"day", absl::StrCat(carriage.day())},
                             {"pickup_minute", CallMinute(carriage.pickup_second())},
                             {"delivery_minute", CallMinute(carriage.delivery_second())},
                             {"grams", absl::StrCat(carriage.grams())}});
    SayLeg(carriage, proposal);
    *proposal->add_carriages() = carriage;
  }
}

v1::TransportCertificate ToTransportCertificate(const Problem& problem, const RunReport& report,
                                                const EntryRefs& entries) {
  const TransportResult& transport = report.transport;
  const SplitEntries split = Split(entries, problem.catalogue());
  v1::TransportCertificate out;
  out.set_needed(problem.logistics().needed);
  out.set_vehicles(problem.logistics().vans.size());
  out.set_shipments(problem.logistics().freights.size());
  out.set_tours(static_cast<int64_t>(transport.tours.size()));
  out.set_hauls(static_cast<int64_t>(transport.hauls.size()));
  out.set_metres(transport.metres);
  int64_t cents = 0;
  int64_t alone_metres = 0;
  int64_t alone_cents = 0;
  for (const HaulTour& tour : transport.tours) {
    cents += CostInCents(tour.cost);
    for (const TourShare& share : tour.shares) {
      alone_metres += share.alone_metres;
      alone_cents += share.alone_cents;
    }
  }
  out.set_cents(cents);
  out.set_alone_metres(alone_metres);
  out.set_alone_cents(alone_cents);
  out.set_co2_grams(Co2(problem, transport.metres));
  out.set_alone_co2_grams(Co2(problem, alone_metres));
  out.set_cost_micropoints(
      TotalToText(WorthOfCost(problem, transport.cost + transport.storage_cost)));
  if (transport.bounded) out.set_bound_micropoints(TotalToText(transport.bound));
  AddStorageTotals(problem, transport, &out);
  out.set_rounds(transport.rounds);
  out.set_shared(transport.shared);
  for (const LeftFreight& left : transport.left_freights) {
    v1::LeftShipment* to = out.add_left_shipments();
    to->set_need(split.shipments[At(left.freight)]->name());
    to->set_reason(ToLeftReason(left.reason));
  }
  for (const LeftLink& left : transport.left_links) {
    v1::LeftSupply* to = out.add_left_supplies();
    to->set_need(split.needs[At(left.need)]->name());
    to->set_resource(split.resources[At(left.resource)]->name());
    to->set_reason(ToLeftReason(left.reason));
  }
  for (const LateRegular& late : transport.late_regulars) {
    const auto& tours = problem.logistics().vans.regular_tours[At(late.van)];
    v1::LateRegularTour* to = out.add_late_regular_tours();
    to->set_resource(split.vehicles[At(late.van)]->name());
    to->set_day(tours[static_cast<size_t>(late.tour)].day + 1);
  }
  AddRoads(problem, &out);
  return out;
}

std::vector<v1::UnmetNeed> ToLeftShipments(const Problem& problem, const RunReport& report,
                                           const EntryRefs& entries) {
  const SplitEntries split = Split(entries, problem.catalogue());
  std::vector<v1::UnmetNeed> left;
  for (const LeftFreightExplanation& each : report.left_freights) {
    const v1::Need& shipment = *split.shipments[At(each.freight)];
    const CategoryIndex category = problem.logistics().freights.category[At(each.freight)];
    v1::UnmetNeed unmet;
    unmet.set_need(shipment.name());
    unmet.set_need_title(shipment.title());
    *unmet.mutable_party() = ToParty(
        *entries.actors[At(problem.logistics().freights.actor[At(each.freight)])]);
    unmet.set_category(problem.catalogue().category(category).code);
    *unmet.mutable_asked() = shipment.terms().quantity();
    *unmet.mutable_unmet() = shipment.terms().quantity();
    unmet.set_period(shipment.terms().period());
    unmet.set_unmet_permille(1000);
    *unmet.add_reasons() = MakeFact("left-shipment", {{"reason", LeftName(each.reason)}});
    for (const TransportUnlock& unlock : each.unlocks) {
      const v1::Resource& vehicle = *split.vehicles[At(unlock.van)];
      const bool load = unlock.change == TransportChange::kLoad;
      const char* end = unlock.change == TransportChange::kPickupHours ? "pickup" : "delivery";
      *unmet.add_unlocks() =
          load ? MakeFact("unlock-shipment-load", {{"grams", absl::StrCat(RoundUp(unlock.grams))},
                                                   {"resource", vehicle.name()},
                                                   {"title", vehicle.title()},
                                                   {"day", absl::StrCat(unlock.day + 1)}})
               : MakeFact("unlock-shipment-hours",
                          {{"end", end},
                           {"side", SideName(unlock.end)},
                           {"when", unlock.every_day ? "every" : "day"},
                           {"half_hours", absl::StrCat(unlock.half_hours)},
                           {"resource", vehicle.name()},
                           {"title", vehicle.title()},
                           {"day", absl::StrCat(unlock.day + 1)}});
    }
    left.push_back(std::move(unmet));
  }
  return left;
}

std::vector<v1::Fact> LeftSupplyFacts(const TransportResult& transport, NeedIndex need) {
  std::map<Unserved, int64_t> count;
  const auto first = std::lower_bound(
      transport.left_links.begin(), transport.left_links.end(), need,
      [](const LeftLink& left, NeedIndex wanted) { return left.need < wanted; });
  for (auto it = first; it != transport.left_links.end() && it->need == need; ++it) {
    ++count[it->reason];
  }
  std::vector<v1::Fact> facts;
  for (const auto& [reason, times] : count) {
    facts.push_back(MakeFact("left-supply", {{"reason", LeftName(reason)},
                                             {"count", absl::StrCat(times)}}));
  }
  return facts;
}

std::vector<v1::Fact> LeftPairFacts(const v1::TransportCertificate& certificate,
                                    const std::string& need, const std::string& resource) {
  for (const v1::LeftSupply& left : certificate.left_supplies()) {
    if (left.need() != need || left.resource() != resource) continue;
    if (left.reason() == v1::LEFT_REASON_UNSPECIFIED) continue;
    const auto reason = static_cast<Unserved>(static_cast<int>(left.reason()) - 1);
    return {MakeFact("pair-left", {{"reason", LeftName(reason)}})};
  }
  return {};
}

std::vector<v1::Fact> LeftShipmentFacts(const v1::TransportCertificate& certificate,
                                        const std::string& need) {
  for (const v1::LeftShipment& left : certificate.left_shipments()) {
    if (left.need() != need || left.reason() == v1::LEFT_REASON_UNSPECIFIED) continue;
    const auto reason = static_cast<Unserved>(static_cast<int>(left.reason()) - 1);
    return {MakeFact("shipment-left", {{"reason", LeftName(reason)}})};
  }
  return {};
}

bool IsTour(const v1::Proposal& proposal) { return proposal.has_tour(); }

}  // namespace cordee::service
