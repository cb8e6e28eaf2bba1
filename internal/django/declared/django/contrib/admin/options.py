from enum import Enum


class ShowFacets(Enum):
    pass


class ActionLocation(Enum):
    pass


class Action:
    pass


class IncorrectLookupParameters(Exception):
    pass


class BaseModelAdmin:
    pass


class ModelAdmin(BaseModelAdmin):
    pass


class InlineModelAdmin(BaseModelAdmin):
    pass


class StackedInline(InlineModelAdmin):
    pass


class TabularInline(InlineModelAdmin):
    pass
