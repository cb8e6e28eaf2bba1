from rest_framework.fields import CharField, Field
from rest_framework.relations import RelatedField
from rest_framework.serializers import ModelSerializer


class TypeField(Field):
    pass


class DetailUrlField(Field):
    pass


class PageHtmlUrlField(Field):
    pass


class PageTypeField(Field):
    pass


class PageLocaleField(Field):
    pass


class RelatedField(RelatedField):
    pass


class PageParentField(RelatedField):
    pass


class PageAliasOfField(RelatedField):
    pass


class ChildRelationField(Field):
    pass


class StreamField(Field):
    pass


class RichTextFieldSerializer(CharField):
    pass


class TagsField(Field):
    pass


class BaseSerializer(ModelSerializer):
    pass


class PageSerializer(BaseSerializer):
    pass
