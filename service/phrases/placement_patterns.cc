// Sentences about posts and people, fit to be shown to the person concerned: what was looked at,
// what is missing, what would help. Never who somebody is.
#include <string_view>

#include "service/phrases/fact_patterns.h"

namespace cordee::service {
namespace {

struct FactPattern {
  std::string_view code;
  Pattern pattern;
};

constexpr FactPattern kPatterns[] = {
    {"placement-shared",
     {"{giver} partagerait sa semaine entre {takers} : {category_lower}, {amount} par semaine",
      "{giver} would share the week between {takers}: {category_lower}, {amount} a week"}},
    {"placement-pair",
     {"{giver} et {taker} : {category_lower}", "{giver} and {taker}: {category_lower}"}},
    {"shared-job",
     {"{takers} pourraient créer ensemble un poste : {category_lower}, {amount} par semaine, "
      "{minutes, plural, =0 {dans la même commune} other {au plus # min entre deux lieux}}",
      "{takers} could create a job together: {category_lower}, {amount} a week, "
      "{minutes, plural, =0 {in one place} other {at most # min between two sites}}"}},
    {"shared-job-why",
     {"Personne n’est encore placé sur ces heures, et une seule personne pourrait les faire dans "
      "une semaine conforme au code du travail",
      "Nobody is placed on these hours yet, and one person could work them in a lawful week"}},
    {"placement-leg",
     {"{taker}, « {title} » : {half_hours} par semaine",
      "{taker}, “{title}”: {half_hours} a week"}},
    {"category-also",
     {"Métier accepté aussi : {category_lower}", "Accepted as well: {category_lower}"}},
    {"travel",
     {"À {metres}, environ {minutes, plural, one {# minute} other {# minutes}} de trajet",
      "{metres} away, about {minutes, plural, one {# minute} other {# minutes}} of travel"}},
    {"hours-wished",
     {"{half_hours} par semaine, sur les {of} souhaitées",
      "{half_hours} a week, of the {of} that are wished"}},
    {"qualifications-held",
     {"Demandé et tenu : {qualifications}", "Required and held: {qualifications}"}},
    {"training",
     {"À apprendre sur place, les deux le souhaitent : {qualifications}",
      "To be learnt at work, as both wish: {qualifications}"}},
    {"ranked",
     {"{side, select, person {Choix n° {place} de la personne} other {Choix n° {place} de "
      "l’employeur}}",
      "{side, select, person {Choice no. {place} of the person} other {Choice no. {place} of the "
      "employer}}"}},
    {"insertion-first",
     {"Ce poste donne la priorité aux parcours d’insertion",
      "This post puts people under the insertion scheme first"}},
    {"wishes",
     {"Intérêt du poste pour la personne : {person_points, number, integer} points ; de la "
      "personne pour le poste : {post_points, number, integer} points",
      "What the post is worth to the person: {person_points, number, integer} points; the person "
      "to the post: {post_points, number, integer} points"}},
    {"law-week",
     {"Semaine conforme au code du travail, tous employeurs réunis : 10 h par jour et 44 h par "
      "semaine au plus, 11 h de repos entre deux jours, un jour libre",
      "A lawful week, all employers together: at most 10 h a day and 44 h a week, 11 h of rest "
      "between days, one day free"}},
    {"open-used",
     {"{side, select, person {{count, plural, one {Un poste conviendrait, mais il est proposé à "
      "d’autres ou n’atteint pas le minimum d’heures souhaité} other {# postes conviendraient, "
      "mais "
      "ils sont proposés à d’autres ou n’atteignent pas le minimum d’heures souhaité}}} "
      "other {{count, plural, one {Une personne conviendrait, mais elle est placée ailleurs ou n’a "
      "plus d’heures} other {# personnes conviendraient, mais elles sont placées ailleurs ou n’ont "
      "plus d’heures}}}}",
      "{side, select, person {{count, plural, one {One post would suit, but is proposed to others "
      "or does not reach the least hours wished} other {# posts would suit, but are proposed to "
      "others or do not reach the least hours wished}}} "
      "other {{count, plural, one {One person would suit, but is placed elsewhere or has no hours "
      "left} other {# people would suit, but are placed elsewhere or have no hours left}}}}"}},
    {"open-nothing",
     {"{side, select, person {Aucun poste de « {category} » dans le territoire} "
      "other {Personne ne cherche encore un poste de « {category} » dans le territoire}}",
      "{side, select, person {No post of “{category}” in the territory} "
      "other {Nobody looks for a post of “{category}” in the territory yet}}"}},
    {"open-refused",
     {"{side, select, person {{pairs, plural, one {Un poste écarté} other {# postes écartés}}} "
      "other {{pairs, plural, one {Une personne écartée} other {# personnes écartées}}}} : "
      "{rule_key, select, veto {l’un des deux ne le souhaite pas} distance {trop loin} "
      "travel {trajet trop long} dates {pas de dates en commun} season {pas de dates en commun} "
      "hours {pas assez d’horaires en commun} contract {pas de contrat en commun} "
      "licence {permis ou diplôme manquant} language {langue manquante} "
      "skill {compétence à acquérir} labels {sans les labels demandés} "
      "pay {salaire sous le minimum souhaité} insertion {poste réservé à l’insertion} "
      "age {conditions d’âge de la loi} other {{rule}}}",
      "{side, select, person {{pairs, plural, one {One post set aside} other {# posts set aside}}} "
      "other {{pairs, plural, one {One person set aside} other {# people set aside}}}}: "
      "{rule_key, select, veto {not wished by one of the two} distance {too far} "
      "travel {takes too long to get there} dates {no dates in common} "
      "season {no dates in common} hours {not enough time in common} "
      "contract {no kind of contract in common} licence {a licence or diploma is missing} "
      "language {a language is missing} skill {a skill is missing} "
      "labels {without the labels required} pay {below the pay accepted} "
      "insertion {kept for the insertion scheme} age {the law’s conditions of age} "
      "other {{rule}}}"}},
    {"unlock-placement",
     {"{who} : {rule_key, select, distance {il manque {metres}} "
      "travel {il manque {minutes, plural, one {# minute} other {# minutes}} de trajet acceptées} "
      "hours {il manque {half_hours} en commun par semaine} "
      "pay {il manque {cents} de l’heure} "
      "licence {il ne manque que : {qualifications}} language {il ne manque que : "
      "{qualifications}} "
      "skill {il ne manque que : {qualifications}, ou une formation que les deux souhaitent} "
      "contract {il suffirait d’un contrat que les deux acceptent} "
      "other {il suffirait de dates en commun}}",
      "{who}: {rule_key, select, distance {{metres} short} "
      "travel {{minutes, plural, one {# more minute} other {# more minutes}} of travel would do} "
      "hours {{half_hours} more in common every week would do} "
      "pay {{cents} an hour short} "
      "licence {only this is missing: {qualifications}} "
      "language {only this is missing: {qualifications}} "
      "skill {only this is missing: {qualifications}, or training that both wish} "
      "contract {a kind of contract that both accept would do} "
      "other {dates in common would do}}"}},
    {"refused-veto",
     {"L’un des deux ne souhaite pas travailler avec l’autre",
      "One of the two does not wish to work with the other"}},
    {"refused-travel",
     {"Environ {minutes, plural, one {# minute} other {# minutes}} de trajet, plus que les "
      "{limit_minutes} acceptées",
      "About {minutes, plural, one {# minute} other {# minutes}} of travel, more than the "
      "{limit_minutes} accepted"}},
    {"refused-contract",
     {"Aucun type de contrat que les deux acceptent", "No kind of contract that both accept"}},
    {"refused-licence", {"Il manque : {qualifications}", "Missing: {qualifications}"}},
    {"refused-language", {"Langue manquante : {qualifications}", "Missing: {qualifications}"}},
    {"refused-skill",
     {"Compétence à acquérir : {qualifications}", "A skill to acquire: {qualifications}"}},
    {"refused-pay",
     {"{cents} de l’heure proposés, {least_cents} souhaités au moins",
      "{cents} an hour offered, at least {least_cents} wished"}},
    {"refused-insertion",
     {"Ce poste est réservé aux parcours d’insertion",
      "This post is kept for people under the insertion scheme"}},
    {"refused-age",
     {"Les conditions d’âge que la loi fixe pour la cohabitation intergénérationnelle ne sont pas "
      "confirmées",
      "The law’s conditions of age for home sharing between generations are not confirmed"}},
};

}  // namespace

const Pattern* FindPlacementPattern(std::string_view code) {
  for (const FactPattern& entry : kPatterns) {
    if (entry.code == code) return &entry.pattern;
  }
  return nullptr;
}

}  // namespace cordee::service
