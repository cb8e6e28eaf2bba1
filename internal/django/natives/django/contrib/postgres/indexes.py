from django.db.models import Func, Index

__all__ = ["BloomIndex", "BrinIndex", "BTreeIndex", "GinIndex", "GistIndex", "HashIndex", "SpGistIndex", "OpClass"]


class PostgresIndex(Index):
    pass


class BloomIndex(PostgresIndex):
    suffix = "bloom"

    def __init__(self, *expressions, length=None, columns=(), **kwargs):
        super().__init__(*expressions, **kwargs)


class BrinIndex(PostgresIndex):
    suffix = "brin"

    def __init__(self, *expressions, autosummarize=None, pages_per_range=None, **kwargs):
        super().__init__(*expressions, **kwargs)


class BTreeIndex(PostgresIndex):
    suffix = "btree"

    def __init__(self, *expressions, fillfactor=None, deduplicate_items=None, **kwargs):
        super().__init__(*expressions, **kwargs)


class GinIndex(PostgresIndex):
    suffix = "gin"

    def __init__(self, *expressions, fastupdate=None, gin_pending_list_limit=None, **kwargs):
        super().__init__(*expressions, **kwargs)


class GistIndex(PostgresIndex):
    suffix = "gist"

    def __init__(self, *expressions, buffering=None, fillfactor=None, **kwargs):
        super().__init__(*expressions, **kwargs)


class HashIndex(PostgresIndex):
    suffix = "hash"

    def __init__(self, *expressions, fillfactor=None, **kwargs):
        super().__init__(*expressions, **kwargs)


class SpGistIndex(PostgresIndex):
    suffix = "spgist"

    def __init__(self, *expressions, fillfactor=None, **kwargs):
        super().__init__(*expressions, **kwargs)


class OpClass(Func):
    template = "%(expressions)s %(name)s"

    def __init__(self, expression, name): ...
