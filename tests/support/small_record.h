// A small run with its record: a canteen and a food bank want more carrots than two farms have, and
// a choir books a room. Solved once by the engine, with the shipped catalogue.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "engine/engine.h"
#include "service/convert/report_convert.h"
#include "service/convert/run_record.h"

namespace cordee::testing {

inline constexpr char kTerritory[] = "territories/test/";
inline constexpr char kRun[] = "territories/test/runs/1";

inline std::shared_ptr<const service::CatalogueData> Catalogue() {
  static const auto* const data = new std::shared_ptr<const service::CatalogueData>(
      std::make_shared<const service::CatalogueData>(
          *service::LoadCatalogue(std::string(CORDEE_SOURCE_DIR) + "/deploy/catalogue")));
  return *data;
}

inline v1::Actor Actor(const std::string& id, const std::string& title, double latitude) {
  v1::Actor actor;
  actor.set_name(std::string(kTerritory) + "actors/" + id);
  actor.set_display_name(title);
  actor.mutable_place()->set_commune("Thouars");
  actor.mutable_place()->mutable_position()->set_latitude(latitude);
  actor.mutable_place()->mutable_position()->set_longitude(-0.2);
  return actor;
}

template <typename Entry>
Entry MakeEntry(const std::string& collection, const std::string& id, const std::string& actor,
                const std::string& category, const std::string& amount, const std::string& unit) {
  Entry entry;
  entry.set_name(kTerritory + collection + "/" + id);
  entry.set_actor(std::string(kTerritory) + "actors/" + actor);
  entry.set_title(id);
  entry.mutable_terms()->set_category(category);
  entry.mutable_terms()->mutable_quantity()->set_amount(amount);
  entry.mutable_terms()->mutable_quantity()->set_unit(unit);
  entry.mutable_terms()->set_period(v1::PERIOD_WEEK);
  return entry;
}

// From seven to three.
inline void OpenOn(int32_t day, v1::Terms* terms) {
  v1::WeeklyInterval* hours = terms->add_hours();
  hours->set_day(day);
  hours->set_start_minute(7 * 60);
  hours->set_end_minute(15 * 60);
}

// That carries 800 kg for others, at any time.
inline v1::Resource CheapVan(const std::string& actor) {
  v1::Resource van =
      MakeEntry<v1::Resource>("resources", "van", actor, "ambient-freight", "800", "kg");
  v1::VehicleTerms* vehicle = van.mutable_terms()->mutable_vehicle();
  vehicle->set_carriage(v1::CARRIAGE_MUTUAL_AID);
  vehicle->set_cents_per_km(5);
  vehicle->set_cents_per_hour(100);
  return van;
}

inline void SortByName(service::RunRecord& record) {
  const auto by_name = [](auto& entries) {
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.name() < b.name(); });
  };
  by_name(record.actors);
  by_name(record.needs);
  by_name(record.resources);
}

inline service::RunRecord Entries() {
  service::RunRecord record;
  record.actors = {Actor("bank", "Banque alimentaire", 46.9), Actor("canteen", "Cantine", 47.0),
                   Actor("farm", "Ferme", 47.1), Actor("garden", "Jardin", 46.8)};
  record.needs = {MakeEntry<v1::Need>("needs", "carrots-bank", "bank", "carrots", "30", "kg"),
                  MakeEntry<v1::Need>("needs", "carrots-canteen", "canteen", "carrots", "40", "kg"),
                  MakeEntry<v1::Need>("needs", "choir", "bank", "meeting-room", "2", "h")};
  record.resources = {
      MakeEntry<v1::Resource>("resources", "carrots-farm", "farm", "carrots", "25.5", "kg"),
      MakeEntry<v1::Resource>("resources", "carrots-garden", "garden", "carrots", "10", "kg"),
      MakeEntry<v1::Resource>("resources", "room", "canteen", "meeting-room", "1", "{piece}")};
  v1::WeeklyInterval* evening = record.resources[2].mutable_terms()->add_hours();
  evening->set_day(2);
  evening->set_start_minute(18 * 60);
  evening->set_end_minute(22 * 60);
  return record;
}

// A post of the morning and one of the afternoon that a cook could share, two posts that employers
// could make one job of, one more than there are people for, and two cooks.
inline service::RunRecord WorkEntries() {
  service::RunRecord record = Entries();
  const auto post = [&](const char* id, const char* actor, const char* trade, const char* hours,
                        int32_t from, int32_t to) {
    v1::Need need = MakeEntry<v1::Need>("needs", id, actor, trade, hours, "h");
    for (int32_t day = 1; day <= 5; ++day) {
      v1::WeeklyInterval* interval = need.mutable_terms()->add_hours();
      interval->set_day(day);
      interval->set_start_minute(from * 60);
      interval->set_end_minute(to * 60);
    }
    need.mutable_terms()->mutable_work()->set_shared_employment(true);
    record.needs.push_back(need);
  };
  post("cook-afternoon", "bank", "cook", "15", 14, 18);
  post("cook-morning", "canteen", "cook", "15", 8, 12);
  post("cook-night", "bank", "cook", "10", 19, 21);
  post("office-bank", "bank", "secretary", "14", 14, 18);
  post("office-canteen", "canteen", "secretary", "14", 8, 12);
  for (const char* id : {"ann", "ben"}) {
    record.actors.push_back(Actor(id, id, 46.95));
    record.resources.push_back(MakeEntry<v1::Resource>("resources", id, id, "cook", "30", "h"));
  }
  const auto by_name = [](auto& entries) {
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.name() < b.name(); });
  };
  by_name(record.actors);
  by_name(record.needs);
  by_name(record.resources);
  return record;
}

inline service::RunRecord RunOn(service::RunRecord record, const Policy& policy = {},
                                const Parameters& parameters = {}) {
  const service::EntryRefs refs = service::RefsOf(record);
  const Horizon horizon{4 + 7 * 2967, 52};
  const Problem problem = *service::BuildProblem(refs, Catalogue(), policy, horizon, {});
  const RunReport report = *Match(problem, parameters, StopToken(), nullptr);
  const service::RunOutcome outcome = service::ToOutcome(problem, report, refs, *Catalogue(), kRun);
  v1::Run* run = record.header.mutable_run();
  run->set_name(kRun);
  run->set_state(v1::RUN_STATE_SUCCEEDED);
  *run->mutable_certificate() = outcome.certificate;
  *run->mutable_counts() = outcome.counts;
  *run->mutable_policy() = service::PolicyToProto(policy);
  *run->mutable_horizon_start() = service::ToDate(horizon.start_day);
  run->set_horizon_weeks(horizon.weeks);
  run->set_fingerprint(
      service::Fingerprint(refs, {}, run->policy(), horizon, Catalogue()->fingerprint));
  record.header.set_catalogue_fingerprint(Catalogue()->fingerprint);
  record.proposals = outcome.proposals;
  record.prices = outcome.prices;
  return record;
}

inline service::RunRecord RunOnce(const Policy& policy = {}, const Parameters& parameters = {}) {
  return RunOn(Entries(), policy, parameters);
}

}  // namespace cordee::testing
