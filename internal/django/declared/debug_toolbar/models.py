from django.conf import settings
from django.db import models

if getattr(settings, "DEBUG_TOOLBAR_CONFIG", {}).get("TOOLBAR_STORE_CLASS") == "debug_toolbar.store.DatabaseStore":

    class HistoryEntry(models.Model):
        request_id = models.UUIDField(primary_key=True)
        data = models.JSONField()
        created_at = models.DateTimeField()

        class Meta:
            ordering = ["-created_at"]
