from django.contrib.postgres.fields import HStoreField as DjangoHStoreField


class HStoreField(DjangoHStoreField):
    """Each of `uniqueness` is a unique index on values of these keys, each of `required` a NOT NULL check."""

    def __init__(self, *args, uniqueness=None, required=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.uniqueness = uniqueness
        self.required = required
