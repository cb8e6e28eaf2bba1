from rest_framework.fields import Field


class ObjectValueError(ValueError):
    pass


class ObjectTypeError(TypeError):
    pass


class Hyperlink(str):
    pass


class PKOnlyObject:
    pass


class RelatedField(Field):
    queryset = None

    def __init__(self, *args, queryset=None, many=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.queryset = queryset if queryset is not None else self.queryset


class StringRelatedField(RelatedField):
    pass


class PrimaryKeyRelatedField(RelatedField):
    pass


class HyperlinkedRelatedField(RelatedField):
    pass


class HyperlinkedIdentityField(HyperlinkedRelatedField):
    pass


class SlugRelatedField(RelatedField):
    pass


class ManyRelatedField(Field):
    pass
