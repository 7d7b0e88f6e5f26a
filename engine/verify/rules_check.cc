#include "engine/verify/rules_check.h"

#include <algorithm>
#include <cstddef>

namespace cordee::verify {
namespace {

size_t Row(NeedIndex need) { return static_cast<size_t>(need.value()); }
size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

bool WithinReach(const Problem& problem, size_t n, size_t r, Terms* terms) {
  const EntryTable& needs = problem.needs();
  const EntryTable& resources = problem.resources();
  const Metres limit =
      std::min({needs.reach[n], resources.reach[r], problem.policy().max_distance});
  terms->distance = Distance(needs.place[n], resources.place[r]);
  return terms->distance <= limit;
}

const char* BrokenTimeRule(const Problem& problem, size_t n, size_t r, bool booking, Terms* terms) {
  const EntryTable& needs = problem.needs();
  const EntryTable& resources = problem.resources();
  const WeekSet all = problem.horizon().AllWeeks();
  const bool need_once = needs.period[n] == Period::kOnce;
  const bool resource_once = resources.period[r] == Period::kOnce;
  if (!booking && need_once != resource_once) {
    if (needs.weeks[n] != all || resources.weeks[r] != all) return "rhythm";
  }
  terms->weeks = needs.weeks[n] & resources.weeks[r];
  if (terms->weeks == 0) return "weeks";
  if (booking && !need_once && terms->weeks != needs.weeks[n]) return "weeks";

  terms->hours = needs.hours[n] & resources.hours[r];
  if (problem.IsCarried(NeedIndex(static_cast<int32_t>(n)))) return nullptr;
  if (terms->hours.Count() < problem.policy().min_common_half_hours) return "hours";
  if (booking && terms->hours.LongestRun() < needs.duration[n]) return "hours";
  return nullptr;
}

}  // namespace

int32_t Occurrences(const EntryTable& needs, NeedIndex need) {
  return needs.period[Row(need)] == Period::kOnce ? 1 : CountWeeks(needs.weeks[Row(need)]);
}

HalfHours InLongRuns(const HalfHours& open, int32_t length) {
  HalfHours kept;
  for (const auto& [begin, end] : open.Runs()) {
    if (end - begin >= length) kept.Add(begin, end);
  }
  return kept;
}

const char* BrokenRule(const Problem& problem, NeedIndex need, ResourceIndex resource,
                       Terms* terms) {
  const EntryTable& needs = problem.needs();
  const EntryTable& resources = problem.resources();
  const size_t n = Row(need);
  const size_t r = Row(resource);
  if (needs.actor[n] == resources.actor[r]) return "same actor";
  if (terms->degree_percent < 1) return "category";
  if ((needs.labels[n] & ~resources.labels[r]) != 0) return "labels";
  const TemperatureSet offered = TemperatureBit(problem.ResourceCategory(resource).temperature);
  if ((needs.temperatures[n] & resources.temperatures[r] & offered) == 0) return "cold chain";
  if (!WithinReach(problem, n, r, terms)) return "distance";

  const bool booking = problem.NeedCategory(need).booking;
  if (const char* rule = BrokenTimeRule(problem, n, r, booking, terms)) return rule;
  if (booking) {
    terms->capacity = terms->lot = needs.amount[n].value();
    return nullptr;
  }
  terms->capacity = std::min(needs.amount[n].value(), resources.amount[r].value());
  terms->lot =
      std::max({int64_t{1}, needs.minimum_lot[n].value(), resources.minimum_lot[r].value()});
  if (!problem.NeedCategory(need).divisible)
    terms->lot = std::max(terms->lot, needs.amount[n].value());
  return terms->lot > terms->capacity ? "minimum lot" : nullptr;
}

}  // namespace cordee::verify
