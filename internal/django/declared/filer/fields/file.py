from django.db import models


class FilerFileField(models.ForeignKey):
    default_model_class = "filer.File"

    def __init__(self, **kwargs):
        kwargs["to"] = self.default_model_class
        super().__init__(**kwargs)
