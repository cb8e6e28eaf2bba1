#!/usr/bin/env python3
"""Self-test of the planner oracle: reading plans, and finding out wrong predictions. No database and no Django needed."""

import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import compare_planner
import planner_truth


class ReadingPlans(unittest.TestCase):
    def test_clauses_of_an_index_cond(self):
        self.assertEqual(planner_truth.split_and("(a = 1)"), ["(a = 1)"])
        self.assertEqual(planner_truth.split_and("((a = 'x AND (y'::text) AND (b > 2))"),
                         ["(a = 'x AND (y'::text)", "(b > 2)"])

    def test_columns_named_outside_literals(self):
        self.assertEqual(planner_truth.named_columns("(\"Is Deleted\" AND (upper((name)::text) = 'total'::text))",
                                                     ["Is Deleted", "name", "total"]), {"Is Deleted", "name"})

    def test_equalities_and_ranges(self):
        equal = ["(a = 1)", "(a = ANY ('{1,2}'::integer[]))", "(a IS NULL)", "(b ~=~ 'x'::text)"]
        ranges = ["(a >= 1)", "(a <> 1)", "(a IS NOT NULL)", "(b ~>=~ 'x'::text)", "(b ~<~ 'y'::text)"]
        for clause in equal:
            self.assertTrue(planner_truth.is_equality(clause), clause)
        for clause in ranges:
            self.assertFalse(planner_truth.is_equality(clause), clause)

    def test_narrowing_needs_a_difference_to_be_seen(self):
        self.assertIs(planner_truth.narrows(5, 10, 500, 10000), True)
        self.assertIs(planner_truth.narrows(498, 10, 500, 10000), False)
        self.assertIsNone(planner_truth.narrows(4, 10, 5, 100))
        self.assertIsNone(planner_truth.narrows(300, 9000, 500, 10000))


class Comparing(unittest.TestCase):
    CASE = {"id": "1", "postgres": "15.18", "sql": "SELECT 1 FROM t WHERE a = 1",
            "index": {"method": "btree", "unique": False, "where": None, "include": [],
                      "terms": [{"column": name, "desc": False, "nulls": None, "opclass": ""} for name in "ab"]},
            "query": {"where": [{"column": "a", "lookup": "exact", "negated": False, "or": False}]},
            "truth": {"usable": True, "seek_columns": ["a"], "condition_columns": ["a"], "optional_columns": ["b"],
                      "order_served": None, "partial_implied": None, "bitmap_or": None}}

    def compare(self, prediction, *options):
        with tempfile.TemporaryDirectory() as folder:
            truth, predictions = pathlib.Path(folder, "truth"), pathlib.Path(folder, "predictions")
            truth.write_text(json.dumps(self.CASE) + "\n")
            predictions.write_text(json.dumps({"id": "1", **prediction}) + "\n")
            printed = io.StringIO()
            with mock.patch.object(sys, "argv", ["compare", str(truth), str(predictions), *options]), \
                    contextlib.redirect_stdout(printed):
                failed = compare_planner.main()
        return failed, printed.getvalue()

    def test_agreement_passes(self):
        failed, _ = self.compare({"usable": True}, "--verdict", "usable", "--min", "1")
        self.assertFalse(failed)

    def test_disagreement_and_silence_fail(self):
        for prediction in ({"usable": False}, {}):
            failed, _ = self.compare(prediction, "--verdict", "usable", "--min", "0.5")
            self.assertTrue(failed, prediction)

    def test_optional_columns_do_not_count(self):
        failed, _ = self.compare({"seek_columns": ["a", "b"]}, "--verdict", "seek_columns", "--min", "1")
        self.assertFalse(failed)

    def test_mismatches_are_shown(self):
        _, printed = self.compare({"usable": False})
        self.assertIn("1: usable is true, predicted false", printed)
        self.assertIn("miss: said unusable 1", printed)


if __name__ == "__main__":
    unittest.main()
