"""Finds the sites, chooses some, and plants them all into a copy of the tree that builds."""
import collections, concurrent.futures, hashlib, json, os, random, re, shlex, subprocess, sys
from pathlib import Path

from targets import TARGETS, module_of, target_of

TREE = Path(__file__).resolve().parents[2]
WORK = Path(os.environ.get("MUTANTS_FOLDER", TREE / ".build-mutants"))
COPY = WORK / "tree"
CHOSEN = WORK / "mutants.jsonl"  # what is planted: one mutant a line, by number
REFUSED = WORK / "refused.txt"  # names of sites that did not compile
TOOL = Path(__file__).resolve().parent
NUMBERS = 8_000  # for each target

# Only the copy has this. Which mutants a run came by is written into a file of one byte each.
SWITCH = """import Glibc

private let chosen = getenv("CASEBOOK_MUTANT").flatMap { Int(String(cString: $0)) } ?? -1
nonisolated(unsafe) private let reached: UnsafeMutablePointer<UInt8>? = {
  guard let path = getenv("CASEBOOK_MUTANTS_REACHED") else { return nil }
  let file = open(path, O_RDWR)
  guard file >= 0, let bytes = mmap(nil, 65_536, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), bytes != MAP_FAILED
  else { return nil }
  return bytes.assumingMemoryBound(to: UInt8.self)
}()

/// Whether this run is of that mutant.
public func mutant%s(_ number: Int) -> Bool {
  if let reached { reached[number] = 1 }
  return number == chosen
}
"""


# Programs that tests run have an environment of their own: in the copy, which mutant it is goes along. By file: what
# their environment is there.
PASSED_ON = {
    "Tests/TestSupport/Programs/Child.swift": "environment ?? ProcessInfo.processInfo.environment",
    "Tests/CasebookTests/Running/Terminal.swift":
        'shop.environment.merging(["TERM": "xterm", "NO_COLOR": "1"]) { $1 }.merging(more) { $1 }',
}
WITH_SWITCH = """(%s).merging(
      ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("CASEBOOK_MUTANT") }) { $1 }"""


def files():
    listed = subprocess.run(
        ["git", "-C", TREE, "ls-files", "-co", "--exclude-standard"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    listed = [file for file in listed if (TREE / file).is_file()]
    return listed + (["Package.resolved"] if (TREE / "Package.resolved").exists() else [])


def sites():
    """Every site of the targets. Its name outlives changes elsewhere in the file."""
    program = WORK / "tool/debug/mutant-sites"
    written = max(path.stat().st_mtime for path in [TOOL / "Package.swift", *(TOOL / "Sources").rglob("*.swift")])
    if not program.exists() or program.stat().st_mtime < written:
        built = ["swift", "build", "--package-path", TOOL, "--scratch-path", WORK / "tool"]
        if subprocess.run(built, stdout=sys.stderr).returncode:
            sys.exit("The program that lists the sites does not build.")
    swift = [file for file in files() if file.endswith(".swift") and target_of(file)]
    found = subprocess.run([program, *swift], cwd=TREE, check=True, capture_output=True, text=True).stdout
    listed, times = [json.loads(line) for line in found.splitlines()], collections.Counter()
    for site in listed:
        words = [site["file"], site["within"], site["kind"], *(" ".join(site[k].split()) for k in ("was", "becomes"))]
        times[tuple(words)] += 1
        words.append(str(times[tuple(words)]))
        site["name"] = hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]
        site["target"] = target_of(site["file"])
    return listed


def choose(listed, seed, scale, refused, targets):
    """Evenly over the files of each of these targets and over the kinds in a file; never two in one statement. What was
    chosen before by the same seed and scale stays chosen while it is there: only what the code lost is drawn again."""
    before = {mutant["name"] for mutant in chosen() if mutant.get("drawn") == f"{seed} {scale:g}"}
    picks = []
    for target in targets:
        wanted = TARGETS[target][2]
        chance = random.Random(f"{seed} {target}")
        by_file = collections.defaultdict(lambda: collections.defaultdict(list))
        taken, left = [], round(wanted * scale)
        for site in listed:
            if site["target"] != target:
                continue
            if site["name"] in before:
                taken.append(site)
                left -= site["name"] not in refused
            else:
                by_file[site["file"]][site["kind"]].append(site)
        order = sorted(by_file)
        chance.shuffle(order)
        while left > 0 and order:
            for file in list(order):
                kinds = by_file[file]
                picked = None
                while kinds and not picked:
                    kind = chance.choice(sorted(kinds))
                    site = kinds[kind].pop(chance.randrange(len(kinds[kind])))
                    if not kinds[kind]:
                        del kinds[kind]
                    apart = all(
                        site["statement"] != other["statement"]
                        and (site["offset"] + site["length"] <= other["offset"]
                             or other["offset"] + other["length"] <= site["offset"])
                        for other in taken if other["file"] == file)
                    picked = site if apart else None
                if not picked:
                    order.remove(file)
                    continue
                taken.append(picked)
                left -= picked["name"] not in refused
                if not left:
                    break
        picks += [dict(site, drawn=f"{seed} {scale:g}") for site in taken]
    return picks


def numbered(mutants):
    """With numbers that stay when others of other targets are added or left out: a build then has less to do."""
    next_of = {target: at * NUMBERS for at, target in enumerate(TARGETS)}
    for mutant in mutants:
        yield dict(mutant, number=next_of[mutant["target"]])
        next_of[mutant["target"]] += 1


def planted(text, here):
    """The text with all of its sites planted, and for each the lines where it stands."""
    data, parts, at, places = text.encode(), [], 0, []
    for site in sorted(here, key=lambda site: site["offset"]):
        start, end = site["offset"], site["offset"] + site["length"]
        was = data[start:end].decode()
        assert was == site["was"], f"{site['file']} changed while it was read"
        switch = f"(mutant{module_of(site['file'])}({site['number']}) ? ({site['becomes']}) : ({was}))"
        parts += [data[at:start].decode(), switch]
        first = sum(part.count("\n") for part in parts[:-1]) + 1
        places.append((first, first + switch.count("\n"), site))
        at = end
    return "".join(parts) + data[at:].decode(), places


def write(path, data):
    """Only what differs, so that a build has no more to do than needed."""
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def copy(mutants):
    """Makes the copy of the tree; the places of what is planted, by file."""
    listed = files()
    if not (COPY / ".build").exists() and (TREE / ".build").exists():
        COPY.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", "--reflink=auto", TREE / ".build", COPY / ".build"], check=True)
    switches = {f"Sources/{module}/Mutant{module}.swift": module for module in {module_of(m["file"]) for m in mutants}}
    for folder in ("Sources", "Tests"):
        for path in (COPY / folder).rglob("*"):
            if path.is_file() and str(path.relative_to(COPY)) not in listed + list(switches):
                path.unlink()
    by_file, places = collections.defaultdict(list), {}
    for mutant in mutants:
        by_file[mutant["file"]].append(mutant)
    for file in listed:
        data = (TREE / file).read_bytes()
        if file in by_file:
            text, places[file] = planted(data.decode(), by_file[file])
            data = text.encode()
        if file in PASSED_ON:
            if data.decode().count(PASSED_ON[file]) != 1:
                sys.exit(f"{file} does not say once what environment a program has.")
            data = data.decode().replace(PASSED_ON[file], WITH_SWITCH % PASSED_ON[file]).encode()
        write(COPY / file, data)
    for file, module in switches.items():
        write(COPY / file, (SWITCH % module).encode())
    return places


def inside(command):
    """A command in the copy; where that is allowed, with the copy at the tree's own path: then the build that was
    copied along is still valid."""
    mounted = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if subprocess.run(mounted + ["true"], capture_output=True).returncode:
        return ["bash", "-c", f"cd '{COPY}' && {command}"]
    return mounted + ["bash", "-c", f"mount --bind '{COPY}' '{TREE}' && cd '{TREE}' && {command}"]


ALONE = {"-c", "-incremental", "-emit-dependencies", "-emit-module", "-serialize-diagnostics", "-parseable-output",
         "-enable-batch-mode", "-emit-objc-header", "-j2"}
WITH_PATH = {"-emit-module-path", "-output-file-map", "-index-store-path", "-emit-objc-header-path"}


def errors(text):
    """Pairs of file and line."""
    roots = "|".join(re.escape(str(root)) for root in (TREE, COPY))
    return sorted({(file, int(line)) for file, line in re.findall(
        rf"^(?:{roots})/(Sources/\S+?):(\d+):\d+: error:", text, re.M)})


def check(module):
    """What the compiler refuses in a module, all of it at once and nothing built: a build stops at the first file. The
    other modules are as they were built last, which is why the last word is the build's."""
    plan = COPY / ".build/debug.yaml"
    if not plan.exists() or not (COPY / f".build/debug/{module}.build/sources").exists():
        return []
    found = re.search(
        rf'^  "C\.{module}-[^"]*\.module":\n(?:    .*\n)*?    args: (\[.*\])$', plan.read_text(), re.M)
    given = iter(json.loads(found.group(1)))
    arguments = []
    for argument in given:
        if argument in WITH_PATH:
            next(given)
        elif argument.startswith("@"):  # the list of the sources
            arguments += [str(TREE / path.relative_to(COPY)) for path in (COPY / "Sources" / module).rglob("*.swift")]
        elif argument not in ALONE:
            arguments.append(argument)
    # An expression that keeps the type checker busy would hold up every build.
    busy = ["-Xfrontend", "-solver-expression-time-threshold=4"]
    command = shlex.join([arguments[0], "-typecheck", "-wmo", *busy, *arguments[1:]])
    run = subprocess.run(inside(f"{command} 2>&1"), stdout=subprocess.PIPE, text=True, errors="replace")
    return errors(run.stdout)


def build():
    """What the compiler refused. Nothing when all of it was built."""
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    run = subprocess.run(
        inside("swift build --build-tests 2>&1"), stdout=subprocess.PIPE, text=True, errors="replace", env=environment)
    (WORK / "build.log").write_text(run.stdout)
    if run.returncode == 0:
        return []
    return errors(run.stdout) or sys.exit(f"The copy does not build, and not for a mutant's sake: see {WORK / 'build.log'}")


def blamed(wrong, places):
    """The names of the mutants where the errors are, or of those near them: an error may be told of where the
    statement begins."""
    names = set()
    for file, line in wrong:
        here = places.get(file, [])
        near = [site for first, last, site in here if first <= line <= last]
        near = near or [site for first, last, site in here if first - 12 <= line <= last + 3]
        names |= {site["name"] for site in near}
    return names


def prepare(seed, scale, targets):
    """Chooses of these targets, plants and builds, without what does not compile, until all of it builds."""
    refused = set(REFUSED.read_text().split()) if REFUSED.exists() else set()
    listed = sites()
    built, unchecked = {mutant["name"] for mutant in chosen() if mutant["compiled"]}, None
    while True:
        mutants = list(numbered(choose(listed, seed, scale, refused, targets)))
        standing = [mutant for mutant in mutants if mutant["name"] not in refused]
        places = copy(standing)
        if unchecked is None:
            unchecked = {module_of(mutant["file"]) for mutant in standing if mutant["name"] not in built}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            wrong = [error for errors in pool.map(check, sorted(unchecked)) for error in errors]
        found = blamed(wrong, places)
        if not found:
            wrong = build()
            found = blamed(wrong, places)
            if wrong and not found:
                sys.exit(f"The copy does not build, and not for a mutant's sake: {wrong[:3]}")
        if not found:
            break
        refused |= found
        unchecked = {module_of(file) for file, _ in wrong}
        REFUSED.write_text("\n".join(sorted(refused)) + "\n")
        print(f"{len(found)} that do not compile are left out.", flush=True)
    for mutant in mutants:
        mutant["compiled"] = mutant["name"] not in refused
    CHOSEN.write_text("".join(json.dumps(mutant, ensure_ascii=False) + "\n" for mutant in mutants))
    return mutants


def chosen():
    return [json.loads(line) for line in CHOSEN.read_text().splitlines()] if CHOSEN.exists() else []
