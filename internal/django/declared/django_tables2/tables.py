

class DeclarativeColumnsMetaclass(type):
    pass


class TableOptions:
    pass


class Table:
    pass
