from django.db import models


class HexIntegerField(models.BigIntegerField):
    def db_type(self, connection):
        return "bigint"
