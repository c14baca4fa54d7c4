#!/usr/bin/env bash
# Plays the main job with the real programs in a temporary folder and checks every step of it.
#   demo.sh FOLDER-OF-THE-PROGRAMS
set -euo pipefail
bin=$1
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/Packaging/playing.sh"

run() { printf '   $ %s\n' "${*//"$home/"/}"; "$@" 2>&1 | sed 's/^/   /'; }
differs() { # WHAT BEFORE NEW: what is to be changed is not so already, or the check of it could not fail
  if [ -n "$3" ] && [ "$2" != "$3" ]; then printf '   ok: %s (from %s to %s)\n' "$1" "${2:-nothing}" "$3"; else printf '   NOT OK: %s is %s already\n' "$1" "$2" >&2; exit 1; fi
}
at() { CASEBOOK_HOME="$home/$1" "$bin/casebook" "${@:2}"; }
show() { printf '   %s$ casebook %s\n' "$1" "${*:2}"; CASEBOOK_HOME="$home/$1" "$bin/casebook" "${@:2}" 2>&1 | sed 's/^/   /'; }
count() { at "$1" list --limit 100000 --json | grep -o '"number":' | wc -l | tr -d ' '; }

say "Head office is set up, with two branches"
data="$home/head-office"
run "$bin/casebook-server" init --data "$data"
run "$bin/casebook-server" branch add NYCC01 --name "Office 1" --data "$data"
run "$bin/casebook-server" branch add NYCC34 --name "Office 34" --data "$data"
serve 127.0.0.1:0
echo "   $url"

say "Two branches and an admin set up their computers and join"
join() { # HOME BRANCH ROLE AUTHOR
  show "$1" init --branch "$2" --author "$4"
  code=$("$bin/casebook-server" device enrol "$2" --role "$3" --data "$data" 2>/dev/null)
  show "$1" enrol "$url" "$code"
}
join one NYCC01 duty_manager "Ann"
join thirty-four NYCC34 branch_staff "Ben"
join admin HQ admin "Chen"

say "Real public cases are imported, each branch its own, with no network"
csv="$here/Examples/data/council-sample.csv"
map="$here/Examples/maps/nyc_council_casework.yaml"
for branch in NYCC01:one NYCC34:thirty-four; do
  { head -1 "$csv"; grep ",${branch%%:*},20" "$csv"; } >"$home/${branch%%:*}.csv"
  rows=$(($(wc -l <"$home/${branch%%:*}.csv") - 1))
  imported=$(at "${branch##*:}" import "$home/${branch%%:*}.csv" --map "$map" --json 2>/dev/null | value imported)
  expect "rows of ${branch%%:*} imported" "$rows" "$imported"
  again=$(at "${branch##*:}" import "$home/${branch%%:*}.csv" --map "$map" --json 2>/dev/null | value imported)
  expect "imported by a second run of the same file" 0 "$again"
done

say "Everybody syncs"
for who in one thirty-four admin; do show "$who" sync; done
expect "cases at head office's admin" "$(($(count one) + $(count thirty-four)))" "$(count admin)"
expect "cases of the other branch in branch NYCC01" 0 "$(at one list --branch NYCC34 --limit 100000 --json | grep -o '"number":' | wc -l | tr -d ' ')"

say "The network is gone: the server is stopped. Branches go on"
stop_server
set +e
at one sync >/dev/null 2>"$home/offline"
expect "exit code of a sync without a network" 7 "$?"
set -e
sed 's/^/   /' "$home/offline"
number=$(at one new --channel phone --narrative "The heating has been off for three days" --severity moderate)
echo "   NYCC01 logs $number"
case_a=$(at one list --limit 1 --json | value number)
first=$(at admin list --branch NYCC01 --limit 2 --json | tr '}' '\n' | sed -n 's/.*"number":"\([^"]*\)".*/\1/p' | head -1)
second=$(at admin list --branch NYCC01 --limit 2 --json | tr '}' '\n' | sed -n 's/.*"number":"\([^"]*\)".*/\1/p' | tail -1)
echo "   Both edit the severity of $first; NYCC01 sets the type of $second, the admin its urgency"
before=$(at one show "$second" --json | value type)
if [ "$before" = product ]; then type=service; else type=product; fi
differs "type of $second" "$before" "$type"
differs "urgency of $second" "$(at admin show "$second" --json | value urgency)" high
differs "severity of $first at NYCC01" "$(at one show "$first" --json | value severity)" minor
differs "severity of $first at the admin" "$(at admin show "$first" --json | value severity)" severe
show one edit "$first" --severity minor
# Clocks are compared over the network: what is closer together than that takes may come in either order.
sleep 1
show admin edit "$first" --severity severe
show one edit "$second" --type "$type"
show admin edit "$second" --urgency high
show one note "$second" "Called back, will ring again tomorrow"
expect "cases that NYCC01 sees, its new one among them" "$case_a" "$number"

say "The network is back"
serve "${url#http://}"
for who in one admin one; do show "$who" sync; done
expect "conflicts that NYCC01 sees" 1 "$(at one status --json | value conflicts)"
expect "conflicts that the admin sees" 1 "$(at admin status --json | value conflicts)"
expect "type of $second at the admin" "$type" "$(at admin show "$second" --json | value type)"
expect "urgency of $second at NYCC01" high "$(at one show "$second" --json | value urgency)"
expect "the new case is at head office" "$number" "$(at admin show "$number" --json | value number)"

say "The conflict, as both see it; the admin decides"
id=$(at admin conflict list --json | value id)
show admin conflict show "$id"
show admin conflict resolve "$id" --take winner --note "Three days without heating is severe"
for who in admin one thirty-four; do show "$who" sync; done
for who in admin one thirty-four; do
  expect "open conflicts at $who" 0 "$(at "$who" status --json | value conflicts)"
  expect "changes waiting at $who" 0 "$(at "$who" status --json | value pending)"
done
expect "severity of $first at NYCC01" severe "$(at one show "$first" --json | value severity)"
show one news
show one show "$first"
expect "moved by one more sync" "0 0" "$(at one sync --json | { read -r line; echo "$(echo "$line" | value pushed) $(echo "$line" | value pulled)"; })"
