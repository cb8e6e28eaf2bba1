from django.db import models


class MarkdownxField(models.TextField):
    pass
