#!/usr/bin/env bash
# The wire's rules, with buf from deploy/tools (npm).
#
#   deploy/buf.sh lint        the STANDARD rules on proto/cordee
#   deploy/buf.sh breaking    proto/cordee against proto/image.binpb: nothing that a client uses may
#                             change or go
#   deploy/buf.sh image       writes proto/image.binpb anew: at a release, or for a change that is
#                             meant to break clients (say so in CHANGELOG.md)
set -euo pipefail
# shellcheck source=deploy/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

googleapis="${CORDEE_GOOGLEAPIS:-/usr/share/gocode/src/github.com/gogo/googleapis}"
buf="$root/deploy/tools/node_modules/.bin/buf"

[ -x "$buf" ] || die "buf is not installed." "Run: npm ci --prefix deploy/tools"
[ -d "$googleapis/google/rpc" ] ||
  die "google/rpc is not in $googleapis." "Run deploy/deps.sh (golang-github-gogo-googleapis-dev)."

# buf wants every import inside its own tree.
tree="$root/build/buf"
rm -rf "$tree"
mkdir -p "$tree/google/rpc" "$tree/google/type"
cp -r proto/cordee proto/buf.yaml "$tree"
cp "$googleapis"/google/rpc/{status,error_details}.proto "$tree/google/rpc"
cp "$googleapis"/google/type/{latlng,date,dayofweek,timeofday}.proto "$tree/google/type"

case "${1:-}" in
  lint) (cd "$tree" && "$buf" lint) && say "The wire follows the STANDARD rules." ;;
  breaking)
    (cd "$tree" && "$buf" breaking --against "$root/proto/image.binpb") &&
      say "Nothing that a client uses has changed." ;;
  image)
    (cd "$tree" && "$buf" build --exclude-source-info -o "$root/proto/image.binpb") &&
      say "Wrote proto/image.binpb." ;;
  *) die "deploy/buf.sh: say lint, breaking or image" ;;
esac
