// Sentences about minimum orders: a part of messages.h.
#pragma once

#include "clients/cli/language.h"

namespace cordee::cli::text {

// As wide as the other labels of a run.
inline constexpr Message kOrders = {"Minimums", "Minimums"};
inline constexpr Message kOrderParts = {
    "commandes minimales : {0, plural, =0{aucune atteinte} one{# atteinte} other{# atteintes}}, "
    "{1, plural, =0{aucune manquée} one{# manquée} other{# manquées}} ; {2, select, "
    "proven{décider autrement de celles à atteindre ne vaudrait pas davantage} "
    "other{le choix de celles à atteindre n’est pas prouvé le meilleur}}",
    "minimum orders: {0, plural, =0{none reached} other{# reached}}, {1, plural, =0{none missed} "
    "other{# missed}}; {2, select, proven{choosing others to be reached "
    "would be worth no more} other{the choice of those to be reached is not proved best}}"};

}  // namespace cordee::cli::text
