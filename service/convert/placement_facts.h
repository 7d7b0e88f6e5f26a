// What a placement, a refused pair or an open post has to say, as v1::Fact (facts.h).
//
//   code                values                               says
//   placement-shared    giver, takers, amount, category      a week shared between employers
//   placement-pair      giver, taker, category               brought together, one to one
//   shared-job          takers, amount, category, minutes    a job that employers could create
//   placement-leg       taker, title, half_hours             one employer of a shared week
//   category-also       category                             not the first trade, accepted as well
//   travel              metres, minutes                      one way
//   hours-wished        half_hours, of                       of what the person wishes
//   qualifications-held qualifications                       required and held
//   training            qualifications                       missing, and trained for
//   ranked              place, side ("person", "post")       in the explicit ranking
//   insertion-first     -
//   wishes              person_points, post_points           how much each side likes the other
//   law-week            -                                    the week is lawful
//   open-used           count                                would suit, but placed with others
//   open-nothing        category
//   open-refused        rule, pairs, side
//   unlock-placement    rule, actor, title, and: metres, minutes, half_hours, cents,
//                       qualifications
//   refused-<rule>      as facts.h, and for posts and people: see PlacementRefusals
//
// `takers` holds names, one a line.
#pragma once

#include <string>
#include <vector>

#include "cordee/v1/run.pb.h"
#include "engine/engine.h"
#include "engine/score/placement_score.h"
#include "service/convert/facts.h"

namespace cordee::service {

std::string RuleName(PlacementRefusal rule);
v1::RefusalRule ToRefusalRule(PlacementRefusal rule);

// Why a post and a person suit each other. REQUIRES: the pair is admissible.
std::vector<v1::Fact> PlacementReasons(const Problem& problem, PostIndex post, PersonIndex person);

// One for each rule that refuses the pair.
std::vector<v1::Fact> PlacementRefusals(const Problem& problem, PostIndex post, PersonIndex person);

// Of the person's view, or of the post's.
std::vector<v1::CriterionScore> PlacementScores(const Problem& problem,
                                                const PlacementBreakdown& breakdown);

v1::Fact PlacementUnlockFact(const Problem& problem, const PlacementUnlock& unlock);

}  // namespace cordee::service
