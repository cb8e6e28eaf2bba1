from django_scopes.manager import ScopedManager
from django_scopes.state import scope, scopes_disabled
