// What handlers and runs work on, without gRPC: a store with the entries of small_record.h as
// territory "test", and a manager of runs.
//
//   SmallServer server;
//   server.runs().Enqueue("test", server.Pending("1"));
//   server.runs().Drain();
//   server.Stored("1").state();
#pragma once

#include <memory>
#include <string>

#include "engine/base/check.h"
#include "service/api/entry_rows.h"
#include "service/api/problem_cache.h"
#include "service/api/reference.h"
#include "service/api/snapshot.h"
#include "service/runs/run_manager.h"
#include "service/runs/run_rows.h"
#include "service/server/context.h"
#include "service/store/sqlite/sqlite_store.h"
#include "tests/support/small_record.h"
#include "tests/support/temp_folder.h"

namespace cordee::testing {

// 2026-11-24 12:00 UTC.
inline constexpr int64_t kNowMicros = 1'795'521'600LL * 1'000'000;

class SmallServer {
 public:
  SmallServer()
      : store_(*service::SqliteStore::Open({.path = folder_.File("store.db")})),
        snapshots_(store_.get()),
        problems_(Catalogue()) {
    reference_.data = Catalogue();
    context_.store = store_.get();
    context_.reference = &reference_;
    context_.snapshots = &snapshots_;
    context_.problems = &problems_;
    context_.now = [] { return kNowMicros; };
    CHECK(store_->WriteAndWait(&PutEntries).ok());
    runs_ = std::make_unique<service::RunManager>(context_);
    context_.runs = runs_.get();
  }
  SmallServer(const SmallServer&) = delete;
  SmallServer& operator=(const SmallServer&) = delete;

  service::Context& context() { return context_; }
  service::RunManager& runs() { return *runs_; }

  // A run as StartRun makes it, stored.
  v1::Run Pending(const std::string& id) {
    v1::Run run;
    run.set_name("territories/test/runs/" + id);
    run.set_state(v1::RUN_STATE_PENDING);
    *run.mutable_policy() = service::PolicyToProto(Policy());
    *run.mutable_horizon_start() = service::NextMonday(kNowMicros);
    run.set_horizon_weeks(52);
    CHECK(store_
              ->WriteAndWait([&](service::WriteTransaction& write) {
                return write.PutRun("test", service::ToRow(run)).status();
              })
              .ok());
    return run;
  }
  // As stored. REQUIRES: it is.
  v1::Run Stored(const std::string& id) {
    v1::Run run;
    CHECK(Read([&](service::ReadTransaction& read) -> absl::Status {
            absl::StatusOr<v1::Run> found = service::RequireRun(read, {"test", id});
            if (found.ok()) run = *std::move(found);
            return found.status();
          }).ok());
    return run;
  }
  absl::Status Read(const service::Store::ReadFunction& function) { return store_->Read(function); }

 private:
  template <typename Entry>
  static absl::Status Put(service::WriteTransaction& write, const Entry& entry) {
    const std::string id = entry.name().substr(entry.name().rfind('/') + 1);
    return write.PutEntry("test", service::MakeRow(id, entry), service::ChangeOp::kCreate);
  }
  static absl::Status PutEntries(service::WriteTransaction& write) {
    const service::RunRecord record = Entries();
    absl::Status status = write.PutTerritory("test", v1::Territory().SerializeAsString());
    for (const v1::Actor& actor : record.actors) status.Update(Put(write, actor));
    for (const v1::Need& need : record.needs) status.Update(Put(write, need));
    for (const v1::Resource& resource : record.resources) status.Update(Put(write, resource));
    return status;
  }

  TempFolder folder_;
  std::unique_ptr<service::Store> store_;
  service::Reference reference_;
  service::SnapshotCache snapshots_;
  service::ProblemCache problems_;
  service::Context context_;
  std::unique_ptr<service::RunManager> runs_;
};

}  // namespace cordee::testing
