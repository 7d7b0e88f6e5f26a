#include "service/convert/party.h"

#include <cinttypes>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "engine/base/random.h"

namespace cordee::service {

v1::Party ToParty(const v1::Actor& actor) {
  v1::Party party;
  party.set_actor(actor.name());
  party.set_display_name(actor.display_name());
  party.set_commune(actor.place().commune());
  return party;
}

std::string MakeMatchKey(const std::string& text) {
  char key[18];
  std::snprintf(key, sizeof(key), "m%016" PRIx64, HashBytes(text));
  return key;
}

std::string MatchKey(const std::string& need_id, const std::string& resource_id) {
  return MakeMatchKey(absl::StrCat(need_id, "\n", resource_id));
}

}  // namespace cordee::service
