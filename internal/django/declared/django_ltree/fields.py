from django.db import models


class PathField(models.TextField):
    def db_type(self, connection):
        return "ltree"


class LqueryField(models.TextField):
    def db_type(self, connection):
        return "lquery"
