#!/usr/bin/env bash
# Installs, builds and runs every test. Ends with one line of sums, and fails when anything failed.
#
#   deploy/test.sh            release build; random tests at one hundredth of their counts
#   deploy/test.sh --asan     the tests under AddressSanitizer and UndefinedBehaviorSanitizer
#   deploy/test.sh --tsan     the tests under ThreadSanitizer
#   deploy/test.sh --clang    builds all of it with clang and runs the tests
#   deploy/test.sh --full     every random count as stated (CORDEE_FULL=1); goes with any of these
set -euo pipefail
# shellcheck source=deploy/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() { sed -n '2,9s/^# \{0,1\}//p' "$root/deploy/test.sh"; }
presets=()
for option in "$@"; do
  case "$option" in
    --asan | --tsan | --clang) presets+=("${option#--}") ;;
    --full) export CORDEE_FULL=1 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die "deploy/test.sh: unknown option '$option'" ;;
  esac
done
[ ${#presets[@]} -gt 0 ] || presets=(release)

passed=0
failed=()
started=$SECONDS

# step NAME COMMAND...: runs it under a header with its time; remembers a failure and goes on.
step() {
  local name="$1" begin=$SECONDS
  shift
  printf '\n%s=== %s%s\n' "$bold" "$name" "$plain"
  if "$@"; then
    passed=$((passed + 1))
    printf '%s--- %s: passed in %d s%s\n' "$green" "$name" $((SECONDS - begin)) "$plain"
  else
    failed+=("$name")
    printf '%s--- %s: FAILED after %d s%s\n' "$red" "$name" $((SECONDS - begin)) "$plain"
    return 1
  fi
}

finish() {
  printf '\n%sdeploy/test.sh: %d s%s\n' "$dim" $((SECONDS - started)) "$plain"
  for name in "${failed[@]}"; do printf '%sfailed: %s%s\n' "$red" "$name" "$plain"; done
  printf '%d passed, %d failed\n' "$passed" ${#failed[@]}
  [ ${#failed[@]} -eq 0 ]
}

# What later steps cannot do without.
must() { step "$@" || { finish; exit 1; }; }

tools() { npm ci --prefix deploy/tools --ignore-scripts --no-audit --no-fund --loglevel=error; }
gazetteer() {
  node deploy/tools/build_gazetteer.mjs && node --test deploy/tools/build_gazetteer_test.mjs
}
configure() { cmake --preset "$1"; }
build() { cmake --build --preset "$1" -j "$(build_jobs)"; }

# ThreadSanitizer does not know Debian's uninstrumented gRPC: without this flag a correct server
# gives false reports; suppressing the library by name would hide real races in our handlers.
tests() {
  TSAN_OPTIONS="ignore_noninstrumented_modules=1 halt_on_error=1" \
    ctest --test-dir "build/$1" -j "$(nproc)" --no-tests=error --output-on-failure --progress
}

must "packages" bash deploy/deps.sh
# deps.sh may have just put a newer Node there.
. deploy/lib.sh
must "npm tools" tools
step "gazetteer" gazetteer || true
step "wire: buf lint" bash deploy/buf.sh lint || true
step "wire: buf breaking" bash deploy/buf.sh breaking || true
for preset in "${presets[@]}"; do
  must "configure ($preset)" configure "$preset"
  must "build ($preset)" build "$preset"
  step "tests ($preset)" tests "$preset" || true
done
finish
