#include "engine/verify/regular_check.h"

#include <algorithm>
#include <vector>

#include "engine/model/road.h"

namespace cordee {
namespace {

constexpr int32_t kHalfHour = 1'800;
constexpr int32_t kSlotsPerDay = 48;

absl::Status Broken(const char* what) { return absl::FailedPreconditionError(what); }

bool OneRun(const HalfHours& hours, int32_t day, int64_t from, int64_t to) {
  for (int64_t slot = from / kHalfHour; slot * kHalfHour < to; ++slot) {
    if (slot < 0 || slot >= kSlotsPerDay) return false;
    if (!hours.Has(day * kSlotsPerDay + static_cast<int32_t>(slot))) return false;
  }
  return true;
}

// When the run of hours around `second` begins and ends.
std::pair<int64_t, int64_t> RunAround(const HalfHours& hours, int32_t day, int64_t second) {
  int64_t from = second / kHalfHour;
  int64_t to = from;
  const auto open = [&](int64_t slot) {
    return slot >= 0 && slot < kSlotsPerDay &&
           hours.Has(day * kSlotsPerDay + static_cast<int32_t>(slot));
  };
  while (open(from - 1)) --from;
  while (open(to)) ++to;
  return {from * kHalfHour, to * kHalfHour};
}

}  // namespace

absl::Status DriveRegular(const Problem& problem, const HaulTour& tour, RegularDrive& drive) {
  const VanTable& vans = problem.logistics().vans;
  const auto v = static_cast<size_t>(tour.van.value());
  for (const RegularTour& each : vans.regular_tours[v]) {
    const int64_t begins = each.calls.front().opens;
    const int64_t from = std::min<int64_t>(tour.leaves, begins);
    const int64_t to = std::max<int64_t>(tour.returns, begins + 1);
    if (each.day == tour.day && OneRun(vans.hours[v], tour.day, from, to)) drive.tour = &each;
  }
  if (drive.tour == nullptr) return absl::OkStatus();
  const std::vector<RegularCall>& calls = drive.tour->calls;
  std::vector<Drive> ways;
  for (size_t k = 0; k <= calls.size(); ++k) {
    ways.push_back(DriveBetween(problem.roads(), problem.policy().transport,
                                k == 0 ? vans.place[v] : calls[k - 1].place,
                                k == calls.size() ? vans.place[v] : calls[k].place));
    if (!ways.back().possible()) return Broken("a regular tour without a way");
    drive.metres += ways.back().metres;
  }
  const auto [opens, closes] = RunAround(vans.hours[v], tour.day, calls.front().opens);
  int64_t now = opens;
  for (size_t k = 0; k < calls.size(); ++k) {
    now = std::max<int64_t>(now + ways[k].seconds, calls[k].opens);
    if (now > calls[k].closes) return Broken("a regular tour that is late by itself");
    now += calls[k].stays;
  }
  const int64_t returns = now + ways.back().seconds;
  if (returns > closes) return Broken("a regular tour that ends too late by itself");
  int64_t leaves = returns;
  for (size_t k = calls.size(); k-- > 0;) {
    leaves = std::min<int64_t>(leaves - ways[k + 1].seconds - calls[k].stays, calls[k].closes);
  }
  leaves = std::max<int64_t>(leaves - ways.front().seconds, opens);
  drive.cost = kCostPerCent * vans.cents_per_day[v] +
               kCostPerCent / 1'000 * vans.cents_per_km[v] * drive.metres +
               kCostPerCent / 3'600 * vans.cents_per_hour[v] * (returns - leaves);
  return absl::OkStatus();
}

absl::Status CheckCalls(const RegularTour* regular, const HaulTour& tour) {
  int32_t next = 0;
  for (const HaulStop& stop : tour.stops) {
    if (!stop.is_regular()) continue;
    const bool known = regular != nullptr && stop.haul == -1 && !stop.pickup &&
                       stop.regular == next &&
                       next < static_cast<int32_t>(regular->calls.size());
    if (!known) return Broken("a call that is not of its regular tour, or not in its turn");
    const RegularCall& call = regular->calls[static_cast<size_t>(next++)];
    if (stop.begins < call.opens || stop.begins > call.closes) {
      return Broken("a call of the regular tour at the wrong time");
    }
  }
  const size_t all = regular == nullptr ? 0 : regular->calls.size();
  return static_cast<size_t>(next) == all ? absl::OkStatus()
                                          : Broken("a call of the regular tour is missing");
}

absl::Status CheckLate(const Problem& problem, const std::vector<LateRegular>& late) {
  const VanTable& vans = problem.logistics().vans;
  std::vector<LateRegular> found;
  for (int32_t v = 0; v < vans.size(); ++v) {
    const auto& tours = vans.regular_tours[static_cast<size_t>(v)];
    if (vans.no_driver[static_cast<size_t>(v)] != 0) continue;
    for (size_t t = 0; t < tours.size(); ++t) {
      HaulTour nothing_else;
      nothing_else.van = VanIndex(v);
      nothing_else.day = tours[t].day;
      nothing_else.leaves = tours[t].calls.front().opens;
      nothing_else.returns = nothing_else.leaves + 1;
      RegularDrive drive;
      if (DriveRegular(problem, nothing_else, drive).ok()) continue;
      found.push_back({VanIndex(v), static_cast<int32_t>(t)});
    }
  }
  return found == late ? absl::OkStatus()
                       : Broken("regular tours that cannot be driven: others than stated");
}

}  // namespace cordee
