from rest_framework.fields import Field


class BaseSerializer(Field):
    pass


class SerializerMetaclass(type):
    pass


class Serializer(BaseSerializer):
    pass


class ListSerializer(BaseSerializer):
    pass


class ModelSerializer(Serializer):
    pass


class HyperlinkedModelSerializer(ModelSerializer):
    pass
