#!/usr/bin/env bash
# From a fresh Debian 12 to proposals on screen: installs, builds, starts cordeed on a free port of
# this machine, imports the fictional territory of deploy/demo, runs the match, prints each proposal
# with its reasons and the proof of the whole set, then keeps serving until Ctrl-C.
#
#   deploy/demo.sh           keeps serving
#   deploy/demo.sh --once    stops after printing
set -euo pipefail
# shellcheck source=deploy/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

once=no
case "${1:-}" in
  '') ;;
  --once) once=yes ;;
  *) die "deploy/demo.sh: unknown option '$1'" "Usage: deploy/demo.sh [--once]" ;;
esac

bin="$root/build/run/bin"
data="$root/build/demo"
log="$data/cordeed.log"
gazetteer="$root/build/gazetteer/communes.csv"
server=''

head() { printf '\n%s=== %s%s\n' "$bold" "$1" "$plain"; }
stop() {
  if [ -n "$server" ] && kill -0 "$server" 2>/dev/null; then
    kill -TERM "$server"
    wait "$server" || true
  fi
}
trap stop EXIT

head "1/5 Installing what is missing"
bash deploy/deps.sh --run
. deploy/lib.sh

head "2/5 Building (the first time takes some minutes)"
cmake --preset run >/dev/null || die "CMake could not configure." "Run: cmake --preset run"
cmake --build --preset run -j "$(build_jobs)" --target cordeed cordee ||
  die "The build failed; the first error stands above."

head "3/5 Communes of France"
if [ -s "$gazetteer" ]; then
  say "Already there: $gazetteer"
else
  npm ci --prefix deploy/tools --ignore-scripts --no-audit --no-fund --loglevel=error ||
    die "npm could not fetch the list of communes." "Check the network, then run this again."
  node deploy/tools/build_gazetteer.mjs
fi

head "4/5 Starting cordeed and importing the demo territory"
rm -rf "$data"
mkdir -p "$data"
"$bin/cordeed" --listen 127.0.0.1:0 --data "$data/store" --port-file "$data/address" \
  --catalogue deploy/catalogue --profiles deploy/profiles --gazetteer "$gazetteer" \
  >"$log" 2>&1 &
server=$!
for _ in $(seq 100); do
  [ -s "$data/address" ] && break
  kill -0 "$server" 2>/dev/null || die "cordeed did not start:" "$(tail -n 5 "$log")"
  sleep 0.1
done
[ -s "$data/address" ] || die "cordeed did not say its address within 10 s:" "$(tail -n 5 "$log")"
CORDEE_SERVER="$(cat "$data/address")"
CORDEE_TOKEN="$(sed -n 's/^first admin token (shown once): //p' "$log")"
CORDEE_TERRITORY=deux-sevres
export CORDEE_SERVER CORDEE_TOKEN CORDEE_TERRITORY
cordee() { "$bin/cordee" --lang fr "$@"; }

cordee territory create "$CORDEE_TERRITORY" --name "Deux-Sèvres (territoire fictif)"
for file in deploy/demo/*.csv; do
  printf '%s\n' "$file"
  cordee import "$file" --profile cordee
done

head "5/5 Matching"
# The Monday that the dates of the demo entries suit.
cordee run --start 2026-11-30
printf '\n'
cordee proposals
printf '\n'
cordee tours

cat <<END

${bold}La preuve se vérifie sans le serveur / the proof is checked without the server:${plain}
END
cordee verify latest --catalogue deploy/catalogue

if [ "$once" = yes ]; then exit 0; fi
cat <<END

${bold}cordeed answers at $CORDEE_SERVER until Ctrl-C.${plain} In another terminal:

  export CORDEE_SERVER=$CORDEE_SERVER CORDEE_TOKEN=$CORDEE_TOKEN
  build/run/bin/cordee proposals --limit 5
  build/run/bin/cordee tours --day 2
  build/run/bin/cordee why-not --limit 5
  build/run/bin/cordee search carottes
  build/run/bin/cordee --help

Any gRPC client can use the API in proto/cordee/v1 at the same address.
END
wait "$server"
