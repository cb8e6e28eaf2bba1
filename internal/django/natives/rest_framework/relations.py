from rest_framework.fields import Field, SkipField, empty


class ObjectValueError(ValueError):
    pass


class ObjectTypeError(TypeError):
    pass


class Hyperlink(str):
    pass


class PKOnlyObject:
    def __init__(self, pk): ...


class RelatedField(Field):
    queryset = None

    def __init__(self, *args, queryset=None, many=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.queryset = queryset if queryset is not None else self.queryset
        self.chooses()

    def chooses(self): ...

    def get_queryset(self):
        return self.queryset.all()

    def use_pk_only_optimization(self):
        return False

    def get_choices(self, cutoff=None): ...
    def display_value(self, instance): ...


class StringRelatedField(RelatedField):
    pass


class PrimaryKeyRelatedField(RelatedField):
    def to_internal_value(self, data):
        return self.get_queryset().get(pk=data)

    def to_representation(self, value):
        return value.pk


class HyperlinkedRelatedField(RelatedField):
    lookup_field = "pk"
    view_name = None

    def __init__(self, view_name=None, lookup_field="pk", **kwargs):
        super().__init__(**kwargs)
        self.lookup_field = lookup_field

    def get_object(self, view_name, view_args, view_kwargs):
        return self.get_queryset().get(**{self.lookup_field: view_kwargs})

    def get_url(self, obj, view_name, request, format): ...
    def to_internal_value(self, data):
        return self.get_object(self.view_name, (), data)

    def to_representation(self, value): ...


class HyperlinkedIdentityField(HyperlinkedRelatedField):
    pass


class SlugRelatedField(RelatedField):
    def __init__(self, slug_field=None, **kwargs):
        self.slug_field = slug_field
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        return self.get_queryset().get(**{self.slug_field: data})

    def to_representation(self, obj): ...


class ManyRelatedField(Field):
    def __init__(self, child_relation=None, *args, **kwargs): ...
