// Every limit of the engine, in one place. Input beyond a limit is refused with the limit's name;
// arithmetic relies on them never being exceeded.
#pragma once

#include <cstdint>

namespace cordee {

inline constexpr int32_t kMaxEntriesPerSide = 4'000'000;
inline constexpr int32_t kMaxActors = 4'000'000;
inline constexpr int32_t kMaxCategories = 10'000;
inline constexpr int32_t kMaxLabels = 64;

// Per period, in base units: 1e9 grams a week is a thousand tonnes.
inline constexpr int64_t kMaxQuantityPerPeriod = 1'000'000'000'000;

// A horizon is whole quarters, so that weekly and monthly quantities are both exact: 13 weeks are
// 3 months.
inline constexpr int32_t kWeeksPerQuarter = 13;
inline constexpr int32_t kMonthsPerQuarter = 3;
inline constexpr int32_t kMaxHorizonWeeks = 52;

inline constexpr int32_t kHalfHoursPerWeek = 336;

// Points of a pair per reference quantity, all criteria and weights together.
inline constexpr int32_t kMaxPointsPerReference = 1 << 20;
inline constexpr int32_t kMaxTiers = 6;

// To explain one unmet need: resources within its reach that are examined one by one, nearest
// first, and changes that are tried, the most promising first, within reach and beyond.
inline constexpr int64_t kMaxExplainedPairs = 20'000;
inline constexpr int64_t kMaxUnlockTrials = 1'000;

// Threads that one run may use at once.
inline constexpr int32_t kMaxThreads = 64;

inline constexpr int32_t kMaxReachMetres = 20'100'000;  // half the earth's circumference

inline constexpr int32_t kMaxCandidatesPerEntry = 1000;
// Candidate pairs kept in one run.
inline constexpr int64_t kMaxCandidates = 100'000'000;
// Admissible pairs up to which none is dropped, so that the bound covers every pair.
inline constexpr int64_t kMaxExhaustivePairs = 2'000'000;

// Times that a run looks for pairs outside its candidates and solves again with those it found.
inline constexpr int32_t kMaxClosureRounds = 20;

// Pairs that a run which is cut short still looks at to fill what is unmet, and to place bookings:
// a hundredth of a second or two each.
inline constexpr int64_t kMaxGreedyPairs = 100'000;
inline constexpr int64_t kMaxGreedyBookings = 5'000;
// Candidates from which on a run that can be cut short keeps an answer ready (solve/incumbent.h).
inline constexpr int64_t kIncumbentPairs = 3'000'000;

// Components with at most this many candidate pairs are searched exactly when lots, bookings or
// windows make them more than a flow.
inline constexpr int32_t kMaxExactPairs = 12;
inline constexpr int64_t kMaxExactNodes = 200'000;
// Nodes times pairs that larger components may spend to improve on their rounding.
inline constexpr int64_t kMaxImprovement = 200'000;
// Times that a rounded component is solved again from its own answer, until that no longer moves.
inline constexpr int32_t kMaxSettlingRounds = 8;
// Pairs of a component up to which its lots are rounded as a whole.
inline constexpr int64_t kMaxRoundedTogether = 5'000;
// Flows that the rounding of one component may solve, and the pairs up to which it decides few lots
// at a time.
inline constexpr int32_t kMaxRoundingFlows = 64;
inline constexpr int64_t kMaxFineRoundingPairs = 500;
// Beyond this it decides all broken lots after each flow.
inline constexpr int64_t kMaxCoarseRoundingPairs = 10'000;
// Flows that the search over the minimum orders of one component may solve, and flows times pairs;
// beyond, they are closed and opened one by one, with this many passes.
inline constexpr int64_t kMaxOrderNodes = 20'000;
inline constexpr int64_t kMaxOrderSearch = 1'000'000;
inline constexpr int32_t kMaxOrderPasses = 3;
// Places tried to pack one set of bookings: exactly, and while improving on a rounding. Places
// tried, and passes made, to improve a plan of bookings.
inline constexpr int64_t kMaxPackingPlaces = 100'000;
inline constexpr int64_t kMaxImprovementPlaces = 2'000;
inline constexpr int64_t kMaxBookingMoves = 20'000;
inline constexpr int32_t kMaxBookingPasses = 4;

// A base unit of goods that are carried: a tonne.
inline constexpr int64_t kMaxUnitGrams = 1'000'000;
// Vehicles and shipments of a territory; hauls that are planned: all shipments, so fewer of these,
// and the goods that are worth most.
inline constexpr int32_t kMaxVans = 2'000;
inline constexpr int32_t kMaxFreights = 2'000;
inline constexpr int32_t kMaxHauls = 5'000;
// Shipments planned together, and vehicles times days of a plan.
inline constexpr int32_t kMaxHaulsTogether = 500;
inline constexpr int32_t kMaxVanDays = 500;
// Vehicles that may share what is too much for one.
inline constexpr int32_t kMaxHaulPieces = 16;
// Times that what transport costs is told to the flow, and rounds of search for each shipment.
inline constexpr int32_t kMaxTransportRounds = 20;
inline constexpr int32_t kMaxHaulIterations = 10'000;

// Rules of shared jobs: half-hours of a lawful week, employers, minutes between them.
inline constexpr int32_t kMaxSharedHalfHours = 88;
inline constexpr int32_t kMaxSharedEmployers = 5;
inline constexpr int32_t kMaxSharedMinutes = 60;

}  // namespace cordee
