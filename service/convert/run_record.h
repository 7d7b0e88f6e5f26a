// A run that carries its own proof: all that the engine read and all that it claimed, in one file
// that anyone can check without a server and without trusting the solver.
//
//   std::string bytes = SerializeRecord(record);
//   ASSIGN_OR_RETURN(RunRecord record, ParseRecord(bytes));
//   absl::Status status = CheckRecord(record, catalogue);      // OK: every claim holds
//
// The file is a sequence of v1::RunRecordPart, each with its length as a varint before it: the
// header first, then actors, needs, resources, what else it read (RunInputs), proposals and prices.
//
// The check recomputes what follows from the entries: candidates, refusals, links, values, bound,
// proposals, counts. What only the server saw is not proved by it: the name of the run when it
// proposes nothing, input_revision, the name of the base run, engine_version, and the times. Nor
// what only the solver saw: how many pairs it added, and in how many rounds.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "engine/base/limits.h"
#include "service/convert/problem_convert.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

struct RunRecord {
  v1::RunRecordHeader header;
  std::vector<v1::Actor> actors;  // these three sorted by name
  std::vector<v1::Need> needs;
  std::vector<v1::Resource> resources;
  RunInputs inputs;
  std::vector<v1::Proposal> proposals;
  std::vector<v1::SupplyPrice> prices;
};

// Pointers into the record.
EntryRefs RefsOf(const RunRecord& record);

// SHA-256, hexadecimal, of everything the engine reads: entries, inputs, policy, horizon and the
// catalogue's own fingerprint.
std::string Fingerprint(const EntryRefs& entries, const RunInputs& inputs,
                        const v1::Policy& policy, const Horizon& horizon,
                        const std::string& catalogue_fingerprint);

// One part as it stands in the file.
std::string SerializePart(const v1::RunRecordPart& part);
// In the order of the file.
std::vector<v1::RunRecordPart> InputParts(const RunInputs& inputs);
std::string SerializeRecord(const RunRecord& record);

// INVALID_ARGUMENT (FILE_TRUNCATED, ROW_INVALID) when the bytes are not a record: an empty part is
// none either.
absl::StatusOr<RunRecord> ParseRecord(std::string_view bytes);

// FAILED_PRECONDITION (RUN_CHECK_FAILED) with the first claim that does not hold: entries that are
// not those of the fingerprint, a link against a rule, a wrong value or bound, a proposal that says
// something else than its link, counts that are not those of the links, a run that did not succeed.
// Also when the record was made with another catalogue.
// `exhaustive_limit` is the one that the run had.
absl::Status CheckRecord(const RunRecord& record, std::shared_ptr<const CatalogueData> data,
                         int64_t exhaustive_limit = kMaxExhaustivePairs);

}  // namespace cordee::service
