#include "service/roads/road_source.h"

#include <algorithm>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/formats/road_matrix.h"
#include "service/log.h"
#include "service/roads/http.h"

namespace cordee::service {
namespace {

// Sources and destinations of one request: servers take 100 places together as they come.
constexpr size_t kPlacesPerSide = 50;
// Ways that are kept; beyond, all are forgotten.
constexpr size_t kMaxWaysKept = 2'000'000;

class FileRoads : public Roads {
 public:
  explicit FileRoads(RoadMatrix matrix) : matrix_(std::move(matrix)) {}

  RoadTable Between(const std::vector<Position>& places, StopToken /*stop*/) override {
    return RoadsOf(matrix_, places);
  }

 private:
  const RoadMatrix matrix_;
};

using Places = std::span<const Position>;

// How a kind of server is asked and read.
class Dialect {
 public:
  virtual ~Dialect() = default;
  virtual HttpRequest Ask(Places from, Places to) const = 0;
  virtual absl::StatusOr<RoadBlock> Read(const std::string& answer, Places from,
                                         Places to) const = 0;
};

std::string Degrees(int32_t millionths) {
  const int32_t whole = std::abs(millionths);
  return absl::StrCat(millionths < 0 ? "-" : "", whole / 1'000'000, ".",
                      absl::Dec(whole % 1'000'000, absl::kZeroPad6));
}

int32_t Count(Places places) { return static_cast<int32_t>(places.size()); }

// http://project-osrm.org/docs/v5.24.0/api/#table-service
class Osrm : public Dialect {
 public:
  explicit Osrm(std::string url) : url_(std::move(url)) {}

  HttpRequest Ask(Places from, Places to) const override {
    std::vector<std::string> coordinates;
    std::vector<size_t> sources;
    std::vector<size_t> destinations;
    const auto add = [&](Places places, std::vector<size_t>& numbers) {
      for (const Position& place : places) {
        numbers.push_back(coordinates.size());
        coordinates.push_back(
            absl::StrCat(Degrees(place.longitude_e6), ",", Degrees(place.latitude_e6)));
      }
    };
    add(from, sources);
    add(to, destinations);
    return {.url = absl::StrCat(url_, "/", absl::StrJoin(coordinates, ";"),
                                "?annotations=duration,distance&sources=",
                                absl::StrJoin(sources, ";"),
                                "&destinations=", absl::StrJoin(destinations, ";"))};
  }
  absl::StatusOr<RoadBlock> Read(const std::string& answer, Places from,
                                 Places to) const override {
    return ParseOsrm(answer, Count(from), Count(to));
  }

 private:
  const std::string url_;
};

// https://valhalla.github.io/valhalla/api/matrix/api-reference/
class Valhalla : public Dialect {
 public:
  explicit Valhalla(std::string url) : url_(std::move(url)) {}

  HttpRequest Ask(Places from, Places to) const override {
    const auto list = [](Places places) {
      return absl::StrJoin(places, ",", [](std::string* out, const Position& place) {
        absl::StrAppend(out, "{\"lat\":", Degrees(place.latitude_e6),
                        ",\"lon\":", Degrees(place.longitude_e6), "}");
      });
    };
    return {.url = url_ + "/sources_to_targets",
            .json = absl::StrCat("{\"sources\":[", list(from), "],\"targets\":[", list(to),
                                 "],\"costing\":\"auto\",\"units\":\"kilometers\"}")};
  }
  absl::StatusOr<RoadBlock> Read(const std::string& answer, Places from,
                                 Places to) const override {
    return ParseValhalla(answer, Count(from), Count(to));
  }

 private:
  const std::string url_;
};

RoadFailure FailureOf(const absl::Status& status) {
  if (absl::IsDeadlineExceeded(status) || absl::IsCancelled(status)) return RoadFailure::kTimeout;
  if (absl::IsUnavailable(status)) return RoadFailure::kUnreachable;
  return RoadFailure::kAnswer;
}

class ServerRoads : public Roads {
 public:
  ServerRoads(std::unique_ptr<Dialect> dialect, const RoadOptions& options)
      : dialect_(std::move(dialect)), options_(options) {}

  RoadTable Between(const std::vector<Position>& places, StopToken stop) override {
    absl::StatusOr<RoadTable> table = Ask(places, stop);
    if (table.ok()) {
      table->source = RoadSource::kServer;
      return *std::move(table);
    }
    Log(LogLevel::kWarning, "no ways from the road server: they are estimated",
        {{"error", std::string(table.status().message())}});
    const bool too_many = places.size() > static_cast<size_t>(kMaxRoadPlaces);
    return {.source = RoadSource::kServer,
            .failure = too_many ? RoadFailure::kTooManyPlaces : FailureOf(table.status())};
  }

 private:
  using Pair = std::pair<Position, Position>;
  struct PairHash {
    size_t operator()(const Pair& pair) const {
      const auto word = [](const Position& place) {
        return static_cast<uint64_t>(static_cast<uint32_t>(place.latitude_e6)) << 32 |
               static_cast<uint32_t>(place.longitude_e6);
      };
      return absl::HashOf(word(pair.first), word(pair.second));
    }
  };

  absl::StatusOr<RoadTable> Ask(const std::vector<Position>& places, StopToken stop) {
    if (places.size() > static_cast<size_t>(kMaxRoadPlaces)) {
      return absl::ResourceExhaustedError(
          absl::StrCat(places.size(), " places, at most ", kMaxRoadPlaces));
    }
    const absl::Time deadline = absl::Now() + options_.run_timeout;
    RoadBlock ways;
    ways.metres.resize(places.size() * places.size());
    ways.seconds.resize(places.size() * places.size());
    for (size_t r = 0; r < places.size(); r += kPlacesPerSide) {
      for (size_t c = 0; c < places.size(); c += kPlacesPerSide) {
        RETURN_IF_ERROR(FillBlock(places, r, c, deadline, stop, &ways));
      }
    }
    return MakeRoadTable(places, ways.metres, ways.seconds);
  }

  absl::Status FillBlock(const std::vector<Position>& places, size_t r, size_t c,
                         absl::Time deadline, StopToken stop, RoadBlock* ways) {
    const auto part = [&](size_t begin) {
      return Places(places).subspan(begin, std::min(kPlacesPerSide, places.size() - begin));
    };
    const Places from = part(r);
    const Places to = part(c);
    if (Recall(from, to, r * places.size() + c, places.size(), ways)) return absl::OkStatus();
    const absl::Duration left = deadline - absl::Now();
    if (left <= absl::ZeroDuration()) {
      return absl::DeadlineExceededError(
          absl::StrCat("no whole table within ", absl::FormatDuration(options_.run_timeout)));
    }
    HttpRequest request = dialect_->Ask(from, to);
    request.timeout = std::min(left, options_.request_timeout);
    ASSIGN_OR_RETURN(const std::string answer, Fetch(request, stop));
    ASSIGN_OR_RETURN(const RoadBlock block, dialect_->Read(answer, from, to));
    Keep(from, to, block);
    for (size_t i = 0; i < from.size(); ++i) {
      for (size_t k = 0; k < to.size(); ++k) {
        const size_t at = (r + i) * places.size() + c + k;
        ways->metres[at] = block.metres[i * to.size() + k];
        ways->seconds[at] = block.seconds[i * to.size() + k];
      }
    }
    return absl::OkStatus();
  }

  // Writes the ways from `at` on, in rows of `width`. False when one is not known.
  bool Recall(Places from, Places to, size_t at, size_t width, RoadBlock* ways) {
    const std::lock_guard lock(mutex_);
    for (size_t i = 0; i < from.size(); ++i) {
      for (size_t k = 0; k < to.size(); ++k) {
        const auto known = known_.find({from[i], to[k]});
        if (known == known_.end()) return false;
        ways->metres[at + i * width + k] = known->second.metres;
        ways->seconds[at + i * width + k] = known->second.seconds;
      }
    }
    return true;
  }

  void Keep(Places from, Places to, const RoadBlock& block) {
    const std::lock_guard lock(mutex_);
    if (known_.size() + from.size() * to.size() > kMaxWaysKept) known_.clear();
    for (size_t i = 0; i < from.size(); ++i) {
      for (size_t k = 0; k < to.size(); ++k) {
        const size_t at = i * to.size() + k;
        known_[{from[i], to[k]}] = {block.metres[at], block.seconds[at]};
      }
    }
  }

  const std::unique_ptr<Dialect> dialect_;
  const RoadOptions options_;
  std::mutex mutex_;
  absl::flat_hash_map<Pair, Drive, PairHash> known_;
};

absl::Status CheckUrl(const std::string& url) {
  const bool http = absl::StartsWith(url, "http://") || absl::StartsWith(url, "https://");
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 127; });
  if (http && plain && url.find("//") + 2 < url.size()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--roads: '", url, "' is no http:// or https:// address"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Roads>> OpenRoads(const std::string& source,
                                                 const RoadOptions& options) {
  const size_t colon = std::min(source.find(':'), source.size());
  const std::string kind = source.substr(0, colon);
  const std::string rest = source.substr(std::min(colon + 1, source.size()));
  if (kind == "matrix") {
    ASSIGN_OR_RETURN(RoadMatrix matrix, ReadRoadMatrix(rest));
    return std::make_unique<FileRoads>(std::move(matrix));
  }
  const std::string url(absl::StripSuffix(rest, "/"));
  std::unique_ptr<Dialect> dialect;
  if (kind == "osrm") dialect = std::make_unique<Osrm>(url);
  if (kind == "valhalla") dialect = std::make_unique<Valhalla>(url);
  if (dialect == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--roads: expected matrix:FILE, osrm:URL or valhalla:URL, not '", source, "'"));
  }
  RETURN_IF_ERROR(CheckUrl(url));
  return std::make_unique<ServerRoads>(std::move(dialect), options);
}

}  // namespace cordee::service
