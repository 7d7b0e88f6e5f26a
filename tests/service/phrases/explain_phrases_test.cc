#include "service/phrases/explain_phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "service/convert/facts.h"
#include "service/phrases/amounts.h"
#include "service/phrases/french_words.h"
#include "tests/support/random_problem.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const CatalogueData& Data() {
  static const CatalogueData* data = [] {
    absl::StatusOr<CatalogueData> loaded = LoadCatalogue(CORDEE_SOURCE_DIR "/deploy/catalogue");
    EXPECT_TRUE(loaded.ok()) << loaded.status().ToString();
    return new CatalogueData(*std::move(loaded));
  }();
  return *data;
}

v1::Fact MakeFact(const std::string& code, const std::map<std::string, std::string>& values) {
  v1::Fact fact;
  fact.set_code(code);
  for (const auto& [key, value] : values) (*fact.mutable_values())[key] = value;
  return fact;
}

// No-break spaces read as plain ones, so that sentences can be written down here.
std::string Plain(const std::string& text) {
  return absl::StrReplaceAll(text, {{"\u00a0", " "}, {"\u202f", " "}});
}

struct Example {
  const char* code;
  std::map<std::string, std::string> values;
  const char* fr;
  const char* en;
};

std::map<std::string, std::string> Farm(std::map<std::string, std::string> values) {
  values.emplace("actor", "Ferme des Tilleuls");
  values.emplace("title", "Carottes de plein champ");
  return values;
}

const std::vector<Example> kExamples = {
    {"proposal",
     {{"giver", "Ferme des Tilleuls"},
      {"taker", "Collège Jean-Moulin"},
      {"amount", "30000"},
      {"category", "carrots"},
      {"period", "WEEK"},
      {"family", "FAMILY_FOOD"}},
     "La Ferme des Tilleuls fournit 30 kg de carottes par semaine au Collège Jean-Moulin",
     "Ferme des Tilleuls supplies 30 kg of carrots a week to Collège Jean-Moulin"},
    {"proposal",
     {{"giver", "Jardins de la Vonne"},
      {"taker", "EHPAD Les Glycines"},
      {"amount", "12500"},
      {"category", "onions"},
      {"period", "MONTH"},
      {"family", "FAMILY_FOOD"}},
     "Les Jardins de la Vonne fournissent 12,5 kg d’oignons par mois à l’EHPAD Les Glycines",
     "Jardins de la Vonne supplies 12.5 kg of onions a month to EHPAD Les Glycines"},
    {"proposal-booking",
     {{"giver", "Commune de Melle"},
      {"taker", "Amicale laïque"},
      {"category", "meeting-room"},
      {"family", "FAMILY_SPACES"},
      {"period", "WEEK"},
      {"day", "2"},
      {"start_minute", "1080"},
      {"end_minute", "1230"},
      {"weeks", "36"}},
     "La Commune de Melle accueille l’Amicale laïque : salle de réunion, chaque mardi de 18 h à "
     "20 h 30, 36 semaines",
     "Commune de Melle hosts Amicale laïque: meeting room, every Tuesday from 18:00 to 20:30, "
     "for 36 weeks"},
    {"category-near",
     {{"asked", "carrots"}, {"offered", "parsnips"}, {"percent", "60"}},
     "« Panais » à la place de « Carottes » : convient à 60 %",
     "“Parsnips” in place of “Carrots”: suits at 60%"},
    {"distance", {{"metres", "12400"}}, "À 12 km", "12 km away"},
    {"same-place", {}, "Dans la même commune", "In the same place"},
    {"distance", {{"metres", "850"}}, "À 850 m", "850 m away"},
    {"covers", {{"percent", "100"}}, "Couvre tout le besoin", "Covers the whole need"},
    {"covers", {{"percent", "45"}}, "Couvre 45 % du besoin", "Covers 45% of the need"},
    {"common-weeks",
     {{"weeks", "1"}, {"of", "36"}},
     "1 semaine en commun sur 36",
     "1 week in common out of 36"},
    {"open-hours",
     {{"half_hours", "36"}},
     "18 h possibles chaque semaine",
     "18 h possible every week"},
    {"unmet-exhausted",
     {},
     "Tout ce qui conviendrait lui est déjà proposé : il en faudrait davantage",
     "All that would suit is proposed to it already: it takes more"},
    {"joint-purchase",
     {{"amount", "520000"},
      {"least", "500000"},
      {"category", "carrots"},
      {"period", "WEEK"},
      {"takers", "Collège Jean-Moulin\nCommune de Melle"},
      {"count", "1"}},
     "Achat groupé avec le Collège Jean-Moulin, la Commune de Melle et 1 autre : ensemble 520 kg "
     "par semaine, pour une commande minimale de 500 kg",
     "Joint purchase with Collège Jean-Moulin, Commune de Melle and 1 other: together 520 kg a "
     "week, for a minimum order of 500 kg"},
    {"unmet-minimum-order",
     Farm({{"amount", "120000"}, {"least", "500000"}, {"category", "carrots"}, {"period", "ONCE"}}),
     "Ferme des Tilleuls, « Carottes de plein champ » : il manque 120 kg à la commande minimale de "
     "500 kg",
     "Ferme des Tilleuls, “Carottes de plein champ”: 120 kg short of the minimum order of 500 kg"},
    {"common-hours",
     {{"half_hours", "7"}, {"of", "20"}},
     "3 h 30 en commun chaque semaine, sur les 10 h du besoin",
     "3 h 30 min in common every week, out of 10 h for the need"},
    {"season",
     {{"months", "10,11,12,1,2,3"}},
     "Disponible d’octobre à mars",
     "Available from October to March"},
    {"labels-required",
     {{"labels", "organic"}},
     "Label demandé et tenu : « Agriculture biologique »",
     "Label required and held: “Organic”"},
    {"continuity",
     {{"amount", "1560000"}, {"category", "carrots"}},
     "Déjà proposé au calcul précédent : 1 560 kg sur toute la période",
     "Already proposed by the previous run: 1,560 kg over the whole period"},
    {"refused-distance",
     {{"metres", "63200"}, {"limit_metres", "60000"}, {"limit_of", "policy"}},
     "À 63 km : au-delà du maximum de 60 km fixé pour le territoire",
     "63 km away: beyond the territory’s maximum of 60 km"},
    {"refused-hours",
     {{"half_hours", "0"}, {"needed", "4"}},
     "Aucun horaire en commun : il faut 2 h",
     "No time in common: 2 h needed"},
    {"refused-minimum-lot",
     {{"least", "50000"}, {"most", "8000"}, {"category", "carrots"}},
     "Le plus petit lot accepté (50 kg sur toute la période) dépasse ce qui est possible (8 kg)",
     "The smallest lot accepted (50 kg over the whole period) is more than what is possible "
     "(8 kg)"},
    {"unmet-refused",
     {{"rule", "distance"}, {"pairs", "3"}},
     "3 offres écartées : trop loin",
     "3 resources set aside: too far"},
    {"unmet-used",
     {{"count", "1"}},
     "Une offre conviendrait, mais elle est proposée à d’autres",
     "One resource would suit, but it is proposed to others"},
    {"unmet-nothing",
     {{"category", "carrots"}},
     "Personne ne propose encore « Carottes » sur le territoire",
     "Nobody offers “Carrots” in the territory yet"},
    {"need-filled", {}, "Le besoin est entièrement couvert", "The need has all it asked for"},
    {"resource-used-up",
     {},
     "Cette offre est alors attribuée en entier",
     "Nothing is left of this resource"},
    {"unlock-reach", Farm({{"side", "resource"}, {"metres", "4130"}, {"becomes_metres", "63200"}}),
     "Ferme des Tilleuls, « Carottes de plein champ » : il manque 4,2 km ; étendre le rayon de "
     "l’offre à 64 km suffirait",
     "Ferme des Tilleuls, “Carottes de plein champ”: 4.2 km short; serving up to 64 km would be "
     "enough"},
    {"unlock-hours",
     Farm({{"side", "need"},
           {"half_hours", "2"},
           {"day", "2"},
           {"start_minute", "480"},
           {"end_minute", "540"}}),
     "Ferme des Tilleuls, « Carottes de plein champ » : il manque 1 h en commun ; ouvrir le "
     "besoin le mardi de 8 h à 9 h suffirait",
     "Ferme des Tilleuls, “Carottes de plein champ”: 1 h in common missing; opening the need on "
     "Tuesday from 8:00 to 9:00 would be enough"},
    {"unlock-labels", Farm({{"side", "resource"}, {"labels", "organic"}}),
     "Ferme des Tilleuls, « Carottes de plein champ » : il ne manque que le label « Agriculture "
     "biologique »",
     "Ferme des Tilleuls, “Carottes de plein champ”: only the label “Organic” is missing"},
    {"unlock-minimum-lot",
     Farm({{"side", "resource"}, {"amount", "20000"}, {"category", "carrots"}, {"period", "WEEK"}}),
     "Ferme des Tilleuls, « Carottes de plein champ » : accepter un lot de 20 kg par semaine "
     "côté offre suffirait",
     "Ferme des Tilleuls, “Carottes de plein champ”: accepting a lot of 20 kg a week on the "
     "resource’s side would be enough"},
    {"unlock-dates",
     Farm({{"side", "resource"}, {"start", "2026-11-30"}, {"end", "2027-03-13"}, {"days", "12"}}),
     "Ferme des Tilleuls, « Carottes de plein champ » : les dates se manquent de 12 jours ; "
     "ouvrir l’offre à partir du 30 novembre 2026 jusqu’au 12 mars 2027 suffirait",
     "Ferme des Tilleuls, “Carottes de plein champ”: the dates miss each other by 12 days; "
     "opening the resource from 30 November 2026 until 12 March 2027 would be enough"},
};

TEST(FactText, ReadsAsACoordinatorWouldSayIt) {
  for (const Example& example : kExamples) {
    const v1::Fact fact = MakeFact(example.code, example.values);
    EXPECT_EQ(Plain(FactText(fact, Language::kFrench, Data())), example.fr);
    EXPECT_EQ(Plain(FactText(fact, Language::kEnglish, Data())), example.en);
  }
}

TEST(FactText, KeepsFrenchMarksAndUnitsFromTheStartOfALine) {
  const std::string text =
      FactText(MakeFact("unlock-reach",
                        Farm({{"side", "need"}, {"metres", "4130"}, {"becomes_metres", "63200"}})),
               Language::kFrench, Data());
  EXPECT_THAT(text, HasSubstr("«\u00a0Carottes"));
  EXPECT_THAT(text, HasSubstr("\u00a0: il manque 4,2\u00a0km\u202f; accepter"));
}

TEST(FactText, KeepsTheTextOfAFactThatANewerServerWrote) {
  v1::Fact fact = MakeFact("moon-phase", {});
  EXPECT_EQ(FactText(fact, Language::kFrench, Data()), "moon-phase");
  fact.set_text("Pleine lune");
  EXPECT_EQ(FactText(fact, Language::kFrench, Data()), "Pleine lune");
}

TEST(FactText, SaysSomethingForEveryFactOfEveryPair) {
  std::map<std::string, int64_t> seen;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Problem problem = cordee::testing::BuildProblem(cordee::testing::RandomRows(seed, {}));
    for (NeedIndex n : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
      for (ResourceIndex r :
           IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
        std::vector<v1::Fact> facts = RefusalFacts(problem, n, r);
        const Pair pair = ExaminePair(problem, n, r);
        if (pair.refusal == Refusal::kNone) facts = PairReasons(problem, n, r, pair);
        if (const auto unlock = FindUnlock(problem, n, r)) {
          facts.push_back(UnlockFact(problem, n, *unlock));
        }
        for (const v1::Fact& fact : facts) {
          ++seen[fact.code()];
          const std::string fr = FactText(fact, Language::kFrench, Data());
          const std::string en = FactText(fact, Language::kEnglish, Data());
          ASSERT_NE(fr, fact.code());
          ASSERT_NE(fr, en) << fact.code();
          for (const std::string& text : {fr, en}) {
            ASSERT_THAT(text, Not(HasSubstr("{"))) << fact.code();
            ASSERT_THAT(text, Not(HasSubstr("  "))) << fact.code();
          }
        }
      }
    }
  }
  for (const char* code :
       {"category-same",  "category-below",     "category-near",       "same-place",
        "distance",       "common-weeks",       "open-hours",          "common-hours",
        "season",         "labels-required",    "labels-held",         "charter-both",
        "charter-one",    "refused-same-actor", "refused-category",    "refused-distance",
        "refused-rhythm", "refused-dates",      "refused-season",      "refused-hours",
        "refused-labels", "refused-cold-chain", "refused-minimum-lot", "unlock-reach",
        "unlock-rhythm",  "unlock-dates",       "unlock-season",       "unlock-hours",
        "unlock-labels",  "unlock-temperature", "unlock-minimum-lot",  "unlock-quantity"}) {
    EXPECT_GT(seen[code], 0) << code;
  }
}

TEST(CriterionText, SaysHowManyPointsOutOfHowMany) {
  v1::CriterionScore score;
  score.set_criterion(v1::CRITERION_PROXIMITY);
  score.set_points(200);
  score.set_max_points(250);
  EXPECT_EQ(Plain(CriterionText(score, Language::kFrench)), "Proximité : 200 points sur 250");
  EXPECT_EQ(CriterionText(score, Language::kEnglish), "Proximity: 200 points out of 250");
  score.set_points(1);
  EXPECT_EQ(Plain(CriterionText(score, Language::kFrench)), "Proximité : 1 point sur 250");
  score.set_points(0);
  EXPECT_EQ(Plain(CriterionText(score, Language::kFrench)), "Proximité : aucun point sur 250");
}

TEST(FrenchWords, PutsNamesIntoSentences) {
  const std::initializer_list<std::pair<const char*, const char*>> names = {
      {"Collège Jean-Moulin", "au Collège Jean-Moulin"},
      {"Ferme des Tilleuls", "à la Ferme des Tilleuls"},
      {"École du Bourg", "à l’École du Bourg"},
      {"Jardins de la Vonne", "aux Jardins de la Vonne"},
      {"Le Potager", "au Potager"},
      {"Les Restos", "aux Restos"},
      {"L'Escale", "à l’Escale"},
      {"Emmaüs Poitiers", "à Emmaüs Poitiers"},
      {"Aide à domicile", "à l’Aide à domicile"},
      {"Jean Dupont", "à Jean Dupont"}};
  for (const auto& [name, expected] : names) EXPECT_EQ(ToName(name), expected);
  EXPECT_EQ(SubjectName("Épicerie sociale"), "L’Épicerie sociale");
  EXPECT_EQ(ObjectName("GAEC du Marais"), "le GAEC du Marais");
}

TEST(FrenchWords, GivesAListAllItsArticlesOrNone) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(ListedNames({"Laverie du Pont", "GAEC du Marais"}, false),
            (Names{"la Laverie du Pont", "le GAEC du Marais"}));
  EXPECT_EQ(ListedNames({"Laverie du Pont", "GAEC du Marais"}, true),
            (Names{"La Laverie du Pont", "le GAEC du Marais"}));
  const Names mixed = {"Ricochet", "Recyclerie du Bocage"};
  EXPECT_EQ(ListedNames(mixed, false), mixed);
  EXPECT_TRUE(ListedNames({}, true).empty());
}

TEST(FrenchWords, ElidesBeforeVowelsAndSilentH) {
  EXPECT_EQ(OfWord("carottes"), "de carottes");
  EXPECT_EQ(OfWord("oignons"), "d’oignons");
  EXPECT_EQ(OfWord("épinards"), "d’épinards");
  EXPECT_EQ(OfWord("œufs"), "d’œufs");
  EXPECT_EQ(OfWord("huiles"), "d’huiles");
  EXPECT_EQ(OfWord("haricots verts"), "de haricots verts");
  EXPECT_EQ(OfWord("yaourts"), "de yaourts");
  EXPECT_EQ(LowerFirst("Épinards"), "épinards");
  EXPECT_EQ(LowerFirst("PVC"), "PVC");
}

TEST(Amounts, ReadInTheUnitOfTheCategory) {
  const CatalogueData& data = Data();
  const CategoryIndex carrots = data.catalogue.FindCategory("carrots");
  ASSERT_TRUE(carrots.valid());
  EXPECT_EQ(Plain(QuantityText(30'000, carrots, Language::kFrench, data)), "30 kg");
  EXPECT_EQ(Plain(QuantityText(12'345'678, carrots, Language::kFrench, data)), "12 345,678 kg");
  EXPECT_EQ(Plain(QuantityText(250, carrots, Language::kFrench, data)), "250 g");
  EXPECT_EQ(Plain(DurationText(1, Language::kFrench)), "30 min");
  EXPECT_EQ(Plain(DurationText(70, Language::kFrench)), "35 h");
}

TEST(Amounts, RoundUpWhatHasToSuffice) {
  EXPECT_EQ(Plain(DistanceText(4'101, Rounding::kUp, Language::kFrench)), "4,2 km");
  EXPECT_EQ(Plain(DistanceText(4'101, Rounding::kNearest, Language::kFrench)), "4,1 km");
  EXPECT_EQ(Plain(DistanceText(63'001, Rounding::kUp, Language::kFrench)), "64 km");
  EXPECT_EQ(Plain(DistanceText(9'960, Rounding::kNearest, Language::kFrench)), "10 km");
}

TEST(Amounts, GroupMonthsAcrossTheTurnOfTheYear) {
  EXPECT_EQ(MonthsText("5", Language::kFrench), "en mai");
  EXPECT_EQ(MonthsText("1,2,3,10,11,12", Language::kFrench), "d’octobre à mars");
  EXPECT_EQ(MonthsText("3,4,5,10", Language::kFrench), "de mars à mai et en octobre");
  EXPECT_EQ(MonthsText("1,2,3,4,5,6,7,8,9,10,11,12", Language::kFrench), "toute l’année");
  EXPECT_EQ(MonthsText("6,7,8", Language::kEnglish), "from June to August");
}

}  // namespace
}  // namespace cordee::service
