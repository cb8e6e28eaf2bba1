from psqlextra.query import PostgresQuerySet
from psqlextra.manager.manager import PostgresManager
