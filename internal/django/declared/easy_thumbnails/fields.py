from django.db import models


class ThumbnailerField(models.FileField):
    def __init__(self, *args, thumbnail_storage=None, **kwargs):
        super().__init__(*args, **kwargs)


class ThumbnailerImageField(ThumbnailerField, models.ImageField):
    def __init__(self, *args, resize_source=None, **kwargs):
        super().__init__(*args, **kwargs)
