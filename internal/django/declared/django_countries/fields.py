from django.db import models


class CountryField(models.CharField):
    def __init__(
        self,
        *args,
        countries=None,
        countries_flag_url=None,
        countries_str_attr="code",
        blank_label=None,
        multiple=None,
        multiple_unique=True,
        multiple_sort=True,
        **kwargs,
    ):
        # 249 codes of two letters; several are joined with commas.
        kwargs.setdefault("max_length", 249 * 3 - 1 if multiple else 2)
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "CharField"
