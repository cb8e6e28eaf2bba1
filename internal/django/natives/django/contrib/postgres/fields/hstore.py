from django.db.models import Field


class HStoreField(Field):
    def db_type(self, connection):
        return "hstore"
