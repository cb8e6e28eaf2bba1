"""What PostgreSQL does with one index for one query, measured.

`Bench` holds one table with its data and every index of its cases. Only the indexes under test are visible to
the planner: the others are marked invalid in pg_index, which hides them without rebuilding anything (superuser
needed). README.md explains each verdict and how it is derived.
"""

import json
import re

FREE = {}
NO_SEQSCAN = {"enable_seqscan": "off"}
INDEX_SCAN = {**NO_SEQSCAN, "enable_bitmapscan": "off"}
BITMAP_SCAN = {**NO_SEQSCAN, "enable_indexscan": "off", "enable_indexonlyscan": "off"}
NO_SORT = {**INDEX_SCAN, "enable_sort": "off"}
SWITCHES = sorted({name for setting in (BITMAP_SCAN, NO_SORT) for name in setting})

STRING = re.compile(r"'(?:[^']|'')*'")
IDENTIFIER = re.compile(r'"((?:[^"]|"")+)"|\b([a-z_][a-z0-9_$]*)\b')
EQUALITY = re.compile(r"(?:^|[^<>!~@])= |= ANY|IS NULL|~=~|^[^ ]+$")


def run(sql):
    from django.db import connection  # here, as reading plans needs no Django

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def start_measuring():
    """Session settings under which every figure is taken."""
    for setting in ("jit = off", "max_parallel_workers_per_gather = 0", "statement_timeout = '60s'",
                    "TimeZone = 'UTC'"):
        run(f"SET {setting}")


def server():
    """Version and collation provider of the connected database."""
    version = run("SHOW server_version_num")[0][0]
    locale = "daticulocale" if int(version) < 170000 else "datlocale"
    provider, libc, named = run(f"SELECT datlocprovider, datcollate, {locale} FROM pg_database "
                                "WHERE datname = current_database()")[0]
    names = {"c": "libc", "i": "icu", "b": "builtin"}
    return {"postgres": run("SHOW server_version")[0][0].split()[0],
            "collation": {"provider": names[provider], "locale": libc if provider == "c" else named}}


class Unmeasurable(Exception):
    """The planner answers the query without touching the table."""


class Bench:
    """One table with data; its indexes are hidden and shown as cases need them."""

    def __init__(self, table):
        from django.db import connection

        self.table = table
        with connection.schema_editor() as editor:
            editor.create_model(table.model)
        run(table.fill_sql())
        run(f'VACUUM "{table.name}"')
        self.primary_key = f"{table.name}_pkey"
        self.native_arrays = int(run("SHOW server_version_num")[0][0]) >= 170000
        self.twins = set()
        self.unindexed = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        run(f'DROP TABLE "{self.table.name}"')

    def create(self, specs):
        """Build the named indexes, then collect statistics."""
        for name, spec in specs.items():
            run(spec.create_sql(self.table, name))
        run(f'ANALYZE "{self.table.name}"')

    def show_twin(self, name, spec):
        """Show only a thinly filled copy of the index, on which pages can be counted finely."""
        if name not in self.twins:
            self.twins.add(name)
            plain = type(spec)(spec.terms, where=spec.where)
            run(plain.create_sql(self.table, twin(name), fillfactor=10, deduplicate_items=False))
        self.show(twin(name))

    def show(self, *names):
        shown = ", ".join(f"'{n}'" for n in names) or "''"
        run("UPDATE pg_index SET indisvalid = shown FROM (SELECT oid, relname IN (" + shown + ") AS shown FROM pg_class)"
            f" AS c WHERE indrelid = '\"{self.table.name}\"'::regclass AND c.oid = indexrelid AND indisvalid <> shown")

    def plan(self, sql, settings, execute=False):
        """The root plan node under the given planner switches."""
        values = ", ".join(f"set_config('{s}', '{settings.get(s, 'on')}', false)" for s in SWITCHES)
        run(f"SELECT {values}")
        options = "ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON" if execute else "FORMAT JSON"
        answer = run(f"EXPLAIN ({options}) {sql}")[0][0]
        return (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]

    def without_index(self, query, sql):
        """Pages read with the primary key alone, and the ORDER BY columns PostgreSQL really has to sort on."""
        if sql not in self.unindexed:
            self.show()
            keys = [k for n in nodes(self.plan(sql, FREE)) for k in n.get("Sort Key", ())]
            self.show(self.primary_key)
            plan = self.plan(sql, FREE, execute=True)
            if not any("Relation Name" in n for n in nodes(plan)):
                raise Unmeasurable(sql)
            self.unindexed[sql] = buffers(plan), ordered(
                named_columns(" ".join(keys), self.columns()), [o.column.db_column for o in query.sorted_by()])
        return self.unindexed[sql]

    def columns(self):
        return [c.db_column for c in self.table.columns]

    def truth(self, query, sql, name, spec, companions=()):
        """Every verdict about the index `name` for the query; companions count for bitmap_or alone."""
        without, sort_columns = self.without_index(query, sql)
        self.show(self.primary_key, name)
        chosen = any(n.get("Index Name") == name for n in nodes(self.plan(sql, FREE)))
        with_index = buffers(self.plan(sql, FREE, execute=True)) if chosen else without
        self.show(name)
        forced = [self.plan(sql, s) for s in (NO_SEQSCAN, INDEX_SCAN, BITMAP_SCAN, NO_SORT)]
        verdicts = self._verdicts(query, spec, name, forced, sort_columns)
        if verdicts["condition_columns"]:
            self._measure_seek(query, spec, name, forced, verdicts)
        combined = any(uses_bitmap_or(p, name) for p in forced)
        if query.has_or():
            self.show(self.primary_key, name, *companions)
            combined = combined or uses_bitmap_or(self.plan(sql, BITMAP_SCAN), name)
        verdicts["bitmap_or"] = combined if combined or query.has_or() else None
        verdicts["sort_columns"] = sort_columns
        verdicts["buffers"] = {"without": without, "with": with_index}
        verdicts["chosen"] = chosen
        return verdicts

    def _verdicts(self, query, spec, name, forced, sort_columns):
        columns = self.columns()
        in_index = [self.table.column(n).db_column for n in spec.column_names()]
        used = [[n for n in nodes(plan) if n.get("Index Name") == name] for plan in forced]
        conditions = [[n["Index Cond"] for n in scans if "Index Cond" in n] for scans in used]
        most = max(conditions, key=lambda c: len(named_columns(" ".join(c), columns)))
        order = order_served(query, forced[-1], name, columns)
        partial = spec.where is not None
        reached = any(used)
        covering = reached and not most and not partial and (order in (None, "none") or not sort_columns)
        usable = reached and not covering
        if order:
            order = "none" if not usable else order if sort_columns else "full"
        filters = next((p for p, scans in zip(reversed(forced), reversed(used)) if scans), None)
        best = next((p for p, c in zip(forced, conditions) if c == most and most), filters)
        texts = [n["Filter"] for n in nodes(best) if "Filter" in n] if best else []
        return {
            "usable": usable,
            "condition_columns": ordered(named_columns(" ".join(most), columns), in_index),
            "optional_columns": self._optional(query, spec, named_columns(" ".join(most), columns)),
            "seek_columns": [], "skip_columns": [], "seek_measured": {},
            "filter_columns": sorted(named_columns(" ".join(texts), columns)),
            "order_served": order,
            "partial_implied": reached if partial else None,
            "bitmap_or": None,
            "index_only_cover": covering,
        }

    def _optional(self, query, spec, used):
        """Later btree columns whose IN list the planner could have used and priced out (before PostgreSQL 17)."""
        if self.native_arrays or spec.method != "btree" or not used:
            return []
        lists = {t.column.db_column for t in query.terms() if t.lookup.endswith("in") and not t.negated}
        return [c.db_column for c in [t.column for t in spec.terms[1:]] if c.db_column in lists - used]

    def _measure_seek(self, query, spec, name, forced, verdicts):
        """Fill in seek_columns, skip_columns and seek_measured."""
        if spec.method == "btree":
            seek = self._rule_seek(spec, name, forced)
            measured = {} if query.has_or() else self._pages_seek(query, spec, name)
            verdicts["skip_columns"] = [c for c in verdicts["condition_columns"] if c not in seek and measured.get(c)]
            verdicts["seek_measured"] = measured
        else:
            narrow = self._bitmap_narrows(query, spec, name)
            verdicts["seek_measured"] = {} if narrow is None else {c: narrow for c in verdicts["condition_columns"]}
            if narrow is None:
                narrow = spec.method != "brin" or spec.terms[0].column.correlated
            seek = verdicts["condition_columns"] if narrow else []
        verdicts["seek_columns"] = seek

    def _rule_seek(self, spec, name, forced):
        """The documented btree rule on the plan's conditions: equalities on leading columns, then one range."""
        conditions = [n["Index Cond"] for p in forced for n in nodes(p) if n.get("Index Name") == name and "Index Cond" in n]
        stored = [self.table.column(t.column.name).db_column for t in spec.terms]
        seek = set()
        for condition in conditions:
            clauses = [(named_columns(c, stored), is_equality(c)) for c in split_and(condition)]
            for column in stored:
                kinds = [equal for columns, equal in clauses if column in columns]
                if not kinds:
                    break
                seek.add(column)
                if not any(kinds):
                    break
        return ordered(seek, stored)

    def _pages_seek(self, query, spec, name):
        """column → whether dropping its terms makes the scan of the twin index longer, where that can be told."""
        self.show_twin(name, spec)
        used, full_pages, full_rows = self._index_work(*query.select_sql(), spec, name)
        verdicts = {}
        for column_name in spec.column_names():
            column = self.table.column(column_name).db_column
            left, pages, rows = self._index_work(*query.select_sql(without=[column_name]), spec, name)
            verdict = narrows(full_pages, full_rows, pages, rows)
            if verdict is not None and column in used and left == used - {column}:
                verdicts[column] = verdict
        return verdicts

    def _index_work(self, sql, terms, spec, name):
        """Columns in the Index Cond, index pages and entries read by a bitmap scan of the twin.

        When no condition is left that the index could use, the figures are those of the whole index.
        """
        predicate = spec.where_sql(self.table)
        if predicate:
            sql += f" AND {predicate}" if terms else f" WHERE {predicate}"
        plan = self.plan(sql, BITMAP_SCAN, execute=True)
        scans = [n for n in nodes(plan) if n.get("Index Name") == twin(name) and "Index Cond" in n]
        if not scans:
            return (set(), *run(f"SELECT relpages, reltuples FROM pg_class WHERE relname = '{twin(name)}'")[0])
        conditions = " ".join(n["Index Cond"] for n in scans)
        return named_columns(conditions, self.columns()), sum(map(buffers, scans)), sum(n["Actual Rows"] for n in scans)

    def _bitmap_narrows(self, query, spec, name):
        """GIN and hash: the index returns few more rows than match. BRIN: the heap scan skips blocks.

        None where it cannot be told: the conditions on the index's column leave over 70 % of the rows, or they
        stand beside others in an OR.
        """
        if query.has_or():
            return None
        self.show(name)
        sql, _ = query.select_sql(without=set(query.condition_names()) - set(spec.column_names()))
        plan = self.plan(sql, BITMAP_SCAN, execute=True)
        matching = plan["Actual Rows"] / self.table.rows
        heap = [n for n in nodes(plan) if n["Node Type"] == "Bitmap Heap Scan"]
        if matching > 0.7 or not heap:
            return None
        if spec.method == "brin":
            blocks = run(f"SELECT relpages FROM pg_class WHERE oid = '\"{self.table.name}\"'::regclass")[0][0]
            return buffers(heap[0]) / blocks < (1 + matching) / 2
        returned = max(n["Actual Rows"] for n in nodes(plan) if n.get("Index Name") == name)
        return returned / self.table.rows < (1 + matching) / 2


def narrows(pages, entries, pages_without, entries_without):
    """Whether a condition shortens the index scan: True, False, or None where descents drown the difference.

    Only a condition that leaves out at least 30 % of the entries can show it; it narrows when the pages shrink
    at least half as much as the entries do, and does not when a long scan keeps its length.
    """
    if not entries_without or entries / entries_without > 0.7:
        return None
    shrunk = pages / max(1, pages_without)
    if pages_without >= 8 and shrunk < (1 + entries / entries_without) / 2:
        return True
    return False if pages_without >= 64 and 0.9 < shrunk < 1.1 else None


def twin(name):
    return name + "_twin"


def nodes(plan):
    """The plan node and all below it."""
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def buffers(node):
    return node["Shared Hit Blocks"] + node["Shared Read Blocks"]


def uses_bitmap_or(plan, name):
    """Whether a BitmapOr has this index under it."""
    return any(n.get("Index Name") == name for o in nodes(plan) if o["Node Type"] == "BitmapOr" for n in nodes(o))


def named_columns(text, columns):
    """Which of the columns an expression of a plan mentions (literals left out)."""
    found = {quoted.replace('""', '"') or bare for quoted, bare in IDENTIFIER.findall(STRING.sub("''", text))}
    return found & set(columns)


def ordered(columns, order):
    return [c for c in order if c in columns]


def is_equality(clause):
    """Whether a clause of an Index Cond fixes its column: =, = ANY, IS NULL, a bare boolean."""
    return bool(EQUALITY.search(STRING.sub("''", clause)))


def split_and(condition):
    """The AND-ed clauses of an Index Cond."""
    if condition.startswith("((") and condition.endswith("))"):
        condition = condition[1:-1]
    clauses, depth, start, text = [], 0, 0, STRING.sub(lambda m: "'" + "_" * (len(m.group()) - 2) + "'", condition)
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0 and text.startswith(" AND ", position):
            clauses.append(condition[start:position])
            start = position + 5
    return [*clauses, condition[start:]]


def order_served(query, plan, name, columns):
    """'full', 'prefix:n' or 'none': how much of ORDER BY the index yields; None when nothing is sorted.

    n counts leading ORDER BY keys: those PostgreSQL dropped as constant and those it found presorted.
    """
    keys = [o.column.db_column for o in query.sorted_by()]
    if not keys:
        return None
    if not any(n.get("Index Name") == name for n in nodes(plan)):
        return "none"
    sort = next((n for n in nodes(plan) if "Sort Key" in n), None)
    if sort is None:
        return "full"
    if not sort.get("Presorted Key"):
        return "none"
    first_unsorted = sort["Sort Key"][len(sort["Presorted Key"])]
    column = next(iter(named_columns(first_unsorted, columns)))
    return f"prefix:{keys.index(column)}"
