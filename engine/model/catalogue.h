// What the engine knows about categories and labels: no words, only structure.
//
//   CatalogueBuilder builder;
//   builder.AddCategory({.code = "food", .base_unit = "g"}, "", {});
//   builder.AddCategory({.code = "carrots", .reference = Quantity(100'000), .base_unit = "g"},
//                       "food", {{"parsnips", 60}});
//   ASSIGN_OR_RETURN(Catalogue catalogue, std::move(builder).Build());
//   for (const Substitution& s : catalogue.AcceptedBy(need_category)) ...
//
// A Catalogue is immutable and safe to share between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/calendar.h"

namespace cordee {

enum class Family : uint8_t {
  kFood,
  kJobs,
  kLogistics,
  kMaterials,
  kMobility,
  kCulture,
  kGenerations,
  kExpertise,
  kSpaces,
};
inline constexpr int32_t kFamilyCount = 9;

enum class Temperature : uint8_t { kAmbient = 0, kChilled = 1, kFrozen = 2 };
using TemperatureSet = uint8_t;  // bit per Temperature
inline constexpr TemperatureSet kAllTemperatures = 0b111;
constexpr TemperatureSet TemperatureBit(Temperature t) {
  return static_cast<TemperatureSet>(1 << static_cast<int>(t));
}

// How needs and resources of a category come together.
enum class Placement : uint8_t {
  // Shared out by value: a flow.
  kNone,
  // Placed by both sides' preferences: hours of a post and hours of a person.
  kHours,
  // The same, one to one: mentoring, home sharing.
  kOneToOne,
};

using LabelSet = uint64_t;  // bit per label, kMaxLabels of them

struct Label {
  std::string code;
  int32_t ecological_percent = 0;  // 0 to 100
  int32_t social_percent = 0;
  LabelSet satisfies = 0;  // itself and all it implies, transitively; set by Build
};

struct Category {
  std::string code;
  CategoryIndex parent;  // invalid for a root; set by Build
  Family family = Family::kFood;  // of a root; below it, Build sets the root's
  // Base units that the points of a policy apply to; divides kMicropointsPerPoint.
  Quantity reference = Quantity(1);
  MonthSet season = kAllMonths;
  Temperature temperature = Temperature::kAmbient;
  // False: a need is served whole by one resource, or not at all.
  bool divisible = true;
  // True: resources are booked by the half-hour; a need is one booking of consecutive half-hours.
  bool booking = false;
  Placement placement = Placement::kNone;
  // Goods that somebody has to drive to whoever needs them, and grams in a base unit of them.
  bool carried = false;
  int64_t unit_grams = 1;
  // Freight at this temperature: needs may be shipments, resources vehicles (logistics.h).
  std::optional<Temperature> freight;
  // Categories measured in the same unit can stand in for each other; others never can.
  std::string base_unit;
};

// A resource category that serves a need category, and how well.
struct Substitution {
  CategoryIndex category;
  int32_t degree_percent = 100;  // 1 to 100
};

// How well a resource of the parent category serves a need of a child: it may be what is wanted.
// Each further step up multiplies again; below kLeastDegreePercent it does not serve.
inline constexpr int32_t kParentDegreePercent = 50;
inline constexpr int32_t kLeastDegreePercent = 25;

class Catalogue {
 public:
  int32_t category_count() const { return static_cast<int32_t>(categories_.size()); }
  const Category& category(CategoryIndex index) const {
    return categories_[static_cast<size_t>(index.value())];
  }
  const std::vector<Label>& labels() const { return labels_; }

  // Invalid index, or -1, when there is none.
  CategoryIndex FindCategory(std::string_view code) const;
  int32_t FindLabel(std::string_view code) const;

  // Resource categories that serve a need of `category`, by category:
  //   itself                      100
  //   a category below it         100: who asks for vegetables takes carrots
  //   a declared substitute       its degree, and the same for what lies below the substitute
  //   the parent, and upwards     kParentDegreePercent for each step, but never a root: who asks
  //                               for carrots may take "vegetables, mixed"
  // The best degree wins where several apply. Booking categories and others, or categories with
  // another base unit or placement, never serve each other.
  std::span<const Substitution> AcceptedBy(CategoryIndex category) const;
  // Percent, or 0 when a resource of `resource` never serves a need of `need`.
  int32_t Degree(CategoryIndex need, CategoryIndex resource) const;
  // True when `category` is `ancestor` or lies below it.
  bool IsWithin(CategoryIndex category, CategoryIndex ancestor) const;

  // Labels and all that they imply.
  LabelSet Satisfied(LabelSet held) const;

 private:
  friend class CatalogueBuilder;

  std::vector<Category> categories_;
  std::vector<Label> labels_;
  std::vector<int32_t> accepted_begin_;
  std::vector<Substitution> accepted_;
  absl::flat_hash_map<std::string, CategoryIndex> category_by_code_;
  absl::flat_hash_map<std::string, int32_t> label_by_code_;
};

// Collects categories and labels in any order and checks them together: unique codes, parents that
// exist, no cycles, same base unit along substitutions, reference quantities that divide a point.
class CatalogueBuilder {
 public:
  struct SubstituteByCode {
    std::string code;
    int32_t degree_percent = 0;  // 1 to 99
  };
  // `parent` empty: a root.
  void AddCategory(Category category, std::string parent,
                   std::vector<SubstituteByCode> substitutes);
  void AddLabel(Label label, std::vector<std::string> implies);

  // InvalidArgument with every fault found, one a line. Categories and labels are ordered by code.
  absl::StatusOr<Catalogue> Build() &&;

 private:
  struct PendingCategory {
    Category category;
    std::string parent;
    std::vector<SubstituteByCode> substitutes;
  };
  struct PendingLabel {
    Label label;
    std::vector<std::string> implies;
  };
  void BuildCategories(Catalogue& catalogue, std::vector<std::string>& faults);
  void BuildLabels(Catalogue& catalogue, std::vector<std::string>& faults);

  std::vector<PendingCategory> categories_;
  std::vector<PendingLabel> labels_;
};

}  // namespace cordee
