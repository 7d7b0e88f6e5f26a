#include "engine/solve/flow_reading.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "engine/base/check.h"
#include "engine/base/parallel.h"

namespace cordee {
namespace {

constexpr int64_t kRowsPerBlock = 1 << 12;
constexpr int64_t kEntriesPerPart = 1 << 13;
constexpr int64_t kLinksPerBlock = 1 << 12;

// visit(row, first, last): the flows of each row of [begin, end) that has some.
template <typename Visit>
void ForEachRowOf(const FlowProblem& network, const std::vector<ArcFlow>& flows, int64_t begin,
                  int64_t end, const Visit& visit) {
  const auto before = [](const ArcFlow& flow, int32_t arc) { return flow.arc < arc; };
  auto row = static_cast<size_t>(begin);
  auto flow = std::lower_bound(flows.begin(), flows.end(), network.arc_begin[row], before);
  const int32_t last = network.arc_begin[static_cast<size_t>(end)];
  while (flow != flows.end() && flow->arc < last) {
    while (network.arc_begin[row + 1] <= flow->arc) ++row;
    const auto first = flow;
    while (flow != flows.end() && flow->arc < network.arc_begin[row + 1]) ++flow;
    visit(row, first, flow);
  }
}

bool IsNothing(const Link& link) { return link.amount == Quantity(0); }

// Sorts links of one need by resource; of several with one resource, the first gets all.
void Merge(std::span<Link> links) {
  std::sort(links.begin(), links.end(),
            [](const Link& a, const Link& b) { return a.resource < b.resource; });
  for (size_t i = 1, kept = 0; i < links.size(); ++i) {
    if (links[i].resource == links[kept].resource) {
      links[kept].amount += links[i].amount;
      links[i].amount = Quantity(0);
    } else {
      kept = i;
    }
  }
}

}  // namespace

std::vector<Link> LinksOf(const FlowExpansion& expansion, const FlowProblem& network,
                          const std::vector<ArcFlow>& flows, int32_t threads) {
  const int64_t rows = network.need_count();
  std::vector<int32_t> need_of_row(static_cast<size_t>(rows));
  for (size_t n = 0; n < need_of_row.size(); ++n) {
    need_of_row[static_cast<size_t>(expansion.need_row[n])] = static_cast<int32_t>(n);
  }
  // A need belongs to one row, so rows can be written side by side.
  std::vector<int32_t> begin(static_cast<size_t>(rows) + 1, 0);
  ParallelFor(rows, kRowsPerBlock, threads, [&](int64_t from, int64_t to) {
    ForEachRowOf(network, flows, from, to, [&](size_t row, auto first, auto last) {
      begin[static_cast<size_t>(need_of_row[row]) + 1] = static_cast<int32_t>(last - first);
    });
  });
  for (size_t n = 0; n + 1 < begin.size(); ++n) begin[n + 1] += begin[n];
  std::vector<Link> links(flows.size());
  ParallelFor(rows, kRowsPerBlock, threads, [&](int64_t from, int64_t to) {
    ForEachRowOf(network, flows, from, to, [&](size_t row, auto first, auto last) {
      const auto n = static_cast<size_t>(need_of_row[row]);
      const std::span<Link> own = std::span(links).subspan(static_cast<size_t>(begin[n]),
                                                           static_cast<size_t>(last - first));
      for (Link& link : own) {
        const auto supply =
            static_cast<size_t>(network.arc_supply[static_cast<size_t>(first->arc)]);
        link = {.need = NeedIndex(n),
                .resource = expansion.supply_resource[supply],
                .amount = Quantity(first->flow)};
        ++first;
      }
      Merge(own);
    });
  });
  std::erase_if(links, IsNothing);
  return links;
}

std::vector<Link> LinksOf(const CandidateSet& candidates, const std::vector<int64_t>& amount,
                          int32_t threads) {
  const auto needs = static_cast<int64_t>(candidates.begin.size()) - 1;
  return ListInParts<Link>(needs, kEntriesPerPart, threads,
                           [&](int64_t n, std::vector<Link>& part) {
                             const auto row = static_cast<size_t>(n);
                             for (auto c = static_cast<size_t>(candidates.begin[row]);
                                  c < static_cast<size_t>(candidates.begin[row + 1]); ++c) {
                               if (amount[c] == 0) continue;
                               part.push_back({.need = NeedIndex(row),
                                               .resource = candidates.resource[c],
                                               .amount = Quantity(amount[c])});
                             }
                           });
}

std::vector<int64_t> AmountsOf(std::span<const Link> links, const CandidateSet& candidates,
                               int32_t threads) {
  std::vector<int64_t> amount(static_cast<size_t>(candidates.size()), 0);
  ParallelFor(static_cast<int64_t>(links.size()), kLinksPerBlock, threads,
              [&](int64_t begin, int64_t end) {
                for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
                  const int64_t c = CandidateOf(candidates, links[i].need, links[i].resource);
                  CHECK(c >= 0);
                  amount[static_cast<size_t>(c)] = links[i].amount.value();
                }
              });
  return amount;
}

std::span<const Link> LinksOfNeed(std::span<const Link> links, NeedIndex need) {
  const auto first =
      std::lower_bound(links.begin(), links.end(), need,
                       [](const Link& link, NeedIndex wanted) { return link.need < wanted; });
  auto last = first;
  while (last != links.end() && last->need == need) ++last;
  return {first, last};
}

std::vector<Link> Merged(const std::vector<Link>& a, const std::vector<Link>& b) {
  std::vector<Link> out;
  out.reserve(a.size() + b.size());
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out), ComesBefore);
  return out;
}

std::vector<SupplyPrice> PricesOf(const FlowExpansion& expansion, const std::vector<int64_t>& price,
                                  int32_t threads) {
  const std::vector<ResourceIndex>& owner = expansion.supply_resource;
  ResourceIndex last(int32_t{-1});
  for (const ResourceIndex resource : owner) last = std::max(last, resource);
  const int64_t resources = int64_t{last.value()} + 1;
  std::vector<int32_t> first(static_cast<size_t>(resources), -1);
  for (size_t s = owner.size(); s > 0; --s) {
    first[static_cast<size_t>(owner[s - 1].value())] = static_cast<int32_t>(s - 1);
  }
  return ListInParts<SupplyPrice>(
      resources, kEntriesPerPart, threads, [&](int64_t r, std::vector<SupplyPrice>& part) {
        if (first[static_cast<size_t>(r)] < 0) return;
        const auto begin = static_cast<size_t>(first[static_cast<size_t>(r)]);
        const size_t before = part.size();
        for (size_t s = begin; s < owner.size() && owner[s] == owner[begin]; ++s) {
          if (price[s] == 0) continue;
          const std::span<const int32_t> slots = expansion.SlotsOf(static_cast<int32_t>(s));
          if (slots.empty()) part.push_back({owner[s], -1, price[s]});
          for (const int32_t slot : slots) part.push_back({owner[s], slot, price[s]});
        }
        std::sort(part.begin() + static_cast<std::ptrdiff_t>(before), part.end(),
                  [](const SupplyPrice& a, const SupplyPrice& b) { return a.slot < b.slot; });
      });
}

std::vector<int64_t> LowestPrices(const Problem& problem, const FlowExpansion& expansion,
                                  const std::vector<int64_t>& price) {
  std::vector<int64_t> lowest(static_cast<size_t>(problem.resources().size()), 0);
  const std::vector<ResourceIndex>& owner = expansion.supply_resource;
  for (size_t s = 0; s < owner.size();) {
    const ResourceIndex resource = owner[s];
    const auto r = static_cast<size_t>(resource.value());
    int64_t least = price[s];
    size_t slots = 0;
    for (; s < owner.size() && owner[s] == resource; ++s) {
      least = std::min(least, price[s]);
      slots += expansion.SlotsOf(static_cast<int32_t>(s)).size();
    }
    const bool booking = problem.ResourceCategory(resource).booking;
    const auto open = static_cast<size_t>(problem.resources().hours[r].Count());
    if (!booking || slots == open) lowest[r] = least;
  }
  return lowest;
}

}  // namespace cordee
