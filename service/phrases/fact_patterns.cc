// Arguments are the values of facts as explain_phrases.cc prepares them: distances, amounts,
// months, labels and names are texts already; pairs, count, weeks, percent, days are numbers.
#include "service/phrases/fact_patterns.h"

namespace cordee::service {
namespace {

struct FactPattern {
  std::string_view code;
  Pattern pattern;
};

#define CORDEE_PER_FR "{period, select, WEEK { par semaine} MONTH { par mois} other {}}"
#define CORDEE_PER_EN "{period, select, WEEK { a week} MONTH { a month} other {}}"

// Why a pair suits.
constexpr FactPattern kReasons[] = {
    {"category-same",
     {"Exactement ce qui est demandé : {category_lower}",
      "Exactly what is asked for: {category_lower}"}},
    {"category-below",
     {"« {offered} » entre dans la demande « {asked} »",
      "“{offered}” is part of what is asked for: “{asked}”"}},
    {"category-near",
     {"« {offered} » à la place de « {asked} » : convient à {percent, number, integer} %",
      "“{offered}” in place of “{asked}”: suits at {percent, number, integer}%"}},
    {"distance", {"À {metres}", "{metres} away"}},
    {"same-place", {"Dans la même commune", "In the same place"}},
    {"covers",
     {"{percent, plural, =0 {Couvre moins de 1 % du besoin} =100 {Couvre tout le besoin} "
      "other {Couvre # % du besoin}}",
      "{percent, plural, =0 {Covers less than 1% of the need} =100 {Covers the whole need} "
      "other {Covers #% of the need}}"}},
    {"common-weeks",
     {"{weeks, plural, one {# semaine} other {# semaines}} en commun sur {of}",
      "{weeks, plural, one {# week} other {# weeks}} in common out of {of}"}},
    {"common-hours",
     {"{half_hours} en commun chaque semaine, sur les {of} du besoin",
      "{half_hours} in common every week, out of {of} for the need"}},
    {"open-hours", {"{half_hours} possibles chaque semaine", "{half_hours} possible every week"}},
    {"season", {"Disponible {months}", "Available {months}"}},
    {"labels-required",
     {"{label_count, plural, one {Label demandé et tenu} other {Labels demandés et tenus}} : "
      "{labels}",
      "{label_count, plural, one {Label required and held} other {Labels required and held}}: "
      "{labels}"}},
    {"labels-held",
     {"{label_count, plural, one {Label en plus} other {Labels en plus}} : {labels}",
      "{label_count, plural, one {Label on top} other {Labels on top}}: {labels}"}},
    {"charter-both",
     {"Les deux ont signé la charte du territoire", "Both have signed the territory’s charter"}},
    {"charter-one",
     {"L’un des deux a signé la charte du territoire",
      "One of the two has signed the territory’s charter"}},
    {"continuity",
     {"Déjà proposé au calcul précédent : {amount} sur toute la période",
      "Already proposed by the previous run: {amount} over the whole period"}},
    {"joint-purchase",
     {"Achat groupé avec {takers}{count, plural, =0 {} one { et # autre} other { et # autres}} : "
      "ensemble {amount}" CORDEE_PER_FR ", pour une commande minimale de {least}",
      "Joint purchase with {takers}{count, plural, =0 {} one { and # other} other { and # "
      "others}}: together {amount}" CORDEE_PER_EN ", for a minimum order of {least}"}},
    {"minimum-order-met",
     {"La commande minimale de {least}" CORDEE_PER_FR " est atteinte : {amount}",
      "The minimum order of {least}" CORDEE_PER_EN " is reached: {amount}"}},
    {"need-filled",
     {"Le besoin est entièrement couvert", "The need has all it asked for"}},
    {"resource-used-up",
     {"Cette offre est alors attribuée en entier", "Nothing is left of this resource"}},
};

// Why a pair is refused, rule by rule.
constexpr FactPattern kRefusals[] = {
    {"refused-same-actor",
     {"Le besoin et l’offre viennent du même acteur",
      "The need and the resource belong to the same actor"}},
    {"refused-category",
     {"« {offered} » ne répond pas à une demande de « {asked} »",
      "“{offered}” does not serve a need for “{asked}”"}},
    {"refused-distance",
     {"À {metres} : au-delà {limit_of, select, need {des {limit_metres} que le besoin accepte} "
      "resource {des {limit_metres} que l’offre dessert} "
      "other {du maximum de {limit_metres} fixé pour le territoire}}",
      "{metres} away: beyond the {limit_of, select, need {{limit_metres} that the need accepts} "
      "resource {{limit_metres} that the resource serves} "
      "other {territory’s maximum of {limit_metres}}}"}},
    {"refused-rhythm",
     {"L’un est ponctuel, l’autre régulier, et l’un des deux n’est pas ouvert toute la période",
      "One comes once, the other regularly, and one of the two is not open the whole period"}},
    {"refused-dates",
     {"Les dates ne se recouvrent pas assez", "The dates do not overlap enough"}},
    {"refused-season",
     {"Hors saison : demandé {need_months}, disponible {resource_months}",
      "Out of season: asked for {need_months}, available {resource_months}"}},
    {"refused-hours",
     {"{half_hours_number, plural, =0 {Aucun horaire en commun} "
      "other {Seulement {half_hours} en commun}} : il faut {needed}",
      "{half_hours_number, plural, =0 {No time in common} "
      "other {Only {half_hours} in common}}: {needed} needed"}},
    {"refused-labels",
     {"{label_count, plural, one {Il manque le label} other {Il manque les labels}} {labels}",
      "{label_count, plural, one {Missing label} other {Missing labels}}: {labels}"}},
    {"refused-cold-chain",
     {"Chaîne du froid : {temperature, select, CHILLED {l’un des deux ne peut pas assurer le froid "
      "positif} FROZEN {l’un des deux ne peut pas assurer le surgelé} "
      "other {l’un des deux ne peut pas assurer la température ambiante}}",
      "Cold chain: one of the two cannot handle "
      "{temperature, select, CHILLED {chilled} FROZEN {frozen} other {ambient}} goods"}},
    {"refused-minimum-lot",
     {"Le plus petit lot accepté ({least} sur toute la période) dépasse ce qui est possible "
      "({most})",
      "The smallest lot accepted ({least} over the whole period) is more than what is possible "
      "({most})"}},
};

// Why a need is left without.
constexpr FactPattern kUnmet[] = {
    {"unmet-nothing",
     {"Personne ne propose encore « {category} » sur le territoire",
      "Nobody offers “{category}” in the territory yet"}},
    {"unmet-used",
     {"{count, plural, one {Une offre conviendrait, mais elle est proposée à d’autres} "
      "other {# offres conviendraient, mais elles sont proposées à d’autres}}",
      "{count, plural, one {One resource would suit, but it is proposed to others} "
      "other {# resources would suit, but they are proposed to others}}"}},
    {"unmet-exhausted",
     {"Tout ce qui conviendrait lui est déjà proposé : il en faudrait davantage",
      "All that would suit is proposed to it already: it takes more"}},
    {"unmet-minimum-order",
     {"{who} : il manque {amount}" CORDEE_PER_FR " à la commande minimale de {least}",
      "{who}: {amount}" CORDEE_PER_EN " short of the minimum order of {least}"}},
    {"unmet-refused",
     {"{pairs, plural, one {Une offre écartée} other {# offres écartées}} : "
      "{rule_key, select, same_actor {du même acteur} category {d’une autre nature} "
      "distance {trop loin} rhythm {rythme incompatible} dates {pas de dates en commun} "
      "season {hors saison} hours {pas assez d’horaires en commun} "
      "labels {sans les labels demandés} cold_chain {chaîne du froid non assurée} "
      "minimum_lot {lot minimal trop grand} other {{rule}}}",
      "{pairs, plural, one {One resource set aside} other {# resources set aside}}: "
      "{rule_key, select, same_actor {same actor} category {something else} distance {too far} "
      "rhythm {rhythms do not fit} dates {no dates in common} season {out of season} "
      "hours {not enough time in common} labels {without the labels required} "
      "cold_chain {cold chain not ensured} minimum_lot {smallest lot too large} other {{rule}}}"}},
};

// The smallest change that would help.
constexpr FactPattern kUnlocks[] = {
    {"unlock-reach",
     {"{who} : il manque {metres} ; {side, select, "
      "need {accepter une offre jusqu’à {becomes_metres}} "
      "resource {étendre le rayon de l’offre à {becomes_metres}} "
      "other {porter la distance maximale du territoire à {becomes_metres}}} suffirait",
      "{who}: {metres} short; {side, select, "
      "need {accepting a resource up to {becomes_metres} away} "
      "resource {serving up to {becomes_metres}} "
      "other {raising the territory’s maximum distance to {becomes_metres}}} would be enough"}},
    {"unlock-rhythm",
     {"{who} : l’un est ponctuel, l’autre régulier ; ouvrir {side, select, need {le besoin} "
      "other {l’offre}} sur toute la période suffirait",
      "{who}: one comes once, the other regularly; opening the {side, select, need {need} "
      "other {resource}} over the whole period would be enough"}},
    {"unlock-dates",
     {"{who} : les dates se manquent de {days, plural, one {# jour} other {# jours}} ; ouvrir "
      "{side, select, need {le besoin} other {l’offre}}"
      "{has_start, select, yes { à partir du {start_date}} other {}}"
      "{has_end, select, yes { jusqu’au {last_date}} other {}} suffirait",
      "{who}: the dates miss each other by {days, plural, one {# day} other {# days}}; opening the "
      "{side, select, need {need} other {resource}}"
      "{has_start, select, yes { from {start_date}} other {}}"
      "{has_end, select, yes { until {last_date}} other {}} would be enough"}},
    {"unlock-season",
     {"{who} : hors saison ; il suffirait que {side, select, need {le besoin} other {l’offre}} "
      "s’étende aussi {months}",
      "{who}: out of season; it would be enough for the {side, select, need {need} "
      "other {resource}} to cover {months} as well"}},
    {"unlock-hours",
     {"{who} : il manque {half_hours} en commun ; ouvrir {side, select, need {le besoin} "
      "other {l’offre}} {slot} suffirait",
      "{who}: {half_hours} in common missing; opening the {side, select, need {need} "
      "other {resource}} {slot} would be enough"}},
    {"unlock-labels",
     {"{who} : il ne manque que {label_count, plural, one {le label} other {les labels}} {labels}",
      "{who}: only {label_count, plural, one {the label} other {the labels}} {labels} "
      "{label_count, plural, one {is} other {are}} missing"}},
    {"unlock-temperature",
     {"{who} : il suffirait que {side, select, need {celui qui reçoit} other {celui qui fournit}} "
      "puisse assurer {temperature, select, CHILLED {le froid positif} FROZEN {le surgelé} "
      "other {la température ambiante}}",
      "{who}: it would be enough for the {side, select, need {receiving side} "
      "other {supplying side}} to handle {temperature, select, CHILLED {chilled} FROZEN {frozen} "
      "other {ambient}} goods"}},
    {"unlock-minimum-lot",
     {"{who} : {amount_number, plural, =0 {renoncer au lot minimal} "
      "other {accepter un lot de {amount}" CORDEE_PER_FR "}}"
      "{side, select, need { côté besoin} other { côté offre}} suffirait",
      "{who}: {amount_number, plural, =0 {giving up the smallest lot} "
      "other {accepting a lot of {amount}" CORDEE_PER_EN "}} on the "
      "{side, select, need {need’s} other {resource’s}} side would be enough"}},
    {"unlock-quantity",
     {"{who} : {side, select, need {demander} other {offrir}} {amount}" CORDEE_PER_FR
      " suffirait à atteindre le lot minimal",
      "{who}: {side, select, need {asking for} other {offering}} {amount}" CORDEE_PER_EN
      " would be enough to reach the smallest lot"}},
};

template <size_t N>
const Pattern* FindIn(const FactPattern (&table)[N], std::string_view code) {
  for (const FactPattern& entry : table) {
    if (entry.code == code) return &entry.pattern;
  }
  return nullptr;
}

}  // namespace

const Pattern kSupplyTitle = {
    "{giver} {number, select, many {fournissent} other {fournit}} {amount} {of_category}"
    CORDEE_PER_FR " {to_taker}",
    "{giver} supplies {amount} of {category_lower}" CORDEE_PER_EN " to {taker}"};

const Pattern kPiecesTitle = {
    "{giver} {number, select, many {fournissent} other {fournit}} {to_taker} : {category_lower}, "
    "{amount}" CORDEE_PER_FR,
    "{giver} supplies {taker}: {category_lower}, {amount}" CORDEE_PER_EN};

const Pattern kOfferTitle = {
    "{giver} {number, select, many {proposent} other {propose}} {to_taker} : {category_lower}, "
    "{amount}" CORDEE_PER_FR,
    "{giver} offers {taker}: {category_lower}, {amount}" CORDEE_PER_EN};

const Pattern kBookingTitle = {
    "{giver} {family, select, FAMILY_SPACES {{number, select, many {accueillent} "
    "other {accueille}} {taker}} other {{number, select, many {proposent} other {propose}} "
    "{to_taker}}} : {category_lower}, {period, select, WEEK {chaque {day_name} {times}"
    "{weeks, plural, one {, une semaine} other {, # semaines}}} other {le {date_text} {times}}}",
    "{giver} {family, select, FAMILY_SPACES {hosts} other {offers}} {taker}: {category_lower}, "
    "{period, select, WEEK {every {day_name} {times}, "
    "{weeks, plural, one {for one week} other {for # weeks}}} other {on {date_text} {times}}}"};

#undef CORDEE_PER_FR
#undef CORDEE_PER_EN

const Pattern* FindFactPattern(std::string_view code) {
  for (const Pattern* found : {FindIn(kReasons, code), FindIn(kRefusals, code),
                               FindIn(kUnmet, code), FindIn(kUnlocks, code)}) {
    if (found != nullptr) return found;
  }
  const Pattern* pattern = FindPlacementPattern(code);
  return pattern != nullptr ? pattern : FindTourPattern(code);
}

}  // namespace cordee::service
