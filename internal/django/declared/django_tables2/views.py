from django.views.generic.list import ListView


class TableMixinBase:
    pass


class SingleTableMixin(TableMixinBase):
    pass


class SingleTableView(SingleTableMixin, ListView):
    pass


class MultiTableMixin(TableMixinBase):
    pass
