// One sentence for each reason of error_reason.proto, in French and English. Each says what is
// wrong and what to do next. Arguments are the facts of the error, its field and its value.
//
// "[a|b]" shows the first of its parts all of whose arguments are there, or nothing: a sentence
// never has a hole where a fact is missing.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "service/phrases/phrases.h"

namespace cordee::service {
namespace {

struct ErrorPhrase {
  v1::ErrorReason reason;
  Pattern pattern;
};

constexpr ErrorPhrase kErrorPhrases[] = {
    {v1::ERROR_REASON_FIELD_REQUIRED,
     {"[Le champ {field}|Un champ] manque. Renseignez-le.",
      "[The field {field}|A field] is missing. Fill it in."}},
    {v1::ERROR_REASON_NAME_INVALID,
     {"Le nom[ « {value} »] n’est pas valable. Un identifiant a de 1 à 63 caractères parmi a-z, "
      "0-9 et le tiret.",
      "The name[ “{value}”] is not valid. An id is 1 to 63 characters of a-z, 0-9 and the "
      "hyphen."}},
    {v1::ERROR_REASON_UNKNOWN_COMMUNE,
     {"Commune inconnue[ « {value} »]. Vérifiez l’orthographe ou donnez le code INSEE.",
      "Unknown commune[ “{value}”]. Check the spelling or give the INSEE code."}},
    {v1::ERROR_REASON_UNKNOWN_CATEGORY,
     {"Catégorie inconnue[ « {value} »]. Choisissez une catégorie du catalogue.",
      "Unknown category[ “{value}”]. Choose a category of the catalogue."}},
    {v1::ERROR_REASON_UNKNOWN_UNIT,
     {"Unité inconnue[ « {value} »] pour cette catégorie.[ Unités acceptées : {accepted}.]",
      "Unknown unit[ “{value}”] for this category.[ Accepted units: {accepted}.]"}},
    {v1::ERROR_REASON_UNKNOWN_LABEL,
     {"Label inconnu[ « {value} »]. Choisissez un label du catalogue ou laissez vide.",
      "Unknown label[ “{value}”]. Choose a label of the catalogue or leave it empty."}},
    {v1::ERROR_REASON_UNKNOWN_QUALIFICATION,
     {"Qualification inconnue[ « {value} »]. Choisissez un permis, une compétence ou une langue du "
      "catalogue, ou laissez vide.",
      "Unknown qualification[ “{value}”]. Choose a licence, a skill or a language of the "
      "catalogue, or leave it empty."}},
    {v1::ERROR_REASON_HOURS_CONTRADICT,
     {"Les heures par semaine se contredisent[ : {value}]. Le minimum ne dépasse pas les heures "
      "souhaitées, ni celles-ci le maximum.",
      "The hours a week contradict each other[: {value}]. The least must not exceed what is "
      "wished, nor that the most."}},
    {v1::ERROR_REASON_RANKING_INVALID,
     {"[« {value} » n’a pas sa place dans {field}|Un nom n’a pas sa place dans la liste]. Nommez "
      "chaque poste ou personne une seule fois, dans l’ordre de préférence.",
      "[“{value}” does not belong in {field}|A name does not belong in the list]. Name each post "
      "or person once, best first."}},
    {v1::ERROR_REASON_FIELD_NOT_APPLICABLE,
     {"Le champ[ {field}] n’a pas de sens ici. Laissez-le vide.",
      "The field[ {field}] has no meaning here. Leave it empty."}},
    {v1::ERROR_REASON_UNKNOWN_ACTOR,
     {"Acteur inconnu[ « {value} »]. Créez d’abord l’acteur, ou donnez son nom et sa commune.",
      "Unknown actor[ “{value}”]. Create the actor first, or give its name and commune."}},
    {v1::ERROR_REASON_UNKNOWN_PROFILE,
     {"Profil d’import inconnu[ « {value} »].[ Profils disponibles : {accepted}.]",
      "Unknown import profile[ “{value}”].[ Available profiles: {accepted}.]"}},
    {v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER,
     {"[« {value} »|Ceci] n’est pas un nombre. Écrivez la quantité en chiffres, par exemple 12,5.",
      "[“{value}”|This] is not a number. Write the quantity in digits, for example 12.5."}},
    {v1::ERROR_REASON_QUANTITY_NEGATIVE,
     {"La quantité[ {value}] est négative. Donnez une quantité plus grande que zéro.",
      "The quantity[ {value}] is negative. Give a quantity above zero."}},
    {v1::ERROR_REASON_QUANTITY_ZERO,
     {"La quantité est nulle. Donnez une quantité plus grande que zéro, ou retirez la ligne.",
      "The quantity is zero. Give a quantity above zero, or remove the line."}},
    {v1::ERROR_REASON_QUANTITY_TOO_LARGE,
     {"La quantité[ {value}] est trop grande[ : au plus {maximum} {unit}]. Vérifiez le nombre et "
      "l’unité.",
      "The quantity[ {value}] is too large[: at most {maximum} {unit}]. Check the number and the "
      "unit."}},
    {v1::ERROR_REASON_QUANTITY_TOO_FINE,
     {"La quantité[ {value} {unit}] est trop fine[ : elle ne fait pas un nombre entier de {base}]. "
      "Arrondissez-la.",
      "The quantity[ {value} {unit}] is too fine[: it is not a whole number of {base}]. Round "
      "it."}},
    {v1::ERROR_REASON_DATE_INVALID,
     {"La date[ « {value} »] n’existe pas. Écrivez-la comme 12/06/2026 ou 2026-06-12.",
      "The date[ “{value}”] does not exist. Write it as 2026-06-12."}},
    {v1::ERROR_REASON_WINDOW_EMPTY,
     {"Dates, saison et horaires ne laissent aucun moment possible. Élargissez l’un d’eux.",
      "Dates, season and hours leave no moment at all. Widen one of them."}},
    {v1::ERROR_REASON_HOURS_INVALID,
     {"L’horaire[ « {value} »] n’est pas valable. Écrivez par exemple « lun-ven 8h-12h », par "
      "demi-heures.",
      "The hours[ “{value}”] are not valid. Write for example “mon-fri 8:00-12:00”, in "
      "half-hours."}},
    {v1::ERROR_REASON_REGULAR_TOUR_INVALID,
     {"La tournée régulière[ « {value} »] n’est pas valable : des passages dans l’ordre, dans les "
      "horaires du véhicule, et une seule tournée par jour. Écrivez par exemple « mardi (60 %) "
      "8:00 79329 (20 %) > 9:30 Saint-Varent ».",
      "The regular round[ “{value}”] is not valid: calls in order, within the hours of the "
      "vehicle, and one round a day. Write for example “tuesday (60 %) 8:00 79329 (20 %) > 9:30 "
      "Saint-Varent”."}},
    {v1::ERROR_REASON_PERIOD_INVALID,
     {"La période[ « {value} »] ne convient pas ici. Choisissez semaine, mois ou une fois (semaine "
      "ou une fois pour une réservation).",
      "The period[ “{value}”] does not fit here. Choose week, month or once (week or once for a "
      "booking)."}},
    {v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
     {"La valeur[ « {value} »][ du champ {field}] est hors limites[{expected, select, "
      "SUM_OF_POINTS { (total des points : au plus {maximum})} other {}}|{expected, select, MONDAY "
      "{ (il faut un lundi)} other {}}| (acceptées : {accepted})| (de {minimum} à {maximum} "
      "{unit})| (de {minimum} à {maximum} ; vide : {when_empty})| (de {minimum} à {maximum})| "
      "(minimum : {minimum})| (maximum : {maximum})]. Corrigez-la.",
      "The value[ “{value}”][ of the field {field}] is out of range[{expected, select, "
      "SUM_OF_POINTS { (all points together: at most {maximum})} other {}}|{expected, select, "
      "MONDAY { (it must be a Monday)} other {}}| (accepted: {accepted})| ({minimum} to "
      "{maximum} {unit})| ({minimum} to {maximum}; empty: {when_empty})| ({minimum} to "
      "{maximum})| (minimum: {minimum})| (maximum: {maximum})]. Correct it."}},
    {v1::ERROR_REASON_TEXT_TOO_LONG,
     {"Le texte[ du champ {field}] est trop long[ : {actual}, au plus {maximum} caractères]. "
      "Raccourcissez-le.",
      "The text[ of the field {field}] is too long[: {actual}, at most {maximum} characters]. "
      "Shorten it."}},
    {v1::ERROR_REASON_FIELD_UNKNOWN,
     {"Champ inconnu[ « {value} »]. Retirez-le ou corrigez son nom.",
      "Unknown field[ “{value}”]. Remove it or correct its name."}},
    {v1::ERROR_REASON_POSITION_INVALID,
     {"La position[ « {value} »] n’est pas plausible : hors du globe ou loin de la commune[ "
      "{commune}]. Vérifiez latitude et longitude.",
      "The position[ “{value}”] is not plausible: off the globe or far from the commune[ "
      "{commune}]. Check latitude and longitude."}},
    {v1::ERROR_REASON_DUPLICATE_ID,
     {"L’identifiant[ « {value} »] apparaît deux fois. Donnez à chaque ligne un identifiant "
      "différent.",
      "The id[ “{value}”] appears twice. Give each line an id of its own."}},
    {v1::ERROR_REASON_ENCODING_INVALID,
     {"Des caractères sont illisibles. Enregistrez le fichier en UTF-8 et recommencez.",
      "Some characters cannot be read. Save the file as UTF-8 and try again."}},
    {v1::ERROR_REASON_FILE_TRUNCATED,
     {"Le fichier s’arrête au milieu[ de la ligne {line}| d’une ligne]. Envoyez-le de nouveau en "
      "entier.",
      "The file stops in the middle of[ line {line}| a line]. Send the whole file again."}},
    {v1::ERROR_REASON_LINE_TOO_LONG,
     {"[La ligne {line}|Une ligne][ dépasse {maximum} octets| est trop longue]. Vérifiez les "
      "guillemets et les fins de ligne.",
      "[Line {line}|A line] is[ longer than {maximum} bytes| too long]. Check the quotes and the "
      "line ends."}},
    {v1::ERROR_REASON_FILE_TOO_LARGE,
     {"Le fichier[ dépasse {maximum} octets| est trop grand]. Coupez-le en plusieurs fichiers.",
      "The file is[ larger than {maximum} bytes| too large]. Split it into several files."}},
    {v1::ERROR_REASON_COLUMN_MISSING,
     {"La colonne[ « {value} »] manque. Ajoutez-la ou choisissez un autre profil d’import.",
      "The column[ “{value}”] is missing. Add it or choose another import profile."}},
    {v1::ERROR_REASON_FILE_EMPTY,
     {"Le fichier est vide. Il faut une ligne de titres et au moins une ligne de données.",
      "The file is empty. It takes a line of headers and at least one line of data."}},
    {v1::ERROR_REASON_ROW_INVALID,
     {"La ligne n’a pas le même nombre de cellules que les titres[ ({actual} au lieu de "
      "{maximum})]. Vérifiez le séparateur et les guillemets.",
      "The line does not have as many cells as the header[ ({actual} instead of {maximum})]. Check "
      "the delimiter and the quotes."}},
    {v1::ERROR_REASON_STREAM_INVALID,
     {"L’envoi doit commencer par l’en-tête, puis les données. Recommencez l’import.",
      "A stream starts with the header, then the data. Start the import again."}},
    {v1::ERROR_REASON_NOT_FOUND,
     {"[« {value} »|Ceci] n’existe pas, ou plus. Vérifiez le nom.",
      "[“{value}”|This] does not exist, or no longer. Check the name."}},
    {v1::ERROR_REASON_ALREADY_EXISTS,
     {"[« {value} »|Ceci] existe déjà. Choisissez un autre identifiant ou modifiez l’existant.",
      "[“{value}”|This] already exists. Choose another id or update the existing one."}},
    {v1::ERROR_REASON_ETAG_MISMATCH,
     {"[« {value} »|Ceci] a été modifié entre-temps. Relisez-le, puis recommencez.",
      "[“{value}”|This] was changed in the meantime. Read it again, then retry."}},
    {v1::ERROR_REASON_ACTOR_IN_USE,
     {"L’acteur[ « {value} »] a encore des besoins ou des ressources. Supprimez-les d’abord, ou "
      "demandez la suppression en cascade.",
      "The actor[ “{value}”] still has needs or resources. Delete them first, or ask for a "
      "cascading delete."}},
    {v1::ERROR_REASON_PAGE_TOKEN_INVALID,
     {"Le jeton de page ne va pas avec cette requête. Reprenez à la première page.",
      "The page token does not belong to this query. Start again at the first page."}},
    {v1::ERROR_REASON_RUN_IN_PROGRESS,
     {"Un calcul est déjà en cours[ : {value}]. Attendez sa fin ou annulez-le.",
      "A run is already in progress[: {value}]. Wait for its end or cancel it."}},
    {v1::ERROR_REASON_RUN_NOT_FINISHED,
     {"Le calcul[ « {value} »] n’est pas terminé. Attendez sa fin.",
      "The run[ “{value}”] is not finished. Wait for its end."}},
    {v1::ERROR_REASON_RUN_INTERRUPTED,
     {"Le calcul a été interrompu par l’arrêt du serveur. Relancez-le.",
      "The run was interrupted by a stop of the server. Start it again."}},
    {v1::ERROR_REASON_RUN_CHECK_FAILED,
     {"Le vérificateur a refusé le résultat du calcul : rien n’est proposé. Signalez-le à "
      "l’administrateur.",
      "The checker refused the result of the run: nothing is proposed. Tell the administrator."}},
    {v1::ERROR_REASON_REVISION_NOT_REACHED,
     {"La révision[ {value}] n’est pas encore atteinte[ (actuelle : {actual})]. Réessayez dans un "
      "instant.",
      "[Revision {value}|The revision] is not reached yet[ (current: {actual})]. Try again in a "
      "moment."}},
    {v1::ERROR_REASON_REQUEST_ID_REUSED,
     {"L’identifiant de requête[ « {value} »] a déjà servi pour une autre demande. Prenez-en un "
      "nouveau.",
      "The request id[ “{value}”] was already used for another request. Take a new one."}},
    {v1::ERROR_REASON_NOT_A_CANDIDATE,
     {"Ce besoin et cette ressource ne peuvent pas aller ensemble. Demandez l’explication pour "
      "savoir pourquoi.",
      "This need and this resource cannot go together. Ask for the explanation to know why."}},
    {v1::ERROR_REASON_TOKEN_MISSING,
     {"Il faut un jeton d’accès. Ajoutez l’en-tête « authorization: Bearer … ».",
      "An access token is needed. Add the header “authorization: Bearer …”."}},
    {v1::ERROR_REASON_TOKEN_INVALID,
     {"Ce jeton d’accès n’est pas reconnu. Vérifiez-le ou demandez-en un autre à l’administrateur.",
      "This access token is not recognised. Check it or ask the administrator for another."}},
    {v1::ERROR_REASON_TOKEN_EXPIRED,
     {"Ce jeton d’accès a expiré. Demandez-en un autre à l’administrateur.",
      "This access token has expired. Ask the administrator for another."}},
    {v1::ERROR_REASON_ROLE_INSUFFICIENT,
     {"Votre jeton ne donne pas ce droit. Demandez-le à l’administrateur du territoire.",
      "Your token does not give this right. Ask the administrator of the territory for it."}},
    {v1::ERROR_REASON_MESSAGE_TOO_LARGE,
     {"Le message[ dépasse {maximum} octets| est trop grand]. Envoyez-le en plusieurs parties.",
      "The message is[ larger than {maximum} bytes| too large]. Send it in several parts."}},
    {v1::ERROR_REASON_BATCH_TOO_LARGE,
     {"[Le lot a {actual} entrées, au plus {maximum}|Le lot a trop d’entrées]. Envoyez-le en "
      "plusieurs lots.",
      "[The batch has {actual} entries, at most {maximum}|The batch has too many entries]. Send it "
      "in several batches."}},
    {v1::ERROR_REASON_QUEUE_FULL,
     {"Le serveur a trop de travail en attente. Réessayez dans une minute.",
      "The server has too much work waiting. Try again in a minute."}},
    {v1::ERROR_REASON_SHUTTING_DOWN,
     {"Le serveur s’arrête. Réessayez dans une minute.",
      "The server is shutting down. Try again in a minute."}},
    {v1::ERROR_REASON_STORE_UNAVAILABLE,
     {"Le stockage ne répond pas ; rien n’a été écrit. Réessayez dans un instant.",
      "The store does not answer; nothing was written. Try again in a moment."}},
    {v1::ERROR_REASON_STORE_FULL,
     {"Le disque du serveur est plein ; rien n’a été écrit. Prévenez l’administrateur.",
      "The disk of the server is full; nothing was written. Tell the administrator."}},
    {v1::ERROR_REASON_INTERNAL,
     {"Erreur interne : la demande n’a pas abouti. Réessayez ; si cela dure, prévenez "
      "l’administrateur.",
      "Internal error: the request failed. Try again; if it lasts, tell the administrator."}},
    {v1::ERROR_REASON_TOO_MANY_ENTRIES,
     {"Le territoire aurait[ {actual} entrées, au plus {maximum}| trop d’entrées]. Supprimez-en ou "
      "ouvrez un autre territoire.",
      "The territory would have[ {actual} entries, at most {maximum}| too many entries]. Delete "
      "some or open another territory."}},
};

// In place of the sentence above where an error has the fact: it says more closely what is wrong.
struct CloserPhrase {
  v1::ErrorReason reason;
  const char* fact;
  Pattern pattern;
};

constexpr CloserPhrase kCloserPhrases[] = {
    {v1::ERROR_REASON_FIELD_REQUIRED,
     "commune",
     {"La position de la commune {commune} n’est pas dans la liste des communes. Ajoutez la "
      "latitude et la longitude, ou chargez une liste des communes plus complète.",
      "The list of communes does not have the position of {commune}. Add latitude and longitude, "
      "or load a fuller list of communes."}},
    {v1::ERROR_REASON_UNKNOWN_COMMUNE,
     "code_commune",
     {"La commune « {name} » et le code INSEE {insee} se contredisent : {insee} est "
      "{code_commune}. "
      "Corrigez l’un des deux.",
      "The commune “{name}” and the INSEE code {insee} contradict each other: {insee} is "
      "{code_commune}. Correct one of them."}},
    {v1::ERROR_REASON_UNKNOWN_COMMUNE,
     "namesakes",
     {"Plusieurs communes s’appellent « {value} » : {namesakes}. Ajoutez le code postal ou donnez "
      "le code INSEE.",
      "Several communes are called “{value}”: {namesakes}. Add the post code or give the INSEE "
      "code."}},
    {v1::ERROR_REASON_UNKNOWN_UNIT,
     "unit_column",
     {"La quantité « {value} » et son unité « {unit_column} » se contredisent. Écrivez l’unité une "
      "seule fois.",
      "The quantity “{value}” and its unit “{unit_column}” contradict each other. Write the unit "
      "once."}},
    {v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER,
     "grouped",
     {"« {value} » peut se lire de deux façons. Écrivez {grouped} ou {decimal}.",
      "“{value}” can be read in two ways. Write {grouped} or {decimal}."}},
    {v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
     "whole_number",
     {"La valeur[ « {value} »][ du champ {field}] n’est pas un nombre entier. Écrivez-la en "
      "chiffres, par exemple {whole_number}.",
      "The value[ “{value}”][ of the field {field}] is not a whole number. Write it in digits, "
      "for example {whole_number}."}},
    {v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
     "number",
     {"La valeur[ « {value} »][ du champ {field}] n’est pas un nombre. Écrivez-la en chiffres, "
      "par exemple {number}.",
      "The value[ “{value}”][ of the field {field}] is not a number. Write it in digits, for "
      "example {number}."}},
    {v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
     "decimals",
     {"La valeur[ « {value} »][ du champ {field}] est trop fine : au plus {decimals} chiffres "
      "après la virgule. Arrondissez-la.",
      "The value[ “{value}”][ of the field {field}] is too fine: at most {decimals} digits "
      "after the point. Round it."}},
    {v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
     "no_limit",
     {"La valeur[ « {value} »][ du champ {field}] ne convient pas : elle interdirait tout. "
      "Laissez la case vide s’il n’y a pas de limite.",
      "The value[ “{value}”][ of the field {field}] does not fit: it would forbid "
      "everything. Leave the cell empty where there is no limit."}},
    {v1::ERROR_REASON_REGULAR_TOUR_INVALID,
     "no_minutes",
     {"La tournée régulière[ « {value} »] dit « 0 min ». Écrivez au moins 1 minute, ou rien : "
      "alors 30 minutes de retard au plus, et 10 minutes sur place.",
      "The regular round[ “{value}”] says “0 min”. Write 1 minute at least, or nothing: then "
      "it may be 30 minutes late, and stays 10 minutes."}},
    {v1::ERROR_REASON_TOO_MANY_ENTRIES,
     "rows",
     {"Un calcul prend au plus {maximum} {rows, select, VEHICLES {véhicules} SHIPMENTS "
      "{envois} STORES {lieux de garde} ACTORS {acteurs} NEEDS {besoins} other {ressources}}, "
      "et le territoire en a {actual}. Supprimez-en ou ouvrez un autre territoire.",
      "A run takes at most {maximum} {rows, select, VEHICLES {vehicles} SHIPMENTS {shipments} "
      "STORES {stores} ACTORS {actors} NEEDS {needs} other {resources}}, and the territory has "
      "{actual}. Delete some or open another territory."}},
    {v1::ERROR_REASON_ROW_INVALID,
     "columns",
     {"Les colonnes {columns} ont le même titre « {value} ». Renommez ou retirez celles qui sont "
      "de trop.",
      "The columns {columns} have the same header “{value}”. Rename or remove those that are too "
      "many."}},
    {v1::ERROR_REASON_ENCODING_INVALID,
     "character",
     {"Le texte contient un caractère invisible ({character}). Retapez-le sans ce caractère.",
      "The text holds an invisible character ({character}). Type it again without it."}},
};

// Added where a fact "suggestion" names what was probably meant.
constexpr Pattern kSuggestion = {"Vouliez-vous dire\u00a0: {suggestion}\u00a0?",
                                 "Did you mean: {suggestion}?"};

constexpr Pattern kLine = {"(Ligne {line}.)", "(Line {line}.)"};

const Pattern& PatternOf(v1::ErrorReason reason, const Facts& facts) {
  for (const CloserPhrase& phrase : kCloserPhrases) {
    if (phrase.reason == reason && facts.contains(phrase.fact)) return phrase.pattern;
  }
  const ErrorPhrase* internal = nullptr;
  for (const ErrorPhrase& phrase : kErrorPhrases) {
    if (phrase.reason == reason) return phrase.pattern;
    if (phrase.reason == v1::ERROR_REASON_INTERNAL) internal = &phrase;
  }
  return internal->pattern;
}

// Figures are written as the language writes numbers; codes and values stay as they were given.
bool IsFigure(const std::string& key) {
  return key == "minimum" || key == "maximum" || key == "actual";
}

// Whether `facts` has every argument that the part names.
bool HasAll(std::string_view part, const Facts& facts) {
  for (size_t at = part.find('{'); at != part.npos; at = part.find('{', at + 1)) {
    const std::string_view name = part.substr(at + 1, part.find_first_of(",}", at) - at - 1);
    // What a select shows begins with a space.
    if (name.empty() || name.front() == ' ') continue;
    const auto found = facts.find(std::string(name));
    if (found == facts.end() || found->second.empty()) return false;
  }
  return true;
}

// The pattern with one part, or none, of each "[a|b]".
std::string ChooseParts(std::string_view pattern, const Facts& facts) {
  std::string chosen;
  while (true) {
    const size_t open = pattern.find('[');
    chosen += pattern.substr(0, open);
    if (open == pattern.npos) return chosen;
    const size_t close = pattern.find(']', open);
    CHECK(close != pattern.npos);
    std::string_view parts = pattern.substr(open + 1, close - open - 1);
    pattern.remove_prefix(close + 1);
    while (!parts.empty()) {
      const std::string_view part = parts.substr(0, parts.find('|'));
      if (HasAll(part, facts)) {
        chosen += part;
        break;
      }
      parts.remove_prefix(std::min(part.size() + 1, parts.size()));
    }
  }
}

}  // namespace

std::string ErrorSentence(v1::ErrorReason reason, const Facts& facts, Language language) {
  Arguments arguments;
  for (const auto& [key, value] : facts) {
    int64_t number = 0;
    if (IsFigure(key) && absl::SimpleAtoi(value, &number)) {
      arguments[key] = number;
    } else {
      arguments[key] = value;
    }
  }
  // An example of a number, with a point in facts.
  if (const auto number = facts.find("number");
      number != facts.end() && language == Language::kFrench) {
    std::string text = number->second;
    std::replace(text.begin(), text.end(), '.', ',');
    arguments["number"] = std::move(text);
  }
  const Pattern& pattern = PatternOf(reason, facts);
  const std::string fr = ChooseParts(pattern.fr, facts);
  const std::string en = ChooseParts(pattern.en, facts);
  std::string sentence = FormatPattern({fr.c_str(), en.c_str()}, language, arguments);
  const auto suggestion = facts.find("suggestion");
  if (suggestion != facts.end() && !suggestion->second.empty()) {
    absl::StrAppend(&sentence, " ", FormatPattern(kSuggestion, language, arguments));
  }
  const bool named = std::string_view(pattern.fr).find("{line}") != std::string_view::npos;
  if (!named && facts.contains("line")) {
    absl::StrAppend(&sentence, " ", FormatPattern(kLine, language, arguments));
  }
  return sentence;
}

}  // namespace cordee::service
