from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin, ModelAdmin


class BaseTranslatableAdmin(BaseModelAdmin):
    pass


class TranslatableAdmin(BaseTranslatableAdmin, ModelAdmin):
    pass


class TranslatableInlineModelAdmin(BaseTranslatableAdmin, InlineModelAdmin):
    pass


class TranslatableStackedInline(TranslatableInlineModelAdmin):
    pass


class TranslatableTabularInline(TranslatableInlineModelAdmin):
    pass


class SortedRelatedFieldListFilter(RelatedFieldListFilter):
    pass
