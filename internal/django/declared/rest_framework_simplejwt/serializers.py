from rest_framework.fields import CharField
from rest_framework.serializers import Serializer


class PasswordField(CharField):
    pass


class TokenObtainSerializer(Serializer):
    pass


class TokenObtainPairSerializer(TokenObtainSerializer):
    pass


class TokenObtainSlidingSerializer(TokenObtainSerializer):
    pass


class TokenRefreshSerializer(Serializer):
    pass


class TokenRefreshSlidingSerializer(Serializer):
    pass


class TokenVerifySerializer(Serializer):
    pass


class TokenBlacklistSerializer(Serializer):
    pass
