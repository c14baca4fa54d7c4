#!/bin/sh
# Ends the real programs by SIGKILL at random moments, so many times (500), and shows that no case whose number was
# printed is missing or doubled at head office or on any device. The same test runs shorter with all others.
set -e
kills=${1:-500}
cd "$(dirname "$0")/.."
swift build --build-tests
CASEBOOK_KILLS="$kills" swift test --skip-build --filter KillStormTests.storm
