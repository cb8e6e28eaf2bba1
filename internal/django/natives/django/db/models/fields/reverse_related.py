class ForeignObjectRel:
    auto_created = True
    concrete = False
    editable = False
    is_relation = True
    null = True
    through = None
    field_name = None

    def __init__(
        self, field, to, related_name=None, related_query_name=None, limit_choices_to=None, parent_link=False,
        on_delete=None,
    ):
        self.field, self.model = field, to
        self.related_name, self.related_query_name = related_name, related_query_name
        self.limit_choices_to = {} if limit_choices_to is None else limit_choices_to
        self.parent_link, self.on_delete = parent_link, on_delete

    def get_accessor_name(self, model=None): ...

    @property
    def name(self):
        return self.related_query_name or self.related_name or self.field.model._meta.model_name

    @property
    def related_model(self):
        return self.field.model

    @property
    def remote_field(self):
        return self.field


class ManyToOneRel(ForeignObjectRel):
    multiple = True

    def __init__(self, field, to, field_name, **kwargs):
        super().__init__(field, to, **kwargs)
        self.field_name = field_name


class OneToOneRel(ManyToOneRel):
    multiple = False


class ManyToManyRel(ForeignObjectRel):
    def __init__(
        self, field, to, related_name=None, related_query_name=None, limit_choices_to=None, symmetrical=True,
        through=None, through_fields=None, db_constraint=True,
    ):
        super().__init__(field, to, related_name, related_query_name, limit_choices_to)
        self.through, self.through_fields = through, through_fields
        self.symmetrical, self.db_constraint = symmetrical, db_constraint
