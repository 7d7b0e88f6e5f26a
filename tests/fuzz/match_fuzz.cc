// Any bytes as a territory. The builder refuses it, or the engine answers and its own checker,
// which Match runs, agrees. Stopping at any work count must leave an answer that it accepts too.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "engine/base/check.h"
#include "engine/engine.h"

namespace {

using namespace cordee;  // the whole file speaks of the engine

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  int64_t Next(int64_t most) {
    if (at_ >= size_) return 0;
    return data_[at_++] % (most + 1);
  }
  bool Empty() const { return at_ >= size_; }

 private:
  const uint8_t* data_;
  size_t size_;
  size_t at_ = 0;
};

std::shared_ptr<const Catalogue> SmallCatalogue() {
  static const auto* catalogue = [] {
    CatalogueBuilder builder;
    builder.AddCategory({.code = "food", .reference = Quantity(10), .base_unit = "g"}, "", {});
    builder.AddCategory({.code = "carrots", .reference = Quantity(10), .base_unit = "g"}, "food",
                        {{"leeks", 40}});
    builder.AddCategory({.code = "leeks", .reference = Quantity(20), .base_unit = "g"}, "food", {});
    builder.AddCategory({.code = "rooms",
                         .family = Family::kSpaces,
                         .reference = Quantity(8),
                         .booking = true,
                         .base_unit = "hh"},
                        "", {});
    builder.AddLabel({.code = "organic", .ecological_percent = 100}, {});
    return new std::shared_ptr<const Catalogue>(
        std::make_shared<const Catalogue>(*std::move(builder).Build()));
  }();
  return *catalogue;
}

EntryRow NextEntry(Bytes& bytes, std::string id) {
  EntryRow row;
  row.id = std::move(id);
  row.actor = "a" + std::to_string(bytes.Next(3));
  row.category = CategoryIndex(static_cast<int32_t>(bytes.Next(3)));
  row.quantity = Quantity(bytes.Next(40));
  row.period = static_cast<Period>(bytes.Next(2));
  row.minimum_lot = Quantity(bytes.Next(6));
  row.indivisible = bytes.Next(7) == 0;
  if (bytes.Next(1) == 0) {
    row.hours = HalfHours();
    const auto begin = static_cast<int32_t>(bytes.Next(200));
    row.hours.Add(begin, begin + static_cast<int32_t>(bytes.Next(60)));
  }
  if (bytes.Next(3) == 0) {
    row.dates.start = 4 + 7 * 2967 + static_cast<int32_t>(bytes.Next(200));
    row.dates.end = row.dates.start + static_cast<int32_t>(bytes.Next(200));
  }
  row.labels = static_cast<LabelSet>(bytes.Next(3) == 0 ? 1 : 0);
  return row;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Bytes bytes(data, size);
  const auto max_work = bytes.Next(255);
  ProblemBuilder builder(SmallCatalogue(), Policy(), Horizon{4 + 7 * 2967, 13});
  for (int i = 0; i < 4; ++i) {
    builder.AddActor({.id = "a" + std::to_string(i), .position = {46'500'000 + i * 90'000, 0}});
  }
  constexpr int kMostEntries = 40;
  for (int i = 0; i < kMostEntries && !bytes.Empty(); ++i) {
    if (bytes.Next(1) == 0) {
      builder.AddNeed(NextEntry(bytes, "n" + std::to_string(i)));
    } else {
      EntryRow row = NextEntry(bytes, "r" + std::to_string(i));
      const bool booked = SmallCatalogue()->category(row.category).booking;
      if (!booked && bytes.Next(1) == 0) row.minimum_order = Quantity(bytes.Next(20));
      builder.AddResource(std::move(row));
    }
  }
  const absl::StatusOr<Problem> problem = std::move(builder).Build();
  if (!problem.ok()) return 0;
  CHECK(Match(*problem, {}, StopToken(), nullptr).ok());
  Parameters cut_short;
  cut_short.solve.max_work = max_work;
  CHECK(Match(*problem, cut_short, StopToken(), nullptr).ok());
  return 0;
}
