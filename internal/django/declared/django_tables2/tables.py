class DeclarativeColumnsMetaclass(type):
    pass


class TableOptions:
    pass


class Table:
    def __init__(self, data=None, *args, **kwargs):
        self.data = data
