# What demo.sh and stories.sh share: the real programs in a temporary folder, and checks of what they say.
# Whoever reads this in has set bin, the folder of the programs.
home=$(mktemp -d "${TMPDIR:-/tmp}/casebook-play.XXXXXX")
server=
finish() {
  status=$?
  stop_server
  rm -rf "$home"
  if [ "$status" = 0 ]; then printf '\nDone: every step held.\n'; else printf '\nA step failed (%s).\n' "$status" >&2; fi
  exit "$status"
}
trap finish EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1 XDG_CONFIG_HOME="$home/config"

say() { printf '\n== %s\n' "$*"; }
fails() { printf '   NOT OK: %s\n' "$*" >&2; exit 1; }
expect() { # WHAT EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then printf '   ok: %s (%s)\n' "$1" "$3"; else fails "$1: expected $2, got $3"; fi
}
# One value of a JSON object: key, from standard input.
value() { tr ',{}[]' '\n\n\n\n\n' | sed -n "s/^ *\"$1\":\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" | head -1; }

serve() { # LISTEN: head office of $data; sets server and url
  : >"$home/server.out"
  "$bin/casebook-server" serve --listen "$1" --data "$data" --log-level warning >"$home/server.out" 2>>"$home/server.log" &
  server=$!
  for _ in $(seq 100); do grep -q listening "$home/server.out" && break; sleep 0.1; done
  url=$(sed -n 's/^listening on //p' "$home/server.out")
  [ -n "$url" ] || { cat "$home/server.log" >&2; exit 1; }
}
stop_server() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  server=
}
