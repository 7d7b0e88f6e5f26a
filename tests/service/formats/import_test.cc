#include "service/formats/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "service/formats/export.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Profiles& Shipped() {
  static const auto* profiles =
      new Profiles(LoadProfiles(std::string(CORDEE_SOURCE_DIR) + "/deploy/profiles").value());
  return *profiles;
}

absl::StatusOr<ImportResult> Import(const std::string& text, const std::string& profile = "cordee",
                                    const std::string& source = "") {
  Importer importer(Shipped().at(profile), testing::ShippedCatalogue(), testing::SmallGazetteer(),
                    {"territories/t", source});
  for (size_t at = 0; at < text.size(); at += 7) {
    const absl::Status fed = importer.Feed(std::string_view(text).substr(at, 7));
    if (!fed.ok()) return fed;
  }
  return std::move(importer).Finish();
}

// "line header REASON value" of every problem.
std::string Brief(const ImportResult& result) {
  std::string brief;
  for (const ImportProblem& problem : result.report.problems) {
    if (!brief.empty()) brief += " | ";
    brief += std::to_string(problem.line) + " " + problem.problem.field + " " +
             ReasonName(problem.problem.reason) + " " + problem.problem.value;
  }
  return brief;
}

std::string BriefOf(const std::string& text) {
  const absl::StatusOr<ImportResult> result = Import(text);
  return result.ok() ? Brief(*result) : ReasonName(ReasonOf(result.status()));
}

constexpr char kHeader[] =
    "Type;Acteur;Commune;Catégorie;Quantité;Unité;Période;Horaires;Du;Au;Saison;Labels\n";

TEST(Import, ReadsARowAsPeopleWriteIt) {
  const ImportResult result =
      Import(std::string(kHeader) +
             "Besoin;Cantine des Lilas;thouars;carotte;1 250,5;kilos;par semaine;"
             "lun-ven 8h-12h;1er septembre 2026;03/07/2027;septembre à juin;bio\n")
          .value();
  ASSERT_EQ(Brief(result), "");
  ASSERT_THAT(result.entries, SizeIs(2));
  const v1::Actor& actor = result.entries[0].entry.actor();
  EXPECT_EQ(actor.display_name(), "Cantine des Lilas");
  EXPECT_EQ(actor.place().insee_code(), "79329");
  const v1::Need& need = result.entries[1].entry.need();
  EXPECT_EQ(need.actor(), actor.name());
  EXPECT_EQ(need.source(), "cordee");
  EXPECT_EQ(need.terms().category(), "carrots");
  EXPECT_EQ(need.terms().quantity().amount(), "1250.5");
  EXPECT_EQ(need.terms().quantity().unit(), "kg");
  EXPECT_EQ(need.terms().period(), v1::PERIOD_WEEK);
  EXPECT_EQ(need.terms().hours_size(), 5);
  EXPECT_EQ(need.terms().dates().start_date().month(), 9);
  EXPECT_EQ(need.terms().dates().end_date().day(), 4);
  EXPECT_EQ(need.terms().season_months_size(), 10);
  EXPECT_EQ(need.terms().labels(0), "organic");
}

TEST(Import, TakesColumnsInAnyOrderAndPassesOthersOver) {
  const ImportResult result = Import(
                                  "période,unité,inconnu,quantité,produit,ville,structure,nature\n"
                                  "mois,L,?,\"30,5\",lait,Niort,Ferme du Pré,offre\n")
                                  .value();
  EXPECT_EQ(Brief(result), "");
  EXPECT_EQ(result.report.resource_count, 1);
  EXPECT_EQ(result.report.delimiter, ",");
  EXPECT_EQ(result.entries[1].entry.resource().terms().quantity().amount(), "30.5");
}

TEST(Import, TheSameFileGivesTheSameBytes) {
  const std::string file = std::string(kHeader) +
                           "besoin;A;Niort;carotte;1;kg;semaine;;;;;\n"
                           "besoin;A;Niort;carotte;1;kg;semaine;;;;;\n"
                           "ressource;B;Niort;lait;1;L;semaine;;;;;\n";
  const ImportResult first = Import(file).value();
  const ImportResult second = Import(file).value();
  ASSERT_EQ(first.entries.size(), second.entries.size());
  std::set<std::string> names;
  for (size_t i = 0; i < first.entries.size(); ++i) {
    EXPECT_EQ(first.entries[i].entry.SerializeAsString(),
              second.entries[i].entry.SerializeAsString());
  }
  EXPECT_EQ(first.report.need_count, 2);
  EXPECT_NE(first.entries[1].entry.need().name(), first.entries[2].entry.need().name());
}

TEST(Import, ReportsEveryBadCellWithLineColumnAndValue) {
  EXPECT_EQ(BriefOf(std::string(kHeader) +
                    "besoin;A;Touars;carotte;1;kg;semaine;;;;;\n"
                    "besoin;A;Niort;licorne;1;kg;semaine;;;;;\n"
                    "besoin;A;Niort;carotte;douze;kg;semaine;;;;;\n"
                    "besoin;A;Niort;carotte;-3;kg;semaine;;;;;\n"
                    "besoin;A;Niort;carotte;0;kg;semaine;;;;;\n"
                    "besoin;A;Niort;carotte;9999999999;kg;semaine;;;;;\n"
                    "besoin;A;Niort;carotte;1;furlong;semaine;;;;;\n"
                    "besoin;A;Niort;carotte;1;kg;siècle;;;;;\n"
                    "besoin;A;Niort;carotte;1;kg;semaine;lundi 25h-26h;;;;\n"
                    "besoin;A;Niort;carotte;1;kg;semaine;;30/02/2026;;;\n"
                    "besoin;A;Niort;carotte;1;kg;semaine;;10/06/2026;01/06/2026;;\n"
                    "besoin;A;Niort;carotte;1;kg;semaine;;;;brumaire;\n"
                    "besoin;A;Niort;carotte;1;kg;semaine;;;;;super-bio\n"
                    "prêt;A;Niort;carotte;1;kg;semaine;;;;;\n"
                    "besoin;;Niort;carotte;1;kg;semaine;;;;;\n"
                    "besoin;A;Niort;carotte\n"
                    "besoin;A;Niort;carotte;1;kg;semaine;;;;;\n"),
            "2 Commune UNKNOWN_COMMUNE Touars | 3 Catégorie UNKNOWN_CATEGORY licorne | "
            "4 Quantité QUANTITY_NOT_A_NUMBER douze | 5 Quantité QUANTITY_NEGATIVE -3 | "
            "6 Quantité QUANTITY_ZERO 0 | 7 Quantité QUANTITY_TOO_LARGE 9999999999 | "
            "8 Unité UNKNOWN_UNIT furlong | 9 Période PERIOD_INVALID siècle | "
            "10 Horaires HOURS_INVALID lundi 25h-26h | 11 Du DATE_INVALID 30/02/2026 | "
            "12 Du WINDOW_EMPTY 10/06/2026 | 13 Saison VALUE_OUT_OF_RANGE brumaire | "
            "14 Labels UNKNOWN_LABEL super-bio | 15 Type VALUE_OUT_OF_RANGE prêt | "
            "16 Acteur FIELD_REQUIRED  | 17  ROW_INVALID besoin");
}

TEST(Import, ABadRowLeavesTheOthers) {
  const ImportResult result = Import(std::string(kHeader) +
                                     "besoin;A;Niort;licorne;1;kg;semaine;;;;;\n"
                                     "besoin;B;Niort;carotte;1;kg;semaine;;;;;\n")
                                  .value();
  EXPECT_EQ(result.report.error_count, 1);
  EXPECT_EQ(result.report.line_count, 2);
  ASSERT_THAT(result.entries, SizeIs(2));
  EXPECT_EQ(result.entries[0].line, 3);
}

TEST(Import, ReportsIdsThatComeTwice) {
  EXPECT_EQ(BriefOf("type;id;acteur;commune;catégorie;quantité;unité;période\n"
                    "besoin;n-1;A;Niort;carotte;1;kg;semaine\n"
                    "ressource;n-1;A;Niort;carotte;1;kg;semaine\n"
                    "besoin;n-1;A;Niort;navet;1;kg;semaine\n"),
            "4 id DUPLICATE_ID n-1");
  EXPECT_EQ(BriefOf("type;id acteur;acteur;commune\nacteur;a;A;Niort\nacteur;a;B;Niort\n"),
            "3 id acteur DUPLICATE_ID a");
}

TEST(Import, ARowMayReferToAnActorOfTheFileByIdOrName) {
  const ImportResult result = Import(
                                  "type;id acteur;acteur;commune;catégorie;quantité;unité;période\n"
                                  "acteur;a;Ferme A;Niort;;;;\n"
                                  "besoin;a;;;carotte;1;kg;semaine\n"
                                  "besoin;;FERME A;;navet;1;kg;semaine\n"
                                  "besoin;;Ferme B;;navet;1;kg;semaine\n")
                                  .value();
  EXPECT_EQ(Brief(result), "5 acteur UNKNOWN_ACTOR Ferme B");
  ASSERT_THAT(result.entries, SizeIs(3));
  EXPECT_EQ(result.entries[1].entry.need().actor(), "territories/t/actors/a");
  EXPECT_EQ(result.entries[2].entry.need().actor(), "territories/t/actors/a");
}

TEST(Import, RefusesAFileThatIsBroken) {
  EXPECT_EQ(BriefOf(""), "FILE_EMPTY");
  EXPECT_EQ(BriefOf("nom;commune\nA;Niort\n"), "COLUMN_MISSING");
  EXPECT_EQ(BriefOf(std::string(kHeader) + "besoin;A;Niort;caro"), "FILE_TRUNCATED");
  EXPECT_EQ(BriefOf(std::string(kHeader) + "besoin;\"A;Niort;carotte;1;kg;semaine\n"),
            "FILE_TRUNCATED");
  EXPECT_EQ(BriefOf(std::string(kHeader) + std::string("besoin;\0;", 9) + "\n"),
            "ENCODING_INVALID");
  EXPECT_EQ(BriefOf(std::string(2 << 20, 'x')), "LINE_TOO_LONG");
}

TEST(Import, StopsListingAfterTheLimitButCountsOn) {
  std::string file = kHeader;
  for (int i = 0; i < 1500; ++i) file += "besoin;A;Touars;carotte;1;kg;semaine;;;;;\n";
  const ImportResult result = Import(file).value();
  EXPECT_EQ(result.report.error_count, 1500);
  EXPECT_THAT(result.report.problems, SizeIs(1000));
}

TEST(Import, TheCallersSourceComesFirst) {
  const ImportResult result =
      Import(std::string(kHeader) + "besoin;A;Niort;carotte;1;kg;semaine;;;;;\n", "cordee",
             "mairie")
          .value();
  EXPECT_EQ(result.entries[0].entry.actor().source(), "mairie");
}

TEST(Import, CanteensStateWhatTheyAssume) {
  const ImportResult result =
      Import(
          "id,nom,insee,commune,secteur,modele,production\n"
          "1,École des Lilas,79329,Thouars,Ecole primaire (maternelle et élémentaire),public,site\n"
          "2,École satellite,79329,Thouars,Crèche,public,site_cooked_elsewhere\n"
          "3,EHPAD,79191,Niort,\"Hôpitaux,Crèche\",private,central\n",
          "canteens")
          .value();
  ASSERT_EQ(Brief(result), "");
  EXPECT_EQ(result.report.skipped_count, 1);
  EXPECT_EQ(result.report.actor_count, 2);
  const v1::Need& school = result.entries[1].entry.need();
  EXPECT_EQ(school.name(), "territories/t/needs/ma-cantine-1-vegetables");
  EXPECT_EQ(school.terms().quantity().amount(), "48");
  EXPECT_EQ(school.terms().season_months_size(), 10);
  ASSERT_EQ(school.assumptions_size(), 3);
  EXPECT_THAT(school.assumptions(0).text_fr(), HasSubstr("48 kg par semaine"));
  EXPECT_THAT(school.assumptions(0).text_en(), HasSubstr("400 meals a week"));
  const v1::Need& hospital = result.entries.back().entry.need();
  EXPECT_EQ(hospital.terms().season_months_size(), 0);
  EXPECT_EQ(hospital.terms().quantity().amount(), "44.25");  // (2800 + 150) * 3 * 0.005 L of oil
  EXPECT_EQ(hospital.assumptions_size(), 2);
}

TEST(Import, FarmsWithoutDirectSaleAreLeftOut) {
  const ImportResult result =
      Import(
          "id,nom,code_postal,commune,insee,activite_vegetale,activite_animale,vente_directe\n"
          "h1,,79100,Thouars,79329,Grandes Cultures,Bovins Viande,oui\n"
          "h2,EARL,79100,Thouars,79329,Arboriculture,,non\n"
          "h3,EARL,79100,Thouars,79329,Arboriculture,,\n",
          "hve-farms")
          .value();
  ASSERT_EQ(Brief(result), "");
  EXPECT_EQ(result.report.skipped_count, 2);
  ASSERT_THAT(result.entries, SizeIs(2));
  EXPECT_EQ(result.entries[0].entry.actor().display_name(), "Ferme HVE à Thouars");
  EXPECT_EQ(result.entries[0].entry.actor().labels(0), "hve");
  EXPECT_EQ(result.entries[1].entry.resource().terms().category(), "beef");
  EXPECT_THAT(result.entries[1].entry.resource().assumptions(), ::testing::Not(IsEmpty()));
}

TEST(Export, ComesBackThroughTheTemplateAsItWas) {
  const ImportResult made =
      Import(
          "type;acteur;commune;catégorie;quantité;unité;période;horaires;du;au;saison;labels;"
          "température;lot minimum;indivisible;distance km;description;statut;charte;hypothèses;"
          "id externe;source;labels acteur;latitude;longitude;commande minimale\n"
          "besoin;\"Cantine \"\"A\"\"; B\";Niort;carotte;12,5;kg;semaine;mer, sam matin;1/9/2026;"
          "3/7/2027;6-10;AB;frais;500 g;oui;60,5;\"deux\nlignes\";public;oui;"
          "\"terms.quantity|un \\| deux|one\";x/1;src;hve;46,4;-0,46;\n"
          "ressource;Salle;Thouars;meeting-room;2;pièces;;lun 8h-24h;;;;;;;;;;;;;;;;;;\n"
          "ressource;Œufs & Cie;Parthenay;œufs;3;douzaines;une fois;;;;;;;;;;;;;;;;;;;2 "
          "douzaines\n")
          .value();
  ASSERT_EQ(Brief(made), "");
  ASSERT_THAT(made.entries, SizeIs(6));
  EXPECT_EQ(made.entries.back().entry.resource().terms().minimum_order().amount(), "2");
  CsvExporter exporter;
  std::string file = exporter.Header();
  for (const ImportedEntry& entry : made.entries) file += exporter.Row(entry.entry);
  const ImportResult back = Import(file).value();
  ASSERT_EQ(Brief(back), "");
  EXPECT_EQ(back.report.encoding, "utf-8-bom");
  ASSERT_EQ(back.entries.size(), made.entries.size());
  for (size_t i = 0; i < made.entries.size(); ++i) {
    EXPECT_EQ(back.entries[i].entry.DebugString(), made.entries[i].entry.DebugString());
  }
}

TEST(Export, WritesOneJsonObjectALine) {
  v1::Entry entry;
  entry.mutable_actor()->set_display_name("a\nb");
  EXPECT_EQ(JsonLine(entry), "{\"actor\":{\"displayName\":\"a\\nb\"}}\n");
}

TEST(Profile, RefusesKeysAndFieldsThatDoNotExist) {
  const absl::Status status = ParseProfile("p.textproto", R"(
    name: "p"
    columns { key: "a" headers: "A" }
    actor { field: "colour" texts: "{b}" }
    entries { settings { field: "title" texts: "{a}" } when { column: "c" filled: true } }
  )")
                                  .status();
  EXPECT_THAT(std::string(status.message()), HasSubstr("no field colour"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("no key b"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("no column c"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("no kind"));
  EXPECT_THAT(std::string(ParseProfile("p.textproto", "nonsense {").status().message()),
              HasSubstr("p.textproto:1"));
}

}  // namespace
}  // namespace cordee::service
