class ListFilter:
    pass


class FacetsMixin:
    pass


class SimpleListFilter(FacetsMixin, ListFilter):
    pass


class FieldListFilter(FacetsMixin, ListFilter):
    pass


class RelatedFieldListFilter(FieldListFilter):
    pass


class BooleanFieldListFilter(FieldListFilter):
    pass


class ChoicesFieldListFilter(FieldListFilter):
    pass


class DateFieldListFilter(FieldListFilter):
    pass


class AllValuesFieldListFilter(FieldListFilter):
    pass


class RelatedOnlyFieldListFilter(RelatedFieldListFilter):
    pass


class EmptyFieldListFilter(FieldListFilter):
    pass
