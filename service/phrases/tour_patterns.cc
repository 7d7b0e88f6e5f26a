// Sentences about tours: who drives when, what it saves, why something stays behind.
#include <string_view>

#include "service/phrases/fact_patterns.h"

namespace cordee::service {
namespace {

struct FactPattern {
  std::string_view code;
  Pattern pattern;
};

constexpr FactPattern kPatterns[] = {
    {"tour",
     {"Tournée du {day_name}, {times} : « {title} », {giver}, {count, plural, one {chez # membre} "
      "other {chez # membres}}, {mass}{regular, select, yes {, {metres} de plus que sa tournée "
      "régulière de {regular_metres}} other { sur {metres}}}",
      "Round on {day_name}, {times}: “{title}”, {giver}, {count, plural, one {# member called on} "
      "other {# members called on}}, {mass}{regular, select, yes {, {metres} more than its regular "
      "round of {regular_metres}} other { over {metres}}}"}},
    {"tour-own-load",
     {"Le chargement de sa propre tournée régulière, jusqu’à {percent, number, integer} % de ce "
      "que le véhicule contient, voyage en plus : il n’est pas compté dans ces charges",
      "The load of its own regular round, up to {percent, number, integer}% of what the vehicle "
      "holds, rides as well: it is not counted in these loads"}},
    {"ring", {"Boucle de réciprocité : {names}", "Ring of reciprocity: {names}"}},
    {"ring-gift",
     {"{giver} → {taker} : {title}{count, plural, =0 {} one { et un autre échange} other { et # "
      "autres échanges}}",
      "{giver} → {taker}: {title}{count, plural, =0 {} one { and one more} other { and # more}}"}},
    {"tour-shared",
     {"{count} payeurs se partagent {cents} pour {metres} ; chacun de son côté, ils paieraient "
      "{alone_cents} pour {alone_metres}",
      "{count} parties share {cents} for {metres}; each on their own, they would pay {alone_cents} "
      "for {alone_metres}"}},
    {"tour-core",
     {"Personne ne paie plus que seul, et aucun groupe ne paierait moins avec les tournées prévues "
      "pour lui à part",
      "Nobody pays more than alone, and no group would pay less on rounds planned for it "
      "alone"}},
    {"tour-alone",
     {"Personne ne paie plus que seul, et aucun des {count, number} groupes examinés ne paierait "
      "moins avec les tournées prévues pour lui à part",
      "Nobody pays more than alone, and none of the {count, number} groups looked at would pay "
      "less on rounds planned for it alone"}},
    {"tour-fair",
     {"Personne ne paie plus que seul ; mais {group} paieraient ensemble {cents} de moins avec les "
      "tournées prévues pour eux à part",
      "Nobody pays more than alone; but together {group} would pay {cents} less on rounds "
      "planned for them alone"}},
    {"tour-subsidy",
     {"Seuls, ces membres paieraient chacun {cents} de moins, à un centime près : {payers} ; "
      "{gainers_count, plural, =0 {personne n’y gagne, aucune autre tournée ne prend les véhicules "
      "qui leur conviendraient} other {y gagnent ceux que d’autres tournées servent avec les "
      "véhicules qui leur conviendraient : {gainers}}}",
      "Alone, each of these members would pay {cents} less, to within a cent: {payers}; "
      "{gainers_count, plural, =0 {nobody gains by it, no other round takes the vehicles that "
      "would suit them} other {those gain whom other rounds serve with the vehicles that would "
      "suit them: {gainers}}}"}},
    {"tour-division",
     {"{state, select, empty {Aucun partage ne contenterait tous les groupes : quel qu’il soit, "
      "l’un d’eux paierait {cents_number, plural, =0 {un peu moins} other {au moins {cents} de "
      "moins}} avec les tournées prévues pour lui à part} "
      "not_empty {Un autre partage contenterait tous les groupes{sampled, select, yes { examinés} "
      "other {}} ; celui-ci suit ce que chacun ajoute au coût} "
      "other {On ne sait pas si un autre partage contenterait tous les groupes}}",
      "{state, select, empty {No division would content every group: whatever it is, one of them "
      "would pay {cents_number, plural, =0 {a little less} other {at least {cents} less}} on "
      "rounds planned for it alone} "
      "not_empty {Another division would content every group{sampled, select, yes { looked at} "
      "other {}}; this one follows what each adds to the cost} "
      "other {It is not known whether another division would content every group}}"}},
    {"tour-sampled",
     {"Plus de douze payeurs : parts estimées sur des ordres d’arrivée tirés au sort, avec leur "
      "intervalle ; {count, number} groupes examinés",
      "More than twelve parties: shares estimated from orders of arrival drawn at random, with "
      "their interval; {count, number} groups looked at"}},
    {"carried",
     {"Transport {leg, select, in {jusqu’au dépôt } out {depuis le dépôt } other {}}le {day_name} "
      "par {giver} : enlèvement à {pickup_time}, livraison à {delivery_time}, {mass}",
      "Carried {leg, select, in {to the store } out {from the store } other {}}on {day_name} by "
      "{giver}: picked up at {pickup_time}, delivered at {delivery_time}, {mass}"}},
    {"stored",
     {"Aucun véhicule ne peut livrer directement : par « {title} », chez {giver}, apporté le "
      "{day_name}, repris le {until_day_name}, {mass}, "
      "{cents_number, plural, =0 {garde gratuite} other {garde à {cents} par semaine pour qui "
      "donne}}",
      "No vehicle can deliver straight: by way of “{title}”, at {giver}, brought on "
      "{day_name}, fetched on {until_day_name}, {mass}, "
      "{cents_number, plural, =0 {kept for free} other {kept for {cents} a week, paid by "
      "whoever gives}}"}},
    {"store-keeps",
     {"Un dépôt ne se propose pas seul : il garde des marchandises entre deux véhicules, là où "
      "aucun ne peut livrer directement",
      "A store is not proposed by itself: it keeps goods between two vehicles, where none can "
      "deliver straight"}},
    {"vehicle-carries",
     {"Un véhicule ne couvre pas un besoin à lui seul : il transporte ce qu’une ressource lui "
      "donne. Demandez l’explication du besoin avec cette ressource ; la proposition dit quel "
      "véhicule passe",
      "A vehicle does not meet a need by itself: it carries what a resource gives. Ask for the "
      "explanation of the need with that resource; the proposal says which vehicle comes"}},
    {"left-shipment",
     {"{reason, select, load {Aucun véhicule n’est assez grand} "
      "vehicle {Aucun véhicule assez grand n’a le droit ou les moyens de le transporter : "
      "température, type de transport, rayon d’action ou période} "
      "unreached {Aucune route n’y mène} "
      "time {Aucun véhicule ne peut respecter les horaires et les durées permises, même pour ce "
      "seul envoi} "
      "cost {Même seul, il coûterait plus qu’il ne vaut} "
      "other {Plus de place : les véhicules sont pris par d’autres envois}}",
      "{reason, select, load {No vehicle is large enough} "
      "vehicle {No vehicle that is large enough may or can carry it: temperature, kind of "
      "carriage, reach or time of the year} "
      "unreached {No road leads there} "
      "time {No vehicle can meet the hours and the times allowed, even for this shipment alone} "
      "cost {Even alone it would cost more than it is worth} "
      "other {No room: the vehicles are taken by other shipments}}"}},
    {"unlock-shipment-hours",
     {"Il suffirait que les horaires {end, select, pickup {d’enlèvement} other {de livraison}} "
      "{when, select, day {du {day_name} } other {}}{side, select, later {se ferment {half_hours} "
      "plus tard} earlier {s’ouvrent {half_hours} plus tôt} other {s’ouvrent {half_hours} plus tôt "
      "et se ferment {half_hours} plus tard}} : « {title} » passerait le {day_name}",
      "It would do if the {end, select, pickup {pick-up} other {delivery}} hours {when, select, "
      "day {on {day_name} } other {}}{side, select, later {closed {half_hours} later} earlier "
      "{opened {half_hours} earlier} other {opened {half_hours} earlier and closed {half_hours} "
      "later}}: “{title}” would come on {day_name}"}},
    {"unlock-shipment-load",
     {"Il suffirait de {mass} de moins à la fois : « {title} » passerait le {day_name}",
      "{mass} less at a time would do: “{title}” would come on {day_name}"}},
    {"vehicle-alone",
     {"Ce véhicule pourrait y aller pour cet envoi seul : le {day_name}, {cents}",
      "This vehicle could go for this shipment alone: on {day_name}, {cents}"}},
    {"shipment-travels",
     {"Un envoi ne va qu’avec un véhicule", "A shipment goes with a vehicle only"}},
    {"shipment-carried",
     {"Au dernier calcul, {vehicle, select, this {ce véhicule} other {c’est « {title} » "
      "({carrier}) qui}} le transporte le {day_name}{shared, select, yes { ; pour tout ce qui y "
      "voyage pour son compte, {giver} {number, select, many {paient} other {paie}} "
      "{cents}{same, select, yes {, autant que sans les autres} other { au lieu de {alone_cents} "
      "sans les autres, au moins cher}}} other {}}",
      "In the latest run {vehicle, select, this {this vehicle} other {“{title}” ({carrier})}} "
      "carries it on {day_name}{shared, select, yes {; for all that travels there on its account, "
      "{giver} pays {cents}{same, select, yes {, as much as without the others} other { instead "
      "of {alone_cents} without the others, at the cheapest}}} other {}}"}},
    {"shipment-left",
     {"Au dernier calcul, cet envoi reste sans tournée : {reason, select, "
      "load {aucun véhicule n’est assez grand} "
      "vehicle {aucun véhicule assez grand n’a le droit ou les moyens de le transporter} "
      "unreached {aucune route n’y mène} "
      "time {aucun véhicule ne peut respecter les horaires et les durées permises} "
      "cost {même seul, il coûterait plus qu’il ne vaut} "
      "other {les véhicules sont pris par d’autres envois}}",
      "In the latest run this shipment has no round: {reason, select, "
      "load {no vehicle is large enough} "
      "vehicle {no vehicle that is large enough may or can carry it} "
      "unreached {no road leads there} "
      "time {no vehicle can meet the hours and the times allowed} "
      "cost {even alone it would cost more than it is worth} "
      "other {the vehicles are taken by other shipments}}"}},
    {"vehicle-refused",
     {"{reason, select, driver {Personne ne conduit ce véhicule} "
      "carriage {Ce véhicule ne transporte que les marchandises de son propriétaire} "
      "temperature {Ce véhicule ne tient pas la température demandée} "
      "load {L’envoi dépasse ce que le véhicule contient, de {mass}} "
      "litres {L’envoi dépasse ce que le véhicule contient, de {litres, plural, one {# litre} "
      "other {# litres}}} "
      "pallets {L’envoi dépasse ce que le véhicule contient, de {pallets} "
      "{many_pallets, select, yes {palettes} other {palette}}} "
      "crates {L’envoi dépasse ce que le véhicule contient, de {crates, plural, one {# caisse} "
      "other {# caisses}}} "
      "reach {Un arrêt est trop loin pour ce véhicule, de {metres}} "
      "weeks {Ce véhicule n’est pas là toutes les semaines} "
      "regular {La tournée régulière de ce véhicule ne laisse pas assez de place à cet envoi} "
      "other {Ce véhicule ne peut pas respecter les horaires et les durées permises, même pour cet "
      "envoi seul}}",
      "{reason, select, driver {Nobody drives this vehicle} "
      "carriage {This vehicle carries its owner’s goods only} "
      "temperature {This vehicle does not keep the temperature asked for} "
      "load {The shipment exceeds what the vehicle holds by {mass}} "
      "litres {The shipment exceeds what the vehicle holds by {litres, plural, one {# litre} "
      "other {# litres}}} "
      "pallets {The shipment exceeds what the vehicle holds by {pallets} "
      "{many_pallets, select, yes {pallets} other {pallet}}} "
      "crates {The shipment exceeds what the vehicle holds by {crates, plural, one {# crate} "
      "other {# crates}}} "
      "reach {A stop is too far for this vehicle by {metres}} "
      "weeks {This vehicle is not there every week} "
      "regular {The regular round of this vehicle leaves too little room for this shipment} "
      "other {This vehicle cannot meet the hours and the times allowed, even for this shipment "
      "alone}}"}},
    {"left-supply",
     {"{count, plural, one {Une offre conviendrait} other {# offres conviendraient}}, mais sans "
      "transport : "
      "{reason, select, load {aucun véhicule n’est assez grand} "
      "vehicle {aucun véhicule n’a le droit ou les moyens de livrer} "
      "unreached {aucune route n’y mène} "
      "time {aucun véhicule ne peut respecter les horaires} "
      "cost {livrer coûterait plus que ce que l’échange vaut} "
      "other {aucune tournée n’a la place, ou le détour coûterait trop}}",
      "{count, plural, one {One offer would suit} other {# offers would suit}}, but without "
      "transport: "
      "{reason, select, load {no vehicle is large enough} "
      "vehicle {no vehicle may or can deliver} "
      "unreached {no road leads there} "
      "time {no vehicle can meet the hours} "
      "cost {delivering would cost more than the exchange is worth} "
      "other {no round has room, or the detour would cost too much}}"}},
    {"pair-left",
     {"Au dernier calcul, cet échange est resté sans transport : "
      "{reason, select, load {aucun véhicule n’est assez grand} "
      "vehicle {aucun véhicule n’a le droit ou les moyens de livrer} "
      "unreached {aucune route n’y mène} "
      "time {aucun véhicule ne peut respecter les horaires} "
      "cost {livrer coûterait plus que ce que l’échange vaut} "
      "other {aucune tournée n’a la place, ou le détour coûterait trop}}",
      "In the latest run this exchange stayed without transport: "
      "{reason, select, load {no vehicle is large enough} "
      "vehicle {no vehicle may or can deliver} "
      "unreached {no road leads there} "
      "time {no vehicle can meet the hours} "
      "cost {delivering would cost more than the exchange is worth} "
      "other {no round has room, or the detour would cost too much}}"}},
};

}  // namespace

const Pattern* FindTourPattern(std::string_view code) {
  for (const FactPattern& entry : kPatterns) {
    if (entry.code == code) return &entry.pattern;
  }
  return nullptr;
}

}  // namespace cordee::service
