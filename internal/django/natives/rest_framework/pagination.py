from rest_framework.response import Response


class Cursor(tuple):
    pass


class PageLink(tuple):
    pass


class BasePagination:
    def paginate_queryset(self, queryset, request, view=None):
        return list(queryset)

    def get_paginated_response(self, data):
        return Response(data)

    def get_paginated_response_schema(self, schema):
        return schema

    def get_results(self, data): ...
    def to_html(self): ...
    def __getattr__(self, name): ...


class PageNumberPagination(BasePagination):
    page_size = None
    page_size_query_param = None
    max_page_size = None
    page_query_param = "page"

    def get_page_size(self, request): ...
    def get_page_number(self, request, paginator): ...
    def get_next_link(self): ...
    def get_previous_link(self): ...


class LimitOffsetPagination(BasePagination):
    default_limit = None
    max_limit = None
    limit_query_param = "limit"
    offset_query_param = "offset"

    def get_limit(self, request): ...
    def get_offset(self, request): ...
    def get_count(self, queryset): ...
    def get_next_link(self): ...
    def get_previous_link(self): ...


class CursorPagination(BasePagination):
    page_size = None
    page_size_query_param = None
    max_page_size = None
    ordering = "-created"

    def get_page_size(self, request): ...
    def get_ordering(self, request, queryset, view):
        return (self.ordering,) if isinstance(self.ordering, str) else tuple(self.ordering)

    def paginate_queryset(self, queryset, request, view=None):
        return list(queryset.order_by(*self.get_ordering(request, queryset, view)))

    def decode_cursor(self, request): ...
    def encode_cursor(self, cursor): ...
    def get_next_link(self): ...
    def get_previous_link(self): ...
