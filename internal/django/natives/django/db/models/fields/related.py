from django.db.models.fields import Field
from django.db.models.fields.mixins import FieldCacheMixin
from django.db.models.fields.related_descriptors import (
    ForwardManyToOneDescriptor, ForwardOneToOneDescriptor, ManyToManyDescriptor, ReverseManyToOneDescriptor,
    ReverseOneToOneDescriptor, ForeignKeyDeferredAttribute,
)
from django.db.models.fields.reverse_related import ForeignObjectRel, ManyToManyRel, ManyToOneRel, OneToOneRel

RECURSIVE_RELATIONSHIP_CONSTANT = "self"


def resolve_relation(scope_model, relation):
    if relation == RECURSIVE_RELATIONSHIP_CONSTANT:
        return scope_model
    if isinstance(relation, str) and "." not in relation:
        return "%s.%s" % (scope_model._meta.app_label, relation)
    return relation


def lazy_related_operation(function, model, *related_models, **kwargs): ...


class RelatedField(FieldCacheMixin, Field):
    is_relation = True

    def __init__(self, related_name=None, related_query_name=None, limit_choices_to=None, **kwargs):
        self._related_name, self._related_query_name = related_name, related_query_name
        self._limit_choices_to = limit_choices_to
        super().__init__(**kwargs)

    @property
    def related_model(self): ...

    def related_query_name(self): ...


class ForeignObject(RelatedField):
    many_to_one = True
    requires_unique_target = True
    forward_related_accessor_class = ForwardManyToOneDescriptor
    related_accessor_class = ReverseManyToOneDescriptor
    rel_class = ForeignObjectRel

    def __init__(
        self, to, on_delete, from_fields, to_fields, rel=None, related_name=None, related_query_name=None,
        limit_choices_to=None, parent_link=False, swappable=True, **kwargs,
    ):
        if rel is None:
            rel = self.rel_class(
                self, to, related_name=related_name, related_query_name=related_query_name,
                limit_choices_to=limit_choices_to, parent_link=parent_link, on_delete=on_delete,
            )
        super().__init__(
            rel=rel, related_name=related_name, related_query_name=related_query_name,
            limit_choices_to=limit_choices_to, **kwargs,
        )
        self.remote_field = rel
        self.from_fields, self.to_fields, self.swappable = from_fields, to_fields, swappable

    def get_internal_type(self):
        return self.__class__.__name__

    def get_attname_column(self):
        return self.get_attname(), None


class ForeignKey(ForeignObject):
    rel_class = ManyToOneRel
    descriptor_class = ForeignKeyDeferredAttribute

    def __init__(
        self, to, on_delete=None, related_name=None, related_query_name=None, limit_choices_to=None, parent_link=False,
        to_field=None, db_constraint=True, **kwargs,
    ):
        rel = self.rel_class(
            self, to, to_field, related_name=related_name, related_query_name=related_query_name,
            limit_choices_to=limit_choices_to, parent_link=parent_link, on_delete=on_delete,
        )
        kwargs.setdefault("db_index", True)
        super().__init__(
            to, on_delete, from_fields=["self"], to_fields=[to_field], rel=rel, related_name=related_name,
            related_query_name=related_query_name, limit_choices_to=limit_choices_to, **kwargs,
        )
        self.db_constraint = db_constraint

    def get_attname(self):
        return self.name + "_id"

    def get_attname_column(self):
        attname = self.get_attname()
        return attname, self.db_column or attname

    def get_internal_type(self):
        return "ForeignKey"

    @property
    def target_field(self): ...

    def db_type(self, connection): ...


class OneToOneField(ForeignKey):
    one_to_one = True
    many_to_one = False
    related_accessor_class = ReverseOneToOneDescriptor
    forward_related_accessor_class = ForwardOneToOneDescriptor
    rel_class = OneToOneRel

    def __init__(self, to, on_delete=None, to_field=None, **kwargs):
        kwargs["unique"] = True
        super().__init__(to, on_delete, to_field=to_field, **kwargs)

    def get_internal_type(self):
        return "OneToOneField"


class ManyToManyField(RelatedField):
    many_to_many = True
    many_to_one = False
    rel_class = ManyToManyRel

    def __init__(
        self, to, related_name=None, related_query_name=None, limit_choices_to=None, symmetrical=None, through=None,
        through_fields=None, db_constraint=True, db_table=None, swappable=True, **kwargs,
    ):
        if symmetrical is None:
            symmetrical = to == "self"
        rel = self.rel_class(
            self, to, related_name=related_name, related_query_name=related_query_name,
            limit_choices_to=limit_choices_to, symmetrical=symmetrical, through=through, through_fields=through_fields,
            db_constraint=db_constraint,
        )
        self.has_null_arg = "null" in kwargs
        super().__init__(
            rel=rel, related_name=related_name, related_query_name=related_query_name,
            limit_choices_to=limit_choices_to, **kwargs,
        )
        self.remote_field = rel
        self.db_table, self.swappable = db_table, swappable

    # As the descriptor of the model class has them.
    def contribute_to_class(self, cls, name, **kwargs): ...
    def _get_m2m_db_table(self, opts): ...

    @property
    def through(self): ...

    @property
    def rel(self):
        return self.remote_field

    def get_attname_column(self):
        return self.get_attname(), None

    def get_internal_type(self):
        return "ManyToManyField"

    def db_type(self, connection):
        return None


def create_many_to_many_intermediary_model(field, klass): ...
