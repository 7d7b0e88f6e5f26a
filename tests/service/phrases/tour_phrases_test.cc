// What is said about who pays for a tour, in both languages.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "service/convert/facts.h"
#include "service/phrases/amounts.h"
#include "service/phrases/explain_phrases.h"
#include "tests/support/small_record.h"

namespace cordee::service {
namespace {

struct Example {
  const char* code;
  std::map<std::string, std::string> values;
  const char* fr;
  const char* en;
};

const std::vector<Example> kExamples = {
    {"tour-shared",
     {{"count", "3"},
      {"cents", "4210"},
      {"alone_cents", "9005"},
      {"metres", "48000"},
      {"alone_metres", "131000"}},
     "3 payeurs se partagent 42,10 € pour 48 km ; chacun de son côté, ils paieraient 90,05 € pour "
     "131 km",
     "3 parties share €42.10 for 48 km; each on their own, they would pay €90.05 for 131 km"},
    {"tour-core",
     {},
     "Personne ne paie plus que seul, et aucun groupe ne paierait moins avec les tournées prévues "
     "pour lui à part",
     "Nobody pays more than alone, and no group would pay less on rounds planned for it alone"},
    {"tour-alone",
     {{"count", "1204"}},
     "Personne ne paie plus que seul, et aucun des 1 204 groupes examinés ne paierait moins avec "
     "les tournées prévues pour lui à part",
     "Nobody pays more than alone, and none of the 1,204 groups looked at would pay less on "
     "rounds planned for it alone"},
    {"tour-fair",
     {{"group", "Ferme des Tilleuls\nCollège Jean-Moulin\nEmmaüs"}, {"cents", "1250"}},
     "Personne ne paie plus que seul ; mais Ferme des Tilleuls, Collège Jean-Moulin et Emmaüs "
     "paieraient ensemble 12,50 € de moins avec les tournées prévues pour eux à part",
     "Nobody pays more than alone; but together Ferme des Tilleuls, Collège Jean-Moulin and Emmaüs "
     "would pay €12.50 less on rounds planned for them alone"},
    {"tour-subsidy",
     {{"payers", "Ferme des Tilleuls\nEmmaüs"}, {"cents", "305"}, {"gainers", "Moulin du Bourg"}},
     "Seuls, ces membres paieraient chacun 3,05 € de moins, à un centime près : Ferme des "
     "Tilleuls et Emmaüs ; y gagnent ceux que d’autres tournées servent avec les véhicules qui "
     "leur conviendraient : le Moulin du Bourg",
     "Alone, each of these members would pay €3.05 less, to within a cent: Ferme des Tilleuls and "
     "Emmaüs; those gain whom other rounds serve with the vehicles that would suit them: Moulin du "
     "Bourg"},
    {"tour-subsidy",
     {{"payers", "Ferme des Tilleuls\nEmmaüs"}, {"cents", "305"}, {"gainers", ""}},
     "Seuls, ces membres paieraient chacun 3,05 € de moins, à un centime près : Ferme des "
     "Tilleuls et Emmaüs ; personne n’y gagne, aucune autre tournée ne prend les véhicules qui "
     "leur conviendraient",
     "Alone, each of these members would pay €3.05 less, to within a cent: Ferme des Tilleuls and "
     "Emmaüs; nobody gains by it, no other round takes the vehicles that would suit them"},
    {"tour-division",
     {{"state", "empty"}, {"cents", "704"}, {"sampled", "no"}},
     "Aucun partage ne contenterait tous les groupes : quel qu’il soit, l’un d’eux paierait au "
     "moins 7,04 € de moins avec les tournées prévues pour lui à part",
     "No division would content every group: whatever it is, one of them would pay at least €7.04 "
     "less on rounds planned for it alone"},
    {"tour-division",
     {{"state", "empty"}, {"cents", "0"}, {"sampled", "yes"}},
     "Aucun partage ne contenterait tous les groupes : quel qu’il soit, l’un d’eux paierait un peu "
     "moins avec les tournées prévues pour lui à part",
     "No division would content every group: whatever it is, one of them would pay a little less "
     "on rounds planned for it alone"},
    {"tour-division",
     {{"state", "not_empty"}, {"cents", "-5"}, {"sampled", "no"}},
     "Un autre partage contenterait tous les groupes ; celui-ci suit ce que chacun ajoute au coût",
     "Another division would content every group; this one follows what each adds to the cost"},
    {"tour-division",
     {{"state", "not_empty"}, {"cents", "0"}, {"sampled", "yes"}},
     "Un autre partage contenterait tous les groupes examinés ; celui-ci suit ce que chacun ajoute "
     "au coût",
     "Another division would content every group looked at; this one follows what each adds to the "
     "cost"},
    {"tour-division",
     {{"state", "undecided"}, {"cents", "0"}, {"sampled", "no"}},
     "On ne sait pas si un autre partage contenterait tous les groupes",
     "It is not known whether another division would content every group"},
    {"tour-sampled",
     {{"count", "512"}},
     "Plus de douze payeurs : parts estimées sur des ordres d’arrivée tirés au sort, avec leur "
     "intervalle ; 512 groupes examinés",
     "More than twelve parties: shares estimated from orders of arrival drawn at random, with "
     "their interval; 512 groups looked at"},
};

const std::vector<Example> kCarryingExamples = {
    {"tour",
     {{"giver", "Coopérative"},
      {"title", "Fourgon"},
      {"day", "2"},
      {"start_minute", "441"},
      {"end_minute", "801"},
      {"count", "4"},
      {"grams", "930000"},
      {"metres", "48000"},
      {"regular_metres", "163500"}},
     "Tournée du mardi, de 7 h 21 à 13 h 21 : « Fourgon », Coopérative, chez 4 membres, 930 kg, "
     "48 km de plus que sa tournée régulière de 164 km",
     "Round on Tuesday, from 7:21 to 13:21: “Fourgon”, Coopérative, 4 members called on, 930 kg, "
     "48 km more than its regular round of 164 km"},
    {"tour-own-load",
     {{"percent", "55"}},
     "Le chargement de sa propre tournée régulière, jusqu’à 55 % de ce que le véhicule contient, "
     "voyage en plus : il n’est pas compté dans ces charges",
     "The load of its own regular round, up to 55% of what the vehicle holds, rides as well: it is "
     "not counted in these loads"},
    {"vehicle-refused",
     {{"reason", "crates"}, {"crates", "12"}},
     "L’envoi dépasse ce que le véhicule contient, de 12 caisses",
     "The shipment exceeds what the vehicle holds by 12 crates"},
    {"vehicle-refused",
     {{"reason", "pallets"}, {"pallet_hundredths", "150"}},
     "L’envoi dépasse ce que le véhicule contient, de 1,5 palette",
     "The shipment exceeds what the vehicle holds by 1.5 pallets"},
    {"vehicle-refused",
     {{"reason", "litres"}, {"litres", "1"}},
     "L’envoi dépasse ce que le véhicule contient, de 1 litre",
     "The shipment exceeds what the vehicle holds by 1 litre"},
    {"pair-left",
     {{"reason", "cost"}},
     "Au dernier calcul, cet échange est resté sans transport : livrer coûterait plus que ce que "
     "l’échange vaut",
     "In the latest run this exchange stayed without transport: delivering would cost more than "
     "the exchange is worth"},
    {"unlock-shipment-hours",
     {{"end", "delivery"}, {"half_hours", "1"}, {"title", "Fourgon"}, {"day", "2"}},
     "Il suffirait que les horaires de livraison s’ouvrent 30 min plus tôt et se ferment 30 min "
     "plus tard : « Fourgon » passerait le mardi",
     "It would do if the delivery hours opened 30 min earlier and closed 30 min later: “Fourgon” "
     "would come on Tuesday"},
    {"tour-fair",
     {{"group", "Laverie du Pont\nCUMA du Marais"}, {"cents", "1592290"}},
     "Personne ne paie plus que seul ; mais la Laverie du Pont et la CUMA du Marais paieraient "
     "ensemble 15 922,90 € de moins avec les tournées prévues pour eux à part",
     "Nobody pays more than alone; but together Laverie du Pont and CUMA du Marais would pay "
     "€15,922.90 less on rounds planned for them alone"},
};

void ExpectSaid(const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    const v1::Fact fact = MakeFact(example.code, example.values);
    const auto plain = [&](Language language) {
      return absl::StrReplaceAll(FactText(fact, language, *testing::Catalogue()),
                                 {{"\u00a0", " "}, {"\u202f", " "}});
    };
    EXPECT_EQ(plain(Language::kFrench), example.fr);
    EXPECT_EQ(plain(Language::kEnglish), example.en);
  }
}

TEST(TourPhrases, SayWhatIsCarriedAndWhatStandsAgainstIt) { ExpectSaid(kCarryingExamples); }

TEST(TourPhrases, GiveMassesAsDriversReadThem) {
  const auto mass = [](int64_t grams) { return MassText(grams, Language::kFrench); };
  EXPECT_EQ(mass(900), "900\u00a0g");
  EXPECT_EQ(mass(9'950), "10\u00a0kg");
  EXPECT_EQ(mass(45'500), "45,5\u00a0kg");
  EXPECT_EQ(mass(930'400), "931\u00a0kg");
  EXPECT_EQ(mass(999'900), "1\u00a0t");
  EXPECT_EQ(mass(1'250'000), "1,25\u00a0t");
}

TEST(TourPhrases, SayWhoPaysWhatAndWhoWouldRatherLeave) { ExpectSaid(kExamples); }

}  // namespace
}  // namespace cordee::service
