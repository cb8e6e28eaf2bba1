class BaseFilterSet:
    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        self.data = data
        self.queryset = queryset
        self.request = request

    def filter_queryset(self, queryset):
        return queryset

    @property
    def qs(self):
        return self.filter_queryset(self.queryset)


class FilterSet(BaseFilterSet):
    pass
