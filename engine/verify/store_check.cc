#include "engine/verify/store_check.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

constexpr int64_t kDay = 86'400;
constexpr int64_t kLoading = 600;
constexpr int32_t kSunday = 6;

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

absl::Status Broken(const std::string& what) { return absl::FailedPreconditionError(what); }

// When a haul is picked up and delivered.
struct Times {
  int32_t day = 0;
  int64_t picked_up = 0;  // seconds of the week
  int64_t delivered = 0;
};

// From where goods are brought to where they are fetched.
struct Stay {
  StoreIndex store;
  int64_t from = 0;
  int64_t until = 0;
  int64_t hectograms = 0;
  bool frozen = false;
};

class StoreCheck {
 public:
  StoreCheck(const Problem& problem, const std::vector<int64_t>& hectograms,
             const TransportResult& transport)
      : problem_(problem),
        stores_(problem.logistics().stores),
        hectograms_(hectograms),
        transport_(transport),
        times_(transport.hauls.size()) {}

  absl::Status Run() {
    for (const HaulTour& tour : transport_.tours) {
      for (const HaulStop& stop : tour.stops) {
        if (stop.is_regular()) continue;
        Times& times = times_[static_cast<size_t>(stop.haul)];
        times.day = tour.day;
        (stop.pickup ? times.picked_up : times.delivered) = tour.day * kDay + stop.begins;
      }
    }
    RETURN_IF_ERROR(CheckDays());
    RETURN_IF_ERROR(PairLegs());
    return CheckRoom();
  }

 private:
  absl::Status CheckDays() const {
    for (size_t h = 0; h < transport_.hauls.size(); ++h) {
      const Haul& haul = transport_.hauls[h];
      const int32_t first = haul.leg == 0 ? 0 : times_[h].day;
      const int32_t last = haul.leg == 0 ? kSunday : times_[h].day;
      if (haul.first_day != first || haul.last_day != last) {
        return Broken(absl::StrCat("haul ", h, ": days"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status PairLegs() {
    using Part = std::tuple<NeedIndex, ResourceIndex, int32_t>;
    std::map<Part, std::pair<int64_t, int64_t>> legs;  // numbers of both; -1: none
    std::map<std::pair<NeedIndex, ResourceIndex>, StoreIndex> way;
    for (size_t h = 0; h < transport_.hauls.size(); ++h) {
      const Haul& haul = transport_.hauls[h];
      if (haul.freight.valid()) continue;
      const auto known = way.try_emplace({haul.need, haul.resource}, haul.store).first;
      if (known->second != haul.store) return Broken("store: goods of one link go two ways");
      if (haul.leg == 0) continue;
      auto& both = legs.try_emplace({haul.need, haul.resource, haul.piece}, -1, -1).first->second;
      (haul.leg == 1 ? both.first : both.second) = static_cast<int64_t>(h);
    }
    int64_t cost = 0;
    for (const auto& [part, both] : legs) {
      if (both.first < 0 || both.second < 0) return Broken("store: one leg without the other");
      RETURN_IF_ERROR(AddStay(static_cast<size_t>(both.first), static_cast<size_t>(both.second),
                              cost));
    }
    return cost == transport_.storage_cost ? absl::OkStatus() : Broken("store: cost of the week");
  }

  absl::Status AddStay(size_t in, size_t out, int64_t& cost) {
    const Haul& haul = transport_.hauls[in];
    const size_t s = At(haul.store);
    const std::string name = absl::StrCat("resources/", stores_.id[s]);
    const int32_t nights = times_[out].day - times_[in].day;
    if (nights < 1) return Broken(name + ": fetched before it is brought");
    if (nights > stores_.max_nights[s]) return Broken(name + ": too many nights");
    const size_t n = At(haul.need);
    const size_t r = At(haul.resource);
    const WeekSet weeks = problem_.needs().weeks[n] & problem_.resources().weeks[r];
    if ((weeks & ~stores_.weeks[s]) != 0) return Broken(name + ": not there in all weeks");
    const Temperature temperature = problem_.ResourceCategory(haul.resource).temperature;
    if ((stores_.temperatures[s] & TemperatureBit(temperature)) == 0) {
      return Broken(name + ": cannot keep the temperature");
    }
    if (Distance(stores_.place[s], problem_.resources().place[r]) > stores_.reach[s] ||
        Distance(stores_.place[s], problem_.needs().place[n]) > stores_.reach[s]) {
      return Broken(name + ": beyond the reach");
    }
    if (hectograms_[in] > stores_.hectograms[s]) return Broken(name + ": overfull");
    cost += kCostPerCent * stores_.cents_per_100kg_night[s] / 1'000 * hectograms_[in] * nights;
    stays_.push_back({haul.store, times_[in].delivered, times_[out].picked_up + kLoading,
                      hectograms_[in], temperature == Temperature::kFrozen});
    return absl::OkStatus();
  }

  // At each moment at which something is brought.
  absl::Status CheckRoom() const {
    for (const Stay& brought : stays_) {
      int64_t load = 0;
      for (const Stay& stay : stays_) {
        const bool there = stay.store == brought.store && stay.from <= brought.from &&
                           brought.from < stay.until;
        if (!there) continue;
        load += stay.hectograms;
        if (stay.frozen != brought.frozen) {
          return Broken(absl::StrCat("resources/", stores_.id[At(brought.store)],
                                     ": frozen, and not frozen"));
        }
      }
      if (load > stores_.hectograms[At(brought.store)]) {
        return Broken(absl::StrCat("resources/", stores_.id[At(brought.store)], ": overfull"));
      }
    }
    return absl::OkStatus();
  }

  const Problem& problem_;
  const StoreTable& stores_;
  const std::vector<int64_t>& hectograms_;
  const TransportResult& transport_;
  std::vector<Times> times_;  // by haul
  std::vector<Stay> stays_;
};

}  // namespace

absl::Status CheckStores(const Problem& problem, const std::vector<int64_t>& hectograms,
                         const TransportResult& transport) {
  return StoreCheck(problem, hectograms, transport).Run();
}

}  // namespace cordee
