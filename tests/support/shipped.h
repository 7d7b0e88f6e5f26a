// The shipped catalogue and a few communes of Deux-Sèvres, loaded once for all tests of a binary.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "service/formats/catalogue_file.h"
#include "service/formats/gazetteer.h"

namespace cordee::testing {

inline const service::CatalogueData& ShippedCatalogue() {
  static const auto* data = [] {
    auto loaded = service::LoadCatalogue(std::string(CORDEE_SOURCE_DIR) + "/deploy/catalogue");
    if (!loaded.ok()) {
      std::fprintf(stderr, "%s\n", std::string(loaded.status().message()).c_str());
      std::abort();
    }
    return new service::CatalogueData(*std::move(loaded));
  }();
  return *data;
}

// Positions are rounded to a hundredth of a degree: enough for tests.
inline constexpr char kSmallGazetteer[] =
    "insee,nom,departement,epci,epci_nom,population,codes_postaux,lat,lon\n"
    "79329,Thouars,79,247900798,CC du Thouarsais,13900,79100,46.98,-0.21\n"
    "79049,Bressuire,79,200040244,CA du Bocage Bressuirais,19900,79300,46.84,-0.49\n"
    "79202,Parthenay,79,200041333,CC de Parthenay-Gâtine,10100,79200,46.65,-0.25\n"
    "79191,Niort,79,200041317,CA du Niortais,59000,79000,46.33,-0.46\n"
    "79048,La Crèche,79,200041994,CC Haut Val de Sèvre,5600,79260,46.36,-0.31\n"
    "79299,Saint-Varent,79,247900798,CC du Thouarsais,2500,79330,46.89,-0.23\n"
    "79270,Saint-Maixent-l'École,79,200041994,CC Haut Val de Sèvre,6700,79400,46.41,-0.21\n"
    "79001,Saint-Martin,79,,,10,79001,46.30,-0.30\n"
    "86001,Saint-Martin,86,,,10,86001,46.60,0.30\n"
    "79999,Sans-Position,79,,,1,79999,,\n";

inline const service::Gazetteer& SmallGazetteer() {
  static const auto* gazetteer =
      new service::Gazetteer(service::ParseGazetteer(kSmallGazetteer).value());
  return *gazetteer;
}

}  // namespace cordee::testing
