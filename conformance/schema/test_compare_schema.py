#!/usr/bin/env python3
"""Self-test of the schema oracle: every truth agrees with itself, and a mutated truth is found out.

    test_compare_schema.py [TRUTH.json ...]      (default: every file in truth/)
"""

import copy
import functools
import pathlib
import sys
import unittest

from compare_schema import Comparison, by_label, figures_json, normal_type, read as read_document
from sql_expression import Parser, canonical

TRUTHS = sorted((pathlib.Path(__file__).resolve().parent / "truth").glob("*.json.gz"))

EQUAL_EXPRESSIONS = [  # as PostgreSQL prints it, as Django writes it
    ("(NOT deleted)", 'NOT "deleted"'),
    ("((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
     "\"status\" IN ('a', 'b')"),
    ("((a IS NULL) AND (b IS NOT NULL) AND (c > 0))", '("a" IS NULL AND "b" IS NOT NULL AND "c" > 0)'),
    ("(n = '-1'::integer)", '"n" = -1'),
    ("upper((name)::text)", 'UPPER("name")'),
    ("((name)::text ~~ 'x%'::text)", '"name"::text LIKE \'x%\''),
    ("((a = 1) OR (NOT (b = 2)))", '("a" = 1 OR NOT ("b" = 2))'),
    ('"left"(source, 2048)', 'LEFT("source", 2048)'),
    ("(data ->> 'x'::text)", "\"data\" ->> 'x'"),
    ("CASE WHEN (a = 1) THEN 2 ELSE NULL::integer END", 'CASE WHEN "a" = 1 THEN 2 ELSE NULL END'),
]
DIFFERENT_EXPRESSIONS = [("a AND (b OR c)", "(a AND b) OR c"), ("a = 1", "a <> 1"), ("NOT a", "a"),
                         ("a IN (1, 2)", "a IN (1, 3)")]
EQUAL_TYPES = [("character varying(20)[]", "varchar(20)[]"), ("numeric(10,2)", "decimal(10, 2)"),
               ("time without time zone", "time"), ("timestamp with time zone", "timestamptz"), ("integer", "serial")]


def compare(truth, other):
    comparison = Comparison()
    comparison.compare(by_label({"models": truth}), by_label({"models": other}))
    return comparison


def mutated(models, mutate):
    """A copy of the models with one indexed model changed by mutate."""
    position = next(position for position, model in enumerate(models) if len(model["indexes"]) > 1)
    model = copy.deepcopy(models[position])
    mutate(model)
    return models[:position] + [model] + models[position + 1:]


@functools.lru_cache(maxsize=None)
def read(path):
    return read_document(path)["models"]


class NormalForms(unittest.TestCase):
    def test_expressions(self):
        for ours, theirs in EQUAL_EXPRESSIONS:
            self.assertEqual(canonical(ours), canonical(theirs))
        for ours, theirs in DIFFERENT_EXPRESSIONS:
            self.assertNotEqual(canonical(ours), canonical(theirs))

    def test_types(self):
        for ours, theirs in EQUAL_TYPES:
            self.assertEqual(normal_type(ours), normal_type(theirs))
        self.assertNotEqual(normal_type("varchar(20)"), normal_type("varchar(21)"))


class Truths(unittest.TestCase):
    def each(self):
        for path in TRUTHS:
            with self.subTest(path.name):
                yield read(path)

    def assert_one(self, category, kind):
        self.assertEqual(len(getattr(category, kind)), 1, category.name)
        self.assertLess(category.score, 1.0)

    def test_every_expression_is_read(self):
        for models in self.each():
            for index in (index for model in models for index in model["indexes"]):
                for text in [index["where"]] + [term.get("expression") for term in index["terms"]]:
                    if text is not None:
                        Parser(text).parse()

    def test_truth_agrees_with_itself(self):
        for models in self.each():
            for category in compare(models, models).categories:
                self.assertEqual(category.score, 1.0, category.name)

    def test_dropped_model_is_missing(self):
        for models in self.each():
            self.assert_one(compare(models, models[1:])["models"], "missing")
            self.assert_one(compare(models[1:], models)["models"], "extra")

    def test_facts_of_a_dropped_model_still_count(self):
        for models in self.each():
            position = next(position for position, model in enumerate(models) if model["columns"])
            dropped = models[:position] + models[position + 1:]
            truth, document = by_label({"models": models}), {"project": "p", "django": "6.1"}
            types = figures_json(document, truth, compare(models, dropped))["categories"]["column types"]
            self.assertEqual(types["truth"] + len(models[position]["columns"]), types["facts"])

    def test_dropped_index_is_missing(self):
        for models in self.each():
            other = mutated(models, lambda model: model["indexes"].pop())
            self.assert_one(compare(models, other)["indexes"], "missing")
            self.assert_one(compare(other, models)["indexes"], "extra")

    def test_every_part_of_an_index_counts(self):
        changes = {"method": "gin", "unique": None, "include": ["x"], "where": "x > 1",
                   "terms": [{"column": "x", "desc": True, "opclass": ""}]}
        for models in self.each():
            for part, value in changes.items():
                other = mutated(models, lambda model: model["indexes"][0].update({part: value}))
                self.assert_one(compare(models, other)["indexes"], "missing")

    def test_changed_columns_differ(self):
        changes = {"db_type": ("column types", "xml"), "null": ("null", "?"),
                   "references": ("references", {"table": "?"}), "primary_key": ("primary keys", "?")}
        for models in self.each():
            for part, (category, value) in changes.items():
                other = mutated(models, lambda model: model["columns"][0].update({part: value}))
                self.assert_one(compare(models, other)[category], "differing")

    def test_only_the_name_of_an_index_differs(self):
        for models in self.each():
            comparison = compare(models, mutated(models, lambda model: model["indexes"][0].update(name="another")))
            self.assertEqual(comparison["indexes"].score, 1.0)
            self.assert_one(comparison["index names"], "differing")


if __name__ == "__main__":
    given = [pathlib.Path(argument) for argument in sys.argv[1:]]
    TRUTHS[:] = given or TRUTHS
    unittest.main(argv=sys.argv[:1])
