#!/usr/bin/env python3
"""Replay real index additions and removals, and score the advice given before they happened.

    replay_index_commits.py --mirror DIR --ormlint BIN [--additions F] [--removals F] [--out F]

For every commit that added an index, `ormlint check --format json` runs on the tree of its parent, then on
its own. Git directories, cloned by you before, are DIR/owner+name, DIR/owner+name/repo or DIR/owner+name/.git.
Truth files may be gzipped. The best level counts:

    exact   an IDX001-IDX010 finding on the model suggests exactly the added columns, in order
    loose   the suggestion starts with the added columns, or has the same columns in another order
    site    a finding on the model covers the query the truth names, suggesting something else
    model   some other finding on the model (same class name, or a class that inherits from it)

A row found at `exact` or `loose` is *fixed* when no such finding is left after the commit. Rank is the position of
the best finding among all IDX findings of that tree, sorted by severity and confidence. For removals: was a
redundant index reported at the parent (IDX101-IDX103, whose `columns` are those of the index to drop), and is a
useless one suggested again after the commit?

A peer is scored with --adapter FILE.py, which defines `report(tree, rows)` returning a dict in the shape of
`ormlint check --format json`; `rows` are the truth rows of the commit being replayed.
"""
import argparse
import gzip
import json
import re
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

READ_SUFFIXES = {".py", ".pyi", ".toml", ".cfg", ".ini", ".txt", ".yaml", ".yml", ".html", ".jinja", ".sql"}
LEVELS = ["exact", "loose", "site", "model", "none"]
MISSING_INDEX = re.compile(r"IDX0(0[1-9]|10)$")
REDUNDANT_INDEX = re.compile(r"IDX10[1-3]$")
REDUNDANT = {"redundant_prefix", "redundant_duplicate"}
USELESS = REDUNDANT | {"unused", "query_removed", "too_large_or_costly"}
SEVERITY = {"error": 0, "warning": 1, "advice": 2}
CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


def git_dir(mirror, repo):
    """The git directory of owner/name under the mirror, or None."""
    base = Path(mirror) / repo.replace("/", "+")
    return next((d for d in (base, base / "repo", base / ".git") if (d / "HEAD").is_file()), None)


def write_tree(git, commit, target):
    """Write the files an analyser reads; blobs that a partial clone lacks are left out."""
    listing = subprocess.run(["git", "--git-dir", str(git), "ls-tree", "-rz", "--full-tree", commit],
                             capture_output=True, check=True).stdout.decode("utf-8", "surrogateescape")
    blobs = []
    for entry in filter(None, listing.split("\0")):
        meta, path = entry.split("\t", 1)
        mode, kind, oid = meta.split()
        if kind == "blob" and mode != "120000" and Path(path).suffix in READ_SUFFIXES:
            blobs.append((oid, path))
    with tempfile.TemporaryFile() as oids:
        oids.write("".join(oid + "\n" for oid, _ in blobs).encode())
        oids.seek(0)
        with subprocess.Popen(["git", "--git-dir", str(git), "cat-file", "--batch"],
                              stdin=oids, stdout=subprocess.PIPE) as cat:
            for _, path in blobs:
                header = cat.stdout.readline().split()
                if header[-1] == b"missing":
                    continue
                content = cat.stdout.read(int(header[2]))
                cat.stdout.read(1)
                file = Path(target) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)


CLASS = re.compile(r"^class\s+(\w+)\s*\(([^)]*)\)", re.MULTILINE)


def descendants(tree, names):
    """For each class name: the lower-case names of the class and of all classes below it."""
    children = defaultdict(set)
    for file in Path(tree).rglob("*.py"):
        for name, bases in CLASS.findall(file.read_text("utf-8", "replace")):
            for base in bases.split(","):
                children[base.split(".")[-1].strip()].add(name)
    found = {}
    for start in names:
        seen, todo = set(), [start]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(children[name])
        found[start] = {name.lower() for name in seen}
    return found


def ormlint_report(binary, timeout):
    """A report function that runs ormlint; exit codes 0 and 1 are answers, the rest failures."""
    def report(tree, rows):
        run = subprocess.run([binary, "check", "--format", "json"], cwd=tree, capture_output=True, timeout=timeout)
        if run.returncode not in (0, 1):
            raise ValueError(f"exit {run.returncode}: {run.stderr[-200:].decode('utf-8', 'replace')}")
        return json.loads(run.stdout)
    return report


def analyse(report, git, commit, rows):
    """The report on one commit, and which classes count as each of the rows' models."""
    with tempfile.TemporaryDirectory(prefix="replay-") as tree:
        write_tree(git, commit, tree)
        return report(Path(tree), rows), descendants(tree, {row["model"] for row in rows})


def column(name):
    """(bare name, descending): `-`, `_id` and `pk` are spelling, not substance."""
    bare = name.lstrip("-")
    bare = "id" if bare == "pk" else re.sub(r"(?<=.)_id$", "", bare)
    return bare, name.startswith("-")


def same_index(one, two):
    """Equal columns in equal order; a btree is read both ways, so all directions may be turned."""
    one, two = [column(c) for c in one], [column(c) for c in two]
    return one == two or one == [(name, not desc) for name, desc in two]


def suggested(finding):
    index = (finding.get("suggestion") or {}).get("index") or {}
    return index.get("fields") or []


def covers_site(finding, site):
    path, _, line = (site or ":0").rpartition(":")
    first = finding.get("line", 0)
    return finding.get("file") == path and first <= int(line) <= (finding.get("end_line") or first)


def level_of(finding, row):
    """How well a finding on the row's model matches the row."""
    fields, truth = suggested(finding), row["index_fields"]
    if fields and same_index(fields, truth):
        return "exact"
    bare, bare_truth = [column(c)[0] for c in fields], [column(c)[0] for c in truth]
    if bare_truth and (bare[:len(bare_truth)] == bare_truth or sorted(bare) == sorted(bare_truth)):
        return "loose"
    return "site" if covers_site(finding, row.get("query_site")) else "model"


def on_model(finding, classes):
    return (finding.get("model") or "").rpartition(".")[2].lower() in classes


def ranked(document):
    """Missing-index findings, most urgent first."""
    findings = [f for f in document.get("findings", []) if MISSING_INDEX.match(f.get("code", ""))]
    return sorted(findings, key=lambda f: (SEVERITY.get(f.get("severity"), 3),
                                           CONFIDENCE.get(f.get("confidence"), 3),
                                           f.get("file", ""), f.get("line", 0)))


def best_match(findings, row, classes):
    """(level, rank) of the best finding for the row; rank is None when there is none."""
    matches = [(LEVELS.index(level_of(f, row)), rank) for rank, f in enumerate(findings, 1)
               if on_model(f, classes)]
    level, rank = min(matches, default=(LEVELS.index("none"), None))
    return LEVELS[level], rank


def replay_addition(report, git, rows):
    before, classes = analyse(report, git, rows[0]["parent"], rows)
    after, classes_after = analyse(report, git, rows[0]["commit"], rows)
    findings, left = ranked(before), ranked(after)
    for row in rows:
        level, rank = best_match(findings, row, classes[row["model"]])
        still = best_match(left, row, classes_after[row["model"]])[0] in ("exact", "loose")
        yield {"level": level, "rank": rank, "findings": len(findings),
               "queries": before.get("summary", {}).get("queries"),
               "fixed": not still if level in ("exact", "loose") else None}


def replay_removal(report, git, rows):
    before, classes = analyse(report, git, rows[0]["parent"], rows)
    after, classes_after = analyse(report, git, rows[0]["commit"], rows)
    redundant = [f for f in before.get("findings", []) if REDUNDANT_INDEX.match(f.get("code", ""))]
    for row in rows:
        fields, model = row["index_fields"], row["model"]
        yield {"reported": any(on_model(f, classes[model]) and same_index(f.get("columns") or [], fields)
                               for f in redundant),
               "readded": any(on_model(f, classes_after[model]) and same_index(suggested(f), fields)
                              for f in ranked(after))}


def replay(rows, mirror, report, replay_commit, limit):
    """Results of all rows, commit by commit; rows whose repository is absent are counted only."""
    commits = defaultdict(list)
    for row in rows:
        commits[row["repo"], row["commit"]].append(row)
    results, absent = [], Counter()
    for (repo, commit), group in list(commits.items())[:limit]:
        git, started = git_dir(mirror, repo), time.time()
        if git is None:
            absent[repo] += len(group)
            continue
        try:
            outcomes = list(replay_commit(report, git, group))
        except (subprocess.SubprocessError, ValueError) as error:
            outcomes = [{"failed": str(error)}] * len(group)
        seconds = round(time.time() - started, 2)
        print(f"{repo} {commit[:10]} {seconds:.1f}s {outcomes[0].get('failed', '')}", file=sys.stderr)
        results += [{**row, **outcome, "seconds": seconds} for row, outcome in zip(group, outcomes)]
    return results, absent


def share(part, whole):
    return f"{part}/{whole}" + (f" ({100 * part / whole:.1f} %)" if whole else "")


def per_commit(rows, hit):
    """The mean over commits of the share of rows hit: bulk commits weigh as much as others."""
    groups = defaultdict(list)
    for row in rows:
        groups[row["repo"], row["commit"]].append(hit(row))
    return 100 * statistics.mean(sum(g) / len(g) for g in groups.values()) if groups else 0.0


def summarise_additions(rows):
    print(f"additions: {len(rows)} rows, {sum('failed' in r for r in rows)} of them in failed runs")
    for title, part in (("all", rows), ("two or more columns", [r for r in rows if r["n_columns"] > 1])):
        for depth, name in enumerate(LEVELS[:4], 1):
            def hit(row):
                return row.get("level") in LEVELS[:depth]
            print(f"  {title}: {name:5} or better {share(sum(map(hit, part)), len(part))},"
                  f" per commit {per_commit(part, hit):.1f} %")
    found = [r for r in rows if r.get("level") in ("exact", "loose")]
    print(f"  fixed by the commit {share(sum(r['fixed'] for r in found), len(found))}")
    for top in (10, 20, 50):
        print(f"  found within the top {top} {share(sum(r['rank'] <= top for r in found), len(rows))}")
    runs = {(r["repo"], r["commit"]): r for r in rows if "failed" not in r}.values()
    queries = sum(r["queries"] or 0 for r in runs)
    total = sum(r["findings"] for r in runs)
    rate = f", {1000 * total / queries:.1f} per 1000 queries" if queries else ""
    print(f"  missing-index findings at the {len(runs)} parents: {total}{rate}")


def summarise_removals(rows):
    print(f"removals: {len(rows)} rows, {sum('failed' in r for r in rows)} of them in failed runs")
    for title, reasons, key in (("redundant, reported", REDUNDANT, "reported"),
                                ("useless, suggested again", USELESS, "readded")):
        part = [r for r in rows if r["reason"] in reasons and r["confidence"] != "low"]
        print(f"  {title} {share(sum(bool(r.get(key)) for r in part), len(part))}")


def read_rows(path, repo):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [row for row in rows if not repo or row["repo"] in repo]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mirror", required=True, help="directory that holds the git directories")
    parser.add_argument("--additions", help="index_commits.jsonl[.gz]")
    parser.add_argument("--removals", help="index_removals.jsonl[.gz]")
    parser.add_argument("--ormlint", default="ormlint", help="the binary to run")
    parser.add_argument("--adapter", help="Python file with report(tree, rows) for another tool")
    parser.add_argument("--all-rows", action="store_true", help="also rows outside the core set")
    parser.add_argument("--repo", action="append", help="only this owner/name (may be repeated)")
    parser.add_argument("--limit", type=int, help="only the first N commits")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for one run")
    parser.add_argument("--out", help="write one JSON line per row here")
    args = parser.parse_args()
    report = (runpy.run_path(args.adapter)["report"] if args.adapter
              else ormlint_report(args.ormlint, args.timeout))
    everything = []
    for path, replay_commit, summarise in ((args.additions, replay_addition, summarise_additions),
                                           (args.removals, replay_removal, summarise_removals)):
        if not path:
            continue
        rows = [r for r in read_rows(path, args.repo) if args.all_rows or r.get("core", True)]
        results, absent = replay(rows, args.mirror, report, replay_commit, args.limit)
        summarise(results)
        for repo, count in absent.items():
            print(f"  not in the mirror: {repo} ({count} rows)")
        everything += results
    if args.out:
        Path(args.out).write_text("".join(json.dumps(r) + "\n" for r in everything), "utf-8")


if __name__ == "__main__":
    main()
