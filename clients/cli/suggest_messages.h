// Sentences about suggestions: a part of messages.h.
#pragma once

#include "clients/cli/language.h"

namespace cordee::cli::text {

inline constexpr Message kHelpSuggest = {
    "Les meilleures contreparties d’un besoin ou d’une ressource, maintenant",
    "The best counterparts of a need or resource, now"};
inline constexpr Message kHelpSuggestWhat = {
    "BESOIN ou RESSOURCE : identifiant, ou nom entier (territories/…/needs/… ou …/resources/…)",
    "NEED or RESOURCE: identifier, or whole name (territories/…/needs/… or …/resources/…)"};
inline constexpr Message kNeitherNeedNorResource = {
    "il n’y a ni besoin ni ressource nommé « {0} ».",
    "there is no need or resource named \"{0}\"."};
inline constexpr Message kHelpK = {"Nombre de suggestions au plus", "Suggestions at most"};
inline constexpr Message kSuggestNone = {"Aucune contrepartie permise.",
                                         "No admissible counterpart."};
inline constexpr Message kSuggestWhyNot = {
    "Pour savoir pourquoi : « cordee why-not » dit ce qui manque au dernier calcul, « cordee "
    "explain BESOIN RESSOURCE » ce qui sépare « {0} » d’une contrepartie.",
    "To know why: \"cordee why-not\" says what the latest run lacks, \"cordee explain NEED "
    "RESOURCE\" what keeps \"{0}\" from one counterpart."};
inline constexpr Message kSuggestCount = {
    "{0, plural, one{# paire permise a été comparée} other{# paires permises ont été comparées}}.",
    "{0, plural, one{# admissible pair was compared} other{# admissible pairs were compared}}."};

}  // namespace cordee::cli::text
