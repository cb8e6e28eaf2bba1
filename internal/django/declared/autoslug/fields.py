from django.db import models


class AutoSlugField(models.SlugField):
    def __init__(
        self,
        *args,
        populate_from=None,
        unique_with=(),
        slugify=None,
        sep="-",
        manager=None,
        manager_name=None,
        always_update=False,
        **kwargs,
    ):
        if unique_with:
            kwargs["unique"] = False
        super().__init__(*args, **kwargs)
