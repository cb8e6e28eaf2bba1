from django.contrib.admin.options import ModelAdmin, StackedInline, TabularInline


class BaseOrderedModelAdmin:
    pass


class OrderedModelAdmin(BaseOrderedModelAdmin, ModelAdmin):
    pass


class OrderedInlineModelAdminMixin:
    pass


class OrderedInlineMixin(BaseOrderedModelAdmin):
    pass


class OrderedTabularInline(OrderedInlineMixin, TabularInline):
    pass


class OrderedStackedInline(OrderedInlineMixin, StackedInline):
    pass
