import os
import sys
from pathlib import Path

import environ
from decouple import Csv, config

BASE_DIR = Path(__file__).resolve().parent.parent.parent

sys.path.insert(0, os.path.join(BASE_DIR, "apps"))

env = environ.Env(FEATURES_BIG=(bool, True), FEATURES_SIZE=(int, 31))

SECRET_KEY = env("SECRET_KEY", default="features")
DEBUG = env.bool("DEBUG", default=False)
USE_TZ = True
ROOT_URLCONF = "config.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("ORMLINT_ORACLE_DB", "ormlint_oracle"),
        "HOST": os.environ.get("ORMLINT_ORACLE_HOST", "127.0.0.1"),
        "PORT": os.environ.get("ORMLINT_ORACLE_PORT", "5432"),
        "USER": os.environ.get("ORMLINT_ORACLE_USER", "postgres"),
        "PASSWORD": os.environ.get("ORMLINT_ORACLE_PASSWORD", ""),
    }
}
ORACLE_PREPARE_SQL = [
    "CREATE EXTENSION IF NOT EXISTS citext",
    "CREATE EXTENSION IF NOT EXISTS hstore",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    "CREATE EXTENSION IF NOT EXISTS bloom",
    "CREATE EXTENSION IF NOT EXISTS ltree",
    "CREATE COLLATION IF NOT EXISTS case_insensitive "
    "(provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
]

DEFAULT_AUTO_FIELD = env.str("FEATURES_KEY", "django.db.models.BigAutoField")
AUTH_USER_MODEL = "accounts.Person"

FEATURE_BIG = env("FEATURES_BIG")
FEATURE_SIZE = env("FEATURES_SIZE")
FEATURE_INT = env.int("FEATURES_INT", default=64)
FEATURE_LIST = env.list("FEATURES_LIST", default=["x", "y"])
DECOUPLED_LENGTH = config("FEATURES_LENGTH", default=120, cast=int)
DECOUPLED_SWITCH = config("FEATURES_SWITCH", default=False, cast=bool)
DECOUPLED_APPS = config("FEATURES_APPS", default="variants.plain,variants.small", cast=Csv())
OS_LENGTH = int(os.environ.get("FEATURES_OS_LENGTH", "45"))
OS_SWITCH = os.getenv("FEATURES_OS_SWITCH", "yes").lower() in ("1", "true", "yes")
OS_TABLE = os.environ.get("FEATURES_TABLE") or "switched_table"
KEY_LENGTHS = {"short": 8, "long": 2**8}
