// The qualifications of a catalogue: part of the loader (catalogue_file.h).
#pragma once

#include <string>
#include <vector>

#include "service/formats/catalogue.pb.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// Fills `data.qualifications` and their index. Faults: a code or word that two of them claim, one
// without a kind or a label, or one that includes what is not there or, in the end, itself.
void AddQualifications(std::vector<files::v1::QualificationEntry> entries, CatalogueData& data,
                       std::vector<std::string>& faults);

}  // namespace cordee::service
