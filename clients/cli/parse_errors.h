// What CLI11 complains about, as a sentence of the caller's language; CLI11 itself speaks English.
//
//   catch (const CLI::ParseError& error) { ParseComplaint(language, app, error); }
//   "commande inconnue « foo »."
#pragma once

#include <string>

#include "CLI/CLI.hpp"
#include "clients/cli/language.h"

namespace cordee::cli {

std::string ParseComplaint(Language language, const CLI::App& app, const CLI::ParseError& error);

}  // namespace cordee::cli
