#!/usr/bin/env bash
# Looks for bytes that break a law of one reader of outside bytes (Sources/Fuzzing), guided by coverage:
#   Packaging/fuzz/run.sh TARGET [SECONDS]
# Without a target: every one, one after the other. It starts from the fixtures; what it finds is kept in
# .build-fuzz/found/TARGET/, and what reached new code in .build-fuzz/corpus/TARGET/.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${2:-60}
[ -n "${FUZZ_BUILT:-}" ] || FUZZ=1 swift build -c release --scratch-path .build-fuzz --product casebook-fuzz \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld
program=.build-fuzz/release/casebook-fuzz
targets=${1:-$(FUZZ_TARGET='' "$program" | sed 's/^[^:]*: one of //; s/,//g')}
status=0
for target in $targets; do
  corpus=.build-fuzz/corpus/$target found=.build-fuzz/found/$target
  mkdir -p "$corpus" "$found"
  # Taking 5 seconds, or 512 MB at once, is a finding too.
  ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no FUZZ_TARGET=$target "$program" \
    -max_total_time="$seconds" -timeout="${FUZZ_TIMEOUT:-5}" -rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=4096 \
    -artifact_prefix="$found/" -print_final_stats=1 "$corpus" "Tests/FuzzingTests/Fixtures/fuzz/$target" \
    >"$found/log" 2>&1 || { status=1; echo "$target: FOUND, see $found/log"; grep -m1 'broken law\|Fatal error\|ERROR: ' "$found/log" || true; }
  echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$found/log" | tail -1) runs," \
    "$(sed -n 's/.*cov: \([0-9]*\).*/\1/p' "$found/log" | tail -1) places reached"
done
exit $status
