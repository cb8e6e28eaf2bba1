from django.contrib import admin

from .models import Brand, Category, Product, Tag

admin.site.register([Brand, Category, Tag])


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):
    list_display = ["sku", "name", "brand", "active"]
    list_select_related = ["brand"]
    list_filter = ["active"]
    search_fields = ["sku", "name"]
