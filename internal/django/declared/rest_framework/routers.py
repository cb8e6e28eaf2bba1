from rest_framework.views import APIView


class Route(tuple):
    pass


class DynamicRoute(tuple):
    pass


class BaseRouter:
    pass


class SimpleRouter(BaseRouter):
    pass


class APIRootView(APIView):
    pass


class DefaultRouter(SimpleRouter):
    pass
