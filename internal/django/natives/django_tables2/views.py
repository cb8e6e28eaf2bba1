from django.views.generic.list import ListView


class TableMixinBase:
    context_table_name = "table"
    table_pagination = None

    def get_context_table_name(self, table):
        return self.context_table_name

    def get_table_pagination(self, table): ...


class SingleTableMixin(TableMixinBase):
    table_class = None
    table_data = None

    def get_table_class(self):
        return self.table_class

    def get_table(self, **kwargs):
        return self.get_table_class()(data=self.get_table_data(), **kwargs)

    def get_table_data(self):
        if self.table_data is not None:
            return self.table_data
        return self.get_queryset()

    def get_table_kwargs(self):
        return {}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context[self.context_table_name] = self.get_table(**self.get_table_kwargs())
        return context


class SingleTableView(SingleTableMixin, ListView):
    pass


class MultiTableMixin(TableMixinBase):
    tables = None
    tables_data = None

    def get_tables(self):
        return self.tables

    def get_tables_data(self):
        return self.tables_data
