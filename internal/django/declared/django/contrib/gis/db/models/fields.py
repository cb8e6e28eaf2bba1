from django.db.models import Field


class BaseSpatialField(Field):
    """With spatial_index, a GiST index whose name ends in _id."""

    def __init__(self, verbose_name=None, srid=4326, spatial_index=True, **kwargs):
        self.srid = srid
        self.spatial_index = spatial_index
        super().__init__(verbose_name, **kwargs)

    def geodetic(self, connection):
        return self.srid == 4326


class GeometryField(BaseSpatialField):
    """The index of a geometry of three dimensions has the operator class gist_geometry_ops_nd."""

    geom_type = "GEOMETRY"

    def __init__(
        self,
        verbose_name=None,
        dim=2,
        geography=False,
        *,
        extent=(-180.0, -90.0, 180.0, 90.0),
        tolerance=0.05,
        max_geom_collections=None,
        **kwargs,
    ):
        self.dim = dim
        self.geography = geography
        super().__init__(verbose_name, **kwargs)

    def db_type(self, connection):
        return connection.ops.geo_db_type(self)


class PointField(GeometryField):
    geom_type = "POINT"


class LineStringField(GeometryField):
    geom_type = "LINESTRING"


class PolygonField(GeometryField):
    geom_type = "POLYGON"


class MultiPointField(GeometryField):
    geom_type = "MULTIPOINT"


class MultiLineStringField(GeometryField):
    geom_type = "MULTILINESTRING"


class MultiPolygonField(GeometryField):
    geom_type = "MULTIPOLYGON"


class GeometryCollectionField(GeometryField):
    geom_type = "GEOMETRYCOLLECTION"


class ExtentField(Field):
    pass


class RasterField(BaseSpatialField):
    """Its index is on the expression ST_ConvexHull(column)."""

    geom_type = "RASTER"
    geography = False

    def db_type(self, connection):
        return "raster"
