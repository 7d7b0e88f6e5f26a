#include "service/phrases/french_words.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace cordee::service {
namespace {

enum class Article { kNone, kLe, kLa, kElided, kLes };

// First words of names, lower case, and the article that goes before them.
constexpr std::string_view kFeminine[] = {
    "banque",      "bibliothèque", "biscuiterie",     "blanchisserie", "boulangerie",
    "brasserie",   "cantine",      "champignonnière", "chèvrerie",     "cidrerie",
    "commune",     "communauté",   "compagnie",       "conciergerie",  "conserverie",
    "coopérative", "crèche",       "cuisine",         "fabrique",      "fédération",
    "ferme",       "fondation",    "fromagerie",      "halle",         "laiterie",
    "ligue",       "ludothèque",   "légumerie",       "mairie",        "maison",
    "mfr",         "miellerie",    "minoterie",       "mission",       "médiathèque",
    "menuiserie",  "plateforme",   "pépinière",       "recyclerie",    "ressourcerie",
    "régie",       "résidence",    "micro-crèche",    "micro-ferme",   "bergerie",
    "fanfare",     "salle",        "scierie",         "société",       "ville",
    "laverie",     "cuma",         "radio",           "noyeraie",      "pisciculture",
    "bricothèque", "vélo-école",   "matériauthèque",  "pharmacie"};
constexpr std::string_view kMasculine[] = {
    "collectif",  "laboratoire", "traiteur", "grenier",    "bureau",  "camping",     "ccas",
    "centre",     "chantier",    "château",  "cinéma",     "club",    "collège",     "comité",
    "conseil",    "département", "domaine",  "foyer",      "fournil", "gaec",        "garage",
    "groupement", "jardin",      "lycée",    "magasin",    "marché",  "moulin",      "musée",
    "potager",    "pôle",        "relais",   "restaurant", "rucher",  "supermarché", "syndicat",
    "théâtre",    "tiers-lieu",  "verger",   "réseau",     "festival", "ciné",     "fonds",
    "gîte",       "refuge",      "service",  "café",       "ge",       "parc",     "pays"};
constexpr std::string_view kElided[] = {
    "abattoir",   "auto-école",  "accueil", "agence",   "amap",
    "amicale",    "association", "atelier", "auberge",  "earl",
    "ehpad",      "entreprise",  "esat",    "espace",   "exploitation",
    "hôpital",    "hôtel",       "ime",     "institut", "office",
    "université", "usine",       "école",   "épicerie", "établissement",
    "entraide",   "étal",        "aide"};
constexpr std::string_view kPlural[] = {"services",   "bennes", "amis",    "ateliers",
                                        "compagnons", "fermes", "jardins", "restos",
                                        "ruchers",    "serres", "vergers"};

// Words whose h is silent, so that they take an elided article.
constexpr std::string_view kSilentH[] = {"habi",   "hébergement", "herbe", "heure",
                                         "horti",  "hôpita",      "hôtel", "huile",
                                         "huître", "humus",       "hydro", "hygiène"};

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string Lower(const std::string& text) {
  return ToUtf8(icu::UnicodeString::fromUTF8(text).toLower(icu::Locale::getFrance()));
}

template <size_t N>
bool IsIn(const std::string_view (&words)[N], const std::string& word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

struct NameParts {
  Article article = Article::kNone;
  std::string rest;  // the name without an article of its own
};

bool CutPrefix(const std::string& lower, std::string_view prefix) {
  return std::string_view(lower).substr(0, prefix.size()) == prefix;
}

NameParts Split(const std::string& name) {
  const std::string lower = Lower(name);
  if (lower.size() == name.size()) {
    if (CutPrefix(lower, "le ")) return {Article::kLe, name.substr(3)};
    if (CutPrefix(lower, "la ")) return {Article::kLa, name.substr(3)};
    if (CutPrefix(lower, "les ")) return {Article::kLes, name.substr(4)};
    if (CutPrefix(lower, "l'")) return {Article::kElided, name.substr(2)};
    if (CutPrefix(lower, "l’")) return {Article::kElided, name.substr(4)};
  }
  const std::string first = lower.substr(0, lower.find(' '));
  if (IsIn(kFeminine, first)) return {Article::kLa, name};
  if (IsIn(kMasculine, first)) return {Article::kLe, name};
  if (IsIn(kElided, first)) return {Article::kElided, name};
  if (IsIn(kPlural, first)) return {Article::kLes, name};
  return {Article::kNone, name};
}

std::string WithArticle(const NameParts& parts, const char* le, const char* la, const char* elided,
                        const char* les, const char* none) {
  switch (parts.article) {
    case Article::kLe:
      return le + parts.rest;
    case Article::kLa:
      return la + parts.rest;
    case Article::kElided:
      return elided + parts.rest;
    case Article::kLes:
      return les + parts.rest;
    case Article::kNone:
      return none + parts.rest;
  }
  return parts.rest;
}

bool StartsWithVowelSound(const std::string& lower) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(lower);
  if (text.isEmpty()) return false;
  const UChar32 first = text.char32At(0);
  if (first == 'h') {
    return std::any_of(std::begin(kSilentH), std::end(kSilentH),
                       [&lower](std::string_view word) { return CutPrefix(lower, word); });
  }
  return icu::UnicodeString::fromUTF8("aàâeéèêëiîïoôœuùû").indexOf(first) >= 0;
}

}  // namespace

std::string SubjectName(const std::string& name) {
  return WithArticle(Split(name), "Le ", "La ", "L’", "Les ", "");
}

std::string ObjectName(const std::string& name) {
  return WithArticle(Split(name), "le ", "la ", "l’", "les ", "");
}

std::vector<std::string> ListedNames(const std::vector<std::string>& names, bool begin) {
  const bool plain = std::any_of(names.begin(), names.end(), [](const std::string& name) {
    return Split(name).article == Article::kNone;
  });
  if (plain) return names;
  std::vector<std::string> listed;
  for (const std::string& name : names) {
    listed.push_back(begin && listed.empty() ? SubjectName(name) : ObjectName(name));
  }
  return listed;
}

std::string ToName(const std::string& name) {
  return WithArticle(Split(name), "au ", "à la ", "à l’", "aux ", "à ");
}

bool IsPluralName(const std::string& name) { return Split(name).article == Article::kLes; }

std::string OfWord(const std::string& word) {
  return (StartsWithVowelSound(Lower(word)) ? "d’" : "de ") + word;
}

std::string LowerFirst(const std::string& text) {
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
  const UChar32 first = unicode.char32At(0);
  const UChar32 second = unicode.char32At(unicode.moveIndex32(0, 1));
  if (unicode.length() > 1 && (u_isupper(second) || u_isdigit(second))) return text;
  unicode.replace(0, unicode.moveIndex32(0, 1), u_tolower(first));
  return ToUtf8(unicode);
}

std::string Typography(const std::string& text, Language language) {
  icu::UnicodeString out = icu::UnicodeString::fromUTF8(text);
  out.findAndReplace(u"'", u"\u2019");
  if (language == Language::kEnglish) return ToUtf8(out);
  // As the Imprimerie nationale sets them: a colon a full space off, the others a narrow one.
  for (const char16_t mark : {u';', u'?', u'!', u'%'}) {
    const icu::UnicodeString end(mark);
    out.findAndReplace(icu::UnicodeString(u" ") + end, icu::UnicodeString(u"\u202f") + end);
  }
  out.findAndReplace(u" :", u"\u00a0:");
  out.findAndReplace(u"« ", u"«\u00a0");
  out.findAndReplace(u" »", u"\u00a0»");
  return ToUtf8(out);
}

}  // namespace cordee::service
