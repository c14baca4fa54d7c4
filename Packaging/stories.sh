#!/usr/bin/env bash
# Plays stories with the real programs in a temporary folder, in Chinese and in English, and checks every step.
#   stories.sh FOLDER-OF-THE-PROGRAMS [STORY…]     promise approval carton customer employee
set -euo pipefail
bin=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
shift
for tool in script unzip; do
  command -v "$tool" >/dev/null || { echo "stories.sh needs the program $tool." >&2; exit 1; }
done
[ $# -gt 0 ] || set -- promise approval carton customer employee
. "$here/playing.sh"
. "$here/stories/lib.sh"
for each in "$@"; do . "$here/stories/$each.sh"; done
for each in "$@"; do
  for tongue in zh-Hans en; do "story_$each" "$tongue"; done
done
