"""Models in a package: star imports, __all__, names on demand."""

import importlib

from .base import *  # noqa: F403
from .circular_a import CircularA  # noqa: F401
from .deep import *  # noqa: F403
from .exported import *  # noqa: F403
from .plain import Plain as Simple  # noqa: F401
from . import quiet  # noqa: F401

_LAZY = {"Lazy": "packaged.models.lazy"}


def __getattr__(name):
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(name)


from packaged.extras.late import Late  # noqa: E402, F401

from .lazy import User as LazyUser  # noqa: E402, F401
