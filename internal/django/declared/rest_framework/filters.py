class BaseFilterBackend:
    def filter_queryset(self, request, queryset, view):
        return queryset


class SearchFilter(BaseFilterBackend):
    search_param = "search"


class UnaccentedSearchFilter(SearchFilter):
    pass


class OrderingFilter(BaseFilterBackend):
    pass
