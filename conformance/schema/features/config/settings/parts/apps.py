import django


def own(*names, prefix=""):
    """Names of apps, behind a prefix."""
    return [f"{prefix}.{name}" if prefix else name for name in names]


def django_apps():
    yield "django.contrib.contenttypes"
    yield "django.contrib.auth"
    for name in ("sessions", "postgres", "sites"):
        yield "django.contrib." + name


CORE = tuple(own("columns", "custom", "heritage", "relations", "indexing"))
INSTALLED_APPS = [*django_apps()]
INSTALLED_APPS += CORE
INSTALLED_APPS.extend(own("pg", "dynamic"))
INSTALLED_APPS.append("packaged.apps.PackagedConfig")
INSTALLED_APPS = ["accounts"] + INSTALLED_APPS
for _name in ("labelled", "several", "initialised"):
    INSTALLED_APPS.append("variants." + _name)
INSTALLED_APPS += [app for app in DECOUPLED_APPS if app not in INSTALLED_APPS]  # noqa: F821
INSTALLED_APPS += ["variants.inner.config.InnerConfig", "variants.ready"]
INSTALLED_APPS.insert(3, "signals_app")

if OS_SWITCH:  # noqa: F821
    INSTALLED_APPS += ("switched",)
if DECOUPLED_SWITCH:  # noqa: F821
    INSTALLED_APPS += ("absent",)

if django.VERSION >= (5, 0):
    INSTALLED_APPS.append("generated")
if django.VERSION[:2] >= (5, 2):
    INSTALLED_APPS.append("composite")
if django.VERSION < (5, 1):
    INSTALLED_APPS.append("legacy")
INSTALLED_APPS.remove("django.contrib.sites")
SITES_APP = "django.contrib.sites"
INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS + [SITES_APP]))
