from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from polymorphic.admin.inlines import PolymorphicInlineModelAdmin


class GenericPolymorphicInlineModelAdmin(PolymorphicInlineModelAdmin, GenericInlineModelAdmin):
    pass


class GenericStackedPolymorphicInline(GenericPolymorphicInlineModelAdmin):
    pass
