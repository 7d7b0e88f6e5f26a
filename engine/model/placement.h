// Posts and people: needs and resources of the categories that are placed by both sides' wishes
// (Category::placement) instead of shared out by value.
//
//   builder.AddPost({.id = "cook", .actor = "school", .terms = {.category = cook, .wished = 40}});
//   builder.AddPerson({.id = "anna", .actor = "anna", .terms = {.category = cook, .wished = 56}});
//
// Hours are whole half-hours a week, of every week that post and person have in common. Of a
// category that is placed one to one (mentoring, home sharing) a post takes one person and a person
// one post, and half-hours say only how much time they spend.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/calendar.h"
#include "engine/model/catalogue.h"
#include "engine/model/geo.h"

namespace cordee {

// Kinds of contract, as the wire numbers them (ContractKind of work.proto, less one).
using ContractSet = uint16_t;
inline constexpr int32_t kContractKinds = 9;

enum class Means : uint8_t { kFoot, kBike, kPublicTransport, kCar };
using MeansSet = uint8_t;
constexpr MeansSet MeansBit(Means means) {
  return static_cast<MeansSet>(1 << static_cast<int>(means));
}

// What a post and a person say of themselves, each from its own side.
struct PlacementTerms {
  CategoryIndex category;
  std::vector<CategoryIndex> other_categories;  // suit as well
  // Half-hours a week in all: the least (0: any), what is wished, and the most (0: what is wished).
  int32_t minimum = 0;
  int32_t wished = 1;
  int32_t maximum = 0;
  // The least that one person works for one post. Indivisible: one person takes a whole post, or a
  // person works for one post only.
  int32_t lot = 0;
  bool indivisible = false;
  int32_t max_partners = 0;  // posts of a person, people of a post; 0: any number
  HalfHours hours = HalfHours::All();
  DateWindow dates;
  MonthSet season = kAllMonths;
  Metres reach = Metres(kMaxReachMetres);
  LabelSet labels = 0;             // required, or held besides the actor's
  bool training = false;           // given, or wished: then a missing skill is no obstacle
  ContractSet contracts = 0;       // offered, or accepted; none: any
  int32_t travel_minutes = 0;      // a person: the most, one way; 0: no limit but the reach
  MeansSet means = 0;              // a person; none: a car
  bool insertion = false;          // a post kept for, or a person under, the insertion scheme
  bool insertion_first = false;    // a post: such people come first
  int32_t pay_cents = 0;           // an hour: offered, or the least accepted; 0: not stated
  bool minor = false;              // a person under 18
  std::string agreement;           // a post: collective agreement (IDCC)
  bool shared_employment = false;  // a post: within an employers' group
  bool age_rule_met = false;       // home sharing: as the law asks of hosts and guests
};

struct PlacementRow {
  std::string id;
  std::string actor;
  PlacementTerms terms;
  // Codes of qualifications: required, or held together with all that they include.
  std::vector<std::string> licences;
  std::vector<std::string> skills;
  std::vector<std::string> languages;
  // Ids of the other side, best first; and those that must not be proposed.
  std::vector<std::string> ranking;
  std::vector<std::string> vetoes;
};

// One side. Row i of every vector belongs to the same entry; rows are sorted by id.
struct PlacementTable {
  std::vector<std::string> id;
  std::vector<ActorIndex> actor;
  std::vector<UnitVector> place;
  std::vector<PlacementTerms> terms;  // maximum set; labels of a person with all they imply
  std::vector<WeekSet> weeks;
  // Sorted numbers of codes (Placements::codes).
  std::vector<std::vector<int32_t>> licences;
  std::vector<std::vector<int32_t>> skills;
  std::vector<std::vector<int32_t>> languages;
  // Rows of the other side: in order of preference, and sorted.
  std::vector<std::vector<int32_t>> ranking;
  std::vector<std::vector<int32_t>> vetoes;

  int32_t size() const { return static_cast<int32_t>(id.size()); }
};

// A placement of the base run. Sorted by (person, post), each once.
struct Incumbency {
  PersonIndex person;
  PostIndex post;
  int32_t half_hours = 0;  // a week; one to one: 1
};

struct Placements {
  PlacementTable posts;
  PlacementTable people;
  std::vector<std::string> codes;  // sorted
  std::vector<Incumbency> incumbents;

  bool empty() const { return posts.size() == 0 && people.size() == 0; }
  bool IsIncumbent(PersonIndex person, PostIndex post) const;
};

inline constexpr int32_t kMaxRanking = 1000;  // entries of a ranking, of vetoes
inline constexpr int32_t kMaxCodes = 1000;    // qualifications of one entry
inline constexpr int32_t kMaxPayCents = 1'000'000;

struct PlacementContext {
  const Catalogue& catalogue;
  const Horizon& horizon;
  const std::vector<std::string>& actors;  // sorted
  const std::vector<LabelSet>& labels;     // of actors
  const std::vector<UnitVector>& places;   // of actors
};

// InvalidArgument that names the entry and the field: duplicate ids, an unknown actor, a category
// that is not placed, hours that contradict each other (least above wished, wished above most), no
// hours, more hours than a week has, a lot above what is wished, rankings that repeat an entry or
// name one that is not there, numbers outside their limits.
absl::StatusOr<Placements> BuildPlacements(const PlacementContext& context,
                                           std::vector<PlacementRow> posts,
                                           std::vector<PlacementRow> people);

}  // namespace cordee
