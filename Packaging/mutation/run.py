#!/usr/bin/env python3
"""Plants known bugs and looks whether the tests find them.

Every file in bugs/ is one bug: what it is, where, what to replace by what, and the tests that should find
it. All of them are put into a copy of the tree at once, each behind a switch, so that one build serves all;
a run of the tests then has one of them switched on (or none: then the tests must pass). The work tree is
never touched. Results are kept, and a bug that was tried before is not tried again:

    Packaging/mutation/run.py              all that is left
    Packaging/mutation/run.py NAME …       these, again
    Packaging/mutation/run.py --list       what there is
    Packaging/mutation/run.py --table      what came out

A bug file:

    What is wrong, in one line.
    file: Sources/…
    tests: FilterOfTests Another            tried in this order until one of them fails
    kind: expression | statements           `expression` where it is left out
    --- in                                  optional: text that stands once in the file and holds what follows
    --- find                                what is there, once
    --- replace                             what is planted instead
"""
import concurrent.futures, os, re, signal, subprocess, sys, threading, time
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
WORK = Path(os.environ.get("MUTATION_FOLDER", TREE / ".build-mutation"))
COPY = WORK / "tree"
RESULTS = WORK / "results.tsv"
BUGS = Path(__file__).resolve().parent / "bugs"
LIMIT = int(os.environ.get("MUTATION_SECONDS", "600"))  # for one filter of tests

SWITCH = """

import Glibc

private let plantedBug = getenv("CASEBOOK_PLANTED").map { String(cString: $0) }
private func planted(_ name: String) -> Bool { plantedBug == name }
"""


class Bug:
    def __init__(self, path):
        self.name = path.stem
        head, *parts = re.split(r"^--- (in|find|replace)\n", path.read_text(), flags=re.M)
        lines = head.strip().split("\n")
        self.what = lines[0]
        fields = dict(line.split(": ", 1) for line in lines[1:])
        self.file, self.tests = fields["file"], fields["tests"].split()
        self.kind = fields.get("kind", "expression")
        texts = dict(zip(parts[::2], (part.strip("\n") for part in parts[1::2])))
        self.find, self.replace = texts["find"], texts.get("replace", "")
        self.context = texts.get("in", self.find)

    def planted(self, text):
        if text.count(self.context) != 1 or self.context.count(self.find) != 1:
            sys.exit(f"{self.name}: what is to be replaced does not stand once in {self.file}")
        if self.kind == "statements":
            switch = f'if planted("{self.name}") {{\n{self.replace}\n}} else {{\n{self.find}\n}}'
        else:
            switch = f'(planted("{self.name}") ? ({self.replace}) : ({self.find}))'
        return text.replace(self.context, self.context.replace(self.find, switch))


def write(path, data):
    """Only what differs, so that a build has no more to do than needed."""
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def copy(bugs):
    files = subprocess.run(
        ["git", "-C", TREE, "ls-files", "-co", "--exclude-standard"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    files = [file for file in files if (TREE / file).is_file()]
    if (TREE / "Package.resolved").exists():
        files.append("Package.resolved")
    if not (COPY / ".build").exists() and (TREE / ".build").exists():
        COPY.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", "--reflink=auto", TREE / ".build", COPY / ".build"], check=True)
    for folder in ("Sources", "Tests"):
        for path in (COPY / folder).rglob("*"):
            if path.is_file() and str(path.relative_to(COPY)) not in files:
                path.unlink()
    for file in files:
        text = (TREE / file).read_bytes()
        here = [bug for bug in bugs if bug.file == file]
        if here:
            text = text.decode()
            for bug in here:
                text = bug.planted(text)
            text = (text + SWITCH).encode()
        write(COPY / file, text)
    for bug in bugs:
        if bug.file not in files:
            sys.exit(f"{bug.name}: there is no {bug.file}")


def inside(command):
    """A command in the copy; where that is allowed, with the copy at the tree's own path: then the build that
    was copied along is still valid."""
    mounted = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if subprocess.run(mounted + ["true"], capture_output=True).returncode:
        return ["bash", "-c", f"cd '{COPY}' && {command}"]
    return mounted + ["bash", "-c", f"mount --bind '{COPY}' '{TREE}' && cd '{TREE}' && {command}"]


def test(name, filters):
    """What found it, or nothing."""
    for filter in filters:
        program = f".build/debug/casebookPackageTests.xctest --testing-library swift-testing --filter '{filter}'"
        process = subprocess.Popen(
            inside(f"exec {program} 2>&1"), stdout=subprocess.PIPE, text=True, errors="replace",
            env=dict(os.environ, CASEBOOK_PLANTED=name), start_new_session=True)
        late = threading.Timer(LIMIT, lambda: os.killpg(process.pid, signal.SIGKILL))
        late.start()
        started, found, ran, last = time.time(), None, None, ""
        for line in process.stdout:
            issue = re.search(r"Test (\S.*?) recorded an issue", line)
            if issue and " known issue" not in line:
                found = issue.group(1)
                break
            end = re.search(r"Test run with (\d+) test", line)
            ran = int(end.group(1)) if end else ran
            last = line.strip() or last
        late.cancel()
        if found:
            os.killpg(process.pid, signal.SIGKILL)
        status = process.wait()
        if not found and time.time() - started >= LIMIT:
            found = f"no end after {LIMIT} seconds"
        elif not found and ran == 0:
            raise SystemExit(f"{name}: no test is called {filter}")
        elif not found and status:
            found = f"ended with {status}: {last[:100]}"
        if found:
            return f"{filter}: {found}"
    return None


def results():
    if not RESULTS.exists():
        return {}
    return {line.split("\t")[0]: line.split("\t") for line in RESULTS.read_text().splitlines()}


def table(bugs):
    known = results()
    print("| Bug | What is wrong | Found by | Seconds |\n|---|---|---|---|")
    for bug in bugs:
        if bug.name in known:
            _, found, seconds = known[bug.name]
            print(f"| {bug.name} | {bug.what} | {found or '**not found**'} | {seconds} |")
    # A time that ran out may be the machine's: it shows nothing.
    missed = [
        bug.name for bug in bugs if bug.name in known and (not known[bug.name][1] or "no end after" in known[bug.name][1])]
    tried = sum(bug.name in known for bug in bugs)
    print(f"\n{tried} of {len(bugs)} tried, {tried - len(missed)} found.")
    return missed


def main():
    bugs = [Bug(path) for path in sorted(BUGS.glob("*.bug"))]
    names = [name for name in sys.argv[1:] if not name.startswith("--")]
    if "--list" in sys.argv:
        return print("\n".join(f"{bug.name}: {bug.what}" for bug in bugs))
    if "--table" in sys.argv:
        return table(bugs)
    unknown = set(names) - {bug.name for bug in bugs}
    if unknown:
        sys.exit("There is no bug " + ", ".join(sorted(unknown)))
    left = [bug for bug in bugs if bug.name in names or (not names and bug.name not in results())]
    if not left:
        sys.exit(1 if table(bugs) else 0)
    copy(bugs)
    if subprocess.run(inside("swift build --build-tests 2>&1 | grep -E 'error:|Compiling|Linking|Build' | tail -20; exit ${PIPESTATUS[0]}")).returncode:
        sys.exit("The tree with the bugs in it does not build.")
    if not os.environ.get("MUTATION_UNCHECKED"):
        filters = sorted({filter for bug in left for filter in bug.tests})
        found = test("none", ["|".join(filters)])
        if found:
            sys.exit(f"The tests fail without any bug: {found}")
    lock = threading.Lock()

    def attempt(bug):
        started = time.time()
        found = test(bug.name, bug.tests) or ""
        with lock:
            kept = {**results(), bug.name: [bug.name, found.replace("\t", " "), f"{time.time() - started:.0f}"]}
            RESULTS.write_text("".join("\t".join(row) + "\n" for row in kept.values()))
            print(f"{bug.name}: {found or 'NOT FOUND'}", flush=True)

    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("MUTATION_JOBS", os.cpu_count() or 1))) as pool:
        list(pool.map(attempt, left))
    sys.exit(1 if table(bugs) else 0)


main()
