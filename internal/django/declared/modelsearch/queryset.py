class SearchableQuerySetMixin:
    pass
