#!/usr/bin/env python3
"""Compare `ormlint check --format json` with judged findings.

    compare_findings.py TRUTH.jsonl[.gz] CHECK.json [--codes SIL,OBX] [--root PREFIX]
                        [--min-recall 0.9] [--max-false-positives 0]
    compare_findings.py --self-test

A truth row is {"rule", "file", "line", "verdict": "violation" | "not_a_violation", "why"}.
`accept` lists other codes that satisfy a violation; `optional` violations may be missed.
A finding matches a row when the file is the same, the code fits, and the row's line lies
within the finding's lines or at most three lines away from them. A false positive is a
finding with the row's own code that starts at most one line from a `not_a_violation` row
and matches no violation. Findings that match nothing are counted, to be judged.

Exit status: 0 within the thresholds, 1 not, 2 unusable input.
"""
from __future__ import annotations

import argparse
import collections
import gzip
import json
import sys

NEAR_VIOLATION = 3
NEAR_OTHER = 1


def read_truth(path: str) -> list[dict]:
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def read_findings(path: str) -> list[dict]:
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)["findings"]


def in_codes(code: str, codes: list[str]) -> bool:
    return not codes or code.startswith(tuple(codes))


def distance(finding: dict, line: int) -> int:
    """Lines between a line and the extent of a finding; 0 inside it."""
    start, end = finding["line"], finding.get("end_line") or finding["line"]
    return max(start - line, line - end, 0)


def satisfies(finding: dict, row: dict) -> bool:
    return (
        finding["file"] == row["file"]
        and finding["code"] in [row["rule"], *row.get("accept", [])]
        and distance(finding, row["line"]) <= NEAR_VIOLATION
    )


def contradicts(finding: dict, row: dict) -> bool:
    return (
        finding["file"] == row["file"]
        and finding["code"] == row["rule"]
        and abs(finding["line"] - row["line"]) <= NEAR_OTHER
    )


def match_violations(rows: list[dict], findings: list[dict]) -> tuple[list[dict], set[int]]:
    """The rows that some finding satisfies, and the indexes of all satisfying findings."""
    found, used = [], set()
    for row in rows:
        matches = {i for i, finding in enumerate(findings) if satisfies(finding, row)}
        if matches:
            found.append(row)
            used |= matches
    return found, used


def compare(truth: list[dict], findings: list[dict], codes: list[str]) -> dict:
    """Recall, false positives and unknown findings, with the rows behind them."""
    truth = [row for row in truth if in_codes(row["rule"], codes)]
    known_codes = {code for row in truth for code in [row["rule"], *row.get("accept", [])]}
    findings = [
        f for f in findings if in_codes(f["code"], codes) and (codes or f["code"] in known_codes)
    ]
    violations = [row for row in truth if row["verdict"] == "violation"]
    required = [row for row in violations if not row.get("optional")]
    found, used = match_violations(violations, findings)
    false_positives = []
    for row in truth:
        if row["verdict"] != "not_a_violation":
            continue
        wrong = {i for i, f in enumerate(findings) if i not in used and contradicts(f, row)}
        if wrong:
            false_positives.append(row)
            used |= wrong
    missed = [row for row in required if row not in found]
    return {
        "required": len(required),
        "found": len(required) - len(missed),
        "recall": (len(required) - len(missed)) / len(required) if required else 1.0,
        "optional": len(violations) - len(required),
        "optional_found": sum(bool(row.get("optional")) for row in found),
        "by_code": recall_by_code(required, missed),
        "missed": missed,
        "false_positives": false_positives,
        "unknown": [f for i, f in enumerate(findings) if i not in used],
    }


def recall_by_code(required: list[dict], missed: list[dict]) -> dict[str, str]:
    total = collections.Counter(row["rule"] for row in required)
    lost = collections.Counter(row["rule"] for row in missed)
    return {code: f"{total[code] - lost[code]}/{total[code]}" for code in sorted(total)}


def show(result: dict) -> None:
    print(f"recall {result['found']}/{result['required']} = {result['recall']:.3f}", result["by_code"])
    print(f"optional violations found {result['optional_found']}/{result['optional']}")
    print(f"false positives {len(result['false_positives'])}, unknown findings {len(result['unknown'])}")
    for title in ("missed", "false_positives"):
        for row in result[title]:
            print(f"  {title}: {row['rule']} {row['file']}:{row['line']} {row['why']}")
    for finding in result["unknown"]:
        print(f"  unknown: {finding['code']} {finding['file']}:{finding['line']}")


def self_test() -> None:
    def row(rule, line, verdict="violation", **more):
        return {"rule": rule, "file": "a.py", "line": line, "verdict": verdict, "why": "", **more}

    def finding(code, line, end_line=None, file="a.py"):
        return {"code": code, "file": file, "line": line, "end_line": end_line or line}

    truth = [
        row("SIL005", 10),
        row("SIL003", 30, accept=["SIL003", "SIL005"]),
        row("OBX002", 50),
        row("SIL008", 70, optional=True),
        row("SIL005", 90, "not_a_violation"),
    ]
    result = compare(
        truth,
        [finding("SIL005", 4, 7), finding("SIL005", 28, 33), finding("SIL005", 90), finding("SIL005", 200),
         finding("OBX002", 50, file="b.py"), finding("IDX001", 1)],
        [],
    )
    assert (result["found"], result["required"]) == (2, 3), result
    assert [r["rule"] for r in result["missed"]] == ["OBX002"]
    assert len(result["false_positives"]) == 1
    assert [(f["file"], f["line"]) for f in result["unknown"]] == [("a.py", 200), ("b.py", 50)]
    assert compare(truth, [finding("SIL005", 14)], ["SIL"])["found"] == 0
    assert compare(truth, [], ["PAG"])["recall"] == 1.0
    print("self-test passed")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("truth", nargs="?")
    parser.add_argument("check", nargs="?")
    parser.add_argument("--codes", default="", help="comma-separated code prefixes")
    parser.add_argument("--root", default="", help="prefix to drop from the findings' paths, e.g. src/")
    parser.add_argument("--min-recall", type=float, default=0.0)
    parser.add_argument("--max-false-positives", type=int, default=None)
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        self_test()
        return 0
    try:
        truth, findings = read_truth(options.truth), read_findings(options.check)
    except (OSError, TypeError, ValueError, KeyError) as error:
        print(f"cannot read input: {error!r}", file=sys.stderr)
        return 2
    for finding in findings:
        if options.root and finding["file"].startswith(options.root):
            finding["file"] = finding["file"][len(options.root):]
    result = compare(truth, findings, [code for code in options.codes.split(",") if code])
    show(result)
    allowed = options.max_false_positives
    good = result["recall"] >= options.min_recall and (
        allowed is None or len(result["false_positives"]) <= allowed
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
