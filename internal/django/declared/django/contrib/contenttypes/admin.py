from django.contrib.admin.options import InlineModelAdmin


class GenericInlineModelAdminChecks:
    pass


class GenericInlineModelAdmin(InlineModelAdmin):
    pass


class GenericStackedInline(GenericInlineModelAdmin):
    pass


class GenericTabularInline(GenericInlineModelAdmin):
    pass
