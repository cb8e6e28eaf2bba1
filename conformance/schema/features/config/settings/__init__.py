"""Settings in parts: base, what the environment says, and what a dict adds."""

import os
from importlib import import_module

from split_settings.tools import include, optional

ENVIRONMENT = os.environ.get("FEATURES_ENVIRONMENT", "development")

include(
    "base.py",
    "parts/apps.py",
    f"parts/{ENVIRONMENT}.py",
    optional("parts/local.py"),
)

_extra = import_module("config.settings.extra")
globals().update({name: getattr(_extra, name) for name in dir(_extra) if name.isupper()})

for _key, _value in {"FEATURE_LEVEL": 3, "FEATURE_NAMES": ["a", "b"]}.items():
    globals()[_key] = _value

locals()["LOCAL_SWITCH"] = True
vars()["VARS_LENGTH"] = 77

try:
    from .secret import *  # noqa: F403
except ImportError:
    SECRET_LENGTH = 23
