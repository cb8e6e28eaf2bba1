from django.contrib.admin.options import InlineModelAdmin


class PolymorphicInlineModelAdmin(InlineModelAdmin):
    pass


class StackedPolymorphicInline(PolymorphicInlineModelAdmin):
    pass
