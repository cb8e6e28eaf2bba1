from django.db import models


class SummernoteTextField(models.TextField):
    pass
