// Checks of texts and lists, shared by the entry checks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/errors.h"

namespace cordee::service {

using Problems = std::vector<FieldProblem>;

// Strips surrounding spaces; a problem when the text holds more than `max_chars` characters, bytes
// that are not UTF-8, or control characters other than line ends and tabs.
void CheckText(std::string* text, size_t max_chars, std::string_view field, Problems* problems);

// As CheckText, and FIELD_REQUIRED when nothing is left.
void CheckRequiredText(std::string* text, size_t max_chars, std::string_view field,
                       Problems* problems);

}  // namespace cordee::service
