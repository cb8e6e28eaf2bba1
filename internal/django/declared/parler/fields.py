from django.db import models


class TranslationsForeignKey(models.ForeignKey):
    pass


class TranslatedField:
    def __init__(self, any_language=False):
        self.any_language = any_language

    def contribute_to_class(self, cls, name, **kwargs):
        pass
