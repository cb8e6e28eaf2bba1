from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.views import APIView


class GenericAPIView(APIView):
    pass


class CreateAPIView(CreateModelMixin, GenericAPIView):
    pass


class ListAPIView(ListModelMixin, GenericAPIView):
    pass


class RetrieveAPIView(RetrieveModelMixin, GenericAPIView):
    pass


class DestroyAPIView(DestroyModelMixin, GenericAPIView):
    pass


class UpdateAPIView(UpdateModelMixin, GenericAPIView):
    pass


class ListCreateAPIView(ListModelMixin, CreateModelMixin, GenericAPIView):
    pass


class RetrieveUpdateAPIView(RetrieveModelMixin, UpdateModelMixin, GenericAPIView):
    pass


class RetrieveDestroyAPIView(RetrieveModelMixin, DestroyModelMixin, GenericAPIView):
    pass


class RetrieveUpdateDestroyAPIView(RetrieveModelMixin, UpdateModelMixin, DestroyModelMixin, GenericAPIView):
    pass
