"""Runs the tests: once for what they come by, then for each mutant those that come by it."""
import concurrent.futures, hashlib, json, os, re, signal, subprocess, tempfile, threading, time
from pathlib import Path

from planting import TREE, WORK, inside
from targets import TARGETS

REACHED = WORK / "reached.jsonl"  # one suite a line: how long it took and which mutants it came by
RESULTS = WORK / "results.jsonl"  # one mutant a line; the last line of a name counts
JOBS = int(os.environ.get("MUTANTS_JOBS", min(2, os.cpu_count() or 1)))
PATIENCE = int(os.environ.get("MUTANTS_SECONDS", "180"))  # for all the tests of one mutant, as they took without it
LONGEST = int(os.environ.get("MUTANTS_SUITE_SECONDS", "120"))  # a suite that takes longer is not asked
PROGRAM = ".build/debug/casebookPackageTests.xctest --testing-library swift-testing"
lock = threading.Lock()


def run(filter, limit, environment, known=None):
    """What the tests found, or nothing; how many ran.
    - known: tests that fail without any mutant: what they find tells nothing. None: all is run to the end."""
    process = subprocess.Popen(
        inside(f"exec {PROGRAM} --filter '{filter}' 2>&1"), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        errors="replace", env={**os.environ, "SWIFT_BACKTRACE": "enable=no", **environment}, start_new_session=True)
    late = threading.Timer(limit, lambda: os.killpg(process.pid, signal.SIGKILL))
    late.start()
    started, found, ran, last = time.time(), [], 0, ""
    for line in process.stdout:
        issue = re.search(r"Test (\S.*?) recorded an issue", line)
        if issue and " known issue" not in line and issue.group(1) not in (known or []):
            found.append(issue.group(1))
            if known is not None:
                break
        end = re.search(r"Test run with (\d+) test", line)
        ran = int(end.group(1)) if end else ran
        last = line.strip() or last
    late.cancel()
    if found and known is not None:
        os.killpg(process.pid, signal.SIGKILL)
    status = process.wait()
    if not found and time.time() - started >= limit:
        found = [f"no end after {limit:.0f} seconds"]
    elif not found and status and not (ran and known):
        found = [f"ended with {status}: {last[:100]}"]
    elif not found and not ran:
        raise SystemExit(f"no test is called {filter}")
    return sorted(set(found)), ran


def suites(mutants):
    """All suites of the test targets that these mutants ask, as `Target.Suite`; a test outside of suites is one by itself."""
    listed = subprocess.run(
        inside(f"{PROGRAM} --list-tests 2>/dev/null"), check=True, capture_output=True, text=True).stdout.splitlines()
    asked = {name for target in {mutant["target"] for mutant in mutants} for name in TARGETS[target][1]}
    return {line.split("/")[0] for line in listed if line.split(".")[0] in asked}


def pattern(names):
    return "^(" + "|".join(re.escape(name) for name in names) + ")(/|$)"


def mark(target, mutants):
    """Of what is planted and of the tests of a test target: what a suite came by holds while this is the same."""
    sum = hashlib.sha256("".join(mutant["name"] for mutant in mutants).encode())
    for path in sorted((TREE / "Tests" / target).rglob("*.swift")):
        sum.update(path.read_bytes())
    return sum.hexdigest()[:16]


def reach(mutants, tests):
    """Runs each suite of these test targets (none: of all) by itself and returns what it came by. What is known and
    still holds is not run again."""
    known = [json.loads(line) for line in REACHED.read_text().splitlines()] if REACHED.exists() else []
    names = sorted(suite for suite in suites(mutants) if not tests or suite.split(".")[0] in tests)
    by_target = {target: mark(target, mutants) for target in {suite.split(".")[0] for suite in names}}
    marks = {suite: by_target[suite.split(".")[0]] for suite in names}
    known = {line["suite"]: line for line in known if marks.get(line["suite"]) == line["mark"]}
    by_number = {mutant["number"]: mutant["name"] for mutant in mutants}

    def attempt(suite):
        with tempfile.NamedTemporaryFile() as file:  # outside of the tree, which the copy covers
            file.write(bytes(65_536))
            file.flush()
            started = time.time()
            found, ran = run(pattern([suite]), LONGEST, {"CASEBOOK_MUTANTS_REACHED": file.name})
            came_by = [by_number[at] for at, byte in enumerate(Path(file.name).read_bytes()) if byte and at in by_number]
        line = {
            "suite": suite, "mark": marks[suite], "seconds": round(time.time() - started, 1), "tests": ran,
            "found": found, "reached": came_by}
        with lock:
            known[suite] = line
            with open(REACHED, "a") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
            if found:
                print(f"{suite} fails without any mutant, which tells nothing then: {', '.join(found)}", flush=True)

    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(attempt, [suite for suite in names if suite not in known]))
    return [dict(line, reached=set(line["reached"])) for line in known.values()]


def results():
    kept = {}
    for line in RESULTS.read_text().splitlines() if RESULTS.exists() else []:
        result = json.loads(line)
        kept[result["name"]] = result
    return kept


def batches(mutant, lines):
    """The suites that come by a mutant, in runs that grow: the one named like the file first, then those of the
    nearest test target, the quick before the slow."""
    tests = TARGETS[mutant["target"]][1]
    file = mutant["file"].rsplit("/", 1)[1].removesuffix(".swift")
    asked = [
        line for line in lines
        if mutant["name"] in line["reached"] and line["tests"] and line["suite"].split(".")[0] in tests]

    def order(line):
        target, _, name = line["suite"].partition(".")
        named = name.startswith(file)
        return (not named, line["seconds"] > 5, tests.index(target) if line["seconds"] <= 5 else 0, line["seconds"])

    made, room, whole = [], 4, 0
    for line in sorted(asked, key=order):
        if whole and whole + line["seconds"] > PATIENCE:
            break
        whole += line["seconds"]
        if not made or made[-1][1] + line["seconds"] > room:
            made.append(([], 0))
            room = 4 * len(made) ** 2
        made[-1] = (made[-1][0] + [line["suite"]], made[-1][1] + line["seconds"])
    return made


def attempt(mutant, lines):
    started, found, asked = time.time(), [], 0
    known = {name for line in lines for name in line["found"]}
    for names, seconds in batches(mutant, lines):
        asked += len(names)
        # Whoever fails must do so twice: a test that is late now and then tells nothing of the mutant.
        for _ in range(2):
            found, _ = run(pattern(names), 30 + 4 * seconds, {"CASEBOOK_MUTANT": str(mutant["number"])}, known)
            if not found:
                break
        if found:
            break
    found = found[0] if found else None
    result = {"name": mutant["name"], "found": found, "suites": asked, "seconds": round(time.time() - started, 1)}
    with lock:
        with open(RESULTS, "a") as file:
            file.write(json.dumps(result, ensure_ascii=False) + "\n")
        place = f"{mutant['target']} {mutant['file']}:{mutant['line']}"
        print(f"{place}: {found or ('SURVIVES' if asked else 'NO TEST COMES BY')}", flush=True)


def try_all(mutants, lines):
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(lambda mutant: attempt(mutant, lines), mutants))
