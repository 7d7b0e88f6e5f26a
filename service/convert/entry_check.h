// The checks that every entry passes before it is stored, by whatever road it comes: one call, a
// batch, a file.
//
//   std::vector<FieldProblem> problems = CheckEntry(&entry, data, gazetteer);
//   if (!problems.empty()) return InvalidFields(std::move(problems));
//
// CheckEntry also brings the entry to its normal form, so that equal entries are equal bytes:
// codes for words ("Carotte" -> "carrots", "kilos" -> "kg"), the commune and position from the
// gazetteer, amounts without idle zeros, hours merged and sorted, a title where there is none.
// Fields that only the server writes (times, etag) are left alone.
//
// Field paths start in the actor, need or resource: "terms.quantity.amount".
// All problems are found, not only the first. Whether the actor of a need exists is the store's to
// say. An entry with problems is partly normalised and must not be stored.
#pragma once

#include <vector>

#include "cordee/v1/registry.pb.h"
#include "service/errors.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/gazetteer.h"

namespace cordee::service {

// `suggest`: look for what was probably meant, a few milliseconds for each unknown word.
std::vector<FieldProblem> CheckEntry(v1::Entry* entry, const CatalogueData& data,
                                     const Gazetteer& gazetteer, bool suggest = true);

std::vector<FieldProblem> CheckActor(v1::Actor* actor, const CatalogueData& data,
                                     const Gazetteer& gazetteer, bool suggest = true);
std::vector<FieldProblem> CheckNeed(v1::Need* need, const CatalogueData& data,
                                    const Gazetteer& gazetteer, bool suggest = true);
std::vector<FieldProblem> CheckResource(v1::Resource* resource, const CatalogueData& data,
                                        const Gazetteer& gazetteer, bool suggest = true);

}  // namespace cordee::service
