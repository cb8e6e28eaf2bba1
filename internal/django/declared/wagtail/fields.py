from django.db import models


class RichTextField(models.TextField):
    def __init__(self, *args, editor="default", features=None, **kwargs):
        super().__init__(*args, **kwargs)


class StreamField(models.Field):
    def __init__(self, block_types=None, use_json_field=True, block_lookup=None, **kwargs):
        for option in ("min_num", "max_num", "block_counts", "collapsed"):
            kwargs.pop(option, None)
        super().__init__(**kwargs)

    def get_internal_type(self):
        return "JSONField"

    def db_type(self, connection):
        return "jsonb"
