#include "clients/cli/tour_sheet.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "clients/cli/labels.h"
#include "clients/cli/messages.h"
#include "clients/cli/tour_messages.h"
#include "engine/model/policy.h"

namespace cordee::cli {
namespace {

constexpr char kMargin[] = "    ";
constexpr int kMaxShownLate = 5;  // regular tours; the certificate has all

std::string Day(Language language, int32_t day) {
  constexpr Message kDays[] = {{"Lundi", "Monday"},       {"Mardi", "Tuesday"},
                               {"Mercredi", "Wednesday"}, {"Jeudi", "Thursday"},
                               {"Vendredi", "Friday"},    {"Samedi", "Saturday"},
                               {"Dimanche", "Sunday"}};
  return day >= 1 && day <= 7 ? Say(language, kDays[day - 1]) : "?";
}

// To the minute; `up`: where being early does no harm, but late does.
std::string Clock(int32_t second, bool up) {
  const int32_t minute = (second + (up ? 59 : 0)) / 60;
  char text[16];
  std::snprintf(text, sizeof(text), "%02d:%02d", minute / 60, minute % 60);
  return text;
}

std::string Money(Language language, int64_t cents) {
  char amount[32];
  std::snprintf(amount, sizeof(amount), "%lld.%02lld", static_cast<long long>(cents / 100),
                static_cast<long long>(cents % 100));
  const std::string number = FormatDecimal(language, amount);
  // Both digits of the cents, which a decimal number drops.
  const size_t mark = number.find(language == Language::kFrench ? ',' : '.');
  std::string whole = number.substr(0, mark);
  char cents_text[8];
  std::snprintf(cents_text, sizeof(cents_text), "%c%02d", language == Language::kFrench ? ',' : '.',
                static_cast<int>(cents % 100));
  whole += cents_text;
  return language == Language::kFrench ? whole + " €" : "€" + whole;
}

// "4.5", of 45 tenths; "4" of 40.
std::string Tenths(int64_t tenths) {
  const std::string whole = std::to_string(tenths / 10);
  return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

// Tenths of a kilogram, whole ones from 100 on, rounded up: what a hold must take. The proposals
// have the same figures.
std::string Mass(Language language, int64_t grams) {
  const int64_t tenths = (grams + 99) / 100;
  const int64_t shown = tenths < 1'000 ? tenths : (tenths + 9) / 10 * 10;
  return FormatDecimal(language, Tenths(shown)) + " kg";
}

// Kilograms of grams, kilometres of metres: to the nearest, with a decimal below ten.
std::string Thousandth(Language language, int64_t amount) {
  const int64_t size = std::abs(amount);
  const int64_t tenths = (size + 50) / 100;
  const int64_t shown = tenths < 100 ? tenths : (size + 500) / 1'000 * 10;
  return FormatDecimal(language, (amount < 0 && shown > 0 ? "-" : "") + Tenths(shown));
}

std::string Temperature(Language language, v1::TemperatureClass temperature) {
  if (temperature == v1::TEMPERATURE_CLASS_CHILLED) return Say(language, text::kChilled);
  if (temperature == v1::TEMPERATURE_CLASS_FROZEN) return Say(language, text::kFrozen);
  return "";
}

std::string Party(const v1::Party& party) {
  return party.commune().empty() ? party.display_name()
                                 : party.display_name() + " (" + party.commune() + ")";
}

// The commune first: it must not be cut.
std::string Place(const v1::Party& party) {
  return party.commune().empty() ? party.display_name()
                                 : party.commune() + ", " + party.display_name();
}

// Where a shipment begins or ends elsewhere, who asks for it is not to be found there.
std::string StopPlace(const Session& session, const v1::Proposal& proposal,
                      const v1::TourStop& stop) {
  const v1::Party& party = stop.party();
  const auto lives_elsewhere = [&](const v1::Party& own) {
    return own.actor() == party.actor() && own.commune() != party.commune();
  };
  const bool elsewhere =
      stop.resource().empty() &&
      std::any_of(proposal.parties().begin(), proposal.parties().end(), lives_elsewhere);
  if (!elsewhere) return Place(party);
  const std::string whose = session.Say(text::kOnBehalf, party.display_name());
  return party.commune().empty() ? whose : party.commune() + " (" + whose + ")";
}

std::string Co2Source(Language language, const std::string& source) {
  return source == TransportRules().co2_source ? Say(language, text::kCo2Source) : source;
}

std::string Errand(const Session& session, const v1::TourStop& stop) {
  const bool at_store = stop.leg() == (stop.pickup() ? 2 : 1);
  if (at_store) {
    return session.Say(stop.pickup() ? text::kFetchesFromStore : text::kBringsToStore);
  }
  return session.Say(stop.pickup() ? text::kPicksUp : text::kDelivers);
}

void PrintStops(const Session& session, const v1::Proposal& proposal) {
  const Language language = session.language();
  const v1::Tour& tour = proposal.tour();
  Table table({{session.Say(text::kColumnTime), Align::kLeft, 5, true},
               {""},
               {session.Say(text::kColumnAt), Align::kLeft, 16},
               {session.Say(text::kColumnGoods), Align::kLeft, 12},
               {session.Say(text::kColumnLoad), Align::kRight, 6, true},
               {session.Say(text::kColumnOnBoard), Align::kRight, 6, true}});
  table.AddRow({Clock(tour.leaves_second(), false), session.Say(text::kLeaves),
                Place(tour.carrier()), "", "", ""});
  for (const v1::TourStop& stop : tour.stops()) {
    if (stop.break_minutes() > 0) {
      table.AddRow({Clock(stop.begins_second() - stop.break_minutes() * 60, true),
                    {session.Say(text::kRests), Style::kDim},
                    {session.Say(text::kRestMinutes, stop.break_minutes()), Style::kDim},
                    "", "", ""});
    }
    if (stop.regular_call() > 0) {
      table.AddRow({Clock(stop.begins_second(), true), session.Say(text::kCalls),
                    stop.party().commune(), {session.Say(text::kOwnCall), Style::kDim}, "",
                    stop.grams_on_board() == 0 ? "" : Mass(language, stop.grams_on_board())});
      continue;
    }
    std::string goods = stop.title();
    if (stop.pieces() > 1) {
      goods += " " + std::to_string(stop.piece() + 1) + "/" + std::to_string(stop.pieces());
    }
    const std::string kept = Temperature(language, stop.temperature());
    if (!kept.empty()) goods += ", " + kept;
    table.AddRow({Clock(stop.begins_second(), true),
                  {Errand(session, stop),
                   stop.pickup() ? Style::kGreen : Style::kYellow},
                  StopPlace(session, proposal, stop), goods,
                  (stop.pickup() ? "+" : "−") + Mass(language, stop.grams()),
                  stop.grams_on_board() == 0 ? session.Say(text::kEmpty)
                                             : Mass(language, stop.grams_on_board())});
  }
  table.AddRow({Clock(tour.returns_second(), true), session.Say(text::kReturns),
                Place(tour.carrier()), "", "", ""});
  table.Print(session.terminal());
}

std::string ShareText(Language language, const v1::TourShare& share) {
  const std::string text = Money(language, share.cents());
  if (share.low_cents() == share.high_cents()) return text;
  const auto end = [&](int64_t cents) {
    return (cents < 0 ? "−" : "") + Money(language, std::abs(cents));
  };
  return text + " (" + end(share.low_cents()) + " – " + end(share.high_cents()) + ")";
}

void PrintShares(const Session& session, const v1::Tour& tour) {
  if (tour.shares().empty()) return;
  const Language language = session.language();
  Table table({{session.Say(text::kColumnParty), Align::kLeft, 14},
               {session.Say(text::kColumnShare), Align::kRight, 6, true},
               {session.Say(text::kColumnAlone), Align::kRight, 6, true},
               {session.Say(text::kColumnSaved), Align::kRight, 6, true},
               {"km", Align::kRight, 4, true},
               {session.Say(text::kColumnKmAlone), Align::kRight, 4, true},
               {session.Say(text::kColumnCo2), Align::kRight, 4, true}});
  for (const v1::TourShare& share : tour.shares()) {
    const int64_t co2 = share.alone_co2_grams() - share.co2_grams();
    table.AddRow({share.party().display_name(), ShareText(language, share),
                  Money(language, share.alone_cents()),
                  {share.cents() <= share.alone_cents()
                       ? Money(language, share.alone_cents() - share.cents())
                       : "−" + Money(language, share.cents() - share.alone_cents()),
                   share.cents() <= share.alone_cents() ? Style::kGreen : Style::kRed},
                  Thousandth(language, share.metres()), Thousandth(language, share.alone_metres()),
                  Thousandth(language, co2)});
  }
  table.Print(session.terminal());
}

}  // namespace

void PrintTour(const Session& session, const v1::Proposal& proposal) {
  const Language language = session.language();
  const Terminal& terminal = session.terminal();
  const v1::Tour& tour = proposal.tour();
  PrintParagraph(terminal, "", Day(language, tour.day()) + " · " + tour.vehicle_title(),
                 Style::kBold);
  PrintParagraph(terminal, "",
                 session.Say(text::kTourLine, Party(tour.carrier()),
                             Clock(tour.leaves_second(), false), Clock(tour.returns_second(), true),
                             FormatMetres(language, tour.metres()), Money(language, tour.cents())));
  if (tour.regular_metres() > 0) {
    PrintParagraph(terminal, "",
                   session.Say(text::kRegularLine, FormatMetres(language, tour.regular_metres())));
  }
  PrintStops(session, proposal);
  terminal.out << '\n';
  PrintShares(session, tour);
  if (!tour.shares().empty() && !tour.co2_source().empty()) {
    PrintParagraph(terminal, "",
                   session.Say(text::kCo2Line, tour.co2_grams_per_km(),
                               Co2Source(language, tour.co2_source())),
                   Style::kDim);
  }
  for (const v1::Fact& reason : proposal.reasons()) {
    if (reason.text() != proposal.title()) PrintParagraph(terminal, "  · ", reason.text());
  }
  PrintParagraph(terminal, "", LastPart(proposal.name()), Style::kDim);
  terminal.out << '\n';
}

namespace {

std::string RoadFailureText(const Session& session, const v1::TransportCertificate& transport) {
  switch (transport.road_failure()) {
    case v1::ROAD_FAILURE_UNREACHABLE:
      return session.Say(text::kRoadsUnreachable);
    case v1::ROAD_FAILURE_TIMEOUT:
      return session.Say(text::kRoadsTimeout);
    case v1::ROAD_FAILURE_TOO_MANY_PLACES:
      return session.Say(text::kRoadsTooMany, transport.places_known(), transport.places());
    default:
      return session.Say(text::kRoadsAnswer);
  }
}

std::string RoadText(const Session& session, const v1::TransportCertificate& transport) {
  if (transport.road_failure() != v1::ROAD_FAILURE_UNSPECIFIED) {
    return session.Say(text::kRoadsFailed, RoadFailureText(session, transport));
  }
  switch (transport.roads()) {
    case v1::ROAD_SOURCE_MATRIX:
      if (transport.places_known() == 0) {
        return session.Say(text::kRoadsNoneKnown, transport.places());
      }
      return session.Say(text::kRoadsMatrix, transport.places_known(), transport.places());
    case v1::ROAD_SOURCE_SERVER:
      return session.Say(text::kRoadsServer);
    default:
      return session.Say(text::kRoadsEstimated);
  }
}

// "van-1 (mardi), van-2 (jeudi), …"
std::string LateRegulars(Language language, const v1::TransportCertificate& transport) {
  std::string list;
  for (int t = 0; t < transport.late_regular_tours_size(); ++t) {
    const v1::LateRegularTour& late = transport.late_regular_tours(t);
    if (t > 0) list += ", ";
    if (t == kMaxShownLate) return list + "…";
    list += LastPart(late.resource()) + " (" + FormatDay(language, late.day()) + ")";
  }
  return list;
}

}  // namespace

std::string TransportText(const Session& session, const v1::TransportCertificate& transport) {
  const Language language = session.language();
  std::string text = session.Say(text::kTransportParts, transport.tours(), transport.hauls(),
                                 FormatMetres(language, transport.metres()),
                                 Money(language, transport.cents()));
  if (transport.shared() && transport.tours() > 0) {
    text += " " + session.Say(text::kTransportAlone,
                              FormatMetres(language, transport.alone_metres()),
                              Money(language, transport.alone_cents()));
  }
  if (transport.stays() > 0) {
    text += session.Say(text::kTransportStored, transport.stays(),
                        Money(language, transport.storage_cents()));
  }
  const int64_t left = transport.left_shipments_size();
  if (left > 0) text += session.Say(text::kTransportLeft, left);
  text += ". " + RoadText(session, transport);
  if (transport.late_regular_tours().empty()) return text;
  return text + session.Say(text::kLateRegular, transport.late_regular_tours_size(),
                            LateRegulars(language, transport));
}

}  // namespace cordee::cli
