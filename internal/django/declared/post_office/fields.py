from django.db import models


class CommaSeparatedEmailField(models.TextField):
    pass
