from django.conf import settings
from django.db import models


class TenantMixin(models.Model):
    schema_name = models.CharField(max_length=63, unique=True, db_index=True)

    class Meta:
        abstract = True


class DomainMixin(models.Model):
    domain = models.CharField(max_length=253, unique=True, db_index=True)
    tenant = models.ForeignKey(
        getattr(settings, "TENANT_MODEL", "self"), models.CASCADE, db_index=True, related_name="domains"
    )
    is_primary = models.BooleanField(default=True, db_index=True)

    class Meta:
        abstract = True
