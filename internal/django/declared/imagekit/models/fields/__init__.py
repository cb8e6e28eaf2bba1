from django.db import models
from imagekit.specs import SpecHost


class SpecHostField(SpecHost):
    pass


class ImageSpecField(SpecHostField):
    """A derived image: no column."""

    def __init__(self, processors=None, format=None, options=None, source=None, **kwargs):
        self.source = source

    def contribute_to_class(self, cls, name):
        setattr(cls, name, None)


class ProcessedImageField(models.ImageField, SpecHostField):
    def __init__(
        self,
        processors=None,
        format=None,
        options=None,
        verbose_name=None,
        name=None,
        width_field=None,
        height_field=None,
        autoconvert=None,
        spec=None,
        spec_id=None,
        **kwargs,
    ):
        super().__init__(verbose_name, name, width_field, height_field, **kwargs)
