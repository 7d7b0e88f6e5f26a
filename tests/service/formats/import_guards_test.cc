// Files that could be read as something else than what their writer meant.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "service/convert/entry_check.h"
#include "service/formats/csv.h"
#include "service/formats/export.h"
#include "service/formats/import.h"
#include "service/phrases/phrases.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

absl::StatusOr<ImportResult> Import(const std::string& text, const std::string& profile) {
  static const auto* profiles =
      new Profiles(LoadProfiles(std::string(CORDEE_SOURCE_DIR) + "/deploy/profiles").value());
  Importer importer(profiles->at(profile), testing::ShippedCatalogue(), testing::SmallGazetteer(),
                    {"territories/t", ""});
  const absl::Status fed = importer.Feed(text);
  if (!fed.ok()) return fed;
  return std::move(importer).Finish();
}

ImportResult Read(const std::string& text) { return Import(text, "cordee").value(); }

std::string Brief(const ImportResult& result) {
  std::string brief;
  for (const ImportProblem& problem : result.report.problems) {
    if (!brief.empty()) brief += " | ";
    brief += problem.problem.field + " " + ReasonName(problem.problem.reason) + " " +
             problem.problem.value;
  }
  return brief;
}

std::string FirstSentence(const ImportResult& result) {
  return result.report.problems.empty()
             ? ""
             : ProblemSentence(result.report.problems[0].problem, Language::kFrench);
}

// A need for carrots with that quantity and unit, cells parted by `delimiter`.
ImportResult Quantity(const std::string& quantity, const std::string& unit, char delimiter = ';') {
  std::string text =
      "type;acteur;commune;catégorie;période;quantité;unité\n"
      "besoin;A;Niort;carotte;semaine;" +
      quantity + ";" + unit + "\n";
  for (char& c : text) c = c == ';' ? delimiter : c;
  return Read(text);
}

std::string AmountOf(const ImportResult& result) {
  if (result.entries.size() != 2) return Brief(result);
  const v1::Quantity& quantity = result.entries[1].entry.need().terms().quantity();
  return quantity.amount() + " " + quantity.unit();
}

TEST(ImportQuantity, RefusesWhatIsNotOneNumber) {
  for (const char* text : {"1e3", "1E6", "0x10", "10 à 20", "10-20", "1 2", "10 20", "12 + 3",
                           "3 x 4", "environ 12", "1,2,3"}) {
    for (const char* unit : {"kg", ""}) {
      EXPECT_EQ(AmountOf(Quantity(text, unit)),
                std::string("quantité QUANTITY_NOT_A_NUMBER ") + text);
    }
  }
}

TEST(ImportQuantity, RefusesTextThatIsNoUnitOfTheCategory) {
  for (const char* unit : {"kg", ""}) {
    const ImportResult handfuls = Quantity("12 poignées", unit);
    EXPECT_EQ(AmountOf(handfuls), "quantité UNKNOWN_UNIT poignées");
    EXPECT_THAT(FirstSentence(handfuls), HasSubstr("kg"));
    EXPECT_EQ(AmountOf(Quantity("12abc", unit)), "quantité UNKNOWN_UNIT abc");
    EXPECT_EQ(AmountOf(Quantity("12 kg environ", unit)), "quantité UNKNOWN_UNIT kg environ");
  }
}

TEST(ImportQuantity, RefusesAUnitThatItsColumnContradicts) {
  EXPECT_EQ(AmountOf(Quantity("12 g", "kg")), "quantité UNKNOWN_UNIT 12 g");
  EXPECT_THAT(FirstSentence(Quantity("12 g", "kg")), HasSubstr("se contredisent"));
  EXPECT_EQ(AmountOf(Quantity("12 sacs", "kg")), "quantité UNKNOWN_UNIT 12 sacs");
  EXPECT_EQ(AmountOf(Quantity("12 kilos", "kg")), "12 kg");
  EXPECT_EQ(AmountOf(Quantity("12 kg", "")), "12 kg");
}

TEST(ImportQuantity, RefusesAPointThatMayPartThousandsInAFrenchFile) {
  EXPECT_EQ(AmountOf(Quantity("1.200", "kg")), "quantité QUANTITY_NOT_A_NUMBER 1.200");
  EXPECT_THAT(FirstSentence(Quantity("1.200", "kg")), HasSubstr("Écrivez 1200 ou 1,2."));
  EXPECT_EQ(AmountOf(Quantity("12.500 kg", "")), "quantité QUANTITY_NOT_A_NUMBER 12.500 kg");
  EXPECT_EQ(AmountOf(Quantity("1.200", "kg", '\t')), "quantité QUANTITY_NOT_A_NUMBER 1.200");
  EXPECT_EQ(AmountOf(Quantity("1.200", "kg", ',')), "1.2 kg");
  EXPECT_EQ(AmountOf(Quantity("1.25", "kg")), "1.25 kg");
  EXPECT_EQ(AmountOf(Quantity("0.125", "kg")), "0.125 kg");
  EXPECT_EQ(AmountOf(Quantity("1.200,5", "kg")), "1200.5 kg");
  EXPECT_EQ(AmountOf(Quantity("1 200", "kg")), "1200 kg");
}

TEST(ImportQuantity, AnAmountThatAProfileWorksOutIsNeverAmbiguous) {
  const files::v1::Profile profile = ParseProfile("p.textproto", R"(
    name: "p"
    source: "p"
    columns { key: "a" headers: "A" }
    columns { key: "b" headers: "B" }
    figures { key: "one" terms { amount: 1 } }
    actor { field: "name" texts: "{a}" }
    actor { field: "commune" texts: "{b}" }
    entries {
      id: "n" kind: ENTRY_KIND_NEED
      settings { field: "category" texts: "carrots" }
      settings { field: "quantity" product { figure: "one" each: "1.125" } }
      settings { field: "unit" texts: "kg" }
      settings { field: "period" texts: "semaine" }
    }
  )")
                                         .value();
  Importer importer(profile, testing::ShippedCatalogue(), testing::SmallGazetteer(),
                    {"territories/t", ""});
  ASSERT_TRUE(importer.Feed("A;B\nx;Niort\n").ok());
  EXPECT_EQ(AmountOf(std::move(importer).Finish().value()), "1.125 kg");
}

TEST(ImportQuantity, ALotMayHaveAnotherUnit) {
  const std::string header = "type;acteur;commune;catégorie;période;quantité;unité;lot minimum\n";
  EXPECT_EQ(Brief(Read(header + "besoin;A;Niort;carotte;semaine;12;kg;500 g\n")), "");
  EXPECT_EQ(Brief(Read(header + "besoin;A;Niort;carotte;semaine;12;kg;5 à 10 kg\n")),
            "lot minimum QUANTITY_NOT_A_NUMBER 5 à 10 kg");
}

TEST(ImportCommune, RefusesANameThatContradictsTheCode) {
  const std::string header = "type;acteur;commune;code insee\n";
  const ImportResult result = Read(header + "acteur;A;Niort;79329\n");
  EXPECT_EQ(Brief(result), "commune UNKNOWN_COMMUNE Niort, 79329");
  EXPECT_THAT(FirstSentence(result), HasSubstr("79329 est Thouars"));
  EXPECT_EQ(Brief(Read(header + "acteur;A;THOUARS;79329\n")), "");
  EXPECT_EQ(Brief(Read(header + "acteur;A;Saint Martin;86001\n")), "");
  EXPECT_EQ(Brief(Read(header + "acteur;A;Commune ancienne;79329\n")), "");
}

TEST(ImportCommune, AProfileMayTrustTheCodeAlone) {
  const ImportResult result =
      Import(
          "id,nom,insee,commune,secteur,modele,production\n"
          "1,École,79329,Niort,Ecole primaire (maternelle et élémentaire),public,site\n",
          "canteens")
          .value();
  EXPECT_EQ(Brief(result), "");
  EXPECT_EQ(result.entries[0].entry.actor().place().commune(), "Thouars");
}

TEST(ImportCommune, SaysThatANameIsAmbiguousAndWhereItsCommunesAre) {
  const ImportResult result = Read("type;acteur;commune\nacteur;A;Saint-Martin\n");
  EXPECT_EQ(Brief(result), "commune UNKNOWN_COMMUNE Saint-Martin");
  const std::string sentence = FirstSentence(result);
  EXPECT_THAT(sentence, HasSubstr("Plusieurs communes"));
  EXPECT_THAT(sentence,
              HasSubstr("Saint-Martin (79, INSEE 79001), Saint-Martin (86, INSEE 86001)"));
}

TEST(ImportCommune, NamesTheCommuneWhosePositionIsUnknown) {
  const ImportResult by_name = Read("type;acteur;commune\nacteur;A;Sans-Position\n");
  EXPECT_EQ(Brief(by_name), "commune FIELD_REQUIRED Sans-Position");
  EXPECT_THAT(FirstSentence(by_name), HasSubstr("La position de la commune Sans-Position"));
  EXPECT_EQ(Brief(Read("type;acteur;code insee\nacteur;A;79999\n")),
            "code insee FIELD_REQUIRED Sans-Position");
  EXPECT_EQ(
      Brief(Read("type;acteur;commune;latitude;longitude\nacteur;A;Sans-Position;46,4;-0,4\n")),
      "");
}

TEST(ImportHours, RefusesTimesBetweenHalfHoursWithAdvice) {
  const ImportResult result = Read(
      "type;acteur;commune;catégorie;quantité;unité;période;horaires\n"
      "besoin;A;Niort;carotte;1;kg;semaine;lun 8h10-9h\n");
  EXPECT_EQ(Brief(result), "horaires HOURS_INVALID lun 8h10-9h");
  EXPECT_THAT(FirstSentence(result), HasSubstr("demi-heures"));
}

TEST(ImportHours, RefusesWhatSaysNothing) {
  for (const char* hours : {"?", "…", "***", "日本", "😀", "-", "n/a"}) {
    const ImportResult result = Read(
        std::string("type;acteur;commune;catégorie;quantité;unité;période;horaires\n"
                    "besoin;A;Niort;carotte;1;kg;semaine;") +
        hours + "\n");
    EXPECT_EQ(Brief(result), std::string("horaires HOURS_INVALID ") + hours);
  }
}

// What is said of one cell of a vehicle.
std::string OfVehicle(const std::string& column, const std::string& cell) {
  return FirstSentence(Read("type;acteur;commune;catégorie;quantité;unité;période;transport pour;" +
                            column +
                            "\nressource;A;Niort;transport réfrigéré;600;kg;semaine;entraide;" +
                            cell + "\n"));
}

TEST(ImportVehicle, RefusesACapacityOfZeroWithAdvice) {
  for (const char* column : {"caisses", "volume en litres", "palettes"}) {
    EXPECT_THAT(OfVehicle(column, "0"),
                HasSubstr(std::string("«\u00a00\u00a0» du champ ") + column + " ne convient pas"));
    EXPECT_THAT(OfVehicle(column, "0"), HasSubstr("Laissez la case vide"));
    EXPECT_EQ(OfVehicle(column, ""), "");
    EXPECT_EQ(OfVehicle(column, "3"), "");
  }
  EXPECT_THAT(OfVehicle("minutes au plus", "0"), HasSubstr("(de 30 à 720\u00a0; vide\u00a0: 600)"));
  EXPECT_THAT(OfVehicle("minutes de pause", "0"), HasSubstr("(de 5 à 120)"));
}

TEST(ImportVehicle, SaysLimitsInTheUnitOfTheCell) {
  EXPECT_EQ(OfVehicle("coût au km", "200"),
            "La valeur «\u00a0200\u00a0» du champ coût au km est hors limites (de 0 à 100 €). "
            "Corrigez-la.");
  EXPECT_THAT(OfVehicle("coût horaire", "10000"),
              HasSubstr("«\u00a010000\u00a0» du champ coût horaire est hors limites (de 0 à "
                        "1\u202f000 €)"));
  EXPECT_THAT(OfVehicle("coût par tournée", "-3"), HasSubstr("(de 0 à 10\u202f000 €)"));
  EXPECT_THAT(OfVehicle("palettes", "50"), HasSubstr("palettes est hors limites (de 0 à 40)"));
  EXPECT_THAT(OfVehicle("coût au km", "0,125"), HasSubstr("au plus 2 chiffres"));
  EXPECT_EQ(OfVehicle("coût au km", "100"), "");
  EXPECT_EQ(OfVehicle("coût au km", "0"), "");
}

TEST(ImportVehicle, NamesWhatIsAccepted) {
  EXPECT_THAT(OfVehicle("permis", "D"), HasSubstr("(acceptées\u00a0: B, BE, C1, C1E, C, CE)"));
  EXPECT_THAT(OfVehicle("chauffeur", "qui ?"), HasSubstr("(acceptées\u00a0: oui, non)"));
  EXPECT_THAT(FirstSentence(Read("type;acteur;commune;catégorie;quantité;unité;transport pour\n"
                                 "ressource;A;Niort;transport réfrigéré;600;kg;tous\n")),
              HasSubstr("(acceptées\u00a0: compte propre, entraide, transporteur)"));
  EXPECT_THAT(FirstSentence(Read("type;acteur;commune;statut\nacteur;A;Niort;prêt\n")),
              HasSubstr("(acceptées\u00a0: association, cooperative, "));
}

TEST(ImportVehicle, SaysWhatIsNoNumber) {
  for (const char* cell : {"NaN", "beaucoup", "1,5"}) {
    EXPECT_THAT(OfVehicle("caisses", cell), HasSubstr("n’est pas un nombre entier")) << cell;
  }
  EXPECT_THAT(OfVehicle("coût au km", "NaN"),
              HasSubstr("n’est pas un nombre. Écrivez-la en chiffres, par exemple 12,50."));
  EXPECT_THAT(OfVehicle("distance km", "loin"),
              HasSubstr("n’est pas un nombre. Écrivez-la en chiffres, par exemple 12,5."));
  EXPECT_THAT(OfVehicle("distance km", "99999"), HasSubstr("(de 0 à 20\u202f100 km)"));
  EXPECT_THAT(OfVehicle("tournées régulières", "mardi (+0 min) 8:00 79191"),
              HasSubstr("au moins 1 minute"));
}

TEST(ImportFile, RefusesTwoColumnsWithOneHeader) {
  const absl::Status status =
      Import("type;acteur;Commune;remarque;commune ;remarque\nacteur;A;Niort;;Thouars;\n", "cordee")
          .status();
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_ROW_INVALID);
  EXPECT_EQ(FactsOf(status).at("columns"), "3, 5");
  EXPECT_THAT(ErrorSentence(ReasonOf(status), FactsOf(status), Language::kFrench),
              HasSubstr("« Commune »"));
  EXPECT_TRUE(Import("type;acteur;commune;notes;notes;;\nacteur;A;Niort;;;;\n", "cordee").ok());
}

TEST(ImportFile, RefusesAFileOfHeadersAlone) {
  for (const char* file :
       {"type;acteur;commune", "type;acteur;commune\n", "type;acteur;commune\n;;\n"}) {
    EXPECT_EQ(ReasonOf(Import(file, "cordee").status()), v1::ERROR_REASON_FILE_EMPTY) << file;
  }
}

TEST(HiddenCharacters, AreRefusedInFilesAndInMessages) {
  for (const char* hidden : {"\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\u200e", "\u2060",
                             "\u2028", "\ufeff", "\u0085", "\u00ad"}) {
    const std::string name = std::string("Ferme ") + hidden + "Dupont";
    const ImportResult result = Read("type;acteur;commune\nacteur;" + name + ";Niort\n");
    EXPECT_EQ(Brief(result), "acteur ENCODING_INVALID " + name);
    EXPECT_THAT(FirstSentence(result), HasSubstr("U+"));
    v1::Entry entry;
    entry.mutable_need()->set_title(name);
    const auto problems =
        CheckEntry(&entry, testing::ShippedCatalogue(), testing::SmallGazetteer(), false);
    EXPECT_TRUE(std::any_of(problems.begin(), problems.end(), [](const FieldProblem& problem) {
      return problem.field == "title" && problem.reason == v1::ERROR_REASON_ENCODING_INVALID;
    }));
  }
}

TEST(HiddenCharacters, JoinersAndAccentsPass) {
  EXPECT_EQ(Brief(Read("type;acteur;commune\nacteur;می\u200cخواهم 👩\u200d🌾 Œuf\u00a0;Niort\n")),
            "");
}

TEST(ImportNames, HaveSingleSpaces) {
  const ImportResult result = Read(
      "type;acteur;commune;catégorie;quantité;unité;période;titre\n"
      "besoin;L'EARL  LA   MARDIERE;Niort;carotte;1;kg;semaine;Des  carottes\n");
  ASSERT_THAT(result.entries, SizeIs(2));
  EXPECT_EQ(result.entries[0].entry.actor().display_name(), "L'EARL LA MARDIERE");
  EXPECT_EQ(result.entries[1].entry.need().title(), "Des carottes");
}

const std::vector<std::string>& FormulaLike() {
  static const auto* texts = new std::vector<std::string>{"=HYPERLINK(\"http://x\";\"y\")",
                                                          "+33 5 49",
                                                          "-1+1",
                                                          "@SUM(A1)",
                                                          "'=1",
                                                          "''=1",
                                                          "'-",
                                                          "''",
                                                          "'",
                                                          "'t Hof",
                                                          "l'=x",
                                                          "L'Été",
                                                          "\t=1",
                                                          "'\t=1",
                                                          "\r=1",
                                                          "=",
                                                          ""};
  return *texts;
}

TEST(FormulaGuard, LeavesNoCellThatRunsAndTakesItselfAway) {
  for (const std::string& text : FormulaLike()) {
    const std::string guarded = GuardedCell(text);
    EXPECT_EQ(UnguardedCell(guarded), text);
    EXPECT_TRUE(guarded.empty() || std::string("=+-@\t\r").find(guarded[0]) == std::string::npos)
        << text;
  }
  EXPECT_EQ(GuardedCell("=1"), "'=1");
  EXPECT_EQ(GuardedCell("'t Hof"), "'t Hof");
}

TEST(FormulaGuard, AnExportComesBackAsItWas) {
  for (const std::string& text : FormulaLike()) {
    if (text.empty() || text[0] == '\t' || text[0] == '\r') continue;  // spaces are stripped
    v1::Entry actor;
    actor.mutable_actor()->set_name("territories/t/actors/a");
    actor.mutable_actor()->set_display_name(text);
    actor.mutable_actor()->mutable_place()->set_insee_code("79191");
    v1::Entry need;
    need.mutable_need()->set_name("territories/t/needs/n");
    need.mutable_need()->set_actor("territories/t/actors/a");
    need.mutable_need()->set_title(text);
    need.mutable_need()->set_description(text);
    need.mutable_need()->mutable_terms()->set_category("carrots");
    need.mutable_need()->mutable_terms()->mutable_quantity()->set_amount("1");
    need.mutable_need()->mutable_terms()->mutable_quantity()->set_unit("kg");
    need.mutable_need()->mutable_terms()->set_period(v1::PERIOD_WEEK);
    CsvExporter exporter;
    std::string file = exporter.Header();
    file += exporter.Row(actor) + exporter.Row(need);
    const ImportResult back = Read(file);
    ASSERT_EQ(Brief(back), "") << file;
    ASSERT_THAT(back.entries, SizeIs(2));
    EXPECT_EQ(back.entries[0].entry.actor().display_name(), text);
    EXPECT_EQ(back.entries[1].entry.need().title(), text);
    EXPECT_EQ(back.entries[1].entry.need().description(), text);
  }
}

}  // namespace
}  // namespace cordee::service
