// Who is part of a proposal, and the key by which it is known from run to run.
#pragma once

#include <string>

#include "cordee/v1/registry.pb.h"
#include "cordee/v1/run.pb.h"

namespace cordee::service {

v1::Party ToParty(const v1::Actor& actor);

// "m" and 16 hexadecimal digits: the same when `text` is.
std::string MakeMatchKey(const std::string& text);
// Of what links the two.
std::string MatchKey(const std::string& need_id, const std::string& resource_id);

}  // namespace cordee::service
