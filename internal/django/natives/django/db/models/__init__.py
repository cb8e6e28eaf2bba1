from django.core.exceptions import ObjectDoesNotExist
from django.db.models import signals
from django.db.models.aggregates import *
from django.db.models.constraints import *
from django.db.models.deletion import (
    CASCADE, DB_CASCADE, DB_SET_DEFAULT, DB_SET_NULL, DO_NOTHING, PROTECT, RESTRICT, SET, SET_DEFAULT, SET_NULL,
    ProtectedError, RestrictedError,
)
from django.db.models.enums import *
from django.db.models.expressions import (
    Case, Exists, Expression, ExpressionList, ExpressionWrapper, F, Func, OrderBy, OuterRef, RowRange, Subquery,
    Value, ValueRange, When, Window, WindowFrame, WindowFrameExclusion,
)
from django.db.models.fields import *
from django.db.models.fields.composite import CompositePrimaryKey
from django.db.models.fields.files import FileField, ImageField
from django.db.models.fields.generated import GeneratedField
from django.db.models.fields.json import JSONField
from django.db.models.fields.proxy import OrderWrt
from django.db.models.fields.related import (
    ForeignKey, ForeignObject, ManyToManyField, ManyToManyRel, ManyToOneRel, OneToOneField, OneToOneRel,
    ForeignObjectRel,
)
from django.db.models.indexes import *
from django.db.models.lookups import Lookup, Transform
from django.db.models.manager import Manager
from django.db.models.query import Prefetch, QuerySet, aprefetch_related_objects, prefetch_related_objects
from django.db.models.query_utils import FilteredRelation, Q
from django.db.models.base import DEFERRED, Model
