"""Spatial columns and their indexes; only with GDAL and PostGIS (check.py --gis)."""

from django.contrib.gis.db import models


class Place(models.Model):
    point = models.PointField()
    area = models.PolygonField(srid=3857, null=True)
    anything = models.GeometryField(dim=3)
    line = models.LineStringField(spatial_index=False)
    globe = models.PointField(geography=True, unique=True)
    points = models.MultiPointField()
    lines = models.MultiLineStringField()
    areas = models.MultiPolygonField(dim=3, geography=True)
    things = models.GeometryCollectionField()
    picture = models.RasterField()
    name = models.CharField(max_length=10, db_index=True)
