#include "engine/model/catalogue.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/limits.h"
#include "engine/base/strings.h"

namespace cordee {
namespace {

size_t At(CategoryIndex index) { return static_cast<size_t>(index.value()); }

using CodeMap = absl::flat_hash_map<std::string, CategoryIndex>;

// What Build collects before it can fill the Catalogue.
struct Links {
  std::vector<std::vector<CategoryIndex>> children;
  std::vector<std::vector<Substitution>> substitutes;
};

}  // namespace

CategoryIndex Catalogue::FindCategory(std::string_view code) const {
  const auto found = category_by_code_.find(ToAbsl(code));
  return found == category_by_code_.end() ? CategoryIndex() : found->second;
}

int32_t Catalogue::FindLabel(std::string_view code) const {
  const auto found = label_by_code_.find(ToAbsl(code));
  return found == label_by_code_.end() ? -1 : found->second;
}

std::span<const Substitution> Catalogue::AcceptedBy(CategoryIndex category) const {
  const auto begin = static_cast<size_t>(accepted_begin_[At(category)]);
  const auto end = static_cast<size_t>(accepted_begin_[At(category) + 1]);
  return std::span<const Substitution>(accepted_).subspan(begin, end - begin);
}

int32_t Catalogue::Degree(CategoryIndex need, CategoryIndex resource) const {
  const std::span<const Substitution> accepted = AcceptedBy(need);
  const auto found = std::lower_bound(
      accepted.begin(), accepted.end(), resource,
      [](const Substitution& s, CategoryIndex wanted) { return s.category < wanted; });
  return found != accepted.end() && found->category == resource ? found->degree_percent : 0;
}

bool Catalogue::IsWithin(CategoryIndex category, CategoryIndex ancestor) const {
  for (CategoryIndex at = category; at.valid(); at = this->category(at).parent) {
    if (at == ancestor) return true;
  }
  return false;
}

LabelSet Catalogue::Satisfied(LabelSet held) const {
  LabelSet satisfied = 0;
  for (size_t i = 0; i < labels_.size(); ++i) {
    if ((held >> i & 1) != 0) satisfied |= labels_[i].satisfies;
  }
  return satisfied;
}

void CatalogueBuilder::AddCategory(Category category, std::string parent,
                                   std::vector<SubstituteByCode> substitutes) {
  categories_.push_back({std::move(category), std::move(parent), std::move(substitutes)});
}

void CatalogueBuilder::AddLabel(Label label, std::vector<std::string> implies) {
  labels_.push_back({std::move(label), std::move(implies)});
}

namespace {

bool MeasuredAlike(const Category& a, const Category& b) {
  return a.base_unit == b.base_unit && a.booking == b.booking && a.placement == b.placement;
}

// Degrees of every category that serves one need, filled best first by the rules of AcceptedBy.
class Acceptance {
 public:
  Acceptance(const std::vector<Category>& categories, const Links& links)
      : categories_(categories), links_(links), degree_(categories.size(), 0) {}

  std::vector<Substitution> For(CategoryIndex need) {
    need_ = need;
    OfferTree(need, 100);
    for (const Substitution& substitute : links_.substitutes[At(need)]) {
      OfferTree(substitute.category, substitute.degree_percent);
    }
    int32_t degree = 100;
    for (CategoryIndex up = categories_[At(need)].parent; up.valid();
         up = categories_[At(up)].parent) {
      degree = degree * kParentDegreePercent / 100;
      if (degree < kLeastDegreePercent || !categories_[At(up)].parent.valid()) break;
      Offer(up, degree);
    }
    std::sort(touched_.begin(), touched_.end());
    std::vector<Substitution> accepted;
    for (const CategoryIndex category : touched_) {
      accepted.push_back({category, degree_[At(category)]});
      degree_[At(category)] = 0;
    }
    touched_.clear();
    return accepted;
  }

 private:
  void Offer(CategoryIndex resource, int32_t degree) {
    const Category& need = categories_[At(need_)];
    const Category& offered = categories_[At(resource)];
    if (!MeasuredAlike(need, offered)) return;
    int32_t& best = degree_[At(resource)];
    if (best == 0) touched_.push_back(resource);
    best = std::max(best, degree);
  }

  void OfferTree(CategoryIndex root, int32_t degree) {
    std::vector<CategoryIndex> open = {root};
    while (!open.empty()) {
      const CategoryIndex at = open.back();
      open.pop_back();
      Offer(at, degree);
      const std::vector<CategoryIndex>& below = links_.children[At(at)];
      open.insert(open.end(), below.begin(), below.end());
    }
  }

  const std::vector<Category>& categories_;
  const Links& links_;
  std::vector<int32_t> degree_;
  std::vector<CategoryIndex> touched_;
  CategoryIndex need_;
};

// Families come from the roots; faults names every category whose chain of parents has no end.
void SetFamilies(std::vector<Category>& categories, std::vector<std::string>& faults) {
  for (Category& category : categories) {
    const Category* at = &category;
    size_t steps = 0;
    while (at->parent.valid() && steps <= categories.size()) {
      at = &categories[At(at->parent)];
      ++steps;
    }
    if (steps > categories.size()) {
      faults.push_back(absl::StrCat("category ", category.code, ": its parents form a cycle"));
    }
    category.family = at->family;
  }
}

void CheckCategory(const Category& category, std::vector<std::string>& faults) {
  const int64_t reference = category.reference.value();
  if (reference < 1 || kMicropointsPerPoint % reference != 0) {
    faults.push_back(absl::StrCat("category ", category.code, ": reference quantity ", reference,
                                  " does not divide ", kMicropointsPerPoint));
  }
  if (category.season == 0 || (category.season & ~kAllMonths) != 0) {
    faults.push_back(absl::StrCat("category ", category.code, ": season without a month"));
  }
  if (category.code.empty()) faults.push_back("category without a code");
  if (category.booking && category.placement != Placement::kNone) {
    faults.push_back(absl::StrCat("category ", category.code, ": booked and placed"));
  }
  if (category.carried && (category.unit_grams < 1 || category.unit_grams > kMaxUnitGrams)) {
    faults.push_back(absl::StrCat("category ", category.code, ": carried, but ",
                                  category.unit_grams, " grams a unit"));
  }
  if (category.carried && (category.booking || category.placement != Placement::kNone)) {
    faults.push_back(absl::StrCat("category ", category.code, ": carried, and booked or placed"));
  }
  if (category.base_unit.empty()) {
    faults.push_back(absl::StrCat("category ", category.code, ": no base unit"));
  }
}

// Closes `satisfies` under implication: a fixed point, reached after at most one round per label.
void CloseLabels(std::vector<Label>& labels) {
  for (bool changed = true; changed;) {
    changed = false;
    for (Label& label : labels) {
      LabelSet all = label.satisfies;
      for (size_t i = 0; i < labels.size(); ++i) {
        if ((label.satisfies >> i & 1) != 0) all |= labels[i].satisfies;
      }
      changed = changed || all != label.satisfies;
      label.satisfies = all;
    }
  }
}

// `Pending` is CatalogueBuilder::PendingCategory, which only the builder can name.
template <typename Pending>
void LinkSubstitutes(const Pending& pending, CategoryIndex index, const Catalogue& catalogue,
                     Links& links, std::vector<std::string>& faults) {
  const Category& category = catalogue.category(index);
  for (const CatalogueBuilder::SubstituteByCode& substitute : pending.substitutes) {
    const CategoryIndex other = catalogue.FindCategory(substitute.code);
    const std::string what =
        absl::StrCat("category ", category.code, ": substitute ", substitute.code);
    if (!other.valid() || other == index) {
      faults.push_back(absl::StrCat(what, " is not another category"));
      continue;
    }
    if (substitute.degree_percent < 1 || substitute.degree_percent > 99) {
      faults.push_back(absl::StrCat(what, ": degree is not 1 to 99"));
    }
    const Category& target = catalogue.category(other);
    if (!MeasuredAlike(category, target)) {
      faults.push_back(absl::StrCat(what, " is not measured in the same way"));
    }
    links.substitutes[At(index)].push_back({other, substitute.degree_percent});
  }
}

void CheckLabel(const Label& label, std::vector<std::string>& faults) {
  if (label.ecological_percent < 0 || label.ecological_percent > 100 || label.social_percent < 0 ||
      label.social_percent > 100) {
    faults.push_back(absl::StrCat("label ", label.code, ": percentages are not 0 to 100"));
  }
}

}  // namespace

void CatalogueBuilder::BuildCategories(Catalogue& catalogue, std::vector<std::string>& faults) {
  std::sort(categories_.begin(), categories_.end(),
            [](const auto& a, const auto& b) { return a.category.code < b.category.code; });
  for (const PendingCategory& pending : categories_) {
    const CategoryIndex index(catalogue.categories_.size());
    if (!catalogue.category_by_code_.emplace(pending.category.code, index).second) {
      faults.push_back(absl::StrCat("category ", pending.category.code, ": declared twice"));
    }
    CheckCategory(pending.category, faults);
    catalogue.categories_.push_back(pending.category);
  }
  Links links{std::vector<std::vector<CategoryIndex>>(categories_.size()),
              std::vector<std::vector<Substitution>>(categories_.size())};
  for (const CategoryIndex index : IndicesUpTo<CategoryIndex>(categories_.size())) {
    const PendingCategory& pending = categories_[At(index)];
    Category& category = catalogue.categories_[At(index)];
    category.parent = catalogue.FindCategory(pending.parent);
    if (category.parent.valid()) {
      links.children[At(category.parent)].push_back(index);
    } else if (!pending.parent.empty()) {
      faults.push_back(absl::StrCat("category ", category.code, ": parent ", pending.parent,
                                    " does not exist"));
    }
    LinkSubstitutes(pending, index, catalogue, links, faults);
  }
  SetFamilies(catalogue.categories_, faults);
  if (!faults.empty()) return;

  Acceptance acceptance(catalogue.categories_, links);
  for (const CategoryIndex need : IndicesUpTo<CategoryIndex>(categories_.size())) {
    catalogue.accepted_begin_.push_back(static_cast<int32_t>(catalogue.accepted_.size()));
    const std::vector<Substitution> accepted = acceptance.For(need);
    catalogue.accepted_.insert(catalogue.accepted_.end(), accepted.begin(), accepted.end());
  }
  catalogue.accepted_begin_.push_back(static_cast<int32_t>(catalogue.accepted_.size()));
}

void CatalogueBuilder::BuildLabels(Catalogue& catalogue, std::vector<std::string>& faults) {
  std::sort(labels_.begin(), labels_.end(),
            [](const auto& a, const auto& b) { return a.label.code < b.label.code; });
  for (size_t i = 0; i < labels_.size(); ++i) {
    Label label = labels_[i].label;
    CheckLabel(label, faults);
    if (!catalogue.label_by_code_.emplace(label.code, static_cast<int32_t>(i)).second) {
      faults.push_back(absl::StrCat("label ", label.code, ": declared twice"));
    }
    label.satisfies = LabelSet{1} << i;
    catalogue.labels_.push_back(std::move(label));
  }
  for (size_t i = 0; i < labels_.size(); ++i) {
    for (const std::string& code : labels_[i].implies) {
      const int32_t implied = catalogue.FindLabel(code);
      if (implied >= 0) {
        catalogue.labels_[i].satisfies |= LabelSet{1} << implied;
      } else {
        faults.push_back(absl::StrCat("label ", labels_[i].label.code, ": implies ", code,
                                      " which does not exist"));
      }
    }
  }
  CloseLabels(catalogue.labels_);
}

absl::StatusOr<Catalogue> CatalogueBuilder::Build() && {
  if (categories_.size() > static_cast<size_t>(kMaxCategories)) {
    return absl::InvalidArgumentError(absl::StrCat("more than ", kMaxCategories, " categories"));
  }
  if (labels_.size() > static_cast<size_t>(kMaxLabels)) {
    return absl::InvalidArgumentError(absl::StrCat("more than ", kMaxLabels, " labels"));
  }
  Catalogue catalogue;
  std::vector<std::string> faults;
  BuildLabels(catalogue, faults);
  BuildCategories(catalogue, faults);
  if (!faults.empty()) return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
  return catalogue;
}

}  // namespace cordee
