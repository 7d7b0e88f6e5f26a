#include "engine/model/placement.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

using Rows = std::vector<PlacementRow>;

enum class Side { kPosts, kPeople };

size_t At(int32_t index) { return static_cast<size_t>(index); }

absl::Status Wrong(Side side, const std::string& id, const std::string& problem) {
  return absl::InvalidArgumentError(
      absl::StrCat(side == Side::kPosts ? "posts/" : "people/", id, ": ", problem));
}

absl::Status SortById(Side side, Rows& rows) {
  if (rows.size() > static_cast<size_t>(kMaxEntriesPerSide)) {
    return Wrong(side, "", absl::StrCat("more than ", kMaxEntriesPerSide, " rows"));
  }
  std::sort(rows.begin(), rows.end(),
            [](const PlacementRow& a, const PlacementRow& b) { return a.id < b.id; });
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id.empty()) return Wrong(side, "", "empty id");
    if (i > 0 && rows[i - 1].id == rows[i].id) return Wrong(side, rows[i].id, "duplicate id");
  }
  return absl::OkStatus();
}

absl::Status CheckHours(Side side, const PlacementRow& row) {
  const PlacementTerms& terms = row.terms;
  if (terms.wished < 1 || terms.wished > kHalfHoursPerWeek) {
    return Wrong(
        side, row.id,
        absl::StrCat("wished: 1 to ", kHalfHoursPerWeek, " half-hours, not ", terms.wished));
  }
  if (terms.minimum < 0 || terms.minimum > terms.wished) {
    return Wrong(side, row.id,
                 absl::StrCat("minimum: ", terms.minimum, " of ", terms.wished,
                              " half-hours that are wished"));
  }
  if (terms.maximum != 0 && (terms.maximum < terms.wished || terms.maximum > kHalfHoursPerWeek)) {
    return Wrong(
        side, row.id,
        absl::StrCat("maximum: ", terms.maximum, ", and ", terms.wished, " half-hours are wished"));
  }
  if (terms.lot < 0 || terms.lot > terms.wished) {
    return Wrong(
        side, row.id,
        absl::StrCat("lot: ", terms.lot, " of ", terms.wished, " half-hours that are wished"));
  }
  if (terms.hours.Empty()) return Wrong(side, row.id, "hours: none");
  return absl::OkStatus();
}

absl::Status CheckNumbers(Side side, const PlacementRow& row) {
  const PlacementTerms& terms = row.terms;
  const auto refuse = [&](const char* field, int64_t value) {
    return Wrong(side, row.id, absl::StrCat(field, ": ", value, " is outside its limits"));
  };
  if (terms.reach < Metres(0) || terms.reach > Metres(kMaxReachMetres)) {
    return refuse("reach", terms.reach.value());
  }
  if (terms.max_partners < 0) return refuse("max_partners", terms.max_partners);
  if (terms.travel_minutes < 0) return refuse("travel_minutes", terms.travel_minutes);
  if (terms.pay_cents < 0 || terms.pay_cents > kMaxPayCents) {
    return refuse("pay_cents", terms.pay_cents);
  }
  if (row.licences.size() + row.skills.size() + row.languages.size() > At(kMaxCodes)) {
    return Wrong(side, row.id, absl::StrCat("qualifications: more than ", kMaxCodes));
  }
  if (row.ranking.size() > At(kMaxRanking) || row.vetoes.size() > At(kMaxRanking)) {
    return Wrong(side, row.id, absl::StrCat("ranking or vetoes: more than ", kMaxRanking));
  }
  return absl::OkStatus();
}

absl::Status CheckCategories(Side side, const PlacementRow& row, const Catalogue& catalogue) {
  std::vector<CategoryIndex> all = row.terms.other_categories;
  all.push_back(row.terms.category);
  for (const CategoryIndex category : all) {
    if (!category.valid() || category.value() >= catalogue.category_count()) {
      return Wrong(side, row.id, "category: unknown");
    }
    if (catalogue.category(category).placement == Placement::kNone ||
        catalogue.category(category).placement !=
            catalogue.category(row.terms.category).placement) {
      return Wrong(side, row.id,
                   absl::StrCat("category: ", catalogue.category(category).code,
                                " is not placed in this way"));
    }
  }
  return absl::OkStatus();
}

// Rows of the other side, in the order given.
absl::StatusOr<std::vector<int32_t>> Resolve(Side side, const PlacementRow& row, const char* field,
                                             const std::vector<std::string>& names,
                                             const std::vector<std::string>& others) {
  std::vector<int32_t> rows;
  std::set<int32_t> seen;
  for (const std::string& name : names) {
    const auto found = std::lower_bound(others.begin(), others.end(), name);
    if (found == others.end() || *found != name) {
      return Wrong(side, row.id, absl::StrCat(field, ": ", name, " is not there"));
    }
    rows.push_back(static_cast<int32_t>(found - others.begin()));
    if (!seen.insert(rows.back()).second) {
      return Wrong(side, row.id, absl::StrCat(field, ": ", name, " twice"));
    }
  }
  return rows;
}

std::vector<int32_t> Intern(const std::vector<std::string>& codes,
                            const std::vector<std::string>& all) {
  std::vector<int32_t> numbers;
  for (const std::string& code : codes) {
    numbers.push_back(
        static_cast<int32_t>(std::lower_bound(all.begin(), all.end(), code) - all.begin()));
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::vector<std::string> IdsOf(const Rows& rows) {
  std::vector<std::string> ids;
  for (const PlacementRow& row : rows) ids.push_back(row.id);
  return ids;
}

void CollectCodes(const Rows& rows, std::set<std::string>& codes) {
  for (const PlacementRow& row : rows) {
    codes.insert(row.licences.begin(), row.licences.end());
    codes.insert(row.skills.begin(), row.skills.end());
    codes.insert(row.languages.begin(), row.languages.end());
  }
}

// A person holds what its actor holds, with all that follows.
absl::Status AddRow(Side side, const PlacementContext& context, PlacementRow& row,
                    const std::vector<std::string>& others, const std::vector<std::string>& codes,
                    PlacementTable& table) {
  RETURN_IF_ERROR(CheckHours(side, row));
  RETURN_IF_ERROR(CheckNumbers(side, row));
  RETURN_IF_ERROR(CheckCategories(side, row, context.catalogue));
  const auto actor = std::lower_bound(context.actors.begin(), context.actors.end(), row.actor);
  if (actor == context.actors.end() || *actor != row.actor) {
    return Wrong(side, row.id, "actor: unknown");
  }
  const auto a = static_cast<size_t>(actor - context.actors.begin());
  ASSIGN_OR_RETURN(std::vector<int32_t> ranking,
                   Resolve(side, row, "ranking", row.ranking, others));
  ASSIGN_OR_RETURN(std::vector<int32_t> vetoes, Resolve(side, row, "vetoes", row.vetoes, others));
  std::sort(vetoes.begin(), vetoes.end());
  PlacementTerms& terms = row.terms;
  if (terms.maximum == 0) terms.maximum = terms.wished;
  if (side == Side::kPeople) {
    terms.labels = context.catalogue.Satisfied(terms.labels | context.labels[a]);
  }
  table.id.push_back(row.id);
  table.actor.push_back(ActorIndex(a));
  table.place.push_back(context.places[a]);
  table.weeks.push_back(context.horizon.WeeksIn(terms.dates, terms.season));
  table.terms.push_back(std::move(terms));
  table.licences.push_back(Intern(row.licences, codes));
  table.skills.push_back(Intern(row.skills, codes));
  table.languages.push_back(Intern(row.languages, codes));
  table.ranking.push_back(std::move(ranking));
  table.vetoes.push_back(std::move(vetoes));
  return absl::OkStatus();
}

}  // namespace

bool Placements::IsIncumbent(PersonIndex person, PostIndex post) const {
  const auto found = std::lower_bound(incumbents.begin(), incumbents.end(), std::pair(person, post),
                                      [](const Incumbency& one, const auto& pair) {
                                        return std::pair(one.person, one.post) < pair;
                                      });
  return found != incumbents.end() && found->person == person && found->post == post;
}

absl::StatusOr<Placements> BuildPlacements(const PlacementContext& context, Rows posts,
                                           Rows people) {
  RETURN_IF_ERROR(SortById(Side::kPosts, posts));
  RETURN_IF_ERROR(SortById(Side::kPeople, people));
  Placements placements;
  std::set<std::string> codes;
  CollectCodes(posts, codes);
  CollectCodes(people, codes);
  placements.codes.assign(codes.begin(), codes.end());
  const std::vector<std::string> post_ids = IdsOf(posts);
  const std::vector<std::string> person_ids = IdsOf(people);
  for (PlacementRow& row : posts) {
    RETURN_IF_ERROR(
        AddRow(Side::kPosts, context, row, person_ids, placements.codes, placements.posts));
  }
  for (PlacementRow& row : people) {
    RETURN_IF_ERROR(
        AddRow(Side::kPeople, context, row, post_ids, placements.codes, placements.people));
  }
  return placements;
}

}  // namespace cordee
