from django.db import models, transaction
from django.db.utils import (
    DEFAULT_DB_ALIAS, DatabaseError, DataError, Error, IntegrityError, InterfaceError, InternalError,
    NotSupportedError, OperationalError, ProgrammingError,
)


def _data_types(): ...


class _Features:
    pass


# As PostGIS writes the names of its types.
_geometries = {
    "POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon", "MULTIPOINT": "MultiPoint",
    "MULTILINESTRING": "MultiLineString", "MULTIPOLYGON": "MultiPolygon", "GEOMETRYCOLLECTION": "GeometryCollection",
    "GEOMETRY": "Geometry",
}


class _Operations:
    def geo_db_type(self, f):
        if f.geom_type == "RASTER":
            return "raster"
        kind = "geography" if f.geography else "geometry"
        return f"{kind}({_geometries[f.geom_type]}{'Z' if f.dim == 3 else ''},{f.srid})"

    def quote_name(self, name): ...


class _Wrapper:
    vendor = "postgresql"
    display_name = "PostgreSQL"
    alias = "default"
    features = _Features()
    data_types = _data_types()
    ops = _Operations()

    def cursor(self): ...

    @property
    def settings_dict(self):
        from django.conf import settings
        return settings.DATABASES["default"]


class _Handler:
    def __getitem__(self, alias):
        return connection

    def all(self, initialized_only=False):
        return [connection]


class _Router:
    def db_for_read(self, model, **hints): ...
    def db_for_write(self, model, **hints): ...
    def allow_relation(self, obj1, obj2, **hints): ...


connection = _Wrapper()
connections = _Handler()
router = _Router()


def close_old_connections(**kwargs): ...
def reset_queries(**kwargs): ...
