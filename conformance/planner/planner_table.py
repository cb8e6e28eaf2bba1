"""Render matrix cases of one or more servers as Markdown tables: lookup × kind of index.

    python planner_table.py pg15.jsonl.gz pg17.jsonl.gz pg18.jsonl.gz

A cell shows one sign where the servers agree, else one for each server in the order given.
"""

import gzip
import json
import sys
from collections import defaultdict


def sign(truth):
    if not truth["usable"]:
        return "–"
    if truth["seek_columns"]:
        return "seek"
    if truth["condition_columns"]:
        return "scan"
    return "pred" if truth["partial_implied"] else "order"


def main(paths):
    tables = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for case in map(json.loads, lines):
                _, column, lookup, _, kind = case["id"].split("-", 4)
                tables[column][lookup][kind].append(sign(case["truth"]))
    for column, rows in tables.items():
        kinds = list(dict.fromkeys(kind for cells in rows.values() for kind in cells))
        alike = defaultdict(list)
        for lookup, cells in rows.items():
            alike[tuple(cell(cells[kind]) for kind in kinds)].append(lookup)
        print(f"\n**{column}**\n\n| lookup | " + " | ".join(kinds) + " |\n|---|" + "---|" * len(kinds))
        for cells, lookups in alike.items():
            print(f"| {', '.join(lookups)} | " + " | ".join(cells) + " |")


def cell(signs):
    return signs[0] if len(set(signs)) == 1 else "/".join(signs) or " "


if __name__ == "__main__":
    main(sys.argv[1:])
