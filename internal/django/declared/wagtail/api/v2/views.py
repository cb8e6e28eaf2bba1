from rest_framework.viewsets import GenericViewSet


class BaseAPIViewSet(GenericViewSet):
    pass


class PagesAPIViewSet(BaseAPIViewSet):
    pass
