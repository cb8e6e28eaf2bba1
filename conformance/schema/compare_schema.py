#!/usr/bin/env python3
"""Compare ormlint's `models` JSON with the truth of schema_dump.py.

    compare_schema.py TRUTH.json ORMLINT.json [--packages] [--limit N] [--min SHARE] [--json FILE]

Prints, for each category, how many facts the truth has, how many of them ormlint says too, how
many it misses and how many it says that are not true; then the mismatches.  Ends with status 1
where a category's score is under --min.  Models of installed packages count only with --packages.
Either file may be gzipped.

A category's score is matched / (matched + missing + extra).  The categories `index names`,
`origins`, `field types`, `ordering` and `locations` are figures of their own, outside of --min.

A column that is missing has no type to compare, so its type is not among the facts of `column
types` that were compared (`truth`).  `facts` of --json counts all facts of a category that the
truth has, reached or not: matched / facts is the share that a user gets.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import sys

from sql_expression import canonical

TYPE_SPELLINGS = {
    "character varying": "varchar", "character": "char", "int": "integer", "int4": "integer", "int8": "bigint",
    "int2": "smallint", "serial": "integer", "bigserial": "bigint", "smallserial": "smallint", "bool": "boolean",
    "float8": "double precision", "float4": "real", "decimal": "numeric", "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone", "time": "time without time zone", "timetz": "time with time zone",
    "varbit": "bit varying",
}


class Category:
    """The facts of one kind, and what became of them."""

    def __init__(self, name, gated=True):
        self.name, self.gated = name, gated
        self.matched, self.missing, self.extra = 0, [], []
        self.differing = []

    def check(self, subject, expected, actual):
        """One fact about something that both sides know."""
        if expected == actual:
            self.matched += 1
        else:
            self.differing.append(f"{subject}: truth {show(expected)}, ormlint {show(actual)}")

    @property
    def truth(self):
        return self.matched + len(self.missing) + len(self.differing)

    @property
    def score(self):
        total = self.truth + len(self.extra)
        return self.matched / total if total else 1.0

    def figures(self):
        return {"truth": self.truth, "matched": self.matched, "missing": len(self.missing),
                "differing": len(self.differing), "extra": len(self.extra), "score": round(self.score, 6)}


def show(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Comparison:
    def __init__(self):
        self.categories = [
            Category(name, gated) for name, gated in (
                ("models", True), ("tables", True), ("columns", True), ("column types", True), ("null", True),
                ("primary keys", True), ("references", True), ("indexes", True), ("index names", False),
                ("origins", False), ("field types", False), ("ordering", False), ("locations", False))
        ]
        self.by_name = {category.name: category for category in self.categories}

    def __getitem__(self, name):
        return self.by_name[name]

    def compare(self, truth, ormlint):
        for label, (expected, actual) in paired(truth, ormlint).items():
            if actual is None:
                self["models"].missing.append(f"{label} ({expected['file']}:{expected['line']})")
                self["columns"].missing += [f"{label}.{column['column']}" for column in expected["columns"]]
                self["indexes"].missing += [describe_index(expected, index) for index in expected["indexes"]]
            elif expected is None:
                self["models"].extra.append(f"{label} ({actual.get('file')}:{actual.get('line')})")
            else:
                self["models"].matched += 1
                self.compare_model(expected, actual)

    def compare_model(self, expected, actual):
        label = expected["label"]
        self["tables"].check(label, expected["table"], actual["table"])
        self["ordering"].check(label, expected["ordering"], actual.get("ordering"))
        if expected["line"] is not None:
            location = "{file}:{line}"
            self["locations"].check(label, location.format(**expected), location.format(**actual))
        self.compare_columns(expected, actual)
        self.compare_indexes(expected, actual)

    def compare_columns(self, expected, actual):
        theirs = {column["column"]: column for column in actual["columns"]}
        for column in expected["columns"]:
            subject = f"{expected['label']}.{column['column']}"
            other = theirs.pop(column["column"], None)
            if other is None:
                self["columns"].missing.append(subject)
                continue
            self["columns"].matched += 1
            self["column types"].check(subject, normal_type(column["db_type"]), normal_type(other["db_type"]))
            self["null"].check(subject, column["null"], other["null"])
            self["primary keys"].check(subject, column["primary_key"], other["primary_key"])
            self["field types"].check(subject, column["type"], other["type"])
            if column["references"] or other["references"]:
                self["references"].check(subject, column["references"], other["references"])
        self["columns"].extra += [f"{expected['label']}.{name}" for name in theirs]

    def compare_indexes(self, expected, actual):
        theirs = collections.defaultdict(list)
        for index in actual["indexes"]:
            theirs[index_key(index)].append(index)
        for index in expected["indexes"]:
            candidates = theirs[index_key(index)]
            if not candidates:
                self["indexes"].missing.append(describe_index(expected, index))
                continue
            same_name = [other for other in candidates if other["name"] == index["name"]]
            other = same_name[0] if same_name else candidates[0]
            candidates.remove(other)
            self["indexes"].matched += 1
            if other["name"] is not None:
                self["index names"].check(expected["label"], index["name"], other["name"])
            if index["origin"] is not None:
                self["origins"].check(describe_index(expected, index), index["origin"], other["origin"])
        for left in theirs.values():
            self["indexes"].extra += [describe_index(expected, index) for index in left]


def paired(truth, ormlint):
    """Label to (truth's model, ormlint's model), one of them None where only one side has it."""
    labels = sorted(truth.keys() | ormlint.keys())
    return {label: (truth.get(label), ormlint.get(label)) for label in labels}


def normal_type(text):
    """One spelling of a column type: `decimal(10, 2)` and `numeric(10,2)` are one."""
    if text is None:
        return None
    text = re.sub(r"\s*([(),])\s*", r"\1", " ".join(text.lower().split()))
    match = re.fullmatch(r"([a-z_0-9 ]+?)(\([^)]*\))?( with(?:out)? time zone)?((?:\[\d*\])*)", text)
    if not match:
        return text
    name, arguments, zone, array = match.groups(default="")
    if zone:
        return name + arguments + zone + array
    return TYPE_SPELLINGS.get(name, name) + arguments + array


def index_key(index):
    """All of an index but its name."""
    terms = tuple(
        (term["column"] if "column" in term else canonical(term["expression"]),
         term["desc"], term.get("opclass") or "", term.get("nulls"))
        for term in index["terms"]
    )
    return (index["method"], index["unique"], index["primary"], terms, tuple(index["include"]),
            canonical(index["where"]), index.get("nulls_distinct", True))


def describe_index(model, index):
    terms = ", ".join(
        " ".join(filter(None, [term.get("column") or f"({term['expression']})", term.get("opclass"),
                               "DESC" if term["desc"] else "",
                               f"NULLS {term['nulls'].upper()}" if term.get("nulls") else ""]))
        for term in index["terms"]
    )
    kind = "PRIMARY KEY" if index["primary"] else "UNIQUE" if index["unique"] else "INDEX"
    include = f" INCLUDE ({', '.join(index['include'])})" if index["include"] else ""
    where = f" WHERE {index['where']}" if index["where"] else ""
    return f"{model['label']}: {kind} {index['method']} ({terms}){include}{where} [{index['name']}]"


def read(path):
    """A models document, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return json.load(stream)


def by_label(document, left_out=frozenset()):
    """Label to model, without the labels left out."""
    return {model["label"]: model for model in document["models"] if model["label"] not in left_out}


def package_labels(document):
    """The models whose source is an installed package's."""
    return {model["label"] for model in document["models"] if model.get("package")}


def figures_json(document, truth, comparison):
    """What --json writes: the figures of every category, with all the facts that the truth has."""
    itself = Comparison()
    itself.compare(truth, truth)
    categories = {
        category.name: {"facts": itself[category.name].truth, **category.figures()}
        for category in comparison.categories
    }
    return {"project": document["project"], "django": document["django"], "categories": categories}


def report(comparison, limit):
    print(f"{'':14}{'truth':>8}{'matched':>9}{'missing':>9}{'differ':>8}{'extra':>8}{'score':>9}")
    for category in comparison.categories:
        figures = category.figures()
        mark = "" if category.gated else "  (not gated)"
        print(f"{category.name:14}{figures['truth']:8}{figures['matched']:9}{figures['missing']:9}"
              f"{figures['differing']:8}{figures['extra']:8}{category.score:9.2%}{mark}")
    for category in comparison.categories:
        for word, lines in (("missing", category.missing), ("differs", category.differing), ("extra", category.extra)):
            for line in lines[:limit]:
                print(f"{category.name}: {word}: {line}")
            if len(lines) > limit:
                print(f"{category.name}: {word}: ... and {len(lines) - limit} more")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("truth", type=pathlib.Path)
    parser.add_argument("ormlint", type=pathlib.Path)
    parser.add_argument("--packages", action="store_true", help="compare models of installed packages too")
    parser.add_argument("--limit", type=int, default=20, help="mismatches shown of each kind (default 20)")
    parser.add_argument("--min", type=float, default=1.0, help="least score of every gated category (default 1.0)")
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures to this file")
    options = parser.parse_args()
    document, answer = read(options.truth), read(options.ormlint)
    left_out = set() if options.packages else package_labels(document)
    truth = by_label(document, left_out)
    ormlint = by_label(answer, left_out if options.packages else left_out | package_labels(answer))
    comparison = Comparison()
    comparison.compare(truth, ormlint)
    report(comparison, options.limit)
    if options.json:
        figures = figures_json(document, truth, comparison)
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return int(any(category.gated and category.score < options.min for category in comparison.categories))


if __name__ == "__main__":
    sys.exit(main())
