class BaseFilterBackend:
    pass


class SearchFilter(BaseFilterBackend):
    pass


class UnaccentedSearchFilter(SearchFilter):
    pass


class OrderingFilter(BaseFilterBackend):
    pass
