#include "service/formats/catalogue_qualifications.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/text/fold.h"

namespace cordee::service {
namespace {

using Entries = std::vector<files::v1::QualificationEntry>;

QualificationKind ToKind(const files::v1::QualificationEntry& entry,
                         std::vector<std::string>& faults) {
  switch (entry.kind()) {
    case files::v1::QUALIFICATION_KIND_LICENCE:
      return QualificationKind::kLicence;
    case files::v1::QUALIFICATION_KIND_LANGUAGE:
      return QualificationKind::kLanguage;
    case files::v1::QUALIFICATION_KIND_SKILL:
      return QualificationKind::kSkill;
    default:
      faults.push_back(absl::StrCat("qualification ", entry.code(), ": no kind"));
      return QualificationKind::kSkill;
  }
}

// All that `entry` includes, at any remove.
std::set<std::string> Includes(const files::v1::QualificationEntry& entry, const Entries& entries,
                               const absl::flat_hash_map<std::string, size_t>& by_code,
                               std::vector<std::string>& faults) {
  std::set<std::string> reached;
  std::vector<const files::v1::QualificationEntry*> open = {&entry};
  while (!open.empty()) {
    const files::v1::QualificationEntry* next = open.back();
    open.pop_back();
    for (const std::string& code : next->implies()) {
      const auto found = by_code.find(code);
      if (found == by_code.end()) {
        if (next == &entry) {
          faults.push_back(absl::StrCat("qualification ", entry.code(), ": implies ", code,
                                        ", which is not there"));
        }
      } else if (reached.insert(code).second) {
        open.push_back(&entries[found->second]);
      }
    }
  }
  if (reached.erase(entry.code()) > 0) {
    faults.push_back(absl::StrCat("qualification ", entry.code(), ": implies itself"));
  }
  return reached;
}

void IndexWords(const QualificationWords& words, size_t position, CatalogueData& data,
                std::vector<std::string>& faults) {
  std::vector<std::string> all = {words.code, words.fr, words.en};
  all.insert(all.end(), words.synonyms.begin(), words.synonyms.end());
  for (const std::string& word : all) {
    const auto [at, added] = data.index.qualifications.emplace(Fold(word), position);
    if (added || at->second == position) continue;
    faults.push_back(absl::StrCat("qualification word \"", word, "\": claimed by ", words.code,
                                  " and ", data.qualifications[at->second].code));
  }
}

}  // namespace

void AddQualifications(Entries entries, CatalogueData& data, std::vector<std::string>& faults) {
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.code() < b.code(); });
  absl::flat_hash_map<std::string, size_t> by_code;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!by_code.emplace(entries[i].code(), i).second) {
      faults.push_back(absl::StrCat("qualification ", entries[i].code(), ": twice"));
    }
  }
  for (const files::v1::QualificationEntry& entry : entries) {
    if (entry.fr().empty() || entry.en().empty()) {
      faults.push_back(
          absl::StrCat("qualification ", entry.code(), ": no French or no English label"));
    }
    const std::set<std::string> includes = Includes(entry, entries, by_code, faults);
    data.qualifications.push_back({entry.code(),
                                   ToKind(entry, faults),
                                   entry.fr(),
                                   entry.en(),
                                   {entry.synonyms().begin(), entry.synonyms().end()},
                                   {includes.begin(), includes.end()}});
  }
  for (size_t i = 0; i < data.qualifications.size(); ++i) {
    IndexWords(data.qualifications[i], i, data, faults);
  }
}

const QualificationWords* CatalogueData::FindQualification(std::string_view text) const {
  const auto found = index.qualifications.find(Fold(text));
  return found == index.qualifications.end() ? nullptr : &qualifications[found->second];
}

}  // namespace cordee::service
