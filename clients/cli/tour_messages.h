// Sentences about tours: the part of messages.h that the sheets of drivers read.
#pragma once

#include "clients/cli/language.h"

namespace cordee::cli::text {

inline constexpr Message kHelpTours = {
    "Montre les tournées de la semaine : une feuille de route par tournée, et qui paie quoi",
    "Shows the week of rounds: a sheet for each driver, and who pays what"};
inline constexpr Message kHelpDay = {"Seulement ce jour (1 : lundi)", "Only this day (1: Monday)"};
inline constexpr Message kNoTours = {"Ce calcul ne prévoit aucune tournée.",
                                     "This run plans no round."};
inline constexpr Message kNoSuchTours = {
    "Aucune tournée de ce calcul ne correspond : vérifiez le jour et l’identifiant de l’acteur.",
    "No round of this run fits: check the day and the id of the actor."};
inline constexpr Message kTourLine = {"{0} · départ {1}, retour {2} · {3} · {4}",
                                      "{0} · leaves {1}, back {2} · {3} · {4}"};
inline constexpr Message kLeaves = {"départ", "leaves"};
inline constexpr Message kReturns = {"retour", "back"};
inline constexpr Message kPicksUp = {"prend", "loads"};
inline constexpr Message kDelivers = {"livre", "drops"};
inline constexpr Message kRests = {"pause", "rests"};
inline constexpr Message kRestMinutes = {"{0} min, avant l’arrêt suivant",
                                         "{0} min, before the next stop"};
inline constexpr Message kCalls = {"passe", "calls"};
inline constexpr Message kOnBehalf = {"pour {0}", "for {0}"};
inline constexpr Message kOwnCall = {"sa tournée", "its own round"};
inline constexpr Message kRegularLine = {
    "Sur une tournée que ce véhicule fait déjà ({0}) : trajet et coût sont ce qui s’y ajoute.",
    "On a round that this vehicle drives already ({0}): way and cost are what is added to it."};
inline constexpr Message kBringsToStore = {"met au dépôt", "to store"};
inline constexpr Message kFetchesFromStore = {"reprend au dépôt", "from store"};
inline constexpr Message kEmpty = {"vide", "empty"};
inline constexpr Message kFreeTransport = {", transport compté pour rien dans la borne",
                                           "; the bound counts transport for nothing"};
inline constexpr Message kBounds = {
    "{0} points si le transport ne coûtait rien ; avec les mêmes envois, {1} points une fois payé "
    "le moins qu’il puisse coûter",
    "{0} points if transport were free; with the same shipments, {1} points once the least that it "
    "can cost is paid"};
inline constexpr Message kChilled = {"au frais", "chilled"};
inline constexpr Message kFrozen = {"surgelé", "frozen"};
inline constexpr Message kColumnTime = {"Heure", "Time"};
inline constexpr Message kColumnAt = {"Chez", "At"};
inline constexpr Message kColumnGoods = {"Quoi", "What"};
inline constexpr Message kColumnLoad = {"Charge", "Load"};
inline constexpr Message kColumnOnBoard = {"À bord", "On board"};
inline constexpr Message kColumnParty = {"Qui paie", "Who pays"};
inline constexpr Message kColumnShare = {"Part", "Share"};
inline constexpr Message kColumnAlone = {"Seul", "Alone"};
inline constexpr Message kColumnSaved = {"Gagné", "Saved"};
inline constexpr Message kColumnKmAlone = {"km seul", "km alone"};
inline constexpr Message kColumnCo2 = {"kg CO2e évités", "kg CO2e saved"};
inline constexpr Message kCo2Line = {"CO2e : {0} g par km ; {1}", "CO2e: {0} g a km; {1}"};
// The default of a policy (engine/model/policy.h).
inline constexpr Message kCo2Source = {
    "gazole routier : 3,17 kg CO2e par litre (arrêté du 26 avril 2017, annexe), 9 L aux 100 km",
    "diesel: 3.17 kg CO2e a litre (French order of 26 April 2017, annex), 9 L for 100 km"};
// Of a run that plans tours, or leaves shipments, and nothing else.
inline constexpr Message kProofTours = {
    "FEASIBLE : rien ne prouve que ces tournées sont les meilleures",
    "FEASIBLE: nothing proves that these rounds are the best"};
inline constexpr Message kTransport = {"Transport", "Transport"};
inline constexpr Message kTransportParts = {
    "{0, plural, one{# tournée} other{# tournées}} par semaine, {1, plural, one{# enlèvement} "
    "other{# enlèvements}}, {2}, {3}",
    "{0, plural, one{# round} other{# rounds}} a week, {1, plural, one{# pick-up} other{# "
    "pick-ups}}, {2}, {3}"};
inline constexpr Message kTransportAlone = {"(chacun seul : {0}, {1})", "(each alone: {0}, {1})"};
inline constexpr Message kTransportLeft = {
    " ; {0, plural, one{# envoi reste} other{# envois restent}} sans tournée",
    "; {0, plural, one{# shipment stays} other{# shipments stay}} without a round"};
inline constexpr Message kLateRegular = {
    " {0, plural, one{# tournée régulière est impossible} other{# tournées régulières sont "
    "impossibles}} à l’heure avec ces trajets, et le véhicule ne prend rien d’autre alors : {1}.",
    " {0, plural, one{# regular round} other{# regular rounds}} cannot be driven in time with "
    "these ways, and the vehicle takes nothing else then: {1}."};
inline constexpr Message kTransportStored = {
    " ; {0, plural, one{# passage} other{# passages}} par un dépôt, {1} de garde",
    "; {0, plural, one{# stay} other{# stays}} in a store, {1} for keeping"};
// Who does it, in the line of who is part of a proposal.
inline constexpr Message kStoreBy = {", dépôt : {0}", ", store: {0}"};
inline constexpr Message kCarriedBy = {", transport : {0}", ", carried by {0}"};
inline constexpr Message kLeftShipments = {"Envois sans tournée", "Shipments without a round"};
inline constexpr Message kMoreLeft = {"… et {0, plural, one{# autre} other{# autres}}.",
                                      "… and {0, plural, one{# more} other{# more}}."};
// Rings of reciprocity.
inline constexpr Message kHelpRings = {
    "Montre les boucles de réciprocité : qui donne à qui, et reçoit en retour par d’autres",
    "Shows rings of reciprocity: who gives to whom, and gets back by way of others"};
inline constexpr Message kNoRings = {"Ce calcul ne montre aucune boucle de réciprocité.",
                                     "This run shows no ring of reciprocity."};
inline constexpr Message kNoSuchRings = {
    "Aucune boucle de ce calcul ne passe par cet acteur : vérifiez son identifiant.",
    "No ring of this run goes by this actor: check its id."};
inline constexpr Message kRings = {"Boucles", "Rings"};
inline constexpr Message kRingParts = {
    "{0, plural, one{# boucle} other{# boucles}} de réciprocité, {1} places ; {2, select, "
    "proven{aucun choix n’en réunit davantage} other{au plus {3} points de boucle, pour {4}}}",
    "{0, plural, one{# ring} other{# rings}} of reciprocity, {1} places; {2, select, "
    "proven{no choice has more} other{at most {3} ring points, for {4}}}"};
// Where distances come from.
inline constexpr Message kRoadsEstimated = {"Trajets estimés à vol d’oiseau, détour compris.",
                                            "Ways estimated as the crow flies, with a detour."};
inline constexpr Message kRoadsMatrix = {"Trajets lus dans un fichier ({0} lieux sur {1}).",
                                         "Ways read from a file ({0} places of {1})."};
inline constexpr Message kRoadsNoneKnown = {
    "Le fichier des trajets ne connaît aucun des {0, plural, one{# lieu} other{# lieux}} du "
    "territoire : tous les trajets sont estimés à vol d’oiseau, détour compris. Vérifiez ses "
    "coordonnées (longitude d’abord).",
    "The file of ways knows none of the {0, plural, one{# place} other{# places}} of the "
    "territory: all ways are estimated as the crow flies, with a detour. Check its coordinates "
    "(longitude first)."};
inline constexpr Message kRoadsServer = {"Trajets calculés par un serveur d’itinéraires.",
                                         "Ways worked out by a routing server."};
inline constexpr Message kRoadsFailed = {"Trajets estimés à vol d’oiseau : {0}.",
                                         "Ways estimated as the crow flies: {0}."};
inline constexpr Message kRoadsUnreachable = {"le serveur d’itinéraires est injoignable",
                                              "the routing server cannot be reached"};
inline constexpr Message kRoadsTimeout = {"le serveur d’itinéraires n’a pas répondu à temps",
                                          "the routing server did not answer in time"};
inline constexpr Message kRoadsAnswer = {"la réponse du serveur d’itinéraires est inutilisable",
                                         "the routing server gave no usable answer"};
inline constexpr Message kRoadsTooMany = {"il y a trop de lieux ({1})",
                                          "there are too many places ({1})"};

}  // namespace cordee::cli::text
