// Grammar that keeps sentences with names in them right: articles, elision, typography.
//
//   ToName("Collège Jean-Moulin")      "au Collège Jean-Moulin"
//   OfWord("oignons")                  "d’oignons"
//   Typography("Prêt ?")               "Prêt ?" with a narrow no-break space
//
// Names get an article only where their first word is known (ferme, collège, EHPAD ...); any other
// name stands as it is, which is never wrong. Texts are UTF-8. Pure functions, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "service/phrases/language.h"

namespace cordee::service {

// "La Ferme des Tilleuls", for the start of a sentence.
std::string SubjectName(const std::string& name);
// "la Ferme des Tilleuls", "le Collège Jean-Moulin".
std::string ObjectName(const std::string& name);
// The names of a list: all with their articles, or all as they stand where one of them has none.
// `begin`: a sentence, with the first.
std::vector<std::string> ListedNames(const std::vector<std::string>& names, bool begin);
// "à la Ferme des Tilleuls", "au Collège Jean-Moulin", "aux Jardins de la Vonne".
std::string ToName(const std::string& name);
// "Jardins de la Vonne": the verb is plural.
bool IsPluralName(const std::string& name);

// "de carottes", "d’oignons", "d’huile", "de haricots".
std::string OfWord(const std::string& word);

// "Carottes" to "carottes"; "PVC" stays.
std::string LowerFirst(const std::string& text);

// Typographic apostrophes; in French also no-break spaces where its typography wants them.
std::string Typography(const std::string& text, Language language);

}  // namespace cordee::service
