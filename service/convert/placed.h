// Which entries are placed (jobs, mentoring, home sharing) and which are shared out by value.
#pragma once

#include "cordee/v1/registry.pb.h"
#include "engine/model/catalogue.h"

namespace cordee::service {

// A category that is placed, every week: a post, or a person. Hours that are asked for or offered
// once or by the month are missions, and shared out like any other quantity.
inline bool IsPlaced(const v1::Terms& terms, const Catalogue& catalogue) {
  const CategoryIndex category = catalogue.FindCategory(terms.category());
  return category.valid() && catalogue.category(category).placement != Placement::kNone &&
         terms.period() == v1::PERIOD_WEEK;
}

}  // namespace cordee::service
