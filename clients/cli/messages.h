// Every sentence of the command line, French first. Patterns are ICU's: {0} is an argument, and
// {0, plural, one{...} other{...}} chooses by number.
#pragma once

#include "clients/cli/language.h"

namespace cordee::cli::text {

// Errors and advice.
inline constexpr Message kErrorLead = {"Erreur : ", "Error: "};
inline constexpr Message kAdviceLead = {"  À faire : ", "  What to do: "};
inline constexpr Message kUnreachable = {"aucun serveur Cordée ne répond à {0}.",
                                         "no Cordée server answers at {0}."};
inline constexpr Message kNoAnswerInTime = {"le serveur {0} n’a pas répondu à temps.",
                                            "the server {0} did not answer in time."};
inline constexpr Message kAdviseUnreachable = {
    "démarrez cordeed, ou donnez son adresse avec --server ou CORDEE_SERVER (essayé : {0}).",
    "start cordeed, or give its address with --server or CORDEE_SERVER (tried: {0})."};
inline constexpr Message kAdviseToken = {
    "donnez un jeton valable avec --token ou CORDEE_TOKEN. Un administrateur en crée avec « cordee "
    "token create ».",
    "give a valid token with --token or CORDEE_TOKEN. An administrator creates them with \"cordee "
    "token create\"."};
inline constexpr Message kAdviseNewToken = {
    "demandez un nouveau jeton à un administrateur (« cordee token create »).",
    "ask an administrator for a new token (\"cordee token create\")."};
inline constexpr Message kAdviseRole = {
    "demandez à un administrateur un jeton de ce territoire avec le rôle qu’il faut.",
    "ask an administrator for a token of this territory with the role that is needed."};
inline constexpr Message kAdviseProfile = {
    "choisissez avec --profile le profil qui décrit les colonnes de ce fichier.",
    "choose with --profile the profile that describes the columns of this file."};
inline constexpr Message kAdviseEncoding = {
    "enregistrez le fichier en UTF-8 ou en Windows-1252, puis recommencez.",
    "save the file as UTF-8 or Windows-1252, then try again."};
inline constexpr Message kAdviseTruncated = {"le fichier semble coupé : exportez-le à nouveau.",
                                             "the file seems cut short: export it again."};
inline constexpr Message kAdviseRunInProgress = {
    "attendez la fin du calcul en cours (« cordee runs »), ou annulez-le (« cordee cancel »).",
    "wait for the run in progress (\"cordee runs\"), or cancel it (\"cordee cancel\")."};
inline constexpr Message kAdviseRetryFresh = {
    "quelqu’un a écrit entre-temps : relisez, puis recommencez.",
    "somebody wrote in between: read again, then retry."};
inline constexpr Message kAdviseLater = {"rien n’a été écrit ; recommencez dans un instant.",
                                         "nothing was written; try again in a moment."};
inline constexpr Message kAdviseStoreFull = {"libérez de la place sur le disque du serveur.",
                                             "free some space on the server’s disk."};
inline constexpr Message kAdviseReport = {
    "c’est un défaut de Cordée : signalez-le avec ce message.",
    "this is a fault of Cordée: please report it with this message."};
inline constexpr Message kAdviseHelp = {"voyez « {0} --help ».", "see \"{0} --help\"."};
inline constexpr Message kTokenNeedsLoopback = {"le jeton ne sera pas envoyé en clair à {0}.",
                                                "the token will not be sent unencrypted to {0}."};
inline constexpr Message kAdviseLoopback = {
    "passez par un tunnel (ssh -L 7070:127.0.0.1:7070) et gardez --server 127.0.0.1:7070.",
    "go through a tunnel (ssh -L 7070:127.0.0.1:7070) and keep --server 127.0.0.1:7070."};

// The command line itself.
inline constexpr Message kUsage = {"Usage", "Usage"};
inline constexpr Message kOptions = {"Options", "Options"};
inline constexpr Message kPositionals = {"Arguments", "Arguments"};
inline constexpr Message kCommands = {"Commandes", "Commands"};
inline constexpr Message kCommand = {"COMMANDE", "COMMAND"};
inline constexpr Message kRequired = {"(obligatoire)", "(required)"};
inline constexpr Message kNeedsCommand = {"il manque une commande.", "a command is missing."};
inline constexpr Message kMissing = {"il manque {0}.", "{0} is missing."};
inline constexpr Message kUnknownCommand = {"commande inconnue « {0} ».",
                                            "unknown command \"{0}\"."};
inline constexpr Message kUnknownOption = {"option inconnue : {0}.", "unknown option: {0}."};
inline constexpr Message kNotConvertible = {"ce n’est pas un nombre : {0}.",
                                            "this is not a number: {0}."};
inline constexpr Message kTooManyValues = {"trop de valeurs pour {0}.", "too many values for {0}."};
inline constexpr Message kValueMissing = {"il manque une valeur à {0}.",
                                          "a value of {0} is missing."};
inline constexpr Message kNotOneOf = {"« {0} » n’est pas de ceux-ci : {1}",
                                      "\"{0}\" is none of: {1}"};
inline constexpr Message kNotBetween = {"« {0} » n’est pas un nombre de {1} à {2}",
                                        "\"{0}\" is not a number from {1} to {2}"};
inline constexpr Message kUnexpected = {"argument inconnu : {0}.", "unknown argument: {0}."};
inline constexpr Message kBadValue = {"valeur refusée : {0}.", "bad value: {0}."};
inline constexpr Message kHelpFooter = {
    "Codes de sortie : 0 bien ; 1 quelque chose a été trouvé (lignes laissées, calcul qui ne se "
    "vérifie pas, calcul annulé ou déjà fini) ; "
    "2 commande mal écrite ; 3 refusé par le serveur ; 4 introuvable ; 5 pas permis ; 6 serveur "
    "injoignable ; "
    "7 défaut interne, ou résultat qui n’a pas pu être écrit.",
    "Exit codes: 0 fine; 1 something was found (lines left out, a run that does not verify, "
    "a run cancelled or already finished); 2 bad command line; 3 refused by the server; 4 not "
    "found; 5 not permitted; 6 server unreachable; 7 internal fault, or a "
    "result that could not be written."};
inline constexpr Message kAbout = {
    "cordee : qui peut coopérer avec qui, sur quoi, combien et quand.",
    "cordee: who could cooperate with whom, on what, how much and when."};
inline constexpr Message kHelpHelp = {"Montre cette aide", "Shows this help"};
inline constexpr Message kHelpServer = {"Adresse de cordeed (CORDEE_SERVER ; 127.0.0.1:7070)",
                                        "Address of cordeed (CORDEE_SERVER; 127.0.0.1:7070)"};
inline constexpr Message kHelpToken = {"Jeton d’accès (CORDEE_TOKEN)",
                                       "Access token (CORDEE_TOKEN)"};
inline constexpr Message kHelpTerritory = {"Territoire (CORDEE_TERRITORY ; le seul visible)",
                                           "Territory (CORDEE_TERRITORY; the only visible one)"};
inline constexpr Message kHelpJson = {"Écrit du JSON : un document par ligne",
                                      "Writes JSON: one document a line"};
inline constexpr Message kHelpLang = {"Langue : fr ou en (LANG)", "Language: fr or en (LANG)"};

// Values in sentences.
inline constexpr Message kOnTheSpot = {"sur place", "on the spot"};
inline constexpr Message kPerWeek = {"{0} par semaine", "{0} a week"};
inline constexpr Message kPerMonth = {"{0} par mois", "{0} a month"};
inline constexpr Message kOnce = {"{0} en une fois", "{0} once"};
inline constexpr Message kFrom = {"à partir du {0}", "from {0}"};
inline constexpr Message kUntil = {"jusqu’au {0}", "until {0}"};
inline constexpr Message kFromTo = {"du {0} au {1}", "{0} to {1}"};
inline constexpr Message kProofOptimal = {
    "OPTIMAL : aucun autre ensemble de propositions ne vaut plus",
    "OPTIMAL: no other set of proposals is worth more"};
inline constexpr Message kProofGap = {"FEASIBLE : à {0} % au plus du meilleur possible",
                                      "FEASIBLE: within {0}% of the best possible"};
inline constexpr Message kProofGapTransport = {
    "FEASIBLE : à {0} % au plus du meilleur possible si le transport ne coûtait rien, à {1} % au "
    "plus une fois payé (borne faible)",
    "FEASIBLE: within {0}% of the best possible if transport were free, within {1}% once it is "
    "paid (a weak bound)"};
inline constexpr Message kProofGapPoints = {
    "FEASIBLE : le meilleur possible vaut {0} points au plus",
    "FEASIBLE: the best possible is worth {0} points at most"};
inline constexpr Message kYes = {"oui", "yes"};
inline constexpr Message kNo = {"non", "no"};

// Territories, tokens, version.
inline constexpr Message kNoTerritory = {"ce serveur n’a pas encore de territoire.",
                                         "this server has no territory yet."};
inline constexpr Message kAdviseCreateTerritory = {
    "créez-en un : cordee territory create IDENTIFIANT --name NOM",
    "create one: cordee territory create ID --name NAME"};
inline constexpr Message kWhichTerritory = {"plusieurs territoires sont visibles.",
                                            "several territories are visible."};
inline constexpr Message kAdviseTerritory = {"choisissez avec --territory : {0}.",
                                             "choose with --territory: {0}."};
inline constexpr Message kHelpTerritoryCommand = {"Crée et liste les territoires",
                                                  "Creates and lists territories"};
inline constexpr Message kHelpTerritoryCreate = {"Crée un territoire", "Creates a territory"};
inline constexpr Message kHelpTerritoryList = {"Liste les territoires visibles",
                                               "Lists the visible territories"};
inline constexpr Message kHelpTerritoryId = {"Identifiant : a-z, 0-9 et « - »",
                                             "Identifier: a-z, 0-9 and \"-\""};
inline constexpr Message kHelpDisplayName = {"Nom pour les personnes", "Name for people"};
inline constexpr Message kTerritoryCreated = {"Territoire {0} créé.", "Territory {0} created."};
inline constexpr Message kHelpTokenCommand = {"Crée, liste et révoque les jetons d’accès",
                                              "Creates, lists and revokes access tokens"};
inline constexpr Message kHelpTokenCreate = {"Crée un jeton ; son secret n’est montré qu’une fois",
                                             "Creates a token; its secret is shown once"};
inline constexpr Message kHelpTokenList = {"Liste les jetons", "Lists tokens"};
inline constexpr Message kHelpTokenRevoke = {"Révoque un jeton", "Revokes a token"};
inline constexpr Message kHelpTokenId = {"Identifiant du jeton", "Identifier of the token"};
inline constexpr Message kHelpRole = {"reader, coordinator ou admin",
                                      "reader, coordinator or admin"};
inline constexpr Message kAdviseTokenFor = {
    "dites avec --for TERRITOIRE ce que ce jeton ({0}) ouvre ; seul « admin » ouvre tout.",
    "say with --for TERRITORY what this token ({0}) opens; only \"admin\" opens all."};
inline constexpr Message kHelpTokenTerritories = {"Territoires qu’il ouvre (plusieurs possibles)",
                                                  "Territories that it opens (several allowed)"};
inline constexpr Message kHelpExpires = {"Expire après ce nombre de jours",
                                         "Expires after so many days"};
inline constexpr Message kTokenCreated = {
    "Jeton {0} créé. Notez-le maintenant, il ne sera plus montré :",
    "Token {0} created. Note it now, it will not be shown again:"};
inline constexpr Message kTokenRevoked = {"Jeton {0} révoqué.", "Token {0} revoked."};
inline constexpr Message kHelpVersion = {"Versions de la commande et du serveur",
                                         "Versions of the command and of the server"};
inline constexpr Message kClientVersion = {"Commande", "Command"};
inline constexpr Message kServerVersion = {"Serveur", "Server"};
inline constexpr Message kServerFacts = {
    "{0} à {1} ; {2, plural, one{# catégorie} other{# catégories}}, {3, plural, one{# commune} "
    "other{# communes}}",
    "{0} at {1}; {2, plural, one{# category} other{# categories}}, {3, plural, one{# commune} "
    "other{# communes}}"};

// Import, export, search.
inline constexpr Message kHelpImport = {"Envoie un fichier d’acteurs, de besoins et de ressources",
                                        "Sends a file of actors, needs and resources"};
inline constexpr Message kHelpImportFile = {"Fichier CSV ; « - » lit l’entrée standard",
                                            "CSV file; \"-\" reads standard input"};
inline constexpr Message kHelpProfile = {"Profil qui décrit les colonnes",
                                         "Profile that describes the columns"};
inline constexpr Message kHelpSource = {"Nom de la source (celui du profil sinon)",
                                        "Name of the source (else the profile’s)"};
inline constexpr Message kHelpDryRun = {"Vérifie tout, n’écrit rien",
                                        "Checks everything, writes nothing"};
inline constexpr Message kHelpPartial = {"Écrit les bonnes lignes même s’il y en a de mauvaises",
                                         "Writes the good lines even if there are bad ones"};
inline constexpr Message kUploading = {"Envoi", "Sending"};
inline constexpr Message kCannotRead = {"le fichier {0} ne peut pas être lu.",
                                        "the file {0} cannot be read."};
inline constexpr Message kCannotWrite = {"le fichier {0} ne peut pas être écrit.",
                                         "the file {0} cannot be written."};
inline constexpr Message kCannotPrint = {"la sortie standard ne peut pas être écrite.",
                                         "standard output cannot be written."};
inline constexpr Message kImportRead = {
    "{0, plural, one{# ligne lue} other{# lignes lues}} ({1}, séparateur « {2} ») : "
    "{3, plural, one{# acteur} other{# acteurs}}, {4, plural, one{# besoin} other{# besoins}}, "
    "{5, plural, one{# ressource} other{# ressources}}.",
    "{0, plural, one{# line read} other{# lines read}} ({1}, delimiter \"{2}\"): "
    "{3, plural, one{# actor} other{# actors}}, {4, plural, one{# need} other{# needs}}, "
    "{5, plural, one{# resource} other{# resources}}."};
inline constexpr Message kImportWritten = {
    "{0, plural, one{# créé} other{# créés}}, {1, plural, one{# mis à jour} other{# mis à jour}}, "
    "{2, plural, one{# inchangé} other{# inchangés}}, {3, plural, one{# laissé de côté par le "
    "profil} other{# laissés de côté par le profil}}.",
    "{0} created, {1} updated, {2} unchanged, {3} left out by the profile."};
inline constexpr Message kImportDryRun = {"Essai : rien n’a été écrit.",
                                          "Dry run: nothing was written."};
inline constexpr Message kImportNothing = {
    "Rien n’a été écrit : {0, plural, one{# cellule est refusée} other{# cellules sont refusées}}.",
    "Nothing was written: {0, plural, one{# cell is refused} other{# cells are refused}}."};
inline constexpr Message kImportSome = {
    "{0, plural, one{# cellule est refusée} other{# cellules sont refusées}} ; le reste est écrit.",
    "{0, plural, one{# cell is refused} other{# cells are refused}}; the rest is written."};
inline constexpr Message kAdviseImport = {
    "corrigez ces cellules, ou importez le reste avec --partial.",
    "mend these cells, or import the rest with --partial."};
inline constexpr Message kMoreErrors = {"… et {0, plural, one{# autre} other{# autres}}.",
                                        "… and {0, plural, one{# more} other{# more}}."};
inline constexpr Message kHelpExport = {"Écrit tout le territoire dans un fichier",
                                        "Writes the whole territory to a file"};
inline constexpr Message kHelpFormat = {"csv (relisible par import) ou jsonl",
                                        "csv (import reads it back) or jsonl"};
inline constexpr Message kHelpOutput = {"Fichier à écrire (la sortie standard sinon)",
                                        "File to write (else standard output)"};
inline constexpr Message kExported = {"{0} écrit, révision {1}.", "{0} written, revision {1}."};
inline constexpr Message kHelpSearch = {"Cherche des besoins, ressources et acteurs",
                                        "Searches needs, resources and actors"};
inline constexpr Message kHelpWords = {"Mots à trouver tous", "Words that must all be found"};
inline constexpr Message kHelpFamily = {
    "Filière : food, jobs, logistics, materials, mobility, culture, generations, expertise, spaces",
    "Family: food, jobs, logistics, materials, mobility, culture, generations, expertise, spaces"};
inline constexpr Message kHelpLimit = {"Nombre de résultats au plus (0 : tous)",
                                       "Results at most (0: all)"};
inline constexpr Message kNothingFound = {"Rien trouvé.", "Nothing found."};

// Runs and proposals.
inline constexpr Message kHelpRun = {"Lance un calcul et le suit jusqu’à sa preuve",
                                     "Starts a run and follows it to its proof"};
inline constexpr Message kHelpRuns = {"Liste les calculs, le plus récent d’abord",
                                      "Lists runs, newest first"};
inline constexpr Message kHelpBase = {
    "Calcul de base : ses propositions sont gardées si rien ne s’y oppose",
    "Base run: its proposals are kept where nothing speaks against it"};
inline constexpr Message kHelpWeeks = {"Horizon en semaines : 13, 26, 39 ou 52",
                                       "Horizon in weeks: 13, 26, 39 or 52"};
inline constexpr Message kHelpThreads = {
    "Fils de calcul ; le résultat n’en dépend pas",
    "Threads to compute with; the result does not depend on it"};
inline constexpr Message kHelpStart = {"Premier jour, un lundi : AAAA-MM-JJ",
                                       "First day, a Monday: YYYY-MM-DD"};
inline constexpr Message kBadDate = {"{0} n’est pas une date AAAA-MM-JJ.",
                                     "{0} is not a date YYYY-MM-DD."};
inline constexpr Message kHelpNoWait = {"N’attend pas la fin", "Does not wait for the end"};
inline constexpr Message kRunStarted = {"Calcul {0} lancé.", "Run {0} started."};
inline constexpr Message kRunning = {"Calcul", "Run"};
inline constexpr Message kRunSucceeded = {"Calcul {0} terminé.", "Run {0} finished."};
inline constexpr Message kRunFailed = {"le calcul {0} a échoué : {1}", "run {0} failed: {1}"};
inline constexpr Message kRunCancelled = {"le calcul {0} a été annulé.", "run {0} was cancelled."};
inline constexpr Message kRunLost = {"le suivi du calcul {0} s’est interrompu.",
                                     "the run {0} can no longer be followed."};
inline constexpr Message kHelpCancel = {"Annule un calcul en cours", "Cancels a run in progress"};
inline constexpr Message kHelpCancelRun = {"Calcul (sinon celui en cours)",
                                           "Run (else the one in progress)"};
inline constexpr Message kNoOpenRun = {"aucun calcul n’est en cours.", "no run is in progress."};
inline constexpr Message kCancelAsked = {"Annulation de {0} demandée ; état : {1}.",
                                         "Cancellation of {0} was asked for; state: {1}."};
inline constexpr Message kCancelTooLate = {"{0} était déjà fini ; état : {1}.",
                                           "{0} had already finished; state: {1}."};
inline constexpr Message kCancelling = {
    "Annulation demandée au serveur ; encore Ctrl-C pour partir sans attendre.",
    "The server was asked to cancel; Ctrl-C again to leave without waiting."};
inline constexpr Message kCancelFailed = {"L’annulation n’a pas abouti : {0} Le calcul continue.",
                                          "The cancellation failed: {0} The run goes on."};
inline constexpr Message kHelpVersionFlag = {"Montre la version de cette commande",
                                             "Shows the version of this command"};
inline constexpr Message kAdviseRuns = {"voyez où il en est avec « cordee runs ».",
                                        "see how it stands with \"cordee runs\"."};
inline constexpr Message kProof = {"Preuve", "Proof"};
inline constexpr Message kCovers = {"Portée", "Covers"};
inline constexpr Message kCoversAll = {"toutes les paires permises", "every admissible pair"};
inline constexpr Message kCoversAdded = {
    "toutes les paires permises, dont {0, plural, one{# ajoutée} other{# ajoutées}} en {1, plural, "
    "one{# passe} other{# passes}}",
    "every admissible pair, {0, plural, one{# of them} other{# of them}} added in {1, plural, "
    "one{# round} other{# rounds}}"};
inline constexpr Message kCoversSome = {"les meilleures paires gardées seulement",
                                        "only the best pairs that were kept"};
inline constexpr Message kPlacements = {"Placements", "Placements"};
inline constexpr Message kPlacementsStable = {
    "STABLE : {0} sur {1} personnes placées, {2, plural, =0{aucune semaine partagée} one{# semaine "
    "partagée} other{# semaines partagées}} ; nul ne préférerait changer",
    "STABLE: {0} of {1} people placed, {2, plural, =0{no week shared} one{# week shared} other{# "
    "weeks shared}}; nobody would rather change"};
inline constexpr Message kPlacementsBlocked = {
    "FEASIBLE : {0} sur {1} personnes placées, {2, plural, =0{aucune semaine partagée} one{# "
    "semaine partagée} other{# semaines partagées}} ; {3, plural, one{# paire préférerait} other{# "
    "paires préféreraient}} changer, faute de blocs d’heures assez grands ou de trajet",
    "FEASIBLE: {0} of {1} people placed, {2, plural, =0{no week shared} one{# week shared} other{# "
    "weeks shared}}; {3, plural, one{# pair} other{# pairs}} would rather change, and blocks of "
    "hours or travel do not let them"};
inline constexpr Message kValue = {"Valeur", "Value"};
inline constexpr Message kValueParts = {
    "{0} points = scores {1} + continuité {2} − besoins non couverts {3}",
    "{0} points = scores {1} + continuity {2} − unmet needs {3}"};
inline constexpr Message kBound = {"Borne", "Bound"};
inline constexpr Message kPoints = {"{0} points", "{0} points"};
inline constexpr Message kInput = {"Données", "Input"};
inline constexpr Message kInputParts = {
    "{0, plural, one{# acteur} other{# acteurs}}, {1, plural, one{# besoin} other{# besoins}}, "
    "{2, plural, one{# ressource} other{# ressources}} ; {3, plural, one{# paire comparée} other{# "
    "paires comparées}}",
    "{0, plural, one{# actor} other{# actors}}, {1, plural, one{# need} other{# needs}}, "
    "{2, plural, one{# resource} other{# resources}}; {3, plural, one{# pair compared} other{# "
    "pairs compared}}"};
inline constexpr Message kHorizon = {"Horizon", "Horizon"};
inline constexpr Message kHorizonParts = {
    "{1, plural, one{# semaine} other{# semaines}} à partir du {0}",
    "{1, plural, one{# week} other{# weeks}} from {0}"};
inline constexpr Message kProposals = {"Propositions", "Proposals"};
inline constexpr Message kNeeds = {"Besoins", "Needs"};
inline constexpr Message kNeedsParts = {
    "{0, plural, one{# couvert} other{# couverts}}, {1} en partie, {2} sans réponse",
    "{0} met, {1} in part, {2} unmet"};
inline constexpr Message kRefused = {"Refus", "Refused"};
inline constexpr Message kNextSteps = {
    "Ensuite : « cordee proposals » pour les lire, « cordee why-not » pour les besoins sans "
    "réponse.",
    "Next: \"cordee proposals\" to read them, \"cordee why-not\" for the needs without an answer."};
inline constexpr Message kHelpProposals = {
    "Montre les propositions d’un calcul, avec leurs raisons",
    "Shows the proposals of a run with their reasons"};
inline constexpr Message kHelpRunOption = {"Calcul (« latest » : le dernier réussi)",
                                           "Run (\"latest\": the newest that succeeded)"};
inline constexpr Message kHelpActor = {"Seulement celles de cet acteur",
                                       "Only those of this actor"};
inline constexpr Message kNoProposals = {"Ce calcul ne propose rien.",
                                         "This run proposes nothing."};
inline constexpr Message kMore = {
    "… et {0, plural, one{# autre} other{# autres}} (--limit 0 les montre toutes).",
    "… and {0, plural, one{# more} other{# more}} (--limit 0 shows all)."};
inline constexpr Message kWhy = {"Pourquoi", "Why"};
inline constexpr Message kAssumed = {"Supposé", "Assumed"};
inline constexpr Message kTight = {"Ce qui limite", "What limits it"};
inline constexpr Message kOnBookedDays = {
    "{0, plural, one{# semaine réservée} other{# semaines réservées}}",
    "{0, plural, one{# week booked} other{# weeks booked}}"};
inline constexpr Message kForTerm = {"{0} en tout", "{0} in all"};
inline constexpr Message kHelpWhyNot = {
    "Montre les besoins sans réponse et ce qui les débloquerait",
    "Shows unmet needs and what would unlock them"};
inline constexpr Message kAllMet = {"Tous les besoins sont couverts.", "Every need is met."};
inline constexpr Message kUnmetPart = {"manquent {0} sur {1}", "{0} of {1} missing"};
inline constexpr Message kUnlock = {"Pour débloquer", "To unlock it"};

// Explanations and suggestions.
inline constexpr Message kHelpExplain = {"Explique une proposition, ou une paire besoin–ressource",
                                         "Explains a proposal, or a need–resource pair"};
inline constexpr Message kHelpExplainWhat = {"PROPOSITION, ou BESOIN RESSOURCE",
                                             "PROPOSAL, or NEED RESOURCE"};
inline constexpr Message kForbidden = {"Cette paire n’est pas permise :",
                                       "This pair is not admissible:"};
inline constexpr Message kAdmissible = {"Paire permise : {0} points par quantité de référence.",
                                        "Admissible pair: {0} points per reference quantity."};
inline constexpr Message kAdmissibleTrip = {"Ce véhicule peut transporter cet envoi.",
                                            "This vehicle can carry this shipment."};
inline constexpr Message kAlternativesNeed = {"Autres ressources pour ce besoin",
                                              "Other resources for this need"};
inline constexpr Message kAlternativesResource = {"Autres besoins pour cette ressource",
                                                  "Other needs for this resource"};
inline constexpr Message kUpTo = {"jusqu’à {0}", "up to {0}"};

// Matching without a server.
inline constexpr Message kHelpMatch = {
    "Calcule les propositions de fichiers, sans serveur ni réseau",
    "Computes the proposals of files, without server or network"};
inline constexpr Message kHelpMatchFiles = {
    "Fichiers CSV ; « profil=fichier » donne à chacun son profil",
    "CSV files; \"profile=file\" gives each its own profile"};
inline constexpr Message kHelpProfiles = {"Dossier des profils d’import",
                                          "Folder of the import profiles"};
inline constexpr Message kHelpGazetteer = {"Fichier des communes", "File of communes"};
inline constexpr Message kHelpRoads = {
    "Trajets entre lieux, en JSON (locations, durations, distances) ; sinon estimés",
    "Ways between places, in JSON (locations, durations, distances); else estimated"};
inline constexpr Message kAdviseRoads = {
    "attendu : '{'\"locations\": [[longitude, latitude], …], \"durations\": [[secondes, …], …], "
    "\"distances\": [[mètres, …], …]'}'",
    "expected: '{'\"locations\": [[longitude, latitude], …], \"durations\": [[seconds, …], …], "
    "\"distances\": [[metres, …], …]'}'"};
inline constexpr Message kAdviseGazetteer = {
    "construisez-le : node deploy/tools/build_gazetteer.mjs, ou donnez --gazetteer.",
    "build it: node deploy/tools/build_gazetteer.mjs, or give --gazetteer."};
inline constexpr Message kUnknownProfile = {"le profil {0} n’existe pas.",
                                            "there is no profile {0}."};
inline constexpr Message kBadFile = {"{0} : {1}", "{0}: {1}"};
inline constexpr Message kFileRead = {
    "{0} : {1, plural, one{# acteur} other{# acteurs}}, {2, plural, one{# besoin} other{# "
    "besoins}}, "
    "{3, plural, one{# ressource} other{# ressources}}, {4, plural, one{# cellule refusée} other{# "
    "cellules refusées}}.",
    "{0}: {1, plural, one{# actor} other{# actors}}, {2, plural, one{# need} other{# needs}}, {3, "
    "plural, one{# resource} other{# resources}}, {4, plural, one{# cell refused} other{# cells "
    "refused}}."};
inline constexpr Message kStopping = {
    "Arrêt demandé : voici le meilleur trouvé jusque-là ; encore Ctrl-C pour partir sans attendre.",
    "Stopping with the best found so far; Ctrl-C again to leave without waiting."};
inline constexpr Message kStoppedEarly = {"arrêté avant la première réponse.",
                                          "stopped before the first answer."};
inline constexpr Message kMatchFailed = {"le calcul a échoué : {0}", "the run failed: {0}"};

// Verification.
inline constexpr Message kHelpVerify = {
    "Vérifie un calcul sur cette machine, sans faire confiance au serveur",
    "Checks a run on this machine, without trusting the server"};
inline constexpr Message kHelpVerifyWhat = {
    "Fichier d’un calcul, ou calcul du serveur (« latest »)",
    "File of a run, or a run of the server (\"latest\")"};
inline constexpr Message kHelpCatalogue = {"Dossier du catalogue", "Folder of the catalogue"};
inline constexpr Message kHelpRecordOutput = {"Garde aussi le calcul dans ce fichier",
                                              "Also keeps the run in this file"};
inline constexpr Message kAdviseCatalogue = {
    "donnez avec --catalogue le dossier deploy/catalogue de Cordée.",
    "give with --catalogue the folder deploy/catalogue of Cordée."};
inline constexpr Message kVerified = {
    "{0} se vérifie : {1, plural, one{# proposition respecte} other{# propositions respectent}} "
    "toutes les règles, la valeur et la borne sont justes.",
    "{0} holds: {1, plural, one{# proposal keeps} other{# proposals keep}} every rule, the value "
    "and the bound are right."};
inline constexpr Message kNotVerified = {"ce calcul ne se vérifie pas : {0}",
                                         "this run does not hold: {0}"};

// Headers of tables.
inline constexpr Message kColumnKind = {"Nature", "Kind"};
inline constexpr Message kColumnTitle = {"Titre", "Title"};
inline constexpr Message kColumnActor = {"Acteur", "Actor"};
inline constexpr Message kColumnCommune = {"Commune", "Commune"};
inline constexpr Message kColumnCategory = {"Catégorie", "Category"};
inline constexpr Message kColumnQuantity = {"Quantité", "Quantity"};
inline constexpr Message kColumnId = {"Identifiant", "Identifier"};
inline constexpr Message kColumnName = {"Nom", "Name"};
inline constexpr Message kColumnRole = {"Rôle", "Role"};
inline constexpr Message kColumnTerritories = {"Territoires", "Territories"};
inline constexpr Message kColumnExpires = {"Expire", "Expires"};
inline constexpr Message kColumnRevoked = {"Révoqué", "Revoked"};
inline constexpr Message kColumnRevision = {"Révision", "Revision"};
inline constexpr Message kColumnLine = {"Ligne", "Line"};
inline constexpr Message kColumnField = {"Colonne", "Column"};
inline constexpr Message kColumnValue = {"Valeur", "Value"};
inline constexpr Message kColumnReason = {"Raison", "Reason"};
inline constexpr Message kColumnState = {"État", "State"};
inline constexpr Message kColumnCriterion = {"Critère", "Criterion"};
inline constexpr Message kColumnPoints = {"Points", "Points"};
inline constexpr Message kColumnTrade = {"Métier", "Trade"};
inline constexpr Message kColumnSure = {"Confiance", "Confidence"};
inline constexpr Message kColumnNearest = {"Intitulé le plus proche", "Nearest title"};
inline constexpr Message kHelpTitle = {"Propose les métiers (code ROME) d’un intitulé de poste",
                                       "Suggests the trades (ROME code) of a job title"};
inline constexpr Message kHelpTitleWords = {"Intitulé du poste", "Job title"};
inline constexpr Message kHelpRome = {
    "Dossier des fichiers officiels rome.csv et rome_appellations.csv ; sans lui, le serveur "
    "répond",
    "Folder of the official rome.csv and rome_appellations.csv; without, the server answers"};
inline constexpr Message kNoTrade = {
    "Aucun métier connu ne ressemble à « {0} ». Essayez d’autres mots, ou donnez --rome.",
    "No known trade is like “{0}”. Try other words, or give --rome."};
inline constexpr Message kConfirmTrade = {"À confirmer par une personne : rien n’est décidé ici.",
                                          "For a person to confirm: nothing is decided here."};
inline constexpr Message kHelpShown = {"Qui a vu quoi sur les personnes et les postes, et quand",
                                       "Who was shown what about people and posts, and when"};
inline constexpr Message kColumnShownAt = {"Vu la première fois (UTC)", "First shown (UTC)"};
inline constexpr Message kColumnToken = {"Jeton", "Token"};
inline constexpr Message kColumnWhat = {"Quoi", "What"};
inline constexpr Message kNothingShown = {"Rien n’a encore été montré.", "Nothing was shown yet."};
inline constexpr Message kColumnMax = {"sur", "of"};
inline constexpr Message kColumnDistance = {"Distance", "Distance"};
inline constexpr Message kColumnStarted = {"Lancé", "Started"};
inline constexpr Message kNeed = {"besoin", "need"};
inline constexpr Message kResource = {"ressource", "resource"};
inline constexpr Message kActor = {"acteur", "actor"};
inline constexpr Message kAll = {"tous", "all"};
inline constexpr Message kNever = {"jamais", "never"};

}  // namespace cordee::cli::text
