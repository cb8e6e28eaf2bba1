from django.apps import AppConfig


class PostgresExtraAppConfig(AppConfig):
    name = "psqlextra"
