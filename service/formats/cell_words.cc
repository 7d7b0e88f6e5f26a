#include "service/formats/cell_words.h"

#include <algorithm>
#include <array>

#include "engine/text/fold.h"

namespace cordee::service {
namespace {

constexpr size_t kMostDigits = 9;

struct Named {
  std::string_view word;
  int32_t value;
};

constexpr Named kMonths[] = {
    {"janvier", 1},   {"janv", 1},      {"jan", 1},       {"january", 1},   {"fevrier", 2},
    {"fevr", 2},      {"fev", 2},       {"february", 2},  {"feb", 2},       {"mars", 3},
    {"march", 3},     {"mar", 3},       {"avril", 4},     {"avr", 4},       {"april", 4},
    {"apr", 4},       {"mai", 5},       {"may", 5},       {"juin", 6},      {"june", 6},
    {"jun", 6},       {"juillet", 7},   {"juil", 7},      {"july", 7},      {"jul", 7},
    {"aout", 8},      {"august", 8},    {"aug", 8},       {"septembre", 9}, {"sept", 9},
    {"sep", 9},       {"september", 9}, {"octobre", 10},  {"oct", 10},      {"october", 10},
    {"novembre", 11}, {"nov", 11},      {"november", 11}, {"decembre", 12}, {"dec", 12},
    {"december", 12}};

constexpr Named kDays[] = {
    {"lundi", 1},    {"lun", 1}, {"monday", 1},   {"mon", 1}, {"mardi", 2},     {"mar", 2},
    {"tuesday", 2},  {"tue", 2}, {"mercredi", 3}, {"mer", 3}, {"wednesday", 3}, {"wed", 3},
    {"jeudi", 4},    {"jeu", 4}, {"thursday", 4}, {"thu", 4}, {"vendredi", 5},  {"ven", 5},
    {"friday", 5},   {"fri", 5}, {"samedi", 6},   {"sam", 6}, {"saturday", 6},  {"sat", 6},
    {"dimanche", 7}, {"dim", 7}, {"sunday", 7},   {"sun", 7}};

constexpr std::array<std::string_view, 12> kSilent = {"de", "du", "le",   "la",    "les", "l",
                                                      "d",  "en", "from", "entre", "des", "the"};
constexpr std::array<std::string_view, 7> kTo = {"a",     "au",   "to",     "jusqu",
                                                 "until", "till", "through"};

template <size_t N>
int32_t ValueOf(const Named (&table)[N], std::string_view word) {
  for (const Named& named : table) {
    if (named.word == word) return named.value;
  }
  return 0;
}

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsSpace(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xa0 || c == 0x202f || c == 0x2009 || c == '\n' || c == '\r';
}
bool IsLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0x2000) ||
         (c >= 0x300 && c <= 0x36f);
}
bool IsDash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); }

template <size_t N>
bool Among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void AddWord(std::string word, std::vector<CellToken>* tokens) {
  word = Fold(word);
  if (word.empty() || Among(kSilent, word)) return;
  if (Among(kTo, word)) {
    const bool again = !tokens->empty() && tokens->back().kind == CellToken::kDash;
    if (!again) tokens->push_back({CellToken::kDash, "", -1, 0});
    return;
  }
  // "après-midi" and "week-end" hold a dash that is no range.
  if ((word == "midi" || word == "end") && !tokens->empty()) {
    size_t at = tokens->size() - 1;
    if ((*tokens)[at].kind == CellToken::kDash && at > 0) --at;
    CellToken& before = (*tokens)[at];
    if (before.kind == CellToken::kWord && (before.text == "apres" || before.text == "week")) {
      before.text += word;
      tokens->resize(at + 1);
      return;
    }
  }
  tokens->push_back({CellToken::kWord, std::move(word), -1, 0});
}

}  // namespace

std::vector<CellToken> LexCell(std::string_view text) {
  std::vector<CellToken> tokens;
  for (size_t at = 0; at < text.size();) {
    size_t next = at;
    const char32_t c = NextCodePoint(text, &next);
    if (IsSpace(c)) {
      at = next;
    } else if (IsDigit(c)) {
      CellToken number{CellToken::kNumber, "", 0, 0};
      while (at < text.size() && IsDigit(static_cast<unsigned char>(text[at]))) {
        if (++number.digits <= kMostDigits) number.number = number.number * 10 + (text[at] - '0');
        ++at;
      }
      if (number.digits > kMostDigits) number.number = -1;
      tokens.push_back(std::move(number));
    } else if (IsLetter(c)) {
      const size_t begin = at;
      while (at < text.size()) {
        next = at;
        if (!IsLetter(NextCodePoint(text, &next))) break;
        at = next;
      }
      AddWord(std::string(text.substr(begin, at - begin)), &tokens);
    } else {
      const CellToken::Kind kind = IsDash(c)  ? CellToken::kDash
                                   : c == ':' ? CellToken::kColon
                                              : CellToken::kBreak;
      const bool apostrophe = c == '\'' || c == 0x2019;
      const bool shown = kind == CellToken::kBreak;
      if (!apostrophe) {
        tokens.push_back({kind, std::string(shown ? text.substr(at, next - at) : ""), -1, 0});
      }
      at = next;
    }
  }
  return tokens;
}

int32_t MonthOfWord(std::string_view word) { return ValueOf(kMonths, word); }

int32_t DayOfWord(std::string_view word) {
  if (word.size() > 4 && word.back() == 's') word.remove_suffix(1);  // "lundis"
  return ValueOf(kDays, word);
}

}  // namespace cordee::service
