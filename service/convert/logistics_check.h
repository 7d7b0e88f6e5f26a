// What makes a resource a vehicle and a need a shipment: `terms.vehicle` and `terms.shipment`.
#pragma once

#include "cordee/v1/registry.pb.h"
#include "service/convert/terms_check.h"
#include "service/convert/text_check.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/gazetteer.h"

namespace cordee::service {

// What CheckTerms does, for those two, after it has found the category and the quantity. Problems:
// either on the wrong side or in a category that is no freight, a vehicle that is not there every
// week or carries more than any, a shipment without another end, places that are not known, hours
// and numbers outside their limits, fields of terms that neither has (lots, labels).
void CheckLogistics(v1::Terms* terms, Side side, CategoryIndex category, const CatalogueData& data,
                    const Gazetteer& gazetteer, bool suggest, Problems* problems);

}  // namespace cordee::service
