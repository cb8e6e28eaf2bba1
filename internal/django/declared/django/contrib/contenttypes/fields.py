from django.db import models
from django.db.models.fields.related import ForeignObject, ForeignObjectRel


class GenericForeignKey(models.Field):
    """No column: the fields `ct_field` and `fk_field` hold the type and the key."""

    many_to_many = False
    many_to_one = True
    one_to_many = False
    one_to_one = False
    is_relation = True

    def __init__(self, ct_field="content_type", fk_field="object_id", for_concrete_model=True):
        self.ct_field = ct_field
        self.fk_field = fk_field
        self.for_concrete_model = for_concrete_model
        super().__init__(editable=False)

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, private_only=True)

    def get_attname_column(self):
        return self.name, None


class GenericRel(ForeignObjectRel):
    def __init__(self, field, to, related_name=None, related_query_name=None, limit_choices_to=None):
        super().__init__(
            field,
            to,
            related_name=related_query_name or "+",
            related_query_name=related_query_name,
            limit_choices_to=limit_choices_to,
            on_delete=models.DO_NOTHING,
        )


class GenericRelation(ForeignObject):
    """No column: the rows of `to` whose content type is this model and whose object id is this row's key."""

    many_to_many = False
    many_to_one = False
    one_to_many = True
    one_to_one = False
    auto_created = False
    mti_inherited = False
    rel_class = GenericRel

    def __init__(
        self,
        to,
        object_id_field="object_id",
        content_type_field="content_type",
        for_concrete_model=True,
        related_query_name=None,
        limit_choices_to=None,
        **kwargs,
    ):
        self.object_id_field_name = object_id_field
        self.content_type_field_name = content_type_field
        self.for_concrete_model = for_concrete_model
        rel = self.rel_class(self, to, related_query_name=related_query_name, limit_choices_to=limit_choices_to)
        super().__init__(
            to, models.CASCADE, [object_id_field], [], rel=rel, null=True, blank=True, editable=False, **kwargs
        )

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, private_only=True)
        if self.mti_inherited:
            self.remote_field.related_name = "+"
            self.remote_field.related_query_name = None

    def get_attname_column(self):
        return self.name, None
