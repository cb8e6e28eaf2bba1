from .config import AppConfig
from .registry import apps
