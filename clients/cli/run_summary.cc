#include "clients/cli/run_summary.h"

#include <string>

#include "clients/cli/card.h"
#include "clients/cli/labels.h"
#include "clients/cli/messages.h"
#include "clients/cli/order_messages.h"
#include "clients/cli/tour_messages.h"
#include "clients/cli/tour_sheet.h"

namespace cordee::cli {
namespace {

void PrintCounts(const Session& session, const v1::Run& run, int width) {
  const Language language = session.language();
  const v1::RunCounts& counts = run.counts();
  const Terminal& terminal = session.terminal();
  PrintFact(terminal, session.Say(text::kProposals), FormatInteger(language, counts.proposals()),
            width, Style::kBold);
  PrintFact(terminal, session.Say(text::kNeeds),
            session.Say(text::kNeedsParts, counts.needs_met(), counts.needs_partly_met(),
                        counts.needs_unmet()),
            width);
  PrintFact(terminal, session.Say(text::kInput),
            session.Say(text::kInputParts, counts.actors(), counts.needs(), counts.resources(),
                        counts.candidates()),
            width);
  PrintFact(terminal, session.Say(text::kHorizon),
            session.Say(text::kHorizonParts, FormatDate(language, run.horizon_start()),
                        int64_t{run.horizon_weeks()}),
            width);
  const std::string refusals = FormatRefusals(language, counts.refusals());
  if (!refusals.empty()) PrintFact(terminal, session.Say(text::kRefused), refusals, width);
}

void PrintPlacements(const Session& session, const v1::PlacementCertificate& placements,
                     int width) {
  const bool stable = placements.proof() == v1::PROOF_STABLE;
  const std::string text =
      stable ? session.Say(text::kPlacementsStable, placements.people_placed(),
                           placements.people(), placements.weeks_shared())
             : session.Say(text::kPlacementsBlocked, placements.people_placed(),
                           placements.people(), placements.weeks_shared(),
                           int64_t{placements.blocking_pairs_size()});
  PrintFact(session.terminal(), session.Say(text::kPlacements), text, width,
            stable ? Style::kGreen : Style::kYellow);
}

std::string Pairs(const Session& session, const v1::Run& run) {
  const v1::RunCounts& counts = run.counts();
  if (!run.certificate().covers_all_pairs()) return session.Say(text::kCoversSome);
  if (counts.candidates_added() == 0) return session.Say(text::kCoversAll);
  return session.Say(text::kCoversAdded, counts.candidates_added(),
                     int64_t{counts.closure_rounds()});
}

}  // namespace

std::string Coverage(const Session& session, const v1::Run& run) {
  const v1::TransportCertificate& transport = run.certificate().transport();
  const bool free = transport.needed() && transport.bound_micropoints().empty();
  return Pairs(session, run) + (free ? session.Say(text::kFreeTransport) : "");
}

void PrintRunSummary(const Session& session, const v1::Run& run) {
  const Language language = session.language();
  const Terminal& terminal = session.terminal();
  const v1::Certificate& certificate = run.certificate();
  const bool optimal = certificate.proof() == v1::PROOF_OPTIMAL;
  const int width = DisplayWidth(session.Say(text::kProposals));
  PrintParagraph(terminal, "", session.Say(text::kRunSucceeded, run.name()), Style::kBold);
  PrintFact(terminal, session.Say(text::kProof), FormatProof(language, certificate), width,
            optimal ? Style::kGreen : Style::kYellow);
  PrintFact(terminal, session.Say(text::kValue),
            session.Say(text::kValueParts, FormatPoints(language, certificate.value_micropoints()),
                        FormatPoints(language, certificate.score_micropoints()),
                        FormatPoints(language, certificate.continuity_micropoints()),
                        FormatPoints(language, certificate.unmet_micropoints())),
            width);
  // Of tours alone nothing has points.
  const bool bare =
      certificate.value_micropoints() == "0" && certificate.bound_micropoints() == "0";
  if (!optimal && !bare) {
    const std::string points = FormatPoints(language, certificate.bound_micropoints());
    const std::string& paid = certificate.transport().bound_micropoints();
    PrintFact(terminal, session.Say(text::kBound),
              paid.empty() ? session.Say(text::kPoints, points)
                           : session.Say(text::kBounds, points, FormatPoints(language, paid)),
              width);
  }
  PrintFact(terminal, session.Say(text::kCovers), Coverage(session, run), width);
  if (certificate.has_placements()) PrintPlacements(session, certificate.placements(), width);
  if (certificate.has_transport()) {
    PrintFact(terminal, session.Say(text::kTransport),
              TransportText(session, certificate.transport()), width);
  }
  if (certificate.rings().rings() > 0) {
    const v1::RingCertificate& rings = certificate.rings();
    PrintFact(terminal, session.Say(text::kRings),
              session.Say(text::kRingParts, rings.rings(), rings.actors(),
                          rings.optimal() ? "proven" : "open", rings.bound(), rings.weight()),
              width);
  }
  if (certificate.has_minimum_orders()) {
    const v1::MinimumOrderCertificate& orders = certificate.minimum_orders();
    PrintFact(terminal, session.Say(text::kOrders),
              session.Say(text::kOrderParts, orders.reached(), int64_t{orders.missed_size()},
                          orders.best_choice() ? "proven" : "open"),
              width);
  }
  PrintCounts(session, run, width);
}

}  // namespace cordee::cli
