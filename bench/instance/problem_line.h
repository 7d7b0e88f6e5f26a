// The p line, which all formats have once and first: "p KIND SIZE SIZE ...".
//
//   ProblemLine problem(reader, "p min NODES ARCS", "min", "flow");
//   while (reader.NextLine()) {
//     if (reader.kind() == 'p') {
//       if (problem.Begin()) { nodes = reader.Integer("NODES", ...); ...; reader.EndLine(); }
//     } else if (problem.Seen()) { ... }
//   }
//   problem.End();
#pragma once

#include <cstdint>

#include "bench/instance/instance_reader.h"

namespace cordee::bench {

class ProblemLine {
 public:
  ProblemLine(InstanceReader& reader, const char* form, const char* kind)
      : reader_(reader), form_(form), kind_(kind) {}

  // On a p line: false if it is not the first one or of another kind.
  bool Begin();
  // On another line: false, with an error, if no p line came before it.
  bool Seen();
  // At the end of the file: an error if it had no p line.
  void End();
  // At the end of the file: an error unless it had as many lines as its p line says.
  void ExpectCount(const char* lines, int64_t announced, int64_t found);

 private:
  InstanceReader& reader_;
  const char* form_;
  const char* kind_;
  bool seen_ = false;
};

}  // namespace cordee::bench
