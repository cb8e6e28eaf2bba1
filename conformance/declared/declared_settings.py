"""Every app that internal/django/declared knows, in one project."""

import importlib.util
import os

SECRET_KEY = "declared"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "uses.urls"
SITE_ID = 1
GIS = "ORMLINT_DECLARED_GIS" in os.environ
POSTGRES_EXTRA_DB_BACKEND_BASE = "django.contrib.gis.db.backends.postgis" if GIS else "django.db.backends.postgresql"
DATABASES = {
    "default": {
        # The real psqlextra refuses any other backend.
        "ENGINE": "psqlextra.backend"
        if importlib.util.find_spec("psqlextra.compiler")
        else POSTGRES_EXTRA_DB_BACKEND_BASE,
        "NAME": os.environ.get("ORMLINT_ORACLE_DB", "declared"),
        "HOST": os.environ.get("ORMLINT_ORACLE_HOST", "127.0.0.1"),
        "PORT": os.environ.get("ORMLINT_ORACLE_PORT", "5432"),
        "USER": os.environ.get("ORMLINT_ORACLE_USER", "postgres"),
        "PASSWORD": os.environ.get("ORMLINT_ORACLE_PASSWORD", ""),
    }
}
EXTENSIONS = ["citext", "hstore", "ltree"] + ["postgis", "postgis_raster"] * GIS
ORACLE_PREPARE_SQL = [f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.admindocs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.flatpages",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.redirects",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "django.contrib.syndication",
    "mptt",
    "treebeard",
    "taggit",
    "polymorphic",
    "model_utils",
    "django_extensions",
    "guardian",
    "simple_history",
    "reversion",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.idp.oidc",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid",
    "allauth.usersessions",
    "django_celery_beat",
    "django_celery_results",
    "oauth2_provider",
    "rest_framework",
    "rest_framework.authtoken",
    "rest_framework_simplejwt",
    "rest_framework_simplejwt.token_blacklist",
    "rest_framework_api_key",
    "knox",
    "wagtail",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail.contrib.forms",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.styleguide",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.locales",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
    "modelcluster",
    "modelsearch",
    "filer",
    "easy_thumbnails",
    "cms",
    "menus",
    "django_otp",
    "django_otp.plugins.otp_email",
    "django_otp.plugins.otp_hotp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "axes",
    "auditlog",
    "waffle",
    "constance",
    "import_export",
    "solo",
    "parler",
    "djmoney",
    "djmoney.contrib.exchange",
    "phonenumber_field",
    "django_countries",
    "timezone_field",
    "colorfield",
    "ckeditor",
    "ckeditor_uploader",
    "tinymce",
    "imagekit",
    "sorl.thumbnail",
    "django_fsm",
    "softdelete",
    "safedelete",
    "netfields",
    "localflavor",
    "ordered_model",
    "sortedm2m",
    "hierarkey",
    "django_q",
    "background_task",
    "silk",
    "push_notifications",
    "django_comments",
    "social_django",
    "django_tables2",
    "django_filters",
    "debug_toolbar",
    "django_apscheduler",
    "django_dramatiq",
    "psqlextra",
    "django_ltree",
    "markdownx",
    "django_ckeditor_5",
    "multiselectfield",
    "smart_selects",
    "tree_queries",
    "post_office",
    "two_factor",
    "two_factor.plugins.email",
    "two_factor.plugins.phonenumber",
    "django_softdelete",
    "admin_interface",
    "django_summernote",
    "dynamic_preferences",
    "dynamic_preferences.users",
    "actstream",
    "encrypted_model_fields",
    "django_rq",
    "impersonate",
    "django_safemigrate",
    "django_prometheus",
    "meta",
    "rules",
    "uses",
] + ["django.contrib.gis", "uses_geo"] * GIS

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
CKEDITOR_UPLOAD_PATH = "ckeditor/"
CMS_CONFIRM_VERSION4 = True
CONSTANCE_BACKEND = "constance.backends.database.DatabaseBackend"
CONSTANCE_CONFIG = {}
FIELD_ENCRYPTION_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
RQ_QUEUES = {"default": {"HOST": "localhost"}}
LANGUAGES = [("en", "English"), ("de", "German")]
LANGUAGE_CODE = "en"
MFA_SUPPORTED_TYPES = ["totp"]
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
STATIC_URL = "/static/"
WAGTAIL_SITE_NAME = "declared"
WAGTAILADMIN_BASE_URL = "http://localhost"
DRAMATIQ_BROKER = {"BROKER": "dramatiq.brokers.stub.StubBroker", "OPTIONS": {}, "MIDDLEWARE": []}
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

if "ORMLINT_DECLARED_SWAPPED" in os.environ:
    INSTALLED_APPS = ["uses_user", *INSTALLED_APPS, "uses_swapped"]
    DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
    AUTH_USER_MODEL = "uses_user.User"
    AUDITLOG_LOGENTRY_MODEL = "uses_swapped.Entry"
    KNOX_TOKEN_MODEL = "uses_swapped.Token"
    OAUTH2_PROVIDER_APPLICATION_MODEL = "uses_swapped.Application"
    OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "uses_swapped.AccessToken"
    WAFFLE_FLAG_MODEL = "uses_swapped.Flag"
