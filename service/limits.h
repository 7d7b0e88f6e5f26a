// Every limit of the service, in one place. Input beyond a limit is refused, and the error names
// the limit. Texts are counted in characters (code points) and also in bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cordee::service::limits {

inline constexpr int64_t kKiB = 1024;
inline constexpr int64_t kMiB = 1024 * kKiB;

// Calls.
inline constexpr int64_t kMessageBytes = 4 * kMiB;
inline constexpr int32_t kBatchEntries = 1000;
inline constexpr int32_t kDefaultPageSize = 50;
inline constexpr int32_t kMaxPageSize = 1000;
inline constexpr int32_t kDefaultSuggestions = 10;
inline constexpr int32_t kMaxSuggestions = 100;
inline constexpr int32_t kDefaultTrades = 5;
inline constexpr int32_t kMaxTrades = 20;
inline constexpr int32_t kErrorsReported = 1000;
inline constexpr int32_t kFieldViolations = 100;

// Files.
inline constexpr int64_t kImportFileBytes = 256 * kMiB;
inline constexpr int64_t kImportPartBytes = kMiB;
inline constexpr int64_t kImportLineBytes = kMiB;
inline constexpr int32_t kImportColumns = 500;
inline constexpr int64_t kReferenceFileBytes = 64 * kMiB;

// Texts of entries.
inline constexpr size_t kIdChars = 63;
inline constexpr size_t kDisplayNameChars = 200;
inline constexpr size_t kTitleChars = 200;
inline constexpr size_t kDescriptionChars = 4000;
inline constexpr size_t kExternalIdChars = 200;
inline constexpr size_t kSourceChars = 63;
inline constexpr size_t kCo2SourceChars = 300;
inline constexpr size_t kAssumptionChars = 500;
inline constexpr size_t kQueryChars = 200;
// A character is at most four bytes of UTF-8.
inline constexpr size_t kBytesPerChar = 4;

// Lists of entries.
inline constexpr int32_t kHoursPerEntry = 100;
inline constexpr int32_t kLabelsPerEntry = 20;
inline constexpr int32_t kAssumptionsPerEntry = 20;
inline constexpr int32_t kQualificationsPerEntry = 30;
inline constexpr int32_t kOtherCategoriesPerEntry = 10;
inline constexpr int32_t kRankingPerEntry = 200;
inline constexpr int32_t kPartnersPerEntry = 100;
inline constexpr int32_t kTravelMinutes = 240;
inline constexpr int32_t kPayCentsPerHour = 100'000;

// A position may lie this far from the point of its commune.
inline constexpr double kMetresFromCommune = 50'000;

// Threads of one run: as many as the machine has, up to this.
inline constexpr int32_t kRunThreads = 8;

// A run may begin this long after today: five years.
inline constexpr int32_t kDaysToHorizon = 1826;

// What an error repeats of a wrong value.
inline constexpr size_t kErrorValueBytes = 200;
// Spelling suggestions are this close, in letters changed.
inline constexpr int32_t kSuggestionDistance = 2;

}  // namespace cordee::service::limits
