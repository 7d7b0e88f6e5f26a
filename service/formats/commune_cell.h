// What is wrong with the commune of a row, said so that its writer can mend it.
//
//   row "Niort;79329", where 79329 is Thouars     UNKNOWN_COMMUNE "Niort, 79329"
//   row "Saint-Martin", of which there are two    UNKNOWN_COMMUNE with the fact "namesakes"
//   a commune whose position nobody knows         FIELD_REQUIRED of the commune, not of a latitude
//
// Pure; one lookup of the name each.
#pragma once

#include <vector>

#include "service/errors.h"
#include "service/formats/field_entry.h"
#include "service/formats/gazetteer.h"
#include "service/formats/row_mapper.h"

namespace cordee::service {

// Refuses a name that is that of other communes than the code's. A name that no commune has passes:
// it may be that of a commune since merged. A profile that trusts its codes maps no commune.
void CheckCommuneOfCode(const Fields& fields, const Gazetteer& gazetteer,
                        std::vector<CellProblem>* problems);

// Of the problems that CheckEntry found with the actor of `fields`.
void NameTheCommune(const Fields& fields, const Gazetteer& gazetteer,
                    std::vector<FieldProblem>* problems);

}  // namespace cordee::service
