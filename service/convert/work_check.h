// The terms of work of a post or of a person: hours, qualifications, travel, pay, preferences.
#pragma once

#include <string_view>

#include "cordee/v1/registry.pb.h"
#include "service/convert/terms_check.h"
#include "service/convert/text_check.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

// What CheckTerms does, for `terms.work` (field paths "terms.work..."), after it has found the
// category and the quantity. `name` is the entry's own. Problems: fields that have no meaning for
// the category or the side, hours that contradict each other or `terms.quantity`, unknown
// categories and qualifications, numbers outside their limits, rankings and vetoes that name
// something twice, a stranger's territory or their own side. That a ranked entry exists is not
// asked: it may come later, and a name that never comes ranks nobody.
void CheckWork(v1::Terms* terms, std::string_view name, Side side, CategoryIndex category,
               const CatalogueData& data, bool suggest, Problems* problems);

}  // namespace cordee::service
