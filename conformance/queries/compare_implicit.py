"""Compare the queries that Django sends by itself with those that ormlint foretells.

    compare_implicit.py truth.jsonl[.gz] answer.json [--json FILE] [--examples N]

answer.json is `ormlint queries --implicit --format json`. A site is the line on which
project code makes Django send queries of one kind: a relation is read, an object is
saved. Of each the share is counted whose line is foretold, and whose model, operation
and condition are. Templates and migrations are left out. Which rows there are to
cascade to, and which relations hold nothing, no source tells: so there is no precision.
"""
import argparse
import gzip
import json
from collections import defaultdict

KINDS = ("fk", "save", "refresh", "cascade", "prefetch", "related_write")
LEVELS = ("Place", "Model", "Condition")


def records(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt") as lines:
        for line in lines:
            record = json.loads(line)
            if record.get("implicit") in KINDS and record["steps"] and not record["via"]:
                if not record["test"] and not record["migration"]:
                    yield record


def leaf_keys(leaves):
    return {(leaf["table"], leaf["column"], leaf["lookup"], leaf["negated"])
            for leaf in leaves if leaf["column"] and not leaf.get("auto")}


def level(record, query):
    if query["model"] != record["model"]:
        return 1
    same = query["operation"] == record["operation"]
    return 3 if same and leaf_keys(record["where"]) <= leaf_keys(query["where"]) else 2


def by_place(queries):
    places = defaultdict(list)
    for query in queries:
        last = query["steps"][-1]
        lines = {(query["file"], line) for line in range(query["line"], query["end_line"] + 1)}
        for file, line in lines | {(last["file"], last["line"])}:
            places[query["implicit"], file, line].append(query)
    return places


def compare(truth, answer):
    """(figures by kind, records that were not foretold)"""
    with open(answer) as file:
        foretold = by_place(json.load(file)["implicit"])
    sites = defaultdict(list)
    for record in records(truth):
        last = record["steps"][-1]
        sites[record["implicit"], last["file"], last["line"]].append(record)
    figures = {kind: dict.fromkeys(LEVELS, 0.0) | {"Number": 0} for kind in KINDS}
    missed = []
    for site, ran in sites.items():
        of_kind = figures[site[0]]
        of_kind["Number"] += 1
        for record in ran:
            best = max((level(record, query) for query in foretold[site]), default=0)
            for reached in range(best):
                of_kind[LEVELS[reached]] += 1 / len(ran)
            if best < len(LEVELS):
                missed.append((site, record))
    for of_kind in figures.values():
        for name in LEVELS:
            of_kind[name] /= of_kind["Number"] or 1
    return figures, missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("truth")
    parser.add_argument("answer")
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("--examples", type=int, default=0, help="show up to this many records that were not foretold")
    chosen = parser.parse_args()
    figures, missed = compare(chosen.truth, chosen.answer)
    for kind, of_kind in figures.items():
        print("%-14s" % kind + "".join("%9.1f %%" % (100 * of_kind[name]) for name in LEVELS) + "%7d" % of_kind["Number"])
    for (kind, file, line), record in missed[:chosen.examples]:
        leaves = sorted(leaf_keys(record["where"]))
        print("  %s at %s:%d: %s %s %s" % (kind, file, line, record["operation"], record["model"], leaves))
    if chosen.json:
        with open(chosen.json, "w") as file:
            json.dump(figures, file)


if __name__ == "__main__":
    main()
