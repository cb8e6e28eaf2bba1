from django.contrib import admin

from .models import Project, PurchaseRequest

admin.site.register(Project)


@admin.register(PurchaseRequest)
class PurchaseRequestAdmin(admin.ModelAdmin):
    list_display = ["id", "type", "amount", "approved_at"]
    raw_id_fields = ["organization", "project", "requested_by"]
