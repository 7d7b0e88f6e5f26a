#include "engine/candidates/placement_pairs.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/parallel.h"

namespace cordee {
namespace {

constexpr int64_t kPeoplePerBlock = 256;
// Metres of a millionth of a degree of latitude, rounded down (a degree is at least 110,574 m), in
// millimetres.
constexpr int64_t kMillimetresPerStep = 110;

size_t At(int64_t index) { return static_cast<size_t>(index); }

// Posts that take people of a category, by latitude.
class PostIndexes {
 public:
  explicit PostIndexes(const Problem& problem)
      : problem_(problem), posts_(At(problem.catalogue().category_count())) {
    const PlacementTable& table = problem.placements().posts;
    for (int32_t o = 0; o < table.size(); ++o) {
      const PlacementTerms& terms = table.terms[At(o)];
      std::vector<CategoryIndex> served;
      AddServing(terms.category, served);
      for (const CategoryIndex other : terms.other_categories) AddServing(other, served);
      std::sort(served.begin(), served.end());
      served.erase(std::unique(served.begin(), served.end()), served.end());
      const int32_t latitude =
          problem.actors().position[At(table.actor[At(o)].value())].latitude_e6;
      for (const CategoryIndex category : served) {
        posts_[At(category.value())].emplace_back(latitude, PostIndex(o));
      }
    }
    for (auto& list : posts_) std::sort(list.begin(), list.end());
  }

  // Posts that may suit the person, sorted, each once.
  void List(PersonIndex person, std::vector<PostIndex>& found) const {
    const PlacementTable& people = problem_.placements().people;
    const PlacementTerms& terms = people.terms[At(person.value())];
    const int32_t latitude =
        problem_.actors().position[At(people.actor[At(person.value())].value())].latitude_e6;
    const int64_t metres = std::min(terms.reach, problem_.policy().max_distance).value();
    const int64_t steps = metres * 1000 / kMillimetresPerStep + 1;
    found.clear();
    AddBand(terms.category, latitude - steps, latitude + steps, found);
    for (const CategoryIndex other : terms.other_categories) {
      AddBand(other, latitude - steps, latitude + steps, found);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
  }

 private:
  void AddServing(CategoryIndex asked, std::vector<CategoryIndex>& served) const {
    for (const Substitution& s : problem_.catalogue().AcceptedBy(asked)) {
      served.push_back(s.category);
    }
  }

  void AddBand(CategoryIndex category, int64_t low, int64_t high,
               std::vector<PostIndex>& found) const {
    const auto& list = posts_[At(category.value())];
    auto at = std::lower_bound(list.begin(), list.end(), low, [](const auto& entry, int64_t value) {
      return entry.first < value;
    });
    for (; at != list.end() && at->first <= high; ++at) found.push_back(at->second);
  }

  const Problem& problem_;
  std::vector<std::vector<std::pair<int32_t, PostIndex>>> posts_;
};

struct Part {
  std::vector<int64_t> counts;
  std::vector<PostIndex> posts;
  PlacementRefusalCounts refusals = {};
};

void ListPerson(const Problem& problem, const PostIndexes& index, PersonIndex person,
                std::vector<PostIndex>& near, Part& part) {
  index.List(person, near);
  const HalfHours workable = WorkableHours(problem, person);
  const size_t before = part.posts.size();
  for (const PostIndex post : near) {
    const PlacementPair pair = ExaminePlacement(problem, post, person, workable);
    if (pair.refusal == PlacementRefusal::kNone) {
      part.posts.push_back(post);
    } else {
      ++part.refusals[static_cast<size_t>(pair.refusal)];
    }
  }
  part.counts.push_back(static_cast<int64_t>(part.posts.size() - before));
}

}  // namespace

absl::StatusOr<PlacementPairs> FindPlacementPairs(const Problem& problem, int32_t threads,
                                                  StopToken stop) {
  const int64_t people = problem.placements().people.size();
  const PostIndexes index(problem);
  std::vector<Part> parts(At((people + kPeoplePerBlock - 1) / kPeoplePerBlock));
  ParallelFor(people, kPeoplePerBlock, threads, [&](int64_t begin, int64_t end) {
    std::vector<PostIndex> near;
    Part& part = parts[At(begin / kPeoplePerBlock)];
    for (int64_t e = begin; e < end && !stop.StopRequested(); ++e) {
      ListPerson(problem, index, PersonIndex(At(e)), near, part);
    }
  });
  if (stop.StopRequested()) return absl::CancelledError("stopped");
  PlacementPairs pairs;
  pairs.begin.push_back(0);
  for (const Part& part : parts) {
    for (const int64_t count : part.counts) pairs.begin.push_back(pairs.begin.back() + count);
    pairs.post.insert(pairs.post.end(), part.posts.begin(), part.posts.end());
    for (size_t r = 0; r < pairs.refusals.size(); ++r) pairs.refusals[r] += part.refusals[r];
  }
  if (pairs.begin.back() > kMaxPlacementPairs) {
    return absl::ResourceExhaustedError(
        absl::StrCat("more than ", kMaxPlacementPairs, " pairs of a post and a person"));
  }
  return pairs;
}

}  // namespace cordee
