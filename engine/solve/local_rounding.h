// Minimum lots in components too large to be rounded as a whole.
//
//   LocalRounding rounding(view, needs, amount);
//   const NeedGroups groups = rounding.FreeBroken();
//   ASSIGN_OR_RETURN(Share share, rounding.Divide(groups[g], meter));   // for each, in any order
//
// Few needs break a lot in the relaxed flow. Those give back all they got; what then is free,
// theirs and what nobody took, is divided among them anew. They fall into small groups of their own
// under the pairs that something is free for, and each is rounded or searched as lot_search.h does.
// All other needs keep what the flow gave them.
//
// Steady: where what the base run proposed, filled up in the same way (FreeUnproposed), is worth as
// much, it stays.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/solve/run_view.h"
#include "engine/solve/work.h"

namespace cordee {

using NeedGroups = std::vector<std::vector<NeedIndex>>;

// Pairs of some needs and what they get.
struct Share {
  std::vector<size_t> candidate;
  std::vector<int64_t> amount;
};

class LocalRounding {
 public:
  // `needs`: all of some components, component by component of divisible quantities. `amount`: per
  // candidate of the run; must outlive this.
  LocalRounding(const RunView& run, std::vector<NeedIndex> needs, std::vector<int64_t>& amount,
                StopToken stop);

  // One of the two, once: takes from some needs what they have, and groups them. Two are in one
  // group when something is free that both could get. Groups share nothing: they can be divided
  // side by side. O(pairs). With `stop` set both end early and their groups are worth nothing.
  NeedGroups FreeBroken();
  // Starts from the links of the base run that still fit; needs without one are free.
  NeedGroups FreeUnproposed();

  // Gives what is free to the needs of a group. Once all groups have their shares, no lot of the
  // needs is broken. Safe to call from several threads.
  absl::StatusOr<Share> Divide(const std::vector<NeedIndex>& group, WorkMeter& meter) const;

  // What some of the needs get is worth.
  Total Value(std::span<const NeedIndex> needs) const;

 private:
  bool BreaksALot(NeedIndex need) const;
  bool GetsNothing(NeedIndex need) const;
  int64_t Lot(NeedIndex need, size_t c) const;
  // visit(candidate, resource)
  template <typename Visit>
  void ForEachPair(NeedIndex need, const Visit& visit) const;
  template <typename Choose>
  NeedGroups Free(const Choose& choose);
  NeedGroups Group(const std::vector<NeedIndex>& freed) const;

  const RunView run_;
  const StopToken stop_;
  const std::vector<NeedIndex> needs_;
  std::vector<int64_t>& amount_;
  std::vector<int64_t> left_;  // per resource; after Free: beside those that keep what they have
};

}  // namespace cordee
