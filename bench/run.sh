#!/usr/bin/env bash
# Builds and runs the benches and prints their tables; results stay in build/bench.
#
#   bench/run.sh [--quick] [NAME...]    # flow candidates match suggest ...; default: all
#
# "flow" is the table of which README shows a part: ours beside its rivals, as Markdown in
# build/bench/flow.md.
# The others are Google Benchmarks, JSON in build/bench/NAME.json. --quick leaves the large sizes
# out and runs the others once. BENCH_ARGS adds arguments to each of the others, say
# --benchmark_filter=giant, and FLOW_ARGS to flow, say "--workload giant --size 200000".
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/release
out=build/bench
mkdir -p "$out"

flow_args=()
bench_args=()
if [ "${1:-}" = --quick ]; then
  shift
  flow_args+=(--quick)
  bench_args+=(--benchmark_min_time=0 --benchmark_filter=-/100000)
fi
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  names=(flow)
  for source in bench/*_bench.cc; do names+=("$(basename "$source" _bench.cc)"); done
fi

program() { if [ "$1" = flow ]; then echo flow_table; else echo "$1_bench"; fi; }

cmake --preset release > /dev/null
targets=()
for name in "${names[@]}"; do
  if ninja -C "$build" -t query "$(program "$name")" > /dev/null 2>&1; then
    targets+=("$(program "$name")")
  else
    echo "$name: not in this build, skipped" >&2
  fi
done
[ ${#targets[@]} -gt 0 ] || exit 1
ninja -C "$build" "${targets[@]}" >&2

results=()
for target in "${targets[@]}"; do
  echo "$target ..." >&2
  name=${target%_bench}
  # shellcheck disable=SC2086
  if [ "$target" = flow_table ]; then
    "$build/bin/flow_table" "${flow_args[@]}" ${FLOW_ARGS:-} > "$out/flow.md"
  else
    "$build/bin/$target" --benchmark_out="$out/$name.json" --benchmark_out_format=json \
      "${bench_args[@]}" ${BENCH_ARGS:-} > /dev/null
    results+=("$out/$name.json")
  fi
done

for target in "${targets[@]}"; do
  if [ "$target" = flow_table ]; then cat "$out/flow.md"; fi
done
if [ ${#results[@]} -gt 0 ]; then
  python3 bench/table.py "${results[@]}"
fi
