// What a server knows besides its store: read at start, never changed.
#pragma once

#include <memory>

#include "service/formats/catalogue_file.h"
#include "service/formats/gazetteer.h"
#include "service/formats/profile.h"

namespace cordee::service {

struct Reference {
  std::shared_ptr<const CatalogueData> data;
  Gazetteer gazetteer;
  Profiles profiles;
};

}  // namespace cordee::service
