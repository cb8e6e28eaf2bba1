from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.options import ModelAdmin


class MPTTModelAdmin(ModelAdmin):
    pass


class DraggableMPTTAdmin(MPTTModelAdmin):
    pass


class TreeRelatedFieldListFilter(RelatedFieldListFilter):
    pass
