// What makes a resource a vehicle or a store and a need a shipment: `terms.vehicle`,
// `terms.storage` and `terms.shipment`.
#pragma once

#include "cordee/v1/registry.pb.h"
#include "service/convert/terms_check.h"
#include "service/convert/text_check.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/gazetteer.h"

namespace cordee::service {

// What CheckTerms does, for those, after it has found the category and the quantity; a store's
// nights are filled in. Problems: one on the wrong side or in a category that is no freight, a
// vehicle or a store that is not there every week or takes more than any, both at once, a shipment
// without another end, places that are not known, hours and numbers outside their limits, fields of
// terms that none has (lots, labels).
void CheckLogistics(v1::Terms* terms, Side side, CategoryIndex category, const CatalogueData& data,
                    const Gazetteer& gazetteer, bool suggest, Problems* problems);

}  // namespace cordee::service
