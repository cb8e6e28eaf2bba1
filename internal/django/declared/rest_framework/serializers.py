from rest_framework.exceptions import ValidationError
from rest_framework.fields import *
from rest_framework.relations import *


class BaseSerializer(Field):
    def __init__(self, instance=None, data=empty, *, many=False, **kwargs):
        super().__init__(**kwargs)
        self.instance = instance
        self.many = many


class Serializer(BaseSerializer):
    pass


class ListSerializer(BaseSerializer):
    pass


class ModelSerializer(Serializer):
    pass


class HyperlinkedModelSerializer(ModelSerializer):
    pass
