// What a proposal, a refusal or an unmet need has to say, as v1::Fact: a code and its values, in no
// language. service/phrases turns each into a sentence.
//
// Values are codes and plain integers: a category or label is its catalogue code, a quantity is
// `amount` base units of `category`, an actor or entry is its resource name beside its title.
//
//   code                values                               says
//   category-same       category                             exactly what was asked
//   category-below      asked, offered                       a kind of what was asked
//   category-near       asked, offered, percent              a substitute
//   distance            metres
//   same-place          -                                    no distance at all
//   covers              percent                              how much of the need
//   common-weeks        weeks, of                            weeks in common, of the need's weeks
//   common-hours        half_hours, of
//   open-hours          half_hours                           the need names no hours
//   season              months ("6,7,8")                     months of both, where not all year
//   labels-required     labels ("organic,hve")               required and held
//   labels-held         labels                               held, not required
//   charter-both, charter-one
//   continuity          amount, category                     already proposed by the base run
//   joint-purchase      amount (of all), least, category,    one of several who together reach a
//                       period, takers, count (not named)    minimum order
//   minimum-order-met   amount, least, category, period      alone it reaches the minimum order
//   need-filled         -                                    the need has all it asked for
//   resource-used-up    -                                    nothing is left of the resource
//   assumption          fr, en                               stated by the import profile
//   refused-<rule>      see RefusalFact
//   unmet-refused       rule, pairs                          so many pairs fell to this rule
//   unmet-nothing       category                             nobody offers it
//   unmet-used          count                                admissible, but used elsewhere
//   unmet-exhausted     -                                    admissible, and all given to this need
//   unmet-minimum-order amount (missing), least, category,   so little would be ordered from it
//                       period, resource, title, actor       that it serves nobody
//   unlock-<change>     see UnlockFact
//   proposal            giver, taker, amount, category, period (WEEK, MONTH, ONCE), family
//   proposal-booking    giver, taker, category, day, start_minute, end_minute, weeks, period
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cordee/v1/run.pb.h"
#include "engine/engine.h"

namespace cordee::service {

v1::Fact MakeFact(std::string code, const std::map<std::string, std::string>& values = {});

// Name of a rule in codes and values: "distance", "minimum-lot".
std::string RuleName(Refusal rule);
v1::RefusalRule ToRefusalRule(Refusal rule);

// Why a link is what it is, most telling first.
std::vector<v1::Fact> LinkReasons(const Problem& problem, const LinkExplanation& link);
std::vector<v1::Fact> TightFacts(const LinkExplanation& link);

// Why the pair is worth its points, without a link: for suggestions and ExplainMatch.
std::vector<v1::Fact> PairReasons(const Problem& problem, NeedIndex need, ResourceIndex resource,
                                  const Pair& pair);

// One for each rule that refuses the pair. Values:
//   distance      metres, limit_metres, limit_of ("need", "resource", "policy")
//   labels        labels (those missing)
//   cold-chain    temperature ("CHILLED", "FROZEN", "AMBIENT")
//   minimum-lot   least, most, category (base units)
//   hours         half_hours, needed
//   season        need_months, resource_months
//   category      asked, offered
//   same-actor, rhythm, dates   none
std::vector<v1::Fact> RefusalFacts(const Problem& problem, NeedIndex need,
                                   ResourceIndex resource);

// The smallest change that would admit a resource. Values: `resource`, `title` and `actor` of the
// resource, `side` that has to change ("need", "resource", "policy"), and by code:
//   unlock-reach         metres (to add), becomes_metres
//   unlock-dates         start, end ("2026-11-30"; missing: open), days
//   unlock-season        months (to add: "6,7")
//   unlock-rhythm        none: open over the whole horizon
//   unlock-hours         half_hours, day, start_minute, end_minute (the first of them)
//   unlock-labels        labels
//   unlock-temperature   temperature
//   unlock-minimum-lot   amount (the new least, 0: none), category, period
//   unlock-quantity      amount (the new quantity), category, period
v1::Fact UnlockFact(const Problem& problem, NeedIndex need, const Unlock& unlock);

std::vector<v1::CriterionScore> CriterionScores(const Problem& problem,
                                                const Breakdown& breakdown);

}  // namespace cordee::service
