USE_TZ = _by_version((5, 0), True, False)
TIME_ZONE = "America/Chicago"
DEFAULT_AUTO_FIELD = _by_version((6, 0), "django.db.models.BigAutoField", "django.db.models.AutoField")
AUTH_USER_MODEL = "auth.User"
INSTALLED_APPS = []
DATABASES = {}
DATABASE_ROUTERS = []
DEBUG = False
MIDDLEWARE = []
MIGRATION_MODULES = {}
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
DEFAULT_TABLESPACE = ""
DEFAULT_INDEX_TABLESPACE = ""
LANGUAGE_CODE = "en-us"
LANGUAGES = []
USE_I18N = True
ROOT_URLCONF = None
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TEMPLATES = []
MEDIA_ROOT = ""
MEDIA_URL = "/"
STATIC_URL = None
STATIC_ROOT = None
EMAIL_HOST = "localhost"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/accounts/profile/"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2621440
SESSION_ENGINE = "django.contrib.sessions.backends.db"
FORMAT_MODULE_PATH = None
ALLOWED_HOSTS = []
ADMINS = []
MANAGERS = []
LOCALE_PATHS = []
FIXTURE_DIRS = []
SILENCED_SYSTEM_CHECKS = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
PASSWORD_HASHERS = []
LOGGING = {}


def _by_version(version, then, before):
    import django
    if django.VERSION[:2] >= version:
        return then
    return before
