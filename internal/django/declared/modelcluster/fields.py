from django.db import models


class ParentalKey(models.ForeignKey):
    def __init__(self, *args, **kwargs):
        if len(args) < 2:
            kwargs.setdefault("on_delete", models.CASCADE)
        super().__init__(*args, **kwargs)


class ParentalManyToManyField(models.ManyToManyField):
    pass
