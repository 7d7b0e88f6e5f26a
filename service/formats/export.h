// Entries -> files.
//
//   CsvExporter exporter;
//   out += exporter.Header();
//   for (const v1::Entry& entry : entries) out += exporter.Row(entry);   // actors first
//
// CSV: UTF-8 with byte-order mark (Excel asks for it), ";", CRLF, decimal comma, French dates. What
// it writes, the profile "cordee" reads back to the same entries, except for times and etags, which
// belong to the server. Needs and resources repeat the name of their actor for readers, when it
// came before.
#pragma once

#include <map>
#include <string>

#include "cordee/v1/registry.pb.h"

namespace cordee::service {

class CsvExporter {
 public:
  std::string Header() const;
  std::string Row(const v1::Entry& entry);

 private:
  std::map<std::string, std::string> actor_names_;
};

// One line of JSON, line end included.
std::string JsonLine(const v1::Entry& entry);

}  // namespace cordee::service
