from django.db import models


class HideChoicesCharField(models.CharField):
    pass
