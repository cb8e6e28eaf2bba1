from django.db import models


class SimpleTranslation(models.Model):
    pass
