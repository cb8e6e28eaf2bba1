

class Cursor(tuple):
    pass


class PageLink(tuple):
    pass


class BasePagination:
    pass


class PageNumberPagination(BasePagination):
    pass


class LimitOffsetPagination(BasePagination):
    pass


class CursorPagination(BasePagination):
    pass
