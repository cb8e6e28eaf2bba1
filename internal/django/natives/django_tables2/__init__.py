from django_tables2.columns import *
from django_tables2.columns import Column
from django_tables2.config import RequestConfig
from django_tables2.paginators import LazyPaginator
from django_tables2.tables import Table, table_factory
from django_tables2.utils import A
from django_tables2.views import MultiTableMixin, SingleTableMixin, SingleTableView
