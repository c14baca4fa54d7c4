# What the stories are told with. Each has a folder of its own, $folder, with a home for each computer (WHO) and, where
# there is one, head office in $data. Programs speak the language of the story.

begins() { # STORY LANGUAGE TITLE
  say "$3"
  language=$2
  folder=$home/$1-$2
  data=$folder/head-office
  clock=()
  mkdir -p "$folder"
}
at() { CASEBOOK_HOME="$folder/$1" "${clock[@]}" "$bin/casebook" "${@:2}" --lang "$language"; }
told() { # WHO COMMAND…
  local word
  printf '   %s$ casebook' "$1"
  for word in "${@:2}"; do
    if [[ $word =~ [[:space:]] ]]; then word="\"$word\""; fi
    printf ' %s' "${word//"$folder/"/}"
  done
  printf '\n'
}
# What came out, without the columns' padding, as far as it holds TEXT.
lines() { grep -F -m 3 -- "$1" <<<"$2" | sed -E 's/ {3,}/  /g; s/^ */   | /' | cut -c -220; }

does() { # WHO COMMAND…: it has to succeed
  local said
  told "$@"
  said=$(at "$@" 2>&1) || fails "casebook ${*:2} ended with $?: $said"
}
sees() { # TEXT WHO COMMAND…: it succeeds and says TEXT
  local said
  told "${@:2}"
  said=$(at "${@:2}" 2>&1) || fails "casebook ${*:3} ended with $?: $said"
  grep -qF -- "$1" <<<"$said" || fails "casebook ${*:3} does not say “$1”: $said"
  lines "$1" "$said"
}
misses() { # TEXT WHO COMMAND…: it succeeds and says no TEXT. The same command has to see it before or after.
  local said
  told "${@:2}"
  said=$(at "${@:2}" 2>&1) || fails "casebook ${*:3} ended with $?: $said"
  if grep -qF -- "$1" <<<"$said"; then fails "casebook ${*:3} says “$1”: $said"; fi
  printf '   | (no “%s”)\n' "$1"
}
refused() { # CODE TEXT WHO COMMAND…: it ends with CODE and says TEXT
  local said code=0
  told "${@:3}"
  said=$(at "${@:3}" 2>&1) || code=$?
  [ "$code" = "$1" ] || fails "casebook ${*:4} ended with $code, not with $1: $said"
  grep -qF -- "$2" <<<"$said" || fails "casebook ${*:4} does not say “$2”: $said"
  lines "$2" "$said"
}
# The option of the story.
offers() { # WHO CASE REMEDY
  does "$1" propose "$2" --title "$option" --remedy "$3" --steps "$steps" --time "$time" \
    --pros "$pros" --cons "$cons" --guarantee "$guarantee"
}
quietly() { "$@" >"$home/quiet" 2>&1 || { cat "$home/quiet" >&2; fails "$*"; }; }

# Head office with these branches, and its server.
office() { # BRANCH…
  quietly "$bin/casebook-server" init --data "$data"
  for branch in "$@"; do quietly "$bin/casebook-server" branch add "$branch" --name "$branch" --data "$data"; done
  serve 127.0.0.1:0
}
sets_up() { quietly at "$1" init --branch "$2" --author "$3"; } # WHO BRANCH AUTHOR
joins() { # WHO BRANCH ROLE
  local code
  code=$("$bin/casebook-server" device enrol "$2" --role "$3" --data "$data" 2>/dev/null)
  quietly at "$1" enrol "$url" "$code"
}
computer() { sets_up "$1" "$2" "$4" && joins "$1" "$2" "$3"; } # WHO BRANCH ROLE AUTHOR
syncs() { for one in "$@"; do quietly at "$one" sync; done; }
number() { at "$1" show "$2" --json | value number; } # WHO CASE

# Types at a terminal: ANSWER to each QUESTION, as it appears. The exit code is the command's.
types() { # WHO COMMAND… -- QUESTION ANSWER…
  local who=$1 command=() seen= byte input output code=0 line
  shift
  while [ "$1" != -- ]; do command+=("$1"); shift; done
  shift
  told "$who" "${command[@]}"
  line=$(printf '%q ' "$bin/casebook" "${command[@]}" --lang "$language")
  coproc terminal { CASEBOOK_HOME="$folder/$who" script -qec "$line" /dev/null 2>&1; }
  # Bash forgets both numbers as soon as the command has ended.
  local typing=$terminal_PID
  exec {output}<&"${terminal[0]}" {input}>&"${terminal[1]}"
  typed=
  while [ $# -gt 0 ]; do
    seen=
    while ! [[ $seen == *"$1"* ]]; do
      IFS= read -r -d '' -n 1 -t 60 -u "$output" byte || fails "“$1” was not asked: $typed$seen"
      seen+=$byte
    done
    typed+=$seen
    printf '%s\r' "$2" >&"$input"
    shift 2
  done
  typed+=$(timeout 60 cat <&"$output") || true
  exec {output}<&- {input}>&-
  wait "$typing" || code=$?
  return "$code"
}

# The files below a folder that hold TEXT, byte by byte, letters of either case.
holding() { # TEXT FOLDER…
  grep -a -r -l -i -F -- "$1" "${@:2}" || true
}

# Stands in the evening of yesterday, where faketime sets the clock of these programs; promised is when it is over.
# Where it cannot, the evening is now, and ends in seconds.
evening() {
  clock=()
  promised=$(date -d '+25 seconds' +%Y-%m-%dT%H:%M:%S%:z)
  local back=$(($(date +%s) - $(date -d 'yesterday 19:00' +%s)))
  local day
  day=$(date -d yesterday +%Y%m%d)
  if command -v faketime >/dev/null &&
    CASEBOOK_HOME="$folder/clock" faketime -f "-${back}s" "$bin/casebook" init --branch SH01 --author A 2>&1 |
    grep -q -- "-$day-"; then
    clock=(faketime -f "-${back}s")
    promised=$(date -d 'yesterday 20:00' +%Y-%m-%dT%H:%M:%S%:z)
  fi
  rm -rf "$folder/clock"
}
morning() {
  clock=()
  while [ "$(date +%s)" -le "$(date -d "$promised" +%s)" ]; do sleep 1; done
}
