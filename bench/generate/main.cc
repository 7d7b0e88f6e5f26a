// cordee-generate: a seeded territory of any size, as a file that `cordee import` reads.
//
//   cordee-generate --entries 10000 --seed 7 --catalogue deploy/catalogue
//       --communes communes.csv --out territory.csv
#include <CLI/CLI.hpp>
#include <cmath>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/generate/territory.h"
#include "bench/generate/territory_csv.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/gazetteer.h"

namespace cordee::bench {
namespace {

constexpr int64_t kMostEntries = 8'000'000;

struct Flags {
  TerritoryOptions options;
  std::string catalogue;
  std::string communes;
  std::string out;
};

absl::StatusOr<std::vector<Town>> ReadTowns(const std::string& path) {
  auto gazetteer = service::LoadGazetteer(path);
  if (!gazetteer.ok()) return gazetteer.status();
  std::vector<Town> towns;
  for (const service::Commune& commune : gazetteer->communes()) {
    if (!commune.position.has_value()) continue;
    towns.push_back(
        {.code = commune.insee,
         .name = commune.name,
         .position = {static_cast<int32_t>(std::lround(commune.position->latitude * 1e6)),
                      static_cast<int32_t>(std::lround(commune.position->longitude * 1e6))},
         .weight = static_cast<double>(commune.population)});
  }
  if (towns.empty()) return absl::InvalidArgumentError("no commune with a position");
  return towns;
}

absl::Status Run(const Flags& flags) {
  auto data = service::LoadCatalogue(flags.catalogue);
  if (!data.ok()) return data.status();
  auto towns = ReadTowns(flags.communes);
  if (!towns.ok()) return towns.status();
  const Territory territory = GenerateTerritory(data->catalogue, *std::move(towns), flags.options);
  if (flags.out.empty()) {
    WriteCsv(data->catalogue, territory, std::cout);
    std::cout.flush();
    return std::cout.good() ? absl::OkStatus() : absl::DataLossError("cannot write the output");
  }
  std::ofstream file(flags.out);
  WriteCsv(data->catalogue, territory, file);
  file.close();
  return file.good() ? absl::OkStatus() : absl::DataLossError("cannot write " + flags.out);
}

}  // namespace
}  // namespace cordee::bench

int main(int argc, char** argv) {
  cordee::bench::Flags flags;
  CLI::App app("Makes up a territory from a seed, as CSV for the import profile \"cordee\".",
               "cordee-generate");
  app.add_option("--entries", flags.options.entries, "needs and resources together")
      ->check(CLI::Range(int64_t{1}, cordee::bench::kMostEntries))
      ->capture_default_str();
  app.add_option("--seed", flags.options.seed, "the same seed gives the same file")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--catalogue", flags.catalogue, "folder of catalogue files")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--communes", flags.communes, "CSV of communes: insee, nom, population, lat, lon")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--out", flags.out, "file to write (default: standard output)");
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = cordee::bench::Run(flags);
  if (!status.ok()) {
    std::cerr << "cordee-generate: " << status.message() << '\n';
    return 1;
  }
  return 0;
}
