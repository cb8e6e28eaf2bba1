__all__ = ["BoundField"]


class BoundField:
    pass


class BoundWidget:
    pass
