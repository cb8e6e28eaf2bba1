from django_filters.rest_framework.backends import DjangoFilterBackend
from django_filters.rest_framework.filters import *
from django_filters.rest_framework.filterset import FilterSet
