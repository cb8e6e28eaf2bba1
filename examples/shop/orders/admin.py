from django.contrib import admin

from .models import Order, OrderLine, Payment


class OrderLineInline(admin.TabularInline):
    model = OrderLine
    raw_id_fields = ["product"]


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    list_display = ["number", "organization", "status", "total"]
    list_select_related = ["organization"]
    raw_id_fields = ["organization", "buyer"]
    inlines = [OrderLineInline]


admin.site.register(Payment)
