#include "engine/candidates/resource_index.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace cordee {
namespace {

constexpr double kPi = std::numbers::pi;
// A distance rounds to `reach` metres when it is at most half a metre longer; the centimetre more
// covers every rounding error. Below kSurelyWithin of the squared bound it is half a metre longer
// by less than that centimetre, even for a reach of 0; what lies between is measured in metres.
constexpr double kRoundsDownMetres = 0.51;
constexpr double kSurelyWithin = 0.9;
constexpr double kAngleSlack = 1e-9;
constexpr double kBeyondEveryChord = 5;
// A band is about a quarter of a typical reach high, and runs shorter than this are not searched.
constexpr double kBandsPerReach = 4;
constexpr int32_t kShortRun = 16;

double Angle(Metres reach) { return (reach.value() + kRoundsDownMetres) / kEarthRadiusMetres; }

double SquaredChordBound(Metres reach) {
  if (Angle(reach) >= kPi) return kBeyondEveryChord;
  const double half = std::sin(Angle(reach) / 2);
  return 4 * half * half;
}

double Longitude(const UnitVector& place) { return std::atan2(place.y, place.x); }

std::vector<ResourceIndex> AllResources(const Problem& problem) {
  std::vector<ResourceIndex> all;
  const auto count = static_cast<size_t>(problem.resources().size());
  all.reserve(count);
  for (ResourceIndex resource : IndicesUpTo<ResourceIndex>(count)) all.push_back(resource);
  return all;
}

}  // namespace

Cap::Cap(const UnitVector& at, Metres within)
    : place(at), reach(within), squared_chord(SquaredChordBound(within)), longitude(Longitude(at)) {
  const double angle = std::min(Angle(within) + kAngleSlack, kPi);
  const double latitude = std::asin(std::clamp(at.z, -1.0, 1.0));
  const bool has_north_pole = latitude + angle >= kPi / 2;
  const bool has_south_pole = latitude - angle <= -kPi / 2;
  lowest_z = has_south_pole ? -1 : std::sin(latitude - angle) - kAngleSlack;
  highest_z = has_north_pole ? 1 : std::sin(latitude + angle) + kAngleSlack;
  half_width = has_north_pole || has_south_pole
                   ? kPi
                   : std::asin(std::min(1.0, std::sin(angle) / std::cos(latitude))) + kAngleSlack;
}

int32_t ResourceIndexByPlace::Bands::Of(double z) const {
  const double band = std::clamp((z - lowest_z) * per_z, 0.0, static_cast<double>(count - 1));
  return static_cast<int32_t>(band);
}

ResourceIndexByPlace::ResourceIndexByPlace(const Problem& problem)
    : ResourceIndexByPlace(problem, AllResources(problem)) {}

ResourceIndexByPlace::ResourceIndexByPlace(const Problem& problem,
                                           std::span<const ResourceIndex> resources) {
  const EntryTable& table = problem.resources();
  begin_.assign(static_cast<size_t>(problem.catalogue().category_count()) + 1, 0);
  std::vector<Metres> reaches;
  reaches.reserve(resources.size());
  for (ResourceIndex resource : resources) {
    const auto r = static_cast<size_t>(resource.value());
    ++begin_[static_cast<size_t>(table.category[r].value()) + 1];
    reaches.push_back(table.reach[r]);
  }
  for (size_t c = 1; c < begin_.size(); ++c) begin_[c] += begin_[c - 1];
  const auto middle = reaches.begin() + static_cast<std::ptrdiff_t>(reaches.size() / 2);
  std::nth_element(reaches.begin(), middle, reaches.end());
  const Metres typical =
      reaches.empty() ? Metres() : std::min(*middle, problem.policy().max_distance);
  MakeBands(problem, resources, Angle(typical) / kBandsPerReach);
  Sort(problem, resources);
}

void ResourceIndexByPlace::MakeBands(const Problem& problem,
                                     std::span<const ResourceIndex> resources,
                                     double typical_height) {
  const EntryTable& table = problem.resources();
  struct Extent {
    double lowest = 2;
    double highest = -2;
  };
  std::vector<Extent> extents(begin_.size() - 1);
  for (ResourceIndex resource : resources) {
    const auto r = static_cast<size_t>(resource.value());
    Extent& extent = extents[static_cast<size_t>(table.category[r].value())];
    extent.lowest = std::min(extent.lowest, table.place[r].z);
    extent.highest = std::max(extent.highest, table.place[r].z);
  }
  int32_t bands = 0;
  for (size_t c = 0; c < extents.size(); ++c) {
    const int32_t size = begin_[c + 1] - begin_[c];
    Bands& band = bands_.emplace_back();
    band.first = bands;
    if (size > 0) {
      const double height = extents[c].highest - extents[c].lowest;
      const double wanted =
          std::min(height / typical_height, static_cast<double>(size) / kShortRun);
      band.count = static_cast<int32_t>(wanted) + 1;
      band.lowest_z = extents[c].lowest;
      band.per_z = height > 0 ? band.count / height : 0;
    }
    bands += band.count;
  }
  band_begin_.assign(static_cast<size_t>(bands) + 1, 0);
}

void ResourceIndexByPlace::Sort(const Problem& problem, std::span<const ResourceIndex> resources) {
  const EntryTable& table = problem.resources();
  struct Key {
    int32_t band;  // of all categories
    double longitude;
    ResourceIndex resource;
  };
  std::vector<Key> keys;
  keys.reserve(resources.size());
  for (ResourceIndex resource : resources) {
    const auto r = static_cast<size_t>(resource.value());
    const Bands& bands = bands_[static_cast<size_t>(table.category[r].value())];
    const int32_t band = bands.first + bands.Of(table.place[r].z);
    ++band_begin_[static_cast<size_t>(band) + 1];
    keys.push_back({band, Longitude(table.place[r]), resource});
  }
  for (size_t b = 1; b < band_begin_.size(); ++b) band_begin_[b] += band_begin_[b - 1];
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    return std::tie(a.band, a.longitude, a.resource) < std::tie(b.band, b.longitude, b.resource);
  });
  for (const Key& key : keys) {
    const auto r = static_cast<size_t>(key.resource.value());
    const Metres reach = std::min(table.reach[r], problem.policy().max_distance);
    order_.push_back(key.resource);
    longitude_.push_back(key.longitude);
    place_.push_back(table.place[r]);
    squared_chord_.push_back(SquaredChordBound(reach));
    reach_.push_back(reach);
  }
}

IndexHit* ResourceIndexByPlace::Scan(int32_t begin, int32_t end, const Cap& cap,
                                     IndexHit* hits) const {
  for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
    const double chord = SquaredChord(cap.place, place_[i]);
    *hits = {chord, static_cast<int32_t>(i)};
    hits += chord <= std::min(cap.squared_chord, squared_chord_[i]) ? 1 : 0;
  }
  return hits;
}

std::span<const IndexHit> ResourceIndexByPlace::FindWithin(CategoryIndex category, const Cap& cap,
                                                           std::vector<IndexHit>& room) const {
  const Bands& bands = bands_[static_cast<size_t>(category.value())];
  size_t found = 0;
  const auto scan = [&](int32_t begin, int32_t end) {
    const auto most = found + static_cast<size_t>(end - begin);
    if (room.size() < most) room.resize(2 * most);
    found = static_cast<size_t>(Scan(begin, end, cap, room.data() + found) - room.data());
  };
  const auto longitudes = [&](int32_t begin, int32_t end, double west, double east) {
    const auto from = std::lower_bound(longitude_.begin() + begin, longitude_.begin() + end, west);
    const auto to = std::upper_bound(from, longitude_.begin() + end, east);
    scan(static_cast<int32_t>(from - longitude_.begin()),
         static_cast<int32_t>(to - longitude_.begin()));
  };
  const double west = cap.longitude - cap.half_width;
  const double east = cap.longitude + cap.half_width;
  const int32_t top = bands.first + bands.Of(cap.highest_z);
  for (int32_t band = bands.first + bands.Of(cap.lowest_z); band <= top; ++band) {
    const int32_t begin = band_begin_[static_cast<size_t>(band)];
    const int32_t end = band_begin_[static_cast<size_t>(band) + 1];
    if (end - begin <= kShortRun || cap.half_width >= kPi / 2) {
      scan(begin, end);
    } else if (west < -kPi) {
      longitudes(begin, end, -kPi, east);
      longitudes(begin, end, west + 2 * kPi, kPi);
    } else if (east > kPi) {
      longitudes(begin, end, west, kPi);
      longitudes(begin, end, -kPi, east - 2 * kPi);
    } else {
      longitudes(begin, end, west, east);
    }
  }
  return DropTooFar(cap, std::span(room).first(found));
}

std::span<const IndexHit> ResourceIndexByPlace::DropTooFar(const Cap& cap,
                                                           std::span<IndexHit> hits) const {
  const auto kept = std::remove_if(hits.begin(), hits.end(), [&](const IndexHit& hit) {
    const auto i = static_cast<size_t>(hit.position);
    if (hit.squared_chord <= kSurelyWithin * std::min(cap.squared_chord, squared_chord_[i])) {
      return false;
    }
    return DistanceOfChord(hit.squared_chord) > std::min(cap.reach, reach_[i]);
  });
  return hits.first(static_cast<size_t>(kept - hits.begin()));
}

}  // namespace cordee
