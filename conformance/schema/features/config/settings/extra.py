from .more import *  # noqa: F403
from .more import _hidden as EXTRA_HIDDEN  # noqa: F401

EXTRA_LENGTH = MORE_LENGTH + 1  # noqa: F405
EXTRA_MODEL = "relations.Plain"
