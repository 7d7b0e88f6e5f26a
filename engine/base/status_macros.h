// Early return for absl::Status and absl::StatusOr.
//
//   RETURN_IF_ERROR(Validate(problem));
//   ASSIGN_OR_RETURN(Problem problem, builder.Build());
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define RETURN_IF_ERROR(expression)                        \
  do {                                                     \
    if (absl::Status status_ = (expression); !status_.ok()) { \
      return status_;                                      \
    }                                                      \
  } while (false)

#define CORDEE_CONCAT_INNER(a, b) a##b
#define CORDEE_CONCAT(a, b) CORDEE_CONCAT_INNER(a, b)

#define ASSIGN_OR_RETURN(declaration, expression) \
  CORDEE_ASSIGN_OR_RETURN(CORDEE_CONCAT(status_or_, __LINE__), declaration, expression)

#define CORDEE_ASSIGN_OR_RETURN(holder, declaration, expression) \
  auto holder = (expression);                                    \
  if (!holder.ok()) return std::move(holder).status();           \
  declaration = *std::move(holder)
