#!/usr/bin/env python3
"""Changes one token at a time, by machine, and looks whether the tests notice.

    Packaging/mutants/run.py                  all that is left
    Packaging/mutants/run.py NAME …           these again (names, files, or targets)
    Packaging/mutants/run.py --survivors      those again that were not caught (with names: of these)
    Packaging/mutants/run.py --table          what came out
    --targets A,B                             plants in these targets alone, which builds sooner
    --planted                                 tries what was built before, without another look at the tree
    --tests A,B                               asks these test targets alone
    --seed N --scale X                        other sites; X times as many (a new choice, a new build)

The work tree is never touched. README.md beside this file tells more.
"""
import argparse, collections, re, sys
from pathlib import Path

sys.dont_write_bytecode = True
import planting, trial
from targets import TARGETS

EQUIVALENT = Path(__file__).resolve().parent / "equivalent.txt"


def equivalents():
    """What changes nothing: name of the site -> why."""
    known = {}
    for block in re.split(r"\n\s*\n", EQUIVALENT.read_text() if EQUIVALENT.exists() else ""):
        lines = [line for line in block.strip().split("\n") if line and not line.startswith("#")]
        if len(lines) >= 2:
            known[lines[0].split()[0]] = " ".join(line.strip() for line in lines[1:])
    return known


def shown(mutant):
    was, becomes = (" ".join(mutant[key].split()) for key in ("was", "becomes"))
    return f"{mutant['name']} {mutant['file']}:{mutant['line']} {mutant['within']} ({mutant['kind']})\n      {was}\n   -> {becomes}"


def table(mutants):
    """Prints the figures, and what survived without a reason. That is what is returned."""
    known, reasons = trial.results(), equivalents()
    count = collections.Counter()
    survivors = []
    for mutant in mutants:
        result = known.get(mutant["name"])
        state = (
            "not compiled" if not mutant["compiled"] else "not tried" if not result else
            "by time" if (result["found"] or "").startswith("no end") else "caught" if result["found"] else
            "equivalent" if mutant["name"] in reasons else "survived")
        count[mutant["target"], state] += 1
        if state == "survived":
            survivors.append((mutant, result))
    states = ["not compiled", "not tried", "caught", "by time", "equivalent", "survived"]
    print("| Target | made | " + " | ".join(states) + " | caught of those that change something |")
    print("|---|" + "---|" * (len(states) + 2))
    for target in [*TARGETS, None]:
        rows = {state: sum(n for (of, s), n in count.items() if s == state and target in (of, None)) for state in states}
        if not sum(rows.values()):
            continue
        caught = rows["caught"] + rows["by time"]
        of = caught + rows["survived"]
        share = f"{100 * caught / of:.1f} %" if of else "–"
        print(f"| {target or 'all'} | {sum(rows.values())} | " + " | ".join(str(rows[s]) for s in states) + f" | {share} |")
    for mutant, result in survivors:
        print(f"\n{shown(mutant)}\n      {result['suites']} suites came by it.")
    return survivors


def main():
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("names", nargs="*")
    given.add_argument("--table", action="store_true")
    given.add_argument("--survivors", action="store_true")
    given.add_argument("--planted", action="store_true")
    given.add_argument("--tests", default="")
    given.add_argument("--targets", default=",".join(TARGETS))
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--scale", type=float, default=1)
    asked = given.parse_args()
    targets = asked.targets.split(",")
    if unknown := set(targets) - set(TARGETS):
        given.error(f"no target is called {', '.join(sorted(unknown))}")
    if asked.table:
        sys.exit(1 if table(planting.chosen()) else 0)
    planting.WORK.mkdir(parents=True, exist_ok=True)
    mutants = planting.chosen() if asked.planted else planting.prepare(asked.seed, asked.scale, targets)
    standing = [mutant for mutant in mutants if mutant["compiled"]]
    lines, known = trial.reach(standing, [name for name in asked.tests.split(",") if name]), trial.results()
    left = standing
    if asked.names:
        left = [m for m in left if {m["name"], m["file"], m["target"]} & set(asked.names)]
    if asked.survivors:
        reasons = equivalents()
        left = [m for m in left if m["name"] in known and not known[m["name"]]["found"] and m["name"] not in reasons]
    elif not asked.names:
        left = [m for m in left if m["name"] not in known]
    # All targets alike, should it be stopped.
    trial.try_all(sorted(left, key=lambda mutant: mutant["number"] % planting.NUMBERS), lines)
    sys.exit(1 if table(mutants) else 0)


main()
