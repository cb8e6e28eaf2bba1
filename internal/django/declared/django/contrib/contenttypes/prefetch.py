from django.db.models import Prefetch


class GenericPrefetch(Prefetch):
    def __init__(self, lookup, querysets, to_attr=None):
        self.querysets = querysets
        super().__init__(lookup, to_attr=to_attr)
