// Import: CSV in the form of the profile "cordee" -> checked entries, in memory.
//
//   import_bench --benchmark_format=json
//
// Argument: needs and resources; a third as many rows of actors come on top. Counter rows_per_s.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/generate/territory.h"
#include "bench/generate/territory_csv.h"
#include "engine/base/check.h"
#include "service/formats/import.h"

namespace cordee::bench {
namespace {

// As a client streams it.
constexpr size_t kPartBytes = 64 * 1024;

const service::CatalogueData& Catalogue() {
  static const auto* data = new service::CatalogueData(
      service::LoadCatalogue(std::string(CORDEE_SOURCE_DIR) + "/deploy/catalogue").value());
  return *data;
}

std::string MakeFile(int64_t entries) {
  const std::vector<Town> towns = {
      {.code = "79329", .name = "Thouars", .position = {46'975'000, -215'000}}};
  std::ostringstream out;
  WriteCsv(Catalogue().catalogue,
           GenerateTerritory(Catalogue().catalogue, towns, {.entries = entries}), out);
  return std::move(out).str();
}

void Import(benchmark::State& state) {
  const std::string file = MakeFile(state.range(0));
  const auto profiles =
      service::LoadProfiles(std::string(CORDEE_SOURCE_DIR) + "/deploy/profiles").value();
  const auto gazetteer =
      service::ParseGazetteer("insee,nom,lat,lon\n79329,Thouars,46.975,-0.215\n").value();
  int64_t rows = 0;
  for (auto _ : state) {
    service::Importer importer(profiles.at("cordee"), Catalogue(), gazetteer,
                               {"territories/bench", ""});
    for (size_t at = 0; at < file.size(); at += kPartBytes) {
      CHECK(importer.Feed(std::string_view(file).substr(at, kPartBytes)).ok());
    }
    const auto result = std::move(importer).Finish();
    CHECK(result.ok());
    if (result->report.error_count != 0) {
      state.SkipWithError(absl::StrCat(result->report.error_count, " bad cells").c_str());
      break;
    }
    rows += result->report.line_count;
  }
  state.counters["rows_per_s"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsRate);
}

BENCHMARK(Import)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
