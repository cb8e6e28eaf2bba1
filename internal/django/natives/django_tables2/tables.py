from django_tables2.data import TableData


class DeclarativeColumnsMetaclass(type):
    pass


class TableOptions:
    def __init__(self, options, class_name): ...


class Table(metaclass=DeclarativeColumnsMetaclass):
    """Its rows are counted and sliced by the framework: data leads on to the queryset it was made of."""

    def __init__(self, data=None, *args, **kwargs):
        self.data = TableData.from_data(data)

    def __getattr__(self, name): ...
    def paginate(self, paginator_class=None, per_page=None, page=1, *args, **kwargs):
        return self

    def before_render(self, request): ...
    def as_html(self, request): ...
    def as_values(self, exclude_columns=None): ...


def table_factory(model, table=Table, fields=None, exclude=None, localize=None):
    return table
