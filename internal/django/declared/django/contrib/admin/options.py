HORIZONTAL, VERTICAL = 1, 2


class BaseModelAdmin:
    ordering = None

    def get_ordering(self, request):
        return self.ordering or ()

    def get_queryset(self, request):
        queryset = self.model._default_manager.get_queryset()
        ordering = self.get_ordering(request)
        return queryset.order_by(*ordering) if ordering else queryset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return db_field.formfield(**kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return db_field.formfield(**kwargs)


class ModelAdmin(BaseModelAdmin):
    list_display = ("__str__",)
    list_filter = ()
    list_select_related = False
    list_per_page = 100
    search_fields = ()
    date_hierarchy = None
    inlines = ()
    actions = ()

    def __init__(self, model, admin_site):
        self.model = model

    def get_search_results(self, request, queryset, search_term):
        return queryset, False

    def get_object(self, request, object_id, from_field=None):
        return self.get_queryset(request).get(**{from_field or "pk": object_id})

    def save_model(self, request, obj, form, change):
        obj.save()

    def delete_model(self, request, obj):
        obj.delete()

    def delete_queryset(self, request, queryset):
        queryset.delete()


class InlineModelAdmin(BaseModelAdmin):
    model = None
    fk_name = None
    extra = 3


class StackedInline(InlineModelAdmin):
    pass


class TabularInline(InlineModelAdmin):
    pass
