from django.contrib import admin

from .models import Delivery, StockMovement, Warehouse

admin.site.register(Warehouse)


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    list_display = ["order", "carrier", "delivered_at"]
    list_select_related = ["order"]
    raw_id_fields = ["order"]


@admin.register(StockMovement)
class StockMovementAdmin(admin.ModelAdmin):
    list_display = ["pk", "kind", "quantity", "moved_at"]
    raw_id_fields = ["product"]
    show_full_result_count = False
