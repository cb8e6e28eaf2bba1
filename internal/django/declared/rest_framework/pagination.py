class Cursor(tuple):
    pass


class PageLink(tuple):
    pass


class BasePagination:
    def paginate_queryset(self, queryset, request, view=None):
        return list(queryset)

    def get_paginated_response(self, data):
        return data


class PageNumberPagination(BasePagination):
    page_size = None
    page_size_query_param = None
    max_page_size = None


class LimitOffsetPagination(BasePagination):
    default_limit = None
    max_limit = None


class CursorPagination(BasePagination):
    page_size = None
    ordering = "-created"
