// What a server knows besides its store: read at start, never changed.
#pragma once

#include <string>

#include "service/formats/catalogue_file.h"
#include "service/formats/gazetteer.h"

namespace cordee::service {

struct Reference {
  CatalogueData catalogue;
  Gazetteer gazetteer;
  // Folder of import profiles.
  std::string profiles;
};

}  // namespace cordee::service
