from rest_framework import generics, mixins, views


def _chosen(): ...


class ViewSetMixin:
    # What a router binds is known when a request comes.
    action = _chosen()
    detail = _chosen()
    basename = _chosen()

    @classmethod
    def as_view(cls, actions=None, **initkwargs): ...
    def reverse_action(self, url_name, *args, **kwargs): ...
    @classmethod
    def get_extra_actions(cls): ...
    def get_extra_action_url_map(self): ...


class ViewSet(ViewSetMixin, views.APIView):
    pass


class GenericViewSet(ViewSetMixin, generics.GenericAPIView):
    pass


class ReadOnlyModelViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet):
    pass


class ModelViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    mixins.ListModelMixin,
    GenericViewSet,
):
    pass
