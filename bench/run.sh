#!/usr/bin/env bash
# Runs every bench, writes build/bench/NAME.json and prints one table. Needs the release build:
#
#   bench/run.sh [NAME...]        # flow candidates match suggest ...; default: all that are built
#
# BENCH_ARGS adds arguments to each, say --benchmark_min_time=0.1
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/release
out=build/bench
mkdir -p "$out"

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for source in bench/*_bench.cc; do names+=("$(basename "$source" _bench.cc)"); done
  cmake --preset release > /dev/null
  targets=()
  for name in "${names[@]}"; do
    if ninja -C "$build" -t query "${name}_bench" > /dev/null 2>&1; then
      targets+=("${name}_bench")
    fi
  done
  ninja -C "$build" "${targets[@]}"
fi

for name in "${names[@]}"; do
  program="$build/bin/${name}_bench"
  if [ ! -x "$program" ]; then
    echo "$name: not built, skipped" >&2
    continue
  fi
  echo "$name ..." >&2
  # shellcheck disable=SC2086
  "$program" --benchmark_out="$out/$name.json" --benchmark_out_format=json ${BENCH_ARGS:-} \
    > /dev/null
done

python3 bench/table.py "$out"/*.json
