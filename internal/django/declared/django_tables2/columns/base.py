class Library:
    pass


class LinkTransform:
    pass


class Column:
    pass


class BoundColumn:
    pass


class BoundColumns:
    pass
