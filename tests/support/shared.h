// The real data that a checkout does not hold: ../shared beside the repository, or $CORDEE_SHARED.
//
//   const std::optional<std::string> path = SharedFile("data/geo/communes_na.csv");
//   if (!path) GTEST_SKIP() << kNoShared;
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

namespace cordee::testing {

inline constexpr char kNoShared[] = "real data not found: set CORDEE_SHARED to its folder";

inline std::optional<std::string> SharedFile(const std::string& path) {
  const char* folder = std::getenv("CORDEE_SHARED");
  const std::filesystem::path root =
      folder != nullptr ? std::filesystem::path(folder)
                        : std::filesystem::path(CORDEE_SOURCE_DIR).parent_path() / "shared";
  std::error_code error;
  if (!std::filesystem::exists(root / path, error)) return std::nullopt;
  return (root / path).string();
}

}  // namespace cordee::testing
